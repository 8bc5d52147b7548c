/**
 * The shell, put together: guards first, then the engine, the windows, and what hangs on them. All of Electron comes in as an
 * argument, so that a test can start the whole of it.
 */
import type * as Electron from 'electron';
import type { DataFolder } from '../../core/engine/service/data-folder.ts';
import type { Supervisor } from '../../core/engine/process/supervisor.ts';
import type { Log } from '../../core/kernel/log.ts';
import type { PageFiles } from '../../core/page/page-files.ts';
import { fileDialogs } from './dialogs.ts';
import { watchEngine } from './engine-watch.ts';
import { openExternalLink } from './external-links.ts';
import { guardNavigation } from './guards/navigation.ts';
import { denyPermissions } from './guards/permissions.ts';
import { guardRequests } from './guards/requests.ts';
import { listenToPages } from './ipc.ts';
import type { Launch } from './launch.ts';
import { MENU, menuTemplate } from './menu.ts';
import { requestsOf } from './openings.ts';
import { pageCalls } from './page-calls.ts';
import { reloadAfterCrash } from './page-crash.ts';
import { servePage } from './page-protocol.ts';
import { createSecretStore } from './secret-store.ts';
import { createTray } from './tray.ts';
import { createWindow } from './window-factory.ts';
import { keepPlacement, keptPlacement } from './window-state.ts';
import { createWindows } from './windows.ts';

export type ShellElectron = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'clipboard'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'Notification'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
  | 'Tray'
>;

export interface ShellParts {
  readonly electron: ShellElectron;
  readonly files: PageFiles;
  readonly supervisor: Supervisor;
  readonly data: DataFolder;
  readonly log: Log;
  readonly paths: { readonly preload: string; readonly icon: string; readonly trayIcon: string };
  readonly isDeveloping: boolean;
  readonly platform: NodeJS.Platform;
  readonly monotonicMs: () => number;
}

export interface RunningShell {
  /** Opens what the system asks for, in the window in front. */
  launch(launch: Launch): Promise<void>;
}

/** Once Electron is ready. */
export function runShell(parts: ShellParts): RunningShell {
  const { electron, files, supervisor, data, log, paths, isDeveloping, platform, monotonicMs } = parts;
  const { app, dialog, Menu, session } = electron;

  const openExternal = (address: string): Promise<boolean> => openExternalLink(electron, address);
  const guardSession = (one: Electron.Session): void => {
    denyPermissions(one);
    guardRequests(one, isDeveloping, log);
  };
  app.on('session-created', guardSession);
  guardSession(session.defaultSession);
  guardNavigation(app, {
    log,
    openExternal: (address) =>
      void openExternal(address).catch(() => log.warn('shell.link_refused', { length: address.length })),
  });
  servePage(electron.protocol, files);

  const windows = createWindows({
    supervisor,
    newChannel: () => new electron.MessageChannelMain(),
    create: () =>
      createWindow(electron, {
        preload: paths.preload,
        icon: paths.icon,
        placement: keptPlacement(data, electron.screen.getAllDisplays()),
        hasDevTools: isDeveloping,
      }),
    onCreated: ({ window, queue }) => {
      keepPlacement(window, data);
      reloadAfterCrash(window, { dialog, log, ask: queue.ask, quit: () => app.quit(), monotonicMs });
    },
  });

  listenToPages(
    { ipcMain: electron.ipcMain, isKnown: (id) => windows.of(id) !== null, log },
    pageCalls({
      windows,
      supervisor,
      dialogs: fileDialogs({ dialog, supervisor, folder: data.workspaces }),
      secrets: createSecretStore(electron.safeStorage, data, platform),
      clipboard: electron.clipboard,
      openExternal,
    }),
  );

  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(MENU, platform, { command: windows.command, newWindow: windows.open })),
  );
  const tray = createTray(electron, paths.trayIcon, { show: windows.show, quit: () => app.quit() });
  watchEngine({
    supervisor,
    onJobs: tray.showJobs,
    notify: (notice) => {
      if (electron.BrowserWindow.getFocusedWindow() !== null || !electron.Notification.isSupported()) return;
      const shown = new electron.Notification({ ...notice, silent: true });
      shown.on('click', () => windows.show());
      shown.show();
    },
  });

  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit();
  });
  app.on('activate', () => void windows.show());
  windows.open();

  return {
    launch: async (launch) => {
      const requests = await requestsOf(supervisor, launch);
      const { queue } = windows.show();
      for (const request of requests) queue.ask(request);
    },
  };
}
