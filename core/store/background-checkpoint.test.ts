import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/vedette.ts';
import { createBackgroundCheckpointer } from './background-checkpoint.ts';
import { walBytes } from './checkpoint.ts';
import { openForWriting } from './database.ts';

const CHUNK_BYTES = 1024 * 1024;

test(
  'the log goes into the file on another thread, and is begun anew while the writer goes on',
  { timeout: 60_000 },
  async () => {
    const file = path.join(temporaryFolder(), 'case.vedette');
    const workspace = openForWriting(file);
    const checkpointer = createBackgroundCheckpointer(workspace.db);
    onTestFinished(async () => {
      await checkpointer.close();
      workspace.close();
    });
    const write = workspace.db.prepare(`INSERT OR REPLACE INTO state VALUES (?, hex(randomblob(${CHUNK_BYTES / 2})))`);
    let written = 0;
    const writeChunk = async (): Promise<void> => {
      write.run(`chunk ${(written / CHUNK_BYTES) % 20}`);
      written += CHUNK_BYTES;
      checkpointer.afterCommit();
      await new Promise((resolve) => setImmediate(resolve));
    };
    for (let chunk = 0; chunk < 20; chunk++) await writeChunk();
    // Different each time, for what stays the same is not written again; SQLite would move nothing of it by itself so far.
    while (statSync(file).size < 8 * CHUNK_BYTES) await new Promise((resolve) => setTimeout(resolve, 20));
    // A log that is never begun anew holds all that was written, and this never ends.
    while (walBytes(workspace.db) >= written / 2) {
      await writeChunk();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(workspace.db.prepare('SELECT count(*) FROM state').pluck().get()).toBe(20);
  },
);
