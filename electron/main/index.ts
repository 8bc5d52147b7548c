/** The desktop program's start, and the only file of the shell that imports Electron itself. */
import * as electron from 'electron';
import { superviseEngine } from '../../core/engine/process/supervisor.ts';
import { defaultDataFolder, openDataFolder } from '../../core/engine/service/data-folder.ts';
import { createLog } from '../../core/kernel/log.ts';
import { programPath, programVersion } from '../../core/kernel/program.ts';
import { readPageFiles } from '../../core/page/page-files.ts';
import { beforeReady, forbiddenSwitch } from './before-ready.ts';
import { parseLaunch, type ArgumentOptions } from './launch.ts';
import { runShell } from './shell.ts';
import { stopEngineFirst } from './stop.ts';
import { forkUtilityEngine } from './utility-engine.ts';

const { app, utilityProcess } = electron;
const data = openDataFolder(defaultDataFolder());
// While developing, Electron is given the project's folder first.
const skip = process.defaultApp === true ? 2 : 1;

const forbidden = forbiddenSwitch(electron);

if (forbidden !== null) {
  process.stderr.write(`Vedette does not start with --${forbidden}: the page would be less shut in than it must be.\n`);
  app.exit(1);
} else if (beforeReady(electron, data.path)) {
  const asked: { readonly args: readonly string[]; readonly options: ArgumentOptions }[] = [
    { args: process.argv, options: { folder: process.cwd(), skip } },
  ];
  let open = (args: readonly string[], options: ArgumentOptions): void => void asked.push({ args, options });
  app.on('second-instance', (_event, args, folder) => open(args, { folder, skip }));
  // How a Mac says what other systems say by arguments.
  for (const name of ['open-file', 'open-url'] as const) {
    app.on(name as 'open-file', (event, text) => {
      event.preventDefault();
      open([text], { folder: '/', skip: 0 });
    });
  }
  app.setAboutPanelOptions({ applicationName: 'Vedette', applicationVersion: programVersion() });

  // Never awaited at the top: Electron becomes ready only after this module has been run to its end.
  void (async () => {
    await app.whenReady();
    const log = createLog('warn');
    const entry = programPath('dist/desktop/services/engine.js');
    const supervisor = superviseEngine({ fork: () => forkUtilityEngine(utilityProcess, entry), log });
    stopEngineFirst(app, supervisor);
    const shell = runShell({
      electron,
      files: readPageFiles(programPath('dist/renderer')),
      supervisor,
      data,
      log,
      paths: {
        preload: programPath('dist/desktop/preload/index.cjs'),
        icon: programPath('resources/icons/icon.png'),
        trayIcon: programPath('resources/icons/tray.png'),
      },
      isDeveloping: !app.isPackaged,
      platform: process.platform,
      monotonicMs: () => performance.now(),
    });
    open = (args, options) => void shell.launch(parseLaunch(args, options));
    for (const { args, options } of asked) open(args, options);
  })();
} else {
  app.quit();
}
