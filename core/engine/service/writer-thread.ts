/**
 * The thread that changes one workspace: changes and jobs run here, so that no import keeps a question waiting. It takes the
 * writer's lock when there is something to write and gives it back when there has been nothing for a while, so that the
 * command line can work on the same file.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../kernel/clock.ts';
import { createLog } from '../../kernel/log.ts';
import { createMetrics } from '../../kernel/metrics.ts';
import { keyOf, receiveKey } from '../../store/keyring.ts';
import { createVedetteApi } from '../api/api.ts';
import { accessWorkspace } from '../api/workspace-access.ts';
import type { WriterReply, WriterRequest, WriterSetup } from './writer-messages.ts';

const IDLE_MS = 5_000;
/** Often enough to look alive, seldom enough to cost nothing. */
const TOLD_EVERY_MS = 200;

const { file, key } = workerData as WriterSetup;
const port = parentPort!;
receiveKey(file, key);
const log = createLog('warn');
const workspace = accessWorkspace(file, log);
const api = createVedetteApi({ workspace, clock: systemClock, log, metrics: createMetrics() });
const running = new Map<number, AbortController>();
let idle: NodeJS.Timeout | undefined;

function reply(message: WriterReply): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  port.postMessage(message);
}

async function answer({ id, method, input, actor }: WriterRequest & { readonly kind: 'call' }): Promise<void> {
  clearTimeout(idle);
  const controller = new AbortController();
  running.set(id, controller);
  let toldMs = 0;
  const answered = await api.answer(method, input, {
    actor,
    signal: controller.signal,
    onProgress: (progress) => {
      if (performance.now() - toldMs < TOLD_EVERY_MS) return;
      toldMs = performance.now();
      reply({ kind: 'progress', id, progress });
    },
    onFusion: () => reply({ kind: 'fusion', id }),
  });
  running.delete(id);
  if (answered.ok) reply({ kind: 'done', id, out: answered.out, key: keyOf(file) });
  else reply({ kind: 'failed', id, error: answered.error });
  if (running.size === 0) idle = setTimeout(() => void workspace.close(), IDLE_MS);
}

port.on('message', async (request: WriterRequest) => {
  if (request.kind === 'call') await answer(request);
  else if (request.kind === 'cancel') running.get(request.id)?.abort();
  else {
    clearTimeout(idle);
    await workspace.close();
    port.close();
  }
});
