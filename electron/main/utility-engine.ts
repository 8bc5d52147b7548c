/** Starts the engine in a utility process. The only user of `utilityProcess.fork`. */
import type { UtilityProcess } from 'electron';
import type { EngineProcess, FromEngine } from '../../core/engine/process/messages.ts';

export interface Forking {
  fork(
    entry: string,
    args: string[],
    options: { readonly serviceName: string; readonly stdio: ('ignore' | 'inherit')[] },
  ): Pick<UtilityProcess, 'postMessage' | 'on' | 'once' | 'kill'>;
}

export function forkUtilityEngine(utilityProcess: Forking, entry: string): EngineProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Vedette engine',
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let isGone = false;
  return {
    // One that is gone cannot be told anything; its exit is what is heard.
    send: (message) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
      if (!isGone) child.postMessage(message);
    },
    onMessage: (listener) => child.on('message', (message: FromEngine) => listener(message)),
    onExit: (listener) => {
      child.once('exit', (code) => {
        isGone = true;
        listener(`it ended with ${code}`);
      });
    },
    kill: () => child.kill(),
  };
}
