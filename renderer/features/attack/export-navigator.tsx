/** A layer for the ATT&CK Navigator: coloured by what is chosen, saved as a file or copied. */
import { Copy, Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { PageInput } from '../../../core/contract/page.ts';
import { useAsk } from '../../app/engine/queries.tsx';
import { say } from '../../app/toasts.ts';
import { bytes, counted } from '../../lib/format.ts';
import { saveFile } from '../../lib/save-file.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { copyText, reportOf } from '../../ui/states.tsx';
import classes from './attack.module.css';

type Score = NonNullable<PageInput<'attack.exportNavigator'>['score']>;

const SCORES: readonly (readonly [Score, string])[] = [
  ['enabledRules', 'rules that are enabled'],
  ['rulesWithData', 'rules whose log is here'],
  ['findings', 'hits'],
  ['alerts', 'alerts'],
  ['incidents', 'incidents'],
];

export function ExportNavigator({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [name, setName] = useState('Vedette');
  const [score, setScore] = useState<Score>('enabledRules');
  const isNamed = name.trim() !== '';
  const { data, error } = useAsk('attack.exportNavigator', isNamed ? { name: name.trim(), score } : null, {
    keepsPrevious: true,
  });
  const file = `${name.trim().replaceAll(/[^\p{L}\p{N}._-]+/gu, '-') || 'layer'}.json`;
  return (
    <Dialog title="Export a layer for the ATT&CK Navigator" onClose={onClose}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (data === undefined || !isNamed) return;
          saveFile(file, 'application/json', data.text);
          say(`${file} is saved where the browser keeps downloads`);
          onClose();
        }}
      >
        <TextField label="Name" value={name} onChange={setName} autoFocus error={isNamed ? null : 'Give it a name'} />
        <Select label="Coloured by" value={score} options={SCORES} onChange={setScore} />
        <p className={classes['dim']} role="status">
          {error !== null
            ? `${reportOf(error).message}. ${reportOf(error).hint}`
            : data === undefined
              ? 'Making the layer'
              : `${counted(data.techniques, 'technique')}, ${bytes(data.text.length)}, layer format 4.5`}
        </p>
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button icon={Copy} isDisabled={data === undefined} onPress={() => data !== undefined && copyText(data.text)}>
            Copy
          </Button>
          <Button icon={Download} kind="primary" type="submit" isDisabled={data === undefined || !isNamed}>
            Save file
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
