/** A matrix of made-up techniques. */
import { useState, type ReactNode } from 'react';
import { AttackMatrix } from '../../ui/matrix/matrix.tsx';
import type { MatrixFilter, MatrixTechnique } from '../../ui/matrix/types.ts';
import { Example } from './example.tsx';
import { HOSTILE } from './hostile.ts';
import classes from './gallery.module.css';

const NAMES = [
  'Initial access',
  'Execution',
  'Persistence',
  'Privilege escalation',
  'Defence evasion',
  'Credential access',
  'Discovery',
  'Lateral movement',
  'Collection',
  'Command and control',
  'Exfiltration',
  'Impact',
];
const TACTICS = NAMES.map((name, at) => ({ id: `TA${at}`, name }));
const WORDS = [
  'Made-up scripting',
  'Invented injection of code into another process',
  'Pretended service',
  'Sample task',
  'Fictional token',
];

const TECHNIQUES: readonly MatrixTechnique[] = Array.from({ length: 90 }, (_, at) => {
  const id = `T9${String(at).padStart(3, '0')}`;
  const hits = at % 5 === 0 ? (at * at * 3) % 4_000 : 0;
  const own: MatrixTechnique = {
    id,
    name: at === 7 ? HOSTILE.script : `${WORDS[at % WORDS.length]} ${at}`,
    tactics: at % 9 === 0 ? [`TA${at % 12}`, `TA${(at + 3) % 12}`] : [`TA${at % 12}`],
    rules: at % 3 === 0 ? at % 8 : 0,
    hits,
  };
  const subs = Array.from({ length: at % 4 === 0 ? 3 : 0 }, (__, sub): MatrixTechnique => {
    return {
      id: `${id}.00${sub + 1}`,
      name: `Variant ${sub + 1}`,
      tactics: own.tactics,
      rules: sub,
      hits: sub * (at % 7),
    };
  });
  return [own, ...subs];
}).flat();

export function MatrixPart(): ReactNode {
  const [filter, setFilter] = useState<MatrixFilter>('all');
  const [selected, setSelected] = useState<string | null>('T9012');
  const [said, setSaid] = useState('');
  return (
    <>
      <Example title="Twelve tactics" heightPx={520}>
        <AttackMatrix
          label="Coverage"
          tactics={TACTICS}
          techniques={TECHNIQUES}
          filter={filter}
          onFilter={setFilter}
          selected={selected}
          onSelect={setSelected}
          onOpen={({ id }) => setSaid(`opened ${id}`)}
        />
      </Example>
      <p className={classes['said']} data-testid="matrix-said">
        {selected} {said}
      </p>
      <Example title="Nothing" heightPx={160}>
        <AttackMatrix
          label="No coverage"
          tactics={TACTICS.slice(0, 4)}
          techniques={[]}
          filter="hits"
          onFilter={() => undefined}
          selected={null}
          onSelect={() => undefined}
        />
      </Example>
    </>
  );
}
