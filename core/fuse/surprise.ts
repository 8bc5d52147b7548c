/**
 * How surprising each alert is in its workspace, in nats (-ln of a chance): what fires every hour on a host is its
 * routine, what fired twice in five days is news. Two views are kept apart: over the whole history, which decides
 * what may link; and over the hours before the alert only, so that the first day, when everything is new, is not
 * taken for an attack.
 */
import type { Alert } from '../model/alert.ts';
import { severityRank } from '../model/severity.ts';
import { ActiveHours, ObservedHours } from './history.ts';
import { createPlaces } from './places.ts';
import { SeenHours } from './seen-hours.ts';
import { signalKey } from './signal.ts';
import { saysOnlyWhere } from './telling.ts';

/** A history shorter than this many hours is treated as this long: little history calls nothing routine. */
const MIN_HISTORY_HOURS = 72;
/** Surprise, in nats, from which an alert takes part in correlation, by severity from informational to critical. */
const NOTABLE_FROM_NATS = [2.8, 2.5, 2.2, 1, 0] as const;
/** Kinds of things whose hours are counted, beside each signal on its places. */
const ANYWHERE = '';
const ANYTHING = '';

export interface Sight {
  /** Replaced where later findings belong to it. */
  alert: Alert;
  readonly signal: string;
  /** The place whose routine it is measured against: its hosts, else who acted, else where from. */
  readonly places: readonly string[];
  /** The same number for the same signal on the same first place. */
  readonly key: number;
  readonly saysOnlyWhere: boolean;
  /** Over the whole history, in nats. */
  surprise: number;
  /** Given only what came before, in nats. */
  news: number;
  /** How surprising it is to hear of its place at all, in nats. */
  quiet: number;
  /** False for routine, which is gathered per place and never joins a story. */
  isNotable: boolean;
}

/** What was seen so far, and how usual it is. */
export class History {
  /** Hours of the notable ones. */
  readonly seen = new SeenHours();
  readonly #observed = new ObservedHours();
  readonly #active = new ActiveHours();
  readonly #placesOf = createPlaces();

  get observedHours(): number {
    return this.#observed.total;
  }

  /** Takes in an alert that has a time, by (first seen, id), and says what is news about it. `judge` says the rest. */
  see(alert: Alert): Sight {
    const signal = signalKey(alert);
    const places = this.#placesOf(alert);
    const before = this.#observed.add(alert);
    const anywhere = this.#active.indexOf(signal, ANYWHERE);
    const seenAnywhere = this.#active.add(anywhere, alert);
    let key = anywhere;
    let seenHere = places.length === 0 ? seenAnywhere : 0;
    for (let order = 0; order < places.length; order++) {
      const place = places[order]!;
      const here = this.#active.indexOf(signal, place);
      if (order === 0) key = here;
      seenHere = Math.max(seenHere, this.#active.add(here, alert));
      this.#active.add(this.#active.indexOf(ANYTHING, place), alert);
    }
    return {
      alert,
      signal,
      places,
      key,
      saysOnlyWhere: saysOnlyWhere(alert),
      surprise: 0,
      news: meanNats(before, seenHere, seenAnywhere),
      quiet: 0,
      isNotable: true,
    };
  }

  /** Says how usual it is, by all that was seen until now. */
  judge(sight: Sight): void {
    const { signal, places, alert } = sight;
    const total = Math.max(this.#observed.total, MIN_HISTORY_HOURS);
    const hoursAnywhere = this.#hours(signal, ANYWHERE);
    let hoursHere = places.length === 0 ? hoursAnywhere : 0;
    let hoursAny = places.length === 0 ? total : 0;
    for (const place of places) {
      hoursHere = Math.max(hoursHere, this.#hours(signal, place));
      hoursAny = Math.max(hoursAny, this.#hours(ANYTHING, place));
    }
    sight.surprise = meanNats(total, hoursHere, hoursAnywhere);
    sight.quiet = nats(total, hoursAny);
    sight.isNotable = sight.surprise >= NOTABLE_FROM_NATS[severityRank(alert.severity)]!;
    if (sight.isNotable) this.seen.add(sight);
  }

  /** Counts the hours until which an alert that was seen before goes on. */
  seeAgain(sight: Sight): void {
    const { alert, signal, places, key, isNotable } = sight;
    this.#observed.add(alert);
    this.#active.add(this.#active.indexOf(signal, ANYWHERE), alert);
    for (const [order, place] of places.entries()) {
      this.#active.add(order === 0 ? key : this.#active.indexOf(signal, place), alert);
      this.#active.add(this.#active.indexOf(ANYTHING, place), alert);
    }
    if (isNotable) this.seen.add(sight);
  }

  #hours(kind: string, name: string): number {
    return this.#active.hours(this.#active.indexOf(kind, name));
  }
}

export interface Workspace {
  /** Timed alerts by (first seen, id). */
  readonly sights: readonly Sight[];
  readonly history: History;
  readonly observedHours: number;
}

/** `alerts` must all have a time. */
export function observe(alerts: readonly Alert[]): Workspace {
  const history = new History();
  const sights = alerts.toSorted(compareAlerts).map((alert) => history.see(alert));
  for (const sight of sights) history.judge(sight);
  return { sights, history, observedHours: history.observedHours };
}

export function compareAlerts(a: Alert, b: Alert): number {
  return a.firstSeenUs - b.firstSeenUs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Laplace's rule of succession: -ln((seen + 1) / (hours + 2)), the mean of here and anywhere. */
function meanNats(hours: number, seenHere: number, seenAnywhere: number): number {
  return (nats(hours, seenHere) + nats(hours, seenAnywhere)) / 2;
}

function nats(hours: number, seen: number): number {
  return Math.max(0, Math.log((hours + 2) / (seen + 1)));
}
