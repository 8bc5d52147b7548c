/**
 * The menus, described: what Electron does by itself (roles), and commands, which the page runs as if they were chosen in its
 * palette. Keys are shown and not taken: the page has one listener for them, and operators change them there.
 */
import type { MenuItemConstructorOptions } from 'electron';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

export type MenuEntry =
  | { readonly role: Role }
  | { readonly command: string; readonly label: string; readonly keys?: string }
  /** What the shell does itself. */
  | { readonly action: 'newWindow'; readonly label: string }
  | 'separator';

export interface MenuSection {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

export const MENU: readonly MenuSection[] = [
  {
    label: 'File',
    entries: [
      { command: 'shell.newWorkspace', label: 'New Workspace…' },
      { command: 'shell.openWorkspace', label: 'Open Workspace…' },
      'separator',
      { command: 'shell.importFiles', label: 'Import Files…' },
      { command: 'shell.importFolder', label: 'Import Folder…' },
      'separator',
      { action: 'newWindow', label: 'New Window' },
      { role: 'close' },
      { role: 'quit' },
    ],
  },
  {
    label: 'Edit',
    entries: [
      { command: 'app.undo', label: 'Undo the Last Change' },
      'separator',
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  },
  {
    label: 'Go',
    entries: [
      { command: 'app.palette', label: 'Find a Command…', keys: 'CmdOrCtrl+K' },
      'separator',
      { command: 'go.home', label: 'Home' },
      { command: 'app.back', label: 'Back' },
      { command: 'app.jobs', label: 'Jobs' },
    ],
  },
  {
    label: 'View',
    entries: [
      { command: 'view.dark', label: 'Dark Theme' },
      { command: 'view.light', label: 'Light Theme' },
      { command: 'view.contrast', label: 'High-Contrast Theme' },
      'separator',
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      'separator',
      { role: 'togglefullscreen' },
      { role: 'reload' },
    ],
  },
  { label: 'Help', entries: [{ command: 'app.shortcuts', label: 'Keys' }, 'separator', { role: 'about' }] },
];

export interface MenuActions {
  /** Has the page in front run a command. */
  readonly command: (id: string) => void;
  readonly newWindow: () => void;
}

/** What Electron makes the menus of. A Mac has a menu of the program itself first. */
export function menuTemplate(
  sections: readonly MenuSection[],
  platform: NodeJS.Platform,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const itemOf = (entry: MenuEntry): MenuItemConstructorOptions => {
    if (entry === 'separator') return { type: 'separator' };
    if ('role' in entry) return { role: entry.role };
    if ('action' in entry) return { label: entry.label, click: actions.newWindow };
    const { command, label, keys } = entry;
    const shown = keys === undefined ? {} : { accelerator: keys, registerAccelerator: false };
    return { id: command, label, ...shown, click: () => actions.command(command) };
  };
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    ...sections.map(({ label, entries }) => ({ label, submenu: entries.map(itemOf) })),
  ];
}
