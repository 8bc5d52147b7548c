/**
 * A source's two entries in the audit log: when somebody begins to read it into the workspace and when it was read to its
 * end, with what came of it. Two, because batches are committed in between and a kill must not leave them unaccounted for.
 */
import type { Clock } from '../kernel/clock.ts';
import type { WritableDb } from '../store/database.ts';
import { beginSource, completeSource, findSource, type NewSource, type SourceRow } from '../store/sources.ts';
import { recorded } from './recorded.ts';
import { VERSION } from './version.ts';

/** What read it, for the chain of custody. */
const TOOL = `vedette ${VERSION}`;

/** As `beginSource`; a source that is there already changes nothing and leaves no entry. */
export function beginRecorded(db: WritableDb, source: NewSource, clock: Clock): SourceRow {
  return recorded(db, clock, 'evidence.beginSource', () => {
    const isKnown = findSource(db, source) !== null;
    const { path, sha256, kind, reader, sizeBytes } = source;
    const change = { subject: path, before: null, after: { sha256, kind, reader, sizeBytes, tool: TOOL } };
    return { result: beginSource(db, source, clock.nowUs()), change: isKnown ? null : change };
  });
}

/** As `completeSource`; the counts are those of the whole source, however often its reading was interrupted. */
export function completeRecorded(db: WritableDb, source: SourceRow, clock: Clock): void {
  recorded(db, clock, 'evidence.completeSource', () => {
    completeSource(db, source.id, clock.nowUs());
    const { sha256, state, records, events, hits, damageSeen: damaged } = findSource(db, source)!;
    const after = { sha256, state, records, events, hits, damaged };
    return { result: undefined, change: { subject: source.path, before: { sha256, state: source.state }, after } };
  });
}
