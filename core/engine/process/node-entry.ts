/** The engine as a child process of plain Node: what `vedette serve` starts. */
import { runEngine } from './entry.ts';
import type { ToEngine } from './messages.ts';

runEngine({
  post: (message) => process.send?.(message),
  onMessage: (listener) => process.on('message', (message) => listener(message as ToEngine)),
  onGone: (listener) => process.on('disconnect', listener),
});
