import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCheckpointer, walBytes } from './checkpoint.ts';
import { openForReading, openForWriting, type WritableDb } from './database.ts';

const KB = 1024;
const BATCH_BYTES = 200 * KB;
const LIMITS = { emptyFromBytes: 1_000 * KB, waitFromBytes: 8_000 * KB };

function workspace(): { readonly file: string; readonly db: WritableDb; close(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-wal-'));
  const file = path.join(folder, 'case.vedette');
  const opened = openForWriting(file);
  onTestFinished(() => {
    opened.close();
    rmSync(folder, { recursive: true, force: true });
  });
  opened.db.exec('CREATE TABLE bulk (id INTEGER PRIMARY KEY, bytes BLOB)');
  return { file, ...opened };
}

/** As an import does: commit, then give the checkpointer its turn. Returns the largest log that was left behind. */
function write(db: WritableDb, batches: number, afterCommit: () => void): number {
  const insert = db.prepare('INSERT INTO bulk (bytes) VALUES (zeroblob(?))');
  let largest = 0;
  for (let batch = 0; batch < batches; batch++) {
    insert.run(BATCH_BYTES);
    afterCommit();
    largest = Math.max(largest, walBytes(db));
  }
  return largest;
}

test('a long import keeps its log small', () => {
  const { db } = workspace();
  const { afterCommit } = createCheckpointer(db, LIMITS);
  expect(write(db, 60, afterCommit)).toBeLessThan(LIMITS.emptyFromBytes + 2 * BATCH_BYTES);
});

test('readers that come and go do not let it grow', () => {
  const { db, file } = workspace();
  const { afterCommit } = createCheckpointer(db, LIMITS);
  const reading = openForReading(file);
  const count = reading.db.prepare('SELECT count(*) FROM bulk').pluck();
  const largest = write(db, 60, () => {
    expect(count.get()).toBeGreaterThan(0);
    afterCommit();
  });
  reading.close();
  expect(largest).toBeLessThan(LIMITS.emptyFromBytes + 2 * BATCH_BYTES);
});

test('while a reader looks at one state the log grows and nobody waits; when it is done the log is empty again', () => {
  const { db, file } = workspace();
  const { afterCommit } = createCheckpointer(db, LIMITS);
  write(db, 1, afterCommit);
  const reading = openForReading(file);
  const count = reading.db.prepare('SELECT count(*) FROM bulk').pluck();
  reading.db.exec('BEGIN');
  expect(count.get()).toBe(1);
  // Without the reader the log would have been emptied four times over.
  write(db, 20, afterCommit);
  expect(walBytes(db)).toBeGreaterThan(20 * BATCH_BYTES);
  expect(count.get()).toBe(1);
  reading.db.exec('COMMIT');
  expect(write(db, 10, afterCommit)).toBeLessThan(32 * BATCH_BYTES);
  expect(walBytes(db)).toBeLessThan(LIMITS.emptyFromBytes + 2 * BATCH_BYTES);
  expect(count.get()).toBe(31);
  reading.close();
});

test('past the upper bound the import waits for the reader at each batch, and goes on all the same', () => {
  const { db, file } = workspace();
  db.pragma('busy_timeout = 5');
  const { afterCommit } = createCheckpointer(db, LIMITS);
  const reading = openForReading(file);
  reading.db.exec('BEGIN');
  reading.db.prepare('SELECT count(*) FROM bulk').get();
  write(db, 60, afterCommit);
  expect(db.pragma('busy_timeout', { simple: true })).toBe(5);
  expect(db.prepare('SELECT count(*) FROM bulk').pluck().get()).toBe(60);
  reading.close();
  write(db, 1, afterCommit);
  expect(walBytes(db)).toBe(0);
});

test('closing leaves no log behind, with a reader there too', () => {
  const others = path.join(path.dirname(workspace().file), 'other.vedette');
  const writing = openForWriting(others);
  const reading = openForReading(others);
  writing.db.exec('CREATE TABLE bulk (id INTEGER PRIMARY KEY, bytes BLOB)');
  write(writing.db, 3, () => {});
  expect(walBytes(writing.db)).toBeGreaterThan(0);
  writing.close();
  expect(walBytes(reading.db)).toBe(0);
  reading.close();
});
