/**
 * How surprising each alert is in its workspace, in nats (-ln of a chance): what fires every hour on a host is its
 * routine, what fired twice in five days is news. Two views are kept apart: over the whole history, which decides
 * what may link; and over the hours before the alert only, so that the first day, when everything is new, is not
 * taken for an attack.
 */
import type { Alert } from '../model/alert.ts';
import type { EntityType } from '../model/entity.ts';
import { severityRank } from '../model/severity.ts';
import { ActiveHours, observedHours } from './history.ts';
import { SeenHours } from './seen-hours.ts';
import { signalKey } from './signal.ts';

/** A history shorter than this many hours is treated as this long: little history calls nothing routine. */
const MIN_HISTORY_HOURS = 72;
/** Surprise, in nats, from which an alert takes part in correlation, by severity from informational to critical. */
const NOTABLE_FROM_NATS = [2.8, 2.5, 2.2, 1, 0] as const;

export interface Sight {
  readonly alert: Alert;
  readonly signal: string;
  /** The place whose routine it is measured against: its hosts, else who acted, else where from. */
  readonly places: readonly string[];
  /** The same number for the same signal on the same first place. */
  key: number;
  /** Over the whole history, in nats. */
  surprise: number;
  /** Given only what came before, in nats. */
  news: number;
  /** How surprising it is to hear of its place at all, in nats. */
  quiet: number;
  /** False for routine, which is gathered per place and never joins a story. */
  isNotable: boolean;
}

export interface Workspace {
  /** Timed alerts by (first seen, id). */
  readonly sights: readonly Sight[];
  readonly observedHours: number;
  /** Hours of the notable ones. */
  readonly seen: SeenHours;
}

const PLACE_TYPES: readonly EntityType[] = [
  'host',
  'cloud_principal',
  'user',
  'ip',
  'domain',
  'mail',
  'cloud_resource',
];

/** `alerts` must all have a time. */
export function observe(alerts: readonly Alert[]): Workspace {
  const sights = alerts.toSorted(compareAlerts).map((alert): Sight => ({
    alert,
    signal: signalKey(alert),
    places: placesOf(alert),
    key: 0,
    surprise: 0,
    news: 0,
    quiet: 0,
    isNotable: true,
  }));
  const observed = observedHours(sights.map(({ alert }) => alert));
  const active = new ActiveHours();
  const keys = sights.map(({ signal, places }) => ({
    anywhere: active.indexOf(`anywhere\n${signal}`),
    here: places.map((place) => active.indexOf(`${place}\n${signal}`)),
    any: places.map((place) => active.indexOf(place)),
  }));
  for (const [index, sight] of sights.entries()) {
    const { anywhere, here, any } = keys[index]!;
    sight.key = here[0] ?? anywhere;
    for (const key of any) active.add(key, sight.alert);
    const seenAnywhere = active.add(anywhere, sight.alert);
    const seenHere = here.map((key) => active.add(key, sight.alert));
    sight.news = meanNats(observed.before[index]!, most(seenHere, seenAnywhere), seenAnywhere);
  }
  const seen = new SeenHours();
  const total = Math.max(observed.total, MIN_HISTORY_HOURS);
  for (const [index, sight] of sights.entries()) {
    const { anywhere, here, any } = keys[index]!;
    const hoursAnywhere = active.hours(anywhere);
    const hoursHere = here.map((key) => active.hours(key));
    sight.surprise = meanNats(total, most(hoursHere, hoursAnywhere), hoursAnywhere);
    sight.quiet = nats(
      total,
      most(
        any.map((key) => active.hours(key)),
        total,
      ),
    );
    sight.isNotable = sight.surprise >= NOTABLE_FROM_NATS[severityRank(sight.alert.severity)]!;
    if (sight.isNotable) seen.add(sight);
  }
  return { sights, observedHours: observed.total, seen };
}

export function compareAlerts(a: Alert, b: Alert): number {
  return a.firstSeenUs - b.firstSeenUs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The most over the alert's places; `otherwise` where it names none. */
function most(hours: readonly number[], otherwise: number): number {
  return hours.length === 0 ? otherwise : Math.max(...hours);
}

/** Laplace's rule of succession: -ln((seen + 1) / (hours + 2)), the mean of here and anywhere. */
function meanNats(hours: number, seenHere: number, seenAnywhere: number): number {
  return (nats(hours, seenHere) + nats(hours, seenAnywhere)) / 2;
}

function nats(hours: number, seen: number): number {
  return Math.max(0, Math.log((hours + 2) / (seen + 1)));
}

/** The first kind of place the alert names, in the order of `PLACE_TYPES`; all of that kind. */
function placesOf(alert: Alert): string[] {
  for (const type of PLACE_TYPES) {
    const values = new Set(alert.entities.filter((entity) => entity.type === type).map(({ value }) => value));
    if (values.size > 0) return [...values].toSorted().map((value) => `${type} ${value}`);
  }
  return [];
}

/** A place as the entity it is: `host ws-12`. */
export function placeParts(place: string): { readonly type: EntityType; readonly value: string } {
  const space = place.indexOf(' ');
  return { type: place.slice(0, space) as EntityType, value: place.slice(space + 1) };
}
