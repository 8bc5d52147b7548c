/**
 * The key of the streams that lie beside an encrypted workspace. It is random and kept inside the workspace, so that it is
 * as well protected as the workspace is, and the streams stay readable when the passphrase changes.
 */
import { randomBytes } from 'node:crypto';
import type { WritableDb } from './database.ts';

const KEY_BYTES = 32;

export function spoolKey(db: WritableDb): Buffer {
  db.prepare(`INSERT OR IGNORE INTO state (name, value) VALUES ('spool_key', ?)`).run(
    randomBytes(KEY_BYTES).toString('hex'),
  );
  return Buffer.from(db.prepare(`SELECT value FROM state WHERE name = 'spool_key'`).pluck().get() as string, 'hex');
}
