/**
 * `npm start`: Vedette in a window of its own where Electron can be had, and otherwise in the browser, with one line that says
 * why; `VEDETTE_BROWSER=1` asks for the browser at once. Builds first what is missing or older than its sources. Ctrl-C ends
 * it.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { electronBinary, fetchElectron } from './electron-binary.ts';
import { isStale } from './stale.ts';
import { PROJECT_ROOT, run } from './steps.ts';

const FETCH_MS = 5_000;
const ELECTRON = path.join(PROJECT_ROOT, 'node_modules/electron');

const at = (name: string): string => path.join(PROJECT_ROOT, name);

/** Builds what has to be built; ends the process where that fails. */
function build(isDesktop: boolean): void {
  const ofPage = ['renderer', 'core/contract', 'core/model', 'core/query', 'package.json'].map(at);
  if (isStale(at('dist/renderer/index.html'), ofPage)) {
    console.log('Building the interface.');
    if (!run(['vite', 'build', '-c', 'renderer/vite.config.ts', '--logLevel', 'warn'])) process.exit(1);
  }
  const program = at('dist/desktop/main/index.js');
  const ofProgram = ['electron', 'core', 'electron.vite.config.ts', 'package.json'].map(at);
  if (isDesktop && isStale(program, ofProgram)) {
    console.log('Building the desktop program.');
    if (!run(['electron-vite', 'build', '--logLevel', 'warn'])) process.exit(1);
  }
}

async function findElectron(): Promise<string | null> {
  const found = electronBinary(ELECTRON);
  if (found !== null) return found;
  console.log(`Looking for Electron's program, for ${FETCH_MS / 1_000} s at most.`);
  return fetchElectron(ELECTRON, FETCH_MS);
}

/** Runs a program until it ends. Ctrl-C on a terminal reaches it by itself; told twice, it would not end what it commits. */
function become(program: string, args: readonly string[]): void {
  const child = spawn(program, args, { cwd: PROJECT_ROOT, stdio: 'inherit' });
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => process.exit(code ?? 0));
}

const wantsBrowser = process.env['VEDETTE_BROWSER'] !== undefined;
const electron = wantsBrowser ? null : await findElectron();
build(electron !== null);
if (electron !== null) {
  become(electron, [PROJECT_ROOT, ...process.argv.slice(2)]);
} else {
  if (!wantsBrowser) console.log("Electron's program cannot be had here: Vedette opens in the browser instead.");
  become(process.execPath, [at('bin/vedette.js'), 'serve', '--open', ...process.argv.slice(2)]);
}
