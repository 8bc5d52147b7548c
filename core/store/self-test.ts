/** Does encryption at rest work on this machine? A database is written, read back, and looked at from outside. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { VedetteError } from '../kernel/errors.ts';
import { CIPHER_NAME, createKey, sealNew, unlock } from './cipher.ts';

export interface EncryptionTest {
  readonly sqlite: string;
  readonly cipher: string;
}

const MARK = 'canary in plain text';

/** In `folder`, where it leaves a file behind. Throws `E_INTERNAL` that says what does not hold. */
export function testEncryption(folder: string): EncryptionTest {
  const file = path.join(folder, 'sealed.db');
  const key = createKey(randomBytes(16).toString('hex'));
  const made = new Database(file);
  sealNew(made, key);
  made.exec('CREATE TABLE canary (text TEXT)');
  made.prepare('INSERT INTO canary VALUES (?)').run(MARK);
  const sqlite = made.prepare('SELECT sqlite_version()').pluck().get() as string;
  made.close();
  if (readFileSync(file).includes(MARK))
    throw new VedetteError('E_INTERNAL', 'What was encrypted lies there in plain text');

  const again = new Database(file, { readonly: true });
  unlock(again, key);
  const read = again.prepare('SELECT text FROM canary').pluck().get();
  again.close();
  if (read !== MARK) throw new VedetteError('E_INTERNAL', 'What was encrypted is not what is read back');
  if (opensWith(file, null) || opensWith(file, { ...key, key: randomBytes(key.key.length) })) {
    throw new VedetteError('E_INTERNAL', 'What was encrypted opens without its key');
  }
  return { sqlite, cipher: CIPHER_NAME };
}

function opensWith(file: string, key: ReturnType<typeof createKey> | null): boolean {
  const db = new Database(file, { readonly: true });
  try {
    if (key !== null) unlock(db, key);
    db.prepare('SELECT text FROM canary').get();
    return true;
  } catch {
    return false;
  } finally {
    db.close();
  }
}
