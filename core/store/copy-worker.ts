/** The thread that copies a workspace, so that the thread which started it can show how far it is. */
import { parentPort, workerData } from 'node:worker_threads';
import { reportOf } from '../kernel/errors.ts';
import { connect } from './connect.ts';
import { receiveKey, type SentKey } from './keyring.ts';
import { withStoreErrors } from './store-error.ts';

const { file, target, key } = workerData as {
  readonly file: string;
  readonly target: string;
  readonly key: SentKey;
};

try {
  receiveKey(file, key);
  const db = connect(file, true);
  try {
    withStoreErrors(target, () => db.prepare('VACUUM INTO ?').run(target));
  } finally {
    db.close();
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort!.postMessage(null);
} catch (error) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- as above
  parentPort!.postMessage(reportOf(error));
}
