/**
 * The engine's own process: binds the service to the process that started it. Anything that nobody caught ends it, after
 * saying so in the log; it is started again with everything that was committed.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../../kernel/clock.ts';
import { messageOf, reportOf } from '../../kernel/errors.ts';
import { createLog } from '../../kernel/log.ts';
import { createMetrics } from '../../kernel/metrics.ts';
import type { Connection } from '../service/connection.ts';
import { defaultDataFolder, openDataFolder } from '../service/data-folder.ts';
import { createService } from '../service/service.ts';
import { VERSION } from '../version.ts';
import type { FromEngine, ToEngine } from './messages.ts';

/** How this process talks to the one that started it. */
export interface ParentPort {
  post(message: FromEngine): void;
  onMessage(listener: (message: ToEngine) => void): void;
  onGone(listener: () => void): void;
}

const UNCAUGHT_EXIT = 70;

export function runEngine(parent: ParentPort): void {
  const log = createLog('warn');
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (thrown: unknown) => {
      log.error('engine.uncaught', {
        message: messageOf(thrown),
        stack: thrown instanceof Error ? (thrown.stack ?? '') : '',
      });
      process.exit(UNCAUGHT_EXIT);
    });
  }
  const data = openDataFolder(defaultDataFolder());
  const service = createService({ data, version: VERSION, clock: systemClock, log, metrics: createMetrics() });
  const windows = new Map<number, Connection>();

  async function stop(): Promise<void> {
    for (const connection of windows.values()) connection.close();
    await service.close();
    process.exit(0);
  }

  /** Answers a request for a name. */
  function named(request: number, work: () => string): void {
    try {
      parent.post({ kind: 'named', request, id: work() });
    } catch (error) {
      parent.post({ kind: 'refused', request, error: reportOf(error) });
    }
  }

  parent.onMessage((message) => {
    if (message.kind === 'opened') {
      const { window } = message;
      windows.set(
        window,
        service.connect((said) => parent.post({ kind: 'say', window, message: said })),
      );
    } else if (message.kind === 'said') {
      windows.get(message.window)?.receive(message.message);
    } else if (message.kind === 'closed') {
      windows.get(message.window)?.close();
      windows.delete(message.window);
    } else if (message.kind === 'grant') {
      const { path: file, isUpload } = message;
      const release = isUpload ? () => void rm(path.dirname(file), { recursive: true, force: true }) : undefined;
      named(message.request, () => service.grants.give(file, release));
    } else if (message.kind === 'register') {
      named(message.request, () => service.register(message.file, message.mayCreate));
    } else {
      void stop();
    }
  });
  parent.onGone(() => void stop());
  parent.post({ kind: 'ready' });
}
