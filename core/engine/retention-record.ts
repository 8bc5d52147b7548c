/**
 * Two rows of the audit log tell of a removal: what was asked and planned when it begins, what was removed when it ends,
 * because pieces are committed in between. Of one that was killed the next removal writes the second row.
 */
import path from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import type { JsonValue } from '../model/json.ts';
import type { WritableDb } from '../store/database.ts';
import { countsOf } from '../store/overview.ts';
import { clearPending, markPending } from '../store/pending.ts';
import type { RetentionPlan } from '../store/retention-plan.ts';
import {
  beginRun,
  endRun,
  openRun,
  type AskedRetention,
  type Removed,
  type RetentionRun,
} from '../store/retention-run.ts';
import { recorded } from './recorded.ts';

/** An audit row stays readable; further sources are summed up. */
const TOLD_SOURCES = 200;

export function beginRecorded(db: WritableDb, clock: Clock, asked: AskedRetention, plan: RetentionPlan): RetentionRun {
  return db
    .transaction(() => {
      if (openRun(db) !== null) endRecorded(db, clock, 'interrupted');
      return recorded(db, clock, 'workspace.beginRetention', () => {
        const run = beginRun(db, asked);
        const { limit, cutoffUs } = asked;
        markPending(db, 'retention_tidying_pending');
        const { removable, held, unfinished, withoutTime } = plan;
        const after = { limit: { ...limit }, cutoffUs, removable, held, unfinished, withoutTime };
        return { result: run, change: { subject: path.resolve(db.name), before: { events: plan.events }, after } };
      });
    })
    .immediate();
}

/** There must be an open run. */
export function endRecorded(db: WritableDb, clock: Clock, outcome: 'done' | 'stopped' | 'interrupted'): Removed {
  return recorded(db, clock, 'workspace.applyRetention', () => {
    const run = openRun(db)!;
    const removed = endRun(db, run);
    if (outcome === 'done') clearPending(db, 'retention_tidying_pending');
    const eventsLeft = countsOf(db).events;
    const { sources, ...sums } = removed;
    const after = { outcome, cutoffUs: run.cutoffUs, eventsLeft, ...sums, sources: told(sources) };
    const before = { events: eventsLeft + removed.events };
    return { result: removed, change: { subject: path.resolve(db.name), before, after } };
  });
}

function told(sources: Removed['sources']): JsonValue {
  const first = sources
    .slice(0, TOLD_SOURCES)
    .map(({ sha256, path: of, events, firstUs, lastUs }) => ({ sha256, path: of, events, firstUs, lastUs }));
  const rest = sources.slice(TOLD_SOURCES);
  if (rest.length === 0) return first;
  return [...first, { otherSources: rest.length, events: rest.reduce((sum, { events }) => sum + events, 0) }];
}
