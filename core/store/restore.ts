/**
 * The way back from a backup. The backup is copied beside the workspace, and the copy has to be what the manifest says, byte
 * for byte and row for row, before it takes the workspace's place; what it replaces is kept as `FILE.replaced`.
 */
import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import type { BackupManifest } from '../contract/backup-manifest.ts';
import type { ChainHead } from '../evidence/chain.ts';
import { messageOf, VedetteError, type ErrorCode } from '../kernel/errors.ts';
import { contentOf, measured, readManifest } from './backup.ts';
import { headOf } from './chain-head.ts';
import { connect } from './connect.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { keyOf, rememberKey } from './keyring.ts';
import { takeLock } from './lock.ts';
import { MIGRATIONS } from './migrations/list.ts';
import { rewriteFileOf } from './own-files.ts';
import { checkRoom, holdAlone, moveInto, recordIn, removeLeftovers } from './replace-file.ts';

export interface RestoreOptions {
  /** Writes the change into the restored audit log; `replaced` is where the replaced one ended, null for none. */
  readonly record: (copy: WritableDb, manifest: BackupManifest, replaced: ChainHead | null) => void;
  readonly onStep: (step: 'copy' | 'check' | 'replace') => void;
}

export interface Restored {
  readonly manifest: BackupManifest;
  /** What the workspace was, under its new name; null where there was none. */
  readonly replaced: string | null;
}

/** Throws `E_BACKUP_DAMAGED`, `E_WORKSPACE_BUSY`, `E_WORKSPACE_DISK`; then the workspace is as it was. */
export async function restoreWorkspace(backup: string, file: string, options: RestoreOptions): Promise<Restored> {
  if (!existsSync(backup)) throw new VedetteError('E_SOURCE_NOT_FOUND', `There is no backup at ${backup}`);
  const manifest = readManifest(backup);
  const key = keyOf(backup);
  const copy = rewriteFileOf(file);
  const lock = takeLock(file);
  try {
    checkRoom(file, manifest.sizeBytes);
    options.onStep('copy');
    removeLeftovers(file);
    copyFileSync(backup, copy);
    options.onStep('check');
    const { sha256 } = await measured(copy);
    if (sha256 !== manifest.sha256) throw damaged(backup, `its SHA-256 is ${sha256}, and was ${manifest.sha256}`);
    rememberKey(copy, key);
    checkContent(backup, copy, manifest);
    options.onStep('replace');
    const previous = existsSync(file) ? letGo(file) : null;
    recordIn(copy, (db) => options.record(db, manifest, previous));
    const replaced = existsSync(file) ? keepReplaced(file) : null;
    moveInto(copy, file);
    rememberKey(file, key);
    return { manifest, replaced };
  } finally {
    removeLeftovers(file);
    lock.close();
  }
}

function damaged(backup: string, why: string): VedetteError {
  return new VedetteError('E_BACKUP_DAMAGED', `${backup} was not restored: ${why}`);
}

/** One of an older schema is brought up to date first; its content has to stay what it was. */
function checkContent(backup: string, copy: string, { schema, counts, audit }: BackupManifest): void {
  if (schema < MIGRATIONS.length) {
    connect(copy, false).close();
    rmSync(`${copy}.backup-v${schema}`, { force: true });
  }
  let content: ReturnType<typeof contentOf>;
  try {
    content = contentOf(copy);
  } catch (error) {
    throw damaged(backup, messageOf(error));
  }
  for (const name of Object.keys(counts) as (keyof typeof counts)[]) {
    if (content.counts[name] !== counts[name])
      throw damaged(backup, `it has ${content.counts[name]} of ${counts[name]} ${name}`);
  }
  if (content.audit.hash !== audit.hash)
    throw damaged(backup, `its audit log does not end at row ${audit.count} with ${audit.hash}`);
}

/** Codes of a workspace that cannot be opened, which is when a backup is needed most. */
const UNREADABLE: ReadonlySet<ErrorCode> = new Set([
  'E_WORKSPACE_INVALID',
  'E_WORKSPACE_WRONG_PASSPHRASE',
  'E_WORKSPACE_ENCRYPTED',
  'E_WORKSPACE_NEWER',
]);

/** Makes sure that nobody has the workspace open, and tells where its audit log ends; null where it cannot be opened. */
function letGo(file: string): ChainHead | null {
  try {
    const db = connect(file, false);
    try {
      holdAlone(db, file);
      return headOf(db as ReadableDb, 'audit');
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof VedetteError && UNREADABLE.has(error.code)) return null;
    throw error;
  }
}

/** Under a second name while it still has the first, so that the first is never without a file. */
function keepReplaced(file: string): string {
  const replaced = `${file}.replaced`;
  for (const ending of ['', '-wal', '-shm']) rmSync(`${replaced}${ending}`, { force: true });
  try {
    linkSync(file, replaced);
  } catch {
    copyFileSync(file, replaced);
  }
  // Only one that could not be opened still has a log; the restored one must not be read with it.
  for (const ending of ['-wal', '-shm']) {
    if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, `${replaced}${ending}`);
  }
  return replaced;
}
