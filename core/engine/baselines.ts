/**
 * Baselines over everything stored: what was unusual for each host and user becomes a low finding of its own, replaced as
 * a whole whenever events came in, so that the order of imports does not matter.
 */
import { countReady, unusualIn, BASELINE_DETECTOR, BASELINE_SIGNALS, type Unusual } from '../fuse/baseline/unusual.ts';
import type { WritableDb } from '../store/database.ts';
import { createFindingWriter, type NewFinding } from '../store/findings.ts';
import { baselineFacts, eventBehind, sumActivity } from '../store/habits.ts';
import { replaceBaselines, type BaselineState } from '../store/baseline-state.ts';
import { isPending } from '../store/pending.ts';
import { keyed } from './findings.ts';

/** Brings baselines up to date with the events; does nothing where none came in. */
export function refreshBaselines(db: WritableDb): void {
  sumActivity(db);
  if (!isPending(db, 'baselines_pending')) return;
  const facts = baselineFacts(db);
  const { unusual, leftOut } = unusualIn(facts);
  const state: BaselineState = {
    hosts: facts.hosts.size,
    readyHosts: countReady(facts.hosts.values()),
    users: facts.users.size,
    readyUsers: countReady(facts.users.values()),
    found: unusual.length,
    leftOut,
  };
  const writer = createFindingWriter(db);
  replaceBaselines(db, BASELINE_DETECTOR, BASELINE_SIGNALS, state, () => {
    for (const one of unusual) {
      const event = eventBehind(db, one.anchor, one.timeUs);
      if (event === null) continue;
      const place = { sourceId: event.sourceId, ordinal: event.ordinal, eventId: event.id, isDerived: true };
      writer.add({ ...place, variant: one.title }, findingOf(one));
    }
  });
}

function findingOf(unusual: Unusual): NewFinding {
  const { signal, severity, title, timeUs, entities, because } = unusual;
  return keyed({
    timeUs,
    title,
    signal,
    detector: BASELINE_DETECTOR,
    severity,
    techniques: [],
    tactics: [],
    entities,
    author: '',
    externalId: null,
    matched: because.map((reason) => ({ selection: 'baseline', ...reason })),
  });
}
