/** Workspaces for tests: emptied ones, and those of older versions as they were written by those versions. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

import { ENTITY_ROLES } from '../core/model/entity.ts';
import type { ReadableDb, WritableDb } from '../core/store/database.ts';
import { MentionFinder } from '../core/store/registers.ts';
import { allSegments } from '../core/store/segments.ts';
import { PROJECT_ROOT } from './vedette.ts';

const TABLES = [
  'register_page',
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

/** Who is mentioned in which event and role, as the registers and the last rows say when asked for each entity. */
export function mentionsIn(db: ReadableDb): [entityId: number, eventId: number, role: number][] {
  const entities = db.prepare('SELECT id FROM entity ORDER BY id').pluck().all() as number[];
  const segments = allSegments(db);
  return entities.flatMap((entityId) =>
    ENTITY_ROLES.flatMap((_, role) => {
      const finder = new MentionFinder(db, { entityIds: new Set([entityId]), roles: 1 << role });
      return segments
        .flatMap(({ fromId, toId }) => finder.between(fromId, toId))
        .map((eventId): [number, number, number] => [entityId, eventId, role]);
    }),
  );
}

/** Schema 1: the demo's attack, two alerts of other tools, one damaged line. */
export function writeWorkspaceV1(file: string): void {
  writeWorkspace(file, 'v1');
}

/** Schema 7: 300 events, a hundred each from ids 1, 8,150 and 40,000 on. */
export function writeWorkspaceV7(file: string): void {
  writeWorkspace(file, 'v7');
}

function writeWorkspace(file: string, version: string): void {
  const packed = readFileSync(path.join(PROJECT_ROOT, `test/fixtures/workspaces/${version}.vedette.zst`));
  writeFileSync(file, zstdDecompressSync(packed));
}
