/** Gives a process of plain Node the port that a utility process of Electron has; loaded before the program (`--import`). */
import { EventEmitter } from 'node:events';

const port = Object.assign(new EventEmitter(), {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
  postMessage: (message: unknown) => process.send?.(message),
});
process.on('message', (data) => port.emit('message', { data, ports: [] }));
Object.assign(process, { parentPort: port });
