/**
 * How much was going on around one entity, day by day, as a sum that can be checked by hand. Nothing fades: what happened
 * on a day does not become less true with time, and a sum that fades could be checked by nobody. What is usual for the
 * entity counts nothing.
 */
import { US_PER_DAY, type TimeUs } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import { maxSeverity, severityRank, type Severity } from '../model/severity.ts';
import { signalKey } from './signal.ts';

/** The points of R1, and one for what is only informational. */
const POINTS = [1, 4, 9, 17, 25] as const;
/** A detection on so many days before, and on more than half of them all, is usual for the entity. */
const MIN_USUAL_DAYS = 3;
/** An alert without end would be on every day of history. */
const MAX_DAYS_OF_ALERT = 366;

/** One detection on one day. */
export interface DayTerm {
  readonly title: string;
  readonly detector: string;
  readonly severity: Severity;
  /** 0 for what is usual. */
  readonly points: number;
  readonly alerts: number;
  readonly isUsual: boolean;
}

export interface DayRisk {
  /** Midnight, UTC. */
  readonly dayUs: TimeUs;
  /** The sum of the terms. */
  readonly risk: number;
  /** Most points first. */
  readonly terms: readonly DayTerm[];
}

/** Days with any risk, in order; `alerts` are those that name the entity and are not suppressed. */
export function riskByDay(alerts: readonly Alert[]): DayRisk[] {
  const days = new Map<number, Map<string, DayTerm>>();
  for (const alert of alerts) {
    if (alert.firstSeenUs === 0) continue;
    const key = signalKey(alert);
    const first = dayOf(alert.firstSeenUs);
    const last = Math.min(dayOf(alert.lastSeenUs), first + MAX_DAYS_OF_ALERT - 1);
    for (let day = first; day <= last; day++) {
      let terms = days.get(day);
      if (terms === undefined) days.set(day, (terms = new Map()));
      terms.set(key, extended(terms.get(key), alert));
    }
  }
  const seenDays = new Map<string, number>();
  return [...days]
    .toSorted(([a], [b]) => a - b)
    .map(([day, found], daysBefore): DayRisk => {
      const terms = new Map(
        Array.from(found, ([key, term]): [string, DayTerm] => {
          const seen = seenDays.get(key) ?? 0;
          seenDays.set(key, seen + 1);
          const isUsual = seen >= MIN_USUAL_DAYS && seen > daysBefore / 2;
          return [key, isUsual ? { ...term, points: 0, isUsual } : term];
        }),
      );
      const sorted = [...terms.values()].toSorted(
        (a, b) => b.points - a.points || b.alerts - a.alerts || (a.title < b.title ? -1 : 1),
      );
      const risk = sorted.reduce((sum, { points }) => sum + points, 0);
      return { dayUs: (day * US_PER_DAY) as TimeUs, risk, terms: sorted };
    });
}

function extended(term: DayTerm | undefined, alert: Alert): DayTerm {
  const severity = term === undefined ? alert.severity : maxSeverity(term.severity, alert.severity);
  return {
    title: term?.title ?? alert.title,
    detector: alert.detector,
    severity,
    points: POINTS[severityRank(severity)]!,
    alerts: (term?.alerts ?? 0) + 1,
    isUsual: false,
  };
}

function dayOf(timeUs: TimeUs): number {
  return Math.floor(timeUs / US_PER_DAY);
}
