/** A small picture beside the clock: what is running, the window back, the way out. */
import type { Menu, MenuItemConstructorOptions, Tray } from 'electron';
import type { Job } from '../../core/contract/job.ts';

export interface TrayActions {
  readonly show: () => void;
  readonly quit: () => void;
}

export interface TrayElectron {
  readonly Tray: new (icon: string) => Pick<Tray, 'setToolTip' | 'setContextMenu' | 'on' | 'destroy'>;
  readonly Menu: { buildFromTemplate(template: MenuItemConstructorOptions[]): Menu };
}

export interface ShownTray {
  showJobs(jobs: readonly Job[]): void;
  close(): void;
}

export function trayTemplate(running: number, { show, quit }: TrayActions): MenuItemConstructorOptions[] {
  const jobs =
    running === 0 ? 'Nothing is running' : running === 1 ? '1 job is running' : `${running} jobs are running`;
  return [
    { label: jobs, enabled: false },
    { type: 'separator' },
    { label: 'Show Vedette', click: show },
    { label: 'Quit', click: quit },
  ];
}

export function createTray(
  { Tray: TrayClass, Menu: menus }: TrayElectron,
  icon: string,
  actions: TrayActions,
): ShownTray {
  const tray = new TrayClass(icon);
  let shown = -1;
  const update = (running: number): void => {
    if (running === shown) return;
    shown = running;
    tray.setToolTip(running === 0 ? 'Vedette' : `Vedette: ${running} running`);
    tray.setContextMenu(menus.buildFromTemplate(trayTemplate(running, actions)));
  };
  tray.on('click', actions.show);
  update(0);
  return {
    showJobs: (jobs) => update(jobs.filter(({ state }) => state === 'running').length),
    close: () => tray.destroy(),
  };
}
