/** Workspaces for tests: emptied ones, and those of older versions as they were written by those versions. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

import type { WritableDb } from '../core/store/database.ts';
import { PROJECT_ROOT } from './vedette.ts';

const TABLES = [
  'event_entity',
  'event_detail',
  'event',
  'mention_count',
  'tally',
  'minute',
  'segment',
  'entity',
  'source',
];

/**
 * Empties a workspace for the next run: opening a file for each would be most of the time. As in life, ids are not
 * given twice.
 */
export function clearWorkspace(db: WritableDb): void {
  db.exec(`INSERT OR REPLACE INTO state SELECT 'last_event_id', max(id) FROM event HAVING max(id) IS NOT NULL;
    ${TABLES.map((table) => `DELETE FROM ${table};`).join(' ')}
    INSERT INTO event_words (event_words) VALUES ('delete-all');`);
}

/** Schema 1: the demo's attack, two alerts of other tools, one damaged line. */
export function writeWorkspaceV1(file: string): void {
  const packed = readFileSync(path.join(PROJECT_ROOT, 'test/fixtures/workspaces/v1.vedette.zst'));
  writeFileSync(file, zstdDecompressSync(packed));
}
