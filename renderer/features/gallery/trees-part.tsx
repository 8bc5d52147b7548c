/** Process trees and a matrix, made up. */
import { useState, type ReactNode } from 'react';
import type { Severity } from '../../../core/model/severity.ts';
import { ProcessTree } from '../../ui/process-tree/process-tree.tsx';
import type { ProcessNode } from '../../ui/process-tree/types.ts';
import { Example } from './example.tsx';
import { HOSTILE } from './hostile.ts';
import classes from './gallery.module.css';

const START_US = Date.UTC(2026, 2, 4, 9, 14) * 1_000;

function process(
  id: string,
  parentId: string | null,
  image: string,
  commandLine: string,
  more: Partial<ProcessNode> = {},
): ProcessNode {
  const startUs = START_US + Number(id) * 1_700_000;
  return { id, parentId, image, commandLine, user: 'contoso\\alice', host: 'WS-12', startUs, alerts: 0, ...more };
}

const FEW: readonly ProcessNode[] = [
  process('1', null, 'C:\\Windows\\explorer.exe', 'explorer.exe'),
  process('2', '1', 'C:\\Program Files\\Office\\winword.exe', 'winword.exe /n "C:\\Users\\alice\\invoice.docm"', {
    alerts: 1,
    severity: 'medium',
  }),
  process('3', '2', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', HOSTILE.long, {
    alerts: 4,
    severity: 'critical',
  }),
  process('4', '3', 'C:\\Windows\\System32\\cmd.exe', 'cmd.exe /c vssadmin delete shadows /all /quiet', {
    alerts: 2,
    severity: 'high',
  }),
  process('5', '4', 'C:\\Windows\\System32\\vssadmin.exe', 'vssadmin delete shadows /all /quiet', {
    user: 'NT AUTHORITY\\SYSTEM',
    alerts: 1,
    severity: 'critical',
  }),
  process('6', '900', 'C:\\Temp\\orphan.exe', 'orphan.exe'),
  process('7', '8', 'C:\\Temp\\ouroboros.exe', 'a process that is its own ancestor'),
  process('8', '7', `C:\\Temp\\${HOSTILE.turned}`, HOSTILE.script),
];

const LEVELS: readonly Severity[] = ['low', 'medium', 'high'];
const MANY: readonly ProcessNode[] = Array.from({ length: 5_000 }, (_, at) =>
  process(
    String(at),
    at === 0 ? null : String(Math.floor((at - 1) / 4)),
    `C:\\Windows\\made-up-${at}.exe`,
    `made-up-${at}.exe --number ${at}`,
    {
      alerts: at % 97 === 0 ? 1 : 0,
      severity: LEVELS[at % 3]!,
    },
  ),
);

export function TreesPart(): ReactNode {
  const [selected, setSelected] = useState<string | null>('3');
  const [many, setMany] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  return (
    <>
      <Example title="A few processes, some of them impossible" heightPx={340}>
        <ProcessTree
          name="gallery.few"
          label="Processes"
          processes={FEW}
          zone="UTC"
          selected={selected}
          onSelect={setSelected}
          onOpen={({ id }) => setSaid(`opened ${id}`)}
          actionsOf={({ id }) => [{ id: 'process.trace', title: 'Trace', run: () => setSaid(`traced ${id}`) }]}
        />
      </Example>
      <p className={classes['said']} data-testid="tree-said">
        {selected} {said}
      </p>
      <Example title="5,000 processes" heightPx={320}>
        <ProcessTree
          name="gallery.many"
          label="Many processes"
          processes={MANY}
          zone="UTC"
          selected={many}
          onSelect={setMany}
        />
      </Example>
      <Example title="None">
        <ProcessTree
          name="gallery.none"
          label="No processes"
          processes={[]}
          zone="UTC"
          selected={null}
          onSelect={() => undefined}
        />
      </Example>
    </>
  );
}
