/** Commands that are in reach everywhere. */
import { useAppChange } from './engine/queries.tsx';
import { useCommands } from './commands/use-commands.ts';
import type { Command } from './commands/command.ts';
import { showOverlay } from './overlays.ts';
import { go, usePlace } from './router.ts';
import { SCREENS } from './screens.ts';
import { sayFailed, undoLatest, useToastStore } from './toasts.ts';

export function GlobalCommands(): null {
  const { workspace } = usePlace();
  const nothingToUndo = useToastStore(({ done }) => done.length === 0);
  const settings = useAppChange('app.writeSettings');
  const write = (change: Parameters<typeof settings.mutate>[0]): void =>
    settings.mutate(change, { onError: (error) => sayFailed('The setting was not kept', error) });

  const screens = SCREENS.filter(({ isHidden }) => isHidden !== true).map(
    ({ id, title, key, isOfWorkspace, isOfBoth = false }): Command => ({
      id: `go.${id}`,
      title: `Go to ${title}`,
      group: 'Go',
      keys: [`g ${key}`],
      whyNot: isOfWorkspace && workspace === null ? 'open a workspace first' : null,
      run: () => go({ workspace: isOfWorkspace || isOfBoth ? workspace : null, screen: id, params: {} }),
    }),
  );
  useCommands('global', [
    ...screens,
    {
      id: 'app.palette',
      title: 'Find a command',
      group: 'Help',
      keys: ['Mod+k'],
      isQuiet: true,
      run: () => showOverlay('palette'),
    },
    { id: 'app.shortcuts', title: 'Show all keys', group: 'Help', keys: ['?'], run: () => showOverlay('shortcuts') },
    { id: 'app.jobs', title: 'Show jobs', group: 'View', keys: ['g j'], run: () => showOverlay('jobs') },
    {
      id: 'app.undo',
      title: 'Undo the last change',
      group: 'Workspace',
      keys: ['u', 'Mod+z'],
      whyNot: nothingToUndo ? 'there is nothing to undo' : null,
      run: () => undoLatest(),
    },
    { id: 'app.back', title: 'Back', group: 'Go', keys: ['Escape'], isQuiet: true, run: () => history.back() },
    { id: 'view.dark', title: 'Dark theme', group: 'View', run: () => write({ theme: 'dark' }) },
    { id: 'view.light', title: 'Light theme', group: 'View', run: () => write({ theme: 'light' }) },
    { id: 'view.contrast', title: 'High-contrast theme', group: 'View', run: () => write({ theme: 'contrast' }) },
    { id: 'view.system', title: 'Theme of the system', group: 'View', run: () => write({ theme: 'system' }) },
    { id: 'view.compact', title: 'Compact rows', group: 'View', run: () => write({ density: 'compact' }) },
    { id: 'view.comfortable', title: 'Comfortable rows', group: 'View', run: () => write({ density: 'comfortable' }) },
    { id: 'view.utc', title: 'Times in UTC', group: 'View', run: () => write({ zone: 'UTC' }) },
    { id: 'view.local', title: 'Times of this machine', group: 'View', run: () => write({ zone: 'local' }) },
  ]);
  return null;
}
