/** The built engine as a process of plain Node, which takes the place of Electron's utility process. */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { EngineProcess, FromEngine } from '../../core/engine/process/messages.ts';

export interface BuiltEngine extends EngineProcess {
  /** What it wrote to standard error. */
  errors(): string;
}

/** `program` is the folder of the built program's `package.json`. Types are not stripped in it: all must have been built. */
export function forkBuiltEngine(program: string, dataFolder: string): BuiltEngine {
  const port = path.join(import.meta.dirname, 'parent-port.ts');
  const child = fork(path.join(program, 'dist/desktop/services/engine.js'), [], {
    cwd: dataFolder,
    execArgv: ['--import', port],
    env: { ...process.env, VEDETTE_HOME: dataFolder, XDG_CACHE_HOME: path.join(dataFolder, 'cache') },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (text) => (errors += String(text)));
  return {
    send: (message) => void (child.connected && child.send(message)),
    onMessage: (listener) => child.on('message', (message) => listener(message as FromEngine)),
    onExit: (listener) => child.once('exit', (code, signal) => listener(`it ended with ${signal ?? code}`)),
    kill: () => child.kill('SIGKILL'),
    errors: () => errors,
  };
}
