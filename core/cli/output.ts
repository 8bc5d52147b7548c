/**
 * Standard output that waits for its reader. Node queues in memory what a pipe does not take at once, and a command that
 * prints a whole workspace would fill it; so what is no terminal is written through the file descriptor.
 */
import { writeSync } from 'node:fs';
import { messageOf } from '../kernel/errors.ts';

const STDOUT = 1;
/** How long a pipe that is full and non-blocking is left to its reader: a pipe's 64 KB each time keep up with any. */
const RETRY_MS = 1;

/**
 * Writes all of `bytes`. Ends the process where they cannot be written: quietly where the reader of a pipe has left
 * (`vedette … | head`), which is its right, else with the reason.
 */
export function writeOut(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(STDOUT, bytes, written);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') {
        process.stderr.write(`The output cannot be written: ${messageOf(error)}\n`);
        process.exit(1);
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
