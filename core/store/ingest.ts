/**
 * The one way in. A batch of events with their findings, the source's watermark and its counters commit together or
 * not at all, so that a process killed at any instant resumes exactly where the file says it was.
 */
import { VedetteError } from '../kernel/errors.ts';
import type { NormalisedEvent } from '../model/event.ts';
import type { Damage } from '../model/record.ts';
import type { WritableDb } from './database.ts';
import { createEntityIndex } from './entity-index.ts';
import { createEventWriter } from './event-writer.ts';
import { createRelationWriter, type Relation } from './relations.ts';
import type { RawWriter } from './raw-blocks.ts';
import type { SourceId } from './sources.ts';
import { createFindingWriter, type NewFinding } from './findings.ts';
import { markPending } from './pending.ts';

/** One record's outcome: its event (none for an alert that another tool submitted) and what was found in it. */
export interface IngestItem {
  readonly ordinal: number;
  readonly event: NormalisedEvent | null;
  readonly relations: readonly Relation[];
  readonly findings: readonly NewFinding[];
  /** Ids of the matched rules that correlation rules wait for. */
  readonly matches: readonly string[];
}

export interface IngestBatch {
  readonly items: readonly IngestItem[];
  readonly damage: readonly Damage[];
  /** Bytes of the source that were read for them. */
  readonly raw?: Pick<RawWriter, 'flush'>;
  /** Called for each finding that was not there yet, inside the transaction. */
  readonly onFinding?: (sequence: number, finding: NewFinding) => void;
}

/** Counters of what a commit added; findings already known by their external id are not added again. */
export interface Committed {
  readonly events: number;
  readonly findings: number;
  readonly knownFindings: number;
}

export interface IngestWriter {
  /** Commits a batch. Throws `VedetteError` for a full or read-only disk, with nothing of the batch kept. */
  commit(sourceId: SourceId, batch: IngestBatch): Committed;
}

export function createIngestWriter(db: WritableDb): IngestWriter {
  const entities = createEntityIndex(db);
  const finder = createFindingWriter(db);
  const relations = createRelationWriter(db, entities);
  const eventWriter = createEventWriter(db, entities);
  const insertMatch = db.prepare('INSERT INTO rule_match (event_id, rule, time_us) VALUES (?, ?, ?)');
  const insertDamage = db.prepare(
    'INSERT INTO damage (source_id, byte_offset, record, code, reason) VALUES (?, ?, ?, ?, ?)',
  );
  const watermarkOf = db.prepare('SELECT watermark_ordinal FROM source WHERE id = ?').pluck();
  const advance = db.prepare(
    `UPDATE source SET watermark_ordinal = max(watermark_ordinal, @ordinal), damage_seen = damage_seen + @damage,
       records = records + @records, events = events + @events, hits = hits + @findings WHERE id = @sourceId`,
  );

  const commit = db.transaction((sourceId: SourceId, batch: IngestBatch): Committed => {
    let events = 0;
    let findings = 0;
    let offered = 0;
    let matches = 0;
    let ordinal = watermarkOf.get(sourceId) as number;
    for (const item of batch.items) {
      if (item.ordinal <= ordinal) throw outOfOrder(sourceId, item.ordinal, ordinal);
      ordinal = item.ordinal;
      const eventId = item.event === null ? null : eventWriter.add(sourceId, item.event);
      if (eventId !== null) events++;
      relations.add(item.relations);
      offered += item.findings.length;
      const anchor = { sourceId, ordinal: item.ordinal, eventId, variant: '', isDerived: false };
      for (const finding of item.findings) {
        const sequence = finder.add(anchor, finding);
        if (sequence === null) continue;
        findings++;
        batch.onFinding?.(sequence, finding);
      }
      for (const ruleId of item.matches) matches += insertMatch.run(eventId, ruleId, item.event!.timeUs).changes;
    }
    eventWriter.flush();
    relations.flush();
    batch.raw?.flush();
    for (const { offset, record, code, reason } of batch.damage)
      insertDamage.run(sourceId, offset, record, code, reason);
    advance.run({ ordinal, damage: batch.damage.length, records: batch.items.length, events, findings, sourceId });
    if (matches > 0) markPending(db, 'correlation_pending');
    if (findings + matches > 0) markPending(db, 'fusion_pending');
    return { events, findings, knownFindings: offered - findings };
  });

  return {
    commit: (sourceId, batch) => {
      try {
        return commit.immediate(sourceId, batch);
      } catch (error) {
        // Ids handed out inside a transaction that was rolled back do not exist.
        entities.forget();
        eventWriter.forget();
        relations.forget();
        throw error;
      }
    },
  };
}

/** Records come once and in order; anything else would store an event twice. */
function outOfOrder(sourceId: SourceId, ordinal: number, watermark: number): VedetteError {
  return new VedetteError('E_INTERNAL', `Record ${ordinal} of source ${sourceId} came after record ${watermark}`);
}
