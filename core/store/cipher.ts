/**
 * Encryption at rest. Pages are encrypted and authenticated by AEGIS-256 (SQLite3 Multiple Ciphers), with a key that we
 * derive from the passphrase by Argon2id. A workspace stays one file: the first 16 bytes of an encrypted one, which the
 * cipher leaves readable for its salt, say that it is ours, how the key is derived, and the salt itself.
 * Why so: docs/decisions/0010-encryption.md.
 */
import { argon2Sync, randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type Database from 'better-sqlite3';

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** "VDT" and the number of the derivation below; another derivation gets another number. 12 random bytes follow. */
const MAGIC = Buffer.from('VDT\u0001', 'latin1');
/** The second recommended option of RFC 9106, section 4: 3 passes over 64 MiB in 4 lanes. */
const DERIVATION = { parallelism: 4, tagLength: KEY_BYTES, memory: 64 * 1024, passes: 3 } as const;

export const CIPHER_NAME = 'AEGIS-256, key by Argon2id (64 MiB, 3 passes)';

export interface WorkspaceKey {
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** The key of a passphrase under a new salt. */
export function createKey(passphrase: string): WorkspaceKey {
  return deriveKey(passphrase, Buffer.concat([MAGIC, randomBytes(SALT_BYTES - MAGIC.length)]));
}

/** Takes a third of a second, on purpose. The same passphrase typed on another system is the same (NFKC). */
export function deriveKey(passphrase: string, salt: Buffer): WorkspaceKey {
  const message = Buffer.from(passphrase.normalize('NFKC'));
  return { salt, key: argon2Sync('argon2id', { ...DERIVATION, message, nonce: salt }) };
}

/**
 * The salt of an encrypted workspace; null for any other file, absent ones too. Never call it for a file that this process
 * has open through SQLite: closing any handle on a file drops the locks that a process has on it (POSIX).
 */
export function readSalt(file: string): Buffer | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const salt = Buffer.alloc(SALT_BYTES);
    return readSync(handle, salt, 0, SALT_BYTES, 0) === SALT_BYTES && salt.subarray(0, MAGIC.length).equals(MAGIC)
      ? salt
      : null;
  } catch {
    return null;
  } finally {
    closeSync(handle);
  }
}

/** Gives a connection the key of a file that exists, before anything is read from it. */
export function unlock(db: Database.Database, { key }: WorkspaceKey): void {
  giveKey(db, `raw:${key.toString('hex')}`, 'key');
}

/** Makes an empty database an encrypted one. */
export function sealNew(db: Database.Database, { key, salt }: WorkspaceKey): void {
  giveKey(db, `raw:${key.toString('hex')}${salt.toString('hex')}`, 'key');
}

/** Encrypts every page anew, or, without a key, writes it in plain; not atomic: for a copy nobody else uses. */
export function reseal(db: Database.Database, sealing: WorkspaceKey | null): void {
  const text = sealing === null ? '' : `raw:${sealing.key.toString('hex')}${sealing.salt.toString('hex')}`;
  giveKey(db, text, 'rekey');
}

function giveKey(db: Database.Database, text: string, method: 'key' | 'rekey'): void {
  db.pragma(`cipher = 'aegis'`);
  const bytes = Buffer.from(text);
  db[method](bytes);
  bytes.fill(0);
}
