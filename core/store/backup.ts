/**
 * A backup: a compact copy of a workspace, encrypted as it is, with a manifest beside it that says what must be in it. It
 * has its name only once it was opened, checked and measured.
 */
import { createReadStream, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { backupManifestSchema, type BackupManifest } from '../contract/backup-manifest.ts';
import { EMPTY_CHAIN } from '../evidence/chain.ts';
import { fingerprintOf, type Fingerprint } from '../evidence/hash.ts';
import { messageOf, VedetteError } from '../kernel/errors.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { ByteStream } from '../model/record.ts';
import { headOf } from './chain-head.ts';
import { walBytes } from './checkpoint.ts';
import { CIPHER_NAME } from './cipher.ts';
import { connect } from './connect.ts';
import { copyOnline, type CopyOptions } from './copy.ts';
import type { ReadableDb } from './database.ts';
import { keyOf, rememberKey } from './keyring.ts';
import { schemaVersion } from './migrate.ts';
import { countsOf } from './overview.ts';
import { checkRoom, moveInto } from './replace-file.ts';
import { firstProblem, verifyWorkspace } from './verify.ts';

export interface BackupOptions extends CopyOptions {
  readonly createdUs: TimeUs;
  readonly onStep: (step: 'copy' | 'check') => void;
}

export function manifestFileOf(backup: string): string {
  return `${backup}.manifest.json`;
}

/** Throws `E_INPUT_INVALID` where `target` is there already, `E_WORKSPACE_DAMAGED` where the workspace is not sound. */
export async function backUp(
  db: ReadableDb,
  file: string,
  target: string,
  options: BackupOptions,
): Promise<BackupManifest> {
  if (existsSync(target))
    throw new VedetteError('E_INPUT_INVALID', `${target} is there already; a backup replaces nothing`);
  checkRoom(target, statSync(file).size + walBytes(db));
  const part = `${target}.part`;
  try {
    rmSync(part, { force: true });
    options.onStep('copy');
    await copyOnline(file, part, options);
    options.onStep('check');
    rememberKey(part, keyOf(file));
    const content = contentOf(part);
    const manifest: BackupManifest = {
      format: 'vedette backup 1',
      workspace: path.basename(file),
      createdUs: options.createdUs,
      ...(await measured(part)),
      encryption: keyOf(file) === null ? null : CIPHER_NAME,
      ...content,
    };
    writeFileSync(manifestFileOf(target), `${JSON.stringify(manifest, null, 2)}\n`);
    moveInto(part, target);
    return manifest;
  } finally {
    rmSync(part, { force: true });
  }
}

/** What a sound workspace holds; throws `E_WORKSPACE_DAMAGED` for another. */
export function contentOf(file: string): Pick<BackupManifest, 'schema' | 'counts' | 'audit'> {
  const db = connect(file, true) as ReadableDb;
  try {
    const problem = firstProblem(verifyWorkspace(db, false));
    if (problem !== null) throw new VedetteError('E_WORKSPACE_DAMAGED', `${file}: ${problem}`);
    const { sources, events, findings, alerts, incidents, damage } = countsOf(db);
    const counts = { sources, events, findings, alerts, incidents, damage };
    const { count, hash } = headOf(db, 'audit') ?? EMPTY_CHAIN;
    return { schema: schemaVersion(db), counts, audit: { count, hash } };
  } finally {
    db.close();
  }
}

export async function measured(file: string): Promise<Fingerprint> {
  return fingerprintOf(createReadStream(file) as ByteStream);
}

/** Throws `E_BACKUP_DAMAGED` where there is no manifest that we could have written. */
export function readManifest(backup: string): BackupManifest {
  const file = manifestFileOf(backup);
  try {
    return backupManifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new VedetteError(
      'E_BACKUP_DAMAGED',
      `${file} cannot be read as the manifest of a backup: ${messageOf(error)}`,
    );
  }
}
