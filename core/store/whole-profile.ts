/** All that a workspace tells of one entity in one place: when it was seen, what names it, its risk by day. */
import { riskByDay, type DayRisk } from '../fuse/entity-risk.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { AlertRow } from './alerts.ts';
import type { ReadableDb } from './database.ts';
import { alertsNaming, relatedTo, seenInEvents, type KnownEntity, type RelatedEntity } from './entity-profile.ts';
import { briefsOfAlerts, type IncidentBrief } from './incidents.ts';
import { ratingOf, type RatingRow } from './ratings.ts';

const SHOWN_RELATED = 5;

export interface Profile {
  readonly entity: KnownEntity;
  readonly rating: RatingRow | null;
  readonly events: number;
  /** Of events and alerts that name a time. */
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
  /** By time, the suppressed ones too. */
  readonly alerts: readonly AlertRow[];
  readonly incidents: readonly IncidentBrief[];
  /** The most frequent of each kind. */
  readonly related: readonly RelatedEntity[];
  readonly days: readonly DayRisk[];
}

export function profileOf(db: ReadableDb, entity: KnownEntity): Profile {
  const alerts = alertsNaming(db, entity);
  const seen = seenInEvents(db, entity);
  const shown = alerts.filter(({ suppressionId }) => suppressionId === null);
  const times = [seen.firstUs, seen.lastUs, ...alerts.flatMap((alert) => [alert.firstSeenUs, alert.lastSeenUs])];
  const known = times.filter((timeUs) => timeUs !== null && timeUs > 0) as TimeUs[];
  return {
    entity,
    rating: ratingOf(db, entity),
    events: seen.events,
    firstUs: known.reduce<TimeUs | null>((first, one) => (first === null || one < first ? one : first), null),
    lastUs: known.reduce<TimeUs | null>((last, one) => (last === null || one > last ? one : last), null),
    alerts,
    incidents: briefsOfAlerts(
      db,
      shown.map(({ id }) => id),
    ),
    related: relatedTo(db, entity, SHOWN_RELATED),
    days: riskByDay(shown),
  };
}
