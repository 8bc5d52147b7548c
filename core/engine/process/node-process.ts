/** Starts the engine as a child process of plain Node. */
import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { EngineProcess, FromEngine } from './messages.ts';

export function forkNodeEngine(): EngineProcess {
  const entry = fileURLToPath(new URL('./node-entry.ts', import.meta.url));
  // Compiled code is kept for the engine as it is for the command line: without, it starts half a second later.
  const cache = getCompileCacheDir();
  const env = cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache };
  const child = fork(entry, [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    // One that is about to exit cannot be told anything; its exit is what is heard.
    send: (message) => void (child.connected && child.send(message)),
    onMessage: (listener) => child.on('message', (message) => listener(message as FromEngine)),
    onExit: (listener) => {
      let isTold = false;
      const tell = (why: string): void => {
        if (!isTold) listener(why);
        isTold = true;
      };
      child.once('error', (error) => tell(error.message));
      child.once('exit', (code, signal) =>
        tell(signal === null ? `it ended with ${code}` : `it was ended by ${signal}`),
      );
    },
    kill: () => child.kill('SIGKILL'),
  };
}
