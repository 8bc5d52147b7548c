/**
 * Correlation over everything a workspace holds, in order of event time: run after an import, like fusion, so that the
 * order of imports does not matter. What the given correlation rules found before is replaced.
 */
import { createCorrelator } from '../detect/correlate/correlator.ts';
import type { CorrelationHit } from '../detect/correlate/hit.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { createFindingWriter, type FindingWriter, type NewFinding } from '../store/findings.ts';
import { anchorOf, matchesByTime, replaceCorrelated, sharedEntities } from '../store/matches.ts';
import { isPending } from '../store/pending.ts';
import { keyed, OWN_DETECTOR } from './findings.ts';
import type { RuleEngine } from './rule-engine.ts';

/** An entity belongs to the finding where at least this share of its events mention it. */
const SHARED_BY = 0.5;
const MAX_ENTITIES = 64;
/** Events a finding names; its count says how many there were. */
const MAX_CONTRIBUTIONS = 100;

/** Brings the findings of `engine`'s correlation rules up to date; does nothing where there is nothing new. */
export function correlateIfPending(db: WritableDb, engine: RuleEngine): void {
  if (engine.correlations.length === 0 || !isPending(db, 'correlation_pending')) return;
  const writer = createFindingWriter(db);
  const ids = engine.correlations.map((correlation) => correlation.facts.id);
  replaceCorrelated(db, ids, () => {
    const correlator = createCorrelator(engine.correlations, { latenessUs: 0, maxContributions: MAX_CONTRIBUTIONS });
    for (const match of matchesByTime(db)) {
      if (!correlator.wants(match.ruleId)) continue;
      const { fields } = engine.see({ fields: match.fields, logsource: match.logsource });
      add(db, writer, correlator.observe({ event: match.eventId, timeUs: match.timeUs, fields, ruleId: match.ruleId }));
    }
    add(db, writer, correlator.flush());
  });
}

function add(db: WritableDb, writer: FindingWriter, hits: readonly CorrelationHit[]): void {
  for (const hit of hits) {
    const eventIds = [...new Set(hit.contributions.map(({ event }) => Number(event)))];
    const last = eventIds.at(-1)!;
    const { sourceId, ordinal } = anchorOf(db, last);
    const variant = hit.group.map(({ value }) => value).join('\0');
    writer.add(
      { sourceId, ordinal, eventId: last, variant, isDerived: true },
      findingOf(hit, entitiesOf(db, eventIds)),
    );
  }
}

/** The entities that enough of the events share. */
export function entitiesOf(db: ReadableDb, eventIds: readonly number[]): EntityMention[] {
  return sharedEntities(db, eventIds)
    .filter(({ events }) => events >= eventIds.length * SHARED_BY)
    .slice(0, MAX_ENTITIES)
    .map(({ type, value, role, label }) =>
      label === undefined ? { type, value, role } : { type, value, role, label },
    );
}

function findingOf(hit: CorrelationHit, entities: readonly EntityMention[]): NewFinding {
  const { rule } = hit;
  return keyed({
    timeUs: hit.timeUs as TimeUs,
    title: rule.title,
    signal: rule.id,
    detector: OWN_DETECTOR,
    severity: rule.level,
    techniques: rule.techniques,
    tactics: rule.tactics,
    entities,
    author: rule.author,
    externalId: null,
    matched: [
      ...hit.group.map(({ field, value }) => ({ selection: 'group-by', field, value })),
      { selection: hit.type, field: 'measured', value: hit.measured },
      { selection: 'events', field: 'count', value: hit.eventCount },
      ...hit.contributions.map(({ event }) => ({ selection: 'events', field: 'event', value: `e${event}` })),
    ],
  });
}
