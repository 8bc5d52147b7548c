/** What the page does for the desktop shell around it: commands that need the system's dialogs, menus, things opened from outside. */
import { useEffect, useState, type ReactNode } from 'react';
import type {
  ChosenFile,
  DesktopBridge,
  EvidenceKind,
  ShellAnswer,
  ShellRequest,
} from '../../core/contract/desktop.ts';
import { EngineError } from './engine/client.ts';
import { runCommand } from './commands/command.ts';
import { useCommands } from './commands/use-commands.ts';
import { unwrapped } from './engine/desktop-host.ts';
import { OfferedEvidence } from './offered-evidence.tsx';
import { go } from './router.ts';
import { sayFailed } from './toasts.ts';

export function DesktopShell({ bridge }: { readonly bridge: DesktopBridge }): ReactNode {
  const [offered, setOffered] = useState<readonly ChosenFile[]>([]);

  async function show(what: string, asking: Promise<ShellAnswer<string | null>>): Promise<void> {
    try {
      const id = await unwrapped(asking);
      if (id !== null) go({ workspace: id, screen: 'queue', params: {} });
    } catch (error) {
      sayFailed(what, error);
    }
  }

  async function choose(kind: EvidenceKind): Promise<void> {
    try {
      setOffered(await unwrapped(bridge.chooseEvidence(kind)));
    } catch (error) {
      sayFailed('Nothing could be chosen', error);
    }
  }

  useCommands('shell', [
    {
      id: 'shell.openWorkspace',
      title: 'Open a workspace file',
      group: 'Workspace',
      run: () => void show('The workspace was not opened', bridge.openWorkspace()),
    },
    {
      id: 'shell.newWorkspace',
      title: 'New workspace in a folder of my choice',
      group: 'Workspace',
      run: () => void show('No workspace was made', bridge.newWorkspace()),
    },
    { id: 'shell.importFiles', title: 'Import files', group: 'Workspace', run: () => void choose('files') },
    { id: 'shell.importFolder', title: 'Import a folder', group: 'Workspace', run: () => void choose('folder') },
  ]);

  useEffect(() => bridge.onCommand(runCommand), [bridge]);
  useEffect(
    () =>
      bridge.onRequest((request: ShellRequest) => {
        switch (request.kind) {
          case 'openWorkspace':
            return go({ workspace: request.id, screen: 'queue', params: {} });
          case 'goTo':
            return go({ workspace: request.workspace, screen: request.screen, params: {} });
          case 'offerEvidence':
            return setOffered(request.files);
          case 'sayFailed':
            return sayFailed(request.what, new EngineError(request.error));
        }
      }),
    [bridge],
  );

  if (offered.length === 0) return null;
  return <OfferedEvidence files={offered} onClose={() => setOffered([])} />;
}
