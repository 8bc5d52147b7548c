/** `vedette serve`: the whole interface in a browser, on this machine only. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Command } from 'commander';
import { VedetteError } from '../../kernel/errors.ts';
import { programPath } from '../../kernel/program.ts';
import { forkNodeEngine } from '../../engine/process/node-process.ts';
import { superviseEngine } from '../../engine/process/supervisor.ts';
import { defaultDataFolder, openDataFolder } from '../../engine/service/data-folder.ts';
import { readPageFiles } from '../../page/page-files.ts';
import { serve } from '../../serve/server.ts';
import { EXIT_OK, type Session } from '../session.ts';

/** What `npm run build` makes. */
const INTERFACE = programPath('dist/renderer');

interface ServeFlags {
  readonly port: string;
  readonly open: boolean;
  readonly workspace?: string;
}

export function addServe(program: Command, session: Session): void {
  program
    .command('serve')
    .description('show the whole interface in a browser, for this machine only, until Ctrl-C')
    .option('-p, --port <number>', 'port on 127.0.0.1; 0 for any that is free', '0')
    .option('-o, --open', 'open it in the default browser', false)
    .option('-w, --workspace <file>', 'put this workspace on the list')
    .action(async (flags: ServeFlags) => {
      await runServe(session, flags);
      process.exitCode = EXIT_OK;
    });
}

async function runServe({ terminal, log }: Session, { port, open, workspace }: ServeFlags): Promise<void> {
  const files = pageFiles();
  const supervisor = superviseEngine({ fork: forkNodeEngine, log });
  const server = await serve({
    files,
    supervisor,
    uploads: openDataFolder(defaultDataFolder()).uploads,
    port: portOf(port),
  });
  // Asked for before any window comes, so it stands on the list of the first.
  const registered = workspace === undefined ? null : supervisor.register(path.resolve(workspace));
  const link = server.newLink();
  terminal.print(`Vedette is at ${link}`);
  terminal.print('The link lets in one browser, once. Ctrl-C ends it; nothing outside this machine can reach it.');
  // Whoever reads this through a pipe wants the link now.
  terminal.flush();
  if (open) openInBrowser(link);
  await registered;
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.close();
  await supervisor.stop();
}

function pageFiles(): ReturnType<typeof readPageFiles> {
  try {
    return readPageFiles(INTERFACE);
  } catch (error) {
    throw new VedetteError(
      'E_SOURCE_NOT_FOUND',
      `The interface is not built in ${INTERFACE}: run npm run build first`,
      {
        cause: error,
      },
    );
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new VedetteError('E_USAGE', `${text} is not a port`);
  return port;
}

/** Where there is no browser to open the printed link is what is left. */
function openInBrowser(link: string): void {
  const [command, ...args] = openCommand();
  spawn(command!, [...args, link], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

function openCommand(): readonly string[] {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}
