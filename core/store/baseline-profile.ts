/** What baselines say: how far they reach, what was unusual, and what is usual for one host or user. */
import { BASELINE_DETECTOR } from '../fuse/baseline/unusual.ts';
import type { Habits } from '../fuse/baseline/habits.ts';
import { SEVERITIES, type Severity } from '../model/severity.ts';
import type { AlertRow } from './alerts.ts';
import { baselineState, type BaselineState } from './baseline-state.ts';
import { searchAlerts } from './case-search.ts';
import type { ReadableDb } from './database.ts';
import { alertsNaming, relatedTo, type KnownEntity, type RelatedEntity } from './entity-profile.ts';
import { habitsOf, processesOn, type ProcessHabit } from './habits.ts';

const SHOWN_NAMES = 12;
const IS_UNUSUAL = { where: 'alert.detector = ?', params: [BASELINE_DETECTOR] };

export interface BaselineOverview {
  /** Null where baselines never ran. */
  readonly state: BaselineState | null;
  /** The first by time. */
  readonly unusual: readonly AlertRow[];
}

export function baselineOverview(db: ReadableDb, limit: number): BaselineOverview {
  return { state: baselineState(db), unusual: searchAlerts(db, IS_UNUSUAL, limit, null) };
}

/** How much of all that is unusual is how severe. */
export function unusualBySeverity(db: ReadableDb): { readonly severity: Severity; readonly count: number }[] {
  const rows = db
    .prepare(
      `SELECT severity, count(*) AS count FROM alert WHERE ${IS_UNUSUAL.where} GROUP BY severity ORDER BY 1 DESC`,
    )
    .all(...IS_UNUSUAL.params) as { readonly severity: number; readonly count: number }[];
  return rows.map(({ severity, count }) => ({ severity: SEVERITIES[severity]!, count }));
}

export interface EntityBaseline {
  /** Null where no event that names a time is about it. */
  readonly habits: Habits | null;
  /** Of a host. */
  readonly programs: readonly ProcessHabit[];
  readonly related: readonly RelatedEntity[];
  readonly unusual: readonly AlertRow[];
}

export function baselineOf(db: ReadableDb, entity: KnownEntity & { readonly type: 'host' | 'user' }): EntityBaseline {
  const { type, value } = entity;
  return {
    habits: habitsOf(db, type, value).get(value) ?? null,
    programs: type === 'host' ? processesOn(db, value) : [],
    related: relatedTo(db, entity, SHOWN_NAMES),
    unusual: alertsNaming(db, entity).filter(({ detector }) => detector === BASELINE_DETECTOR),
  };
}

/** 24 sums, by hour of the day (UTC). */
export function eventsByHourOfDay({ hours }: Habits): number[] {
  const counts = Array.from({ length: 24 }, () => 0);
  for (const { hour, events } of hours) counts[hour % 24]! += events;
  return counts;
}

export function mostInAnHour({ hours }: Habits): number {
  return hours.reduce((top, { events }) => Math.max(top, events), 0);
}
