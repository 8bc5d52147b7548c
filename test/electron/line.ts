/** A window's line to a supervised engine, for tests: calls that are awaited. */
import type { EngineMessage, WindowMessage } from '../../core/contract/wire.ts';
import type { ErrorReport } from '../../core/kernel/errors.ts';

export interface Line {
  call(workspace: string | null, method: string, input: object): Promise<unknown>;
  receive(message: EngineMessage): void;
}

export function createLine(send: (message: WindowMessage) => void): Line {
  const waiting = new Map<number, { resolve(out: unknown): void; reject(error: ErrorReport): void }>();
  let lastId = 0;
  return {
    call: (workspace, method, input) =>
      new Promise((resolve, reject) => {
        waiting.set(++lastId, { resolve, reject });
        send({ kind: 'call', id: lastId, workspace, method, input });
      }),
    receive: (message) => {
      if (message.kind === 'done') waiting.get(message.id)?.resolve(message.out);
      else if (message.kind === 'failed') waiting.get(message.id)?.reject(message.error);
    },
  };
}
