/** The alerts of one incident, a page at a time in the incident's own order, each with why it is there and why it fired. */
import type { MatchedField } from '../model/hit.ts';
import type { LinkReason } from '../model/incident.ts';
import type { Sighting } from '../model/indicator.ts';
import { ALERT_SELECT, alertOf, findingsOfAlert, type RawAlert } from './alerts.ts';
import { listedAlert, type ListedAlert } from './case-pages.ts';
import type { ReadableDb } from './database.ts';
import { findEvent } from './events.ts';
import { sightingsOfAlert } from './indicators.ts';
import { statement } from './statements.ts';

const SHOWN_FIELDS = 12;

export interface MemberAlert {
  readonly position: number;
  readonly alert: ListedAlert;
  readonly link: LinkReason;
  /** Of the first finding; null for what another tool submitted. */
  readonly eventId: number | null;
  readonly message: string | null;
  readonly author: string;
  /** Each field once, with all selections that it satisfied. */
  readonly matched: readonly MatchedField[];
  readonly matchedCount: number;
  readonly sightings: readonly Sighting[];
}

export interface MemberQuestion {
  readonly id: string;
  readonly limit: number;
  /** The position of the last alert of the page before. */
  readonly after: number | null;
}

export interface MemberPage {
  readonly rows: readonly MemberAlert[];
  readonly next: number | null;
  readonly total: number;
}

/** Null where there is no such incident. */
export function pageOfMembers(db: ReadableDb, { id, limit, after }: MemberQuestion): MemberPage | null {
  const total = countMembers(db, id);
  if (total === 0) return null;
  const found = statement(
    db,
    `${ALERT_SELECT.replace('SELECT', 'SELECT position, link,')}
     WHERE incident_id = ? AND position > ? ORDER BY position LIMIT ?`,
  ).all(id, after ?? -1, limit) as (RawAlert & { readonly position: number; readonly link: string })[];
  const rows = found.map(({ position, link, ...raw }): MemberAlert => {
    const [first] = findingsOfAlert(db, raw.id, 1);
    const matched = matchedOnce(first?.matched ?? []);
    return {
      position,
      alert: listedAlert(db, alertOf(raw)),
      link: JSON.parse(link) as LinkReason,
      eventId: first?.eventId ?? null,
      message: first?.eventId == null ? null : (findEvent(db, first.eventId)?.message ?? null),
      author: first?.author ?? '',
      matched: matched.slice(0, SHOWN_FIELDS),
      matchedCount: matched.length,
      sightings: sightingsOfAlert(db, raw.id),
    };
  });
  return { rows, next: rows.length < limit ? null : rows.at(-1)!.position, total };
}

export function countMembers(db: ReadableDb, incidentId: string): number {
  return statement(db, 'SELECT count(*) FROM incident_alert WHERE incident_id = ?', 'pluck').get(incidentId) as number;
}

/** The fields that satisfied a rule, once each, with the selections each of them satisfied. */
export function matchedOnce(matched: readonly MatchedField[]): MatchedField[] {
  const byField = Map.groupBy(matched, ({ field, value }) => `${field}\0${String(value)}`);
  return [...byField.values()].map((group) => ({
    ...group[0]!,
    selection: [...new Set(group.map(({ selection }) => selection))].join(' + '),
  }));
}
