/**
 * The keys this thread may use, in memory only. Whoever knows passphrases is asked when a file turns out to need one; they
 * and the keys made of them never pass through arguments, settings or logs on their way here.
 */
import { realpathSync } from 'node:fs';
import { VedetteError } from '../kernel/errors.ts';
import { createKey, deriveKey, readSalt, type WorkspaceKey } from './cipher.ts';

export interface Passphrases {
  /** The passphrase of an encrypted workspace; null where nobody gives one. */
  forExisting(file: string): string | null;
  /** The passphrase for a workspace that is about to be made; null makes it a plain one. */
  forNew(file: string): string | null;
  /** Told of a workspace that is opened and is a plain one: whoever gave a passphrase may believe otherwise. */
  notNeeded?(file: string): void;
}

const NOBODY: Passphrases = { forExisting: () => null, forNew: () => null };

let passphrases: Passphrases = NOBODY;
/** By real path; null for a plain file. Kept so that a file is looked into once only (see `readSalt`). */
const known = new Map<string, WorkspaceKey | null>();

/** From now on `given` is asked for passphrases. */
export function usePassphrases(given: Passphrases): void {
  passphrases = given;
  known.clear();
}

/**
 * The key of the workspace at `file`, null for a plain one. Throws `E_WORKSPACE_ENCRYPTED` where it needs a passphrase and
 * nobody gives one. Another thread that opens the same file is handed this key and calls `rememberKey` first.
 */
export function keyOf(file: string): WorkspaceKey | null {
  const place = placeOf(file);
  let key = known.get(place);
  if (key === undefined) known.set(place, (key = findKey(file)));
  return key;
}

/** A key as it crosses to another thread, where it arrives as plain bytes. */
export type SentKey = { readonly [Name in keyof WorkspaceKey]: Uint8Array } | null;

/** For a thread that was started for the workspace at `file`: call it before anything is opened. */
export function receiveKey(file: string, key: SentKey): void {
  rememberKey(file, key === null ? null : { salt: Buffer.from(key.salt), key: Buffer.from(key.key) });
}

export function rememberKey(file: string, key: WorkspaceKey | null): void {
  known.set(placeOf(file), key);
}

export function isKeyKnown(file: string): boolean {
  return known.has(placeOf(file));
}

export function forgetKey(file: string): void {
  known.delete(placeOf(file));
}

/** The key for a workspace that is about to be made at `file`; null for a plain one. */
export function keyForNew(file: string): WorkspaceKey | null {
  const passphrase = passphrases.forNew(file);
  return passphrase === null ? null : createKey(passphrase);
}

function findKey(file: string): WorkspaceKey | null {
  const salt = readSalt(file);
  if (salt === null) {
    passphrases.notNeeded?.(file);
    return null;
  }
  const passphrase = passphrases.forExisting(file);
  if (passphrase === null)
    throw new VedetteError('E_WORKSPACE_ENCRYPTED', `${file} is encrypted, and no passphrase was given`);
  return deriveKey(passphrase, salt);
}

function placeOf(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
}
