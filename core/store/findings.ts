/** Writing findings: what rules, sensors and other tools found, one row each. */
import type { Finding } from '../model/alert.ts';
import type { EntityMention } from '../model/entity.ts';
import type { FieldScalar } from '../model/fields.ts';
import { severityRank } from '../model/severity.ts';
import type { WritableDb } from './database.ts';
import type { SourceId } from './sources.ts';

/** A finding on its way into the store, which gives it its sequence. */
export interface NewFinding extends Omit<Finding, 'sequence'> {
  readonly dedupKey: string;
  readonly author: string;
  readonly externalId: string | null;
  /** Why it was found, as it is shown: selections with fields and values. */
  readonly matched: readonly { readonly selection: string; readonly field: string; readonly value: FieldScalar }[];
}

/** Which record a finding is about; the same signal is found once for each place and variant. */
export interface FindingPlace {
  readonly sourceId: SourceId;
  readonly ordinal: number;
  /** Null for an alert that another tool submitted. */
  readonly eventId: number | null;
  /** Tells findings of one signal on one event apart: the group of a correlation. Else empty. */
  readonly variant: string;
  /** True for what was computed from other matches and is replaced when it is computed again. */
  readonly isDerived: boolean;
}

export interface FindingWriter {
  /** Adds a finding; returns its sequence, null where it was there already. Call inside a transaction. */
  add(place: FindingPlace, finding: NewFinding): number | null;
}

export function createFindingWriter(db: WritableDb): FindingWriter {
  const insert = db.prepare(
    `INSERT OR IGNORE INTO finding (source_id, ordinal, event_id, variant, is_derived, external_id, detector, signal,
       title, author, severity, techniques, tactics, time_us, dedup_key, entities, matched)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    add: (place, finding) => {
      const { changes, lastInsertRowid } = insert.run(
        place.sourceId,
        place.ordinal,
        place.eventId,
        place.variant,
        place.isDerived ? 1 : 0,
        finding.externalId,
        finding.detector,
        finding.signal,
        finding.title,
        finding.author,
        severityRank(finding.severity),
        JSON.stringify(finding.techniques),
        JSON.stringify(finding.tactics),
        finding.timeUs,
        finding.dedupKey,
        JSON.stringify(finding.entities satisfies readonly EntityMention[]),
        JSON.stringify(finding.matched),
      );
      return changes === 0 ? null : Number(lastInsertRowid);
    },
  };
}
