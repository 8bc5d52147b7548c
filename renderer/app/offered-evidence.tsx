/** Files that were chosen, or given when the program was started: nothing is imported before a person says where to. */
import type { ReactNode } from 'react';
import type { ChosenFile } from '../../core/contract/desktop.ts';
import { bytes, counted } from '../lib/format.ts';
import { freeName } from '../features/home/workspace-name.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { EvidenceText } from '../ui/evidence-text.tsx';
import { useAppChange, useAppQuery, useEngine } from './engine/queries.tsx';
import { importGrants } from './imports.ts';
import { go, usePlace } from './router.ts';
import { sayFailed } from './toasts.ts';

/** The rest is counted. */
const NAMED = 8;

interface OfferedProps {
  readonly files: readonly ChosenFile[];
  readonly onClose: () => void;
}

export function OfferedEvidence({ files, onClose }: OfferedProps): ReactNode {
  const engine = useEngine();
  const { workspace } = usePlace();
  const { data: app } = useAppQuery('app.describe', {});
  const creating = useAppChange('app.createWorkspace');
  const here = app?.workspaces.find(({ id }) => id === workspace);

  async function importInto(id: string | null): Promise<void> {
    onClose();
    try {
      const known = app?.workspaces.map(({ name }) => name) ?? [];
      const target = id ?? (await creating.mutateAsync({ name: freeName(files[0]!.name, known) })).id;
      go({ workspace: target, screen: 'queue', params: {} });
      await importGrants(
        engine,
        target,
        files.map(({ grant }) => grant),
      );
    } catch (error) {
      sayFailed('The import did not come to its end', error);
    }
  }

  return (
    <Dialog title={`Import ${counted(files.length, 'file')}?`} onClose={onClose}>
      <ul>
        {files.slice(0, NAMED).map(({ grant, name, sizeBytes }) => (
          <li key={grant}>
            <EvidenceText>{name}</EvidenceText> {sizeBytes > 0 && bytes(sizeBytes)}
          </li>
        ))}
        {files.length > NAMED && <li>and {counted(files.length - NAMED, 'file')} more</li>}
      </ul>
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        {here !== undefined && <Button onPress={() => void importInto(here.id)}>Import into {here.name}</Button>}
        <Button kind="primary" onPress={() => void importInto(null)}>
          Import into a new workspace
        </Button>
      </DialogActions>
    </Dialog>
  );
}
