/** Ending the program waits for what the engine is committing, but not for ever. */
import type { App } from 'electron';
import type { Supervisor } from '../../core/engine/process/supervisor.ts';

const LIMIT_MS = 30_000;

export function stopEngineFirst(
  app: Pick<App, 'on' | 'quit'>,
  supervisor: Pick<Supervisor, 'stop'>,
  limitMs = LIMIT_MS,
): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  async function stop(): Promise<void> {
    const limit = new Promise<void>((resolve) => setTimeout(resolve, limitMs).unref());
    await Promise.race([supervisor.stop(), limit]);
    state = 'stopped';
    app.quit();
  }

  app.on('before-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    void stop();
  });
}
