/** The thread that moves the write-ahead log into the file while the writer goes on writing. */
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from './connect.ts';
import { receiveKey } from './keyring.ts';
import type { CheckpointSetup } from './background-checkpoint.ts';

const { file, key } = workerData as CheckpointSetup;
receiveKey(file, key);
const db = connect(file, false);
const port = parentPort!;

port.on('message', (message: 'checkpoint' | 'close') => {
  if (message === 'close') {
    db.close();
    port.close();
    return;
  }
  db.pragma('wal_checkpoint(PASSIVE)');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  port.postMessage('done');
});
