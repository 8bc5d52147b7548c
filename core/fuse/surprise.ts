/**
 * How surprising each alert is in its workspace, in nats (-ln of a chance): what fires every hour on a host is its
 * routine, what fired twice in five days is news. Two views are kept apart: over the whole history, which decides
 * what may link; and over the hours before the alert only, so that the first day, when everything is new, is not
 * taken for an attack.
 */
import { compareText } from '../kernel/text-order.ts';
import type { Alert } from '../model/alert.ts';
import { ActiveHours, hourOf, ObservedHours } from './history.ts';
import { learnHosts } from './identity.ts';
import { inOrderOf } from './order.ts';
import { Pairs } from './pairs.ts';
import { Reading } from './reading.ts';
import { SeenHours } from './seen-hours.ts';
import { Sights, type FirstSight } from './sights.ts';

/** A history shorter than this many hours is treated as this long: little history calls nothing routine. */
const MIN_HISTORY_HOURS = 72;
/** Surprise, in nats, from which an alert takes part in correlation, by severity from informational to critical. */
const NOTABLE_FROM_NATS = [2.8, 2.5, 2.2, 1, 0] as const;
/** Stands beside a signal in a pair for all places; a place is one more than its number. */
const ANYWHERE = 0;

/** What was seen so far, and how usual it is. */
export class History {
  readonly reading: Reading;
  /** By (first seen, id) as long as alerts come in that order. */
  readonly sights: Sights;
  /** Hours of the notable ones. */
  readonly seen = new SeenHours();
  readonly #observed = new ObservedHours();
  /** Signals anywhere, and on each place. */
  readonly #pairs = new Pairs();
  readonly #ofPair = new ActiveHours();
  /** Anything on each place. */
  readonly #ofPlace = new ActiveHours();

  constructor(reading: Reading = new Reading()) {
    this.reading = reading;
    this.sights = new Sights((signal) => reading.signalText(signal));
  }

  get observedHours(): number {
    return this.#observed.total;
  }

  /** The number of a signal on a place. */
  pairOf(signal: number, place: number): number {
    return this.#pairs.numberOf(signal, place + 1);
  }

  /** Takes in an alert that has a time and was read, by (first seen, id), and what is news about it; `judge` says the rest. */
  see(alert: Alert, read: number): number {
    const { reading, sights } = this;
    const signal = reading.signalAt(read);
    const [from, to] = [reading.placesFrom(read), reading.placesTo(read)];
    const said = this.#said(alert, read);
    const [firstHour, lastHour] = [hourOf(said.firstSeenUs), hourOf(said.lastSeenUs)];
    const before = this.#observed.add(said);
    const anywhere = this.#pairs.numberOf(signal, ANYWHERE);
    const seenAnywhere = this.#ofPair.addHours(anywhere, firstHour, lastHour);
    let key = anywhere;
    let seenHere = from === to ? seenAnywhere : 0;
    for (let cell = from; cell < to; cell++) {
      const place = reading.placeAt(cell);
      const here = this.pairOf(signal, place);
      if (cell === from) key = here;
      seenHere = Math.max(seenHere, this.#ofPair.addHours(here, firstHour, lastHour));
      this.#ofPlace.addHours(place, firstHour, lastHour);
    }
    const news = meanNats(before, seenHere, seenAnywhere);
    const index = sights.add({ ...said, key, news });
    for (let cell = from; cell < to; cell++) sights.addPlace(reading.placeAt(cell));
    return index;
  }

  /** Takes in an alert without a time that was read. */
  seeUntimed(alert: Alert, read: number): number {
    return this.sights.addUntimed(this.#said(alert, read));
  }

  #said(alert: Alert, read: number): Omit<FirstSight, 'key' | 'news'> {
    const { reading } = this;
    return {
      alert,
      firstSeenUs: reading.firstSeenUs(read),
      lastSeenUs: reading.lastSeenUs(read),
      severity: reading.severityAt(read),
      signal: reading.signalAt(read),
      saysOnlyWhere: reading.saysOnlyWhere(read),
    };
  }

  /** Says how usual a sight is, by all that was seen until now. */
  judge(index: number): void {
    const { sights } = this;
    const signal = sights.signalNumber(index);
    const total = Math.max(this.#observed.total, MIN_HISTORY_HOURS);
    const [from, to] = [sights.placesFrom(index), sights.placesTo(index)];
    const hoursAnywhere = this.#ofPair.hours(this.#pairs.numberOf(signal, ANYWHERE));
    let hoursHere = from === to ? hoursAnywhere : 0;
    let hoursAny = from === to ? total : 0;
    for (let cell = from; cell < to; cell++) {
      const place = sights.placeAt(cell);
      const here = cell === from ? sights.key(index) : this.pairOf(signal, place);
      hoursHere = Math.max(hoursHere, this.#ofPair.hours(here));
      hoursAny = Math.max(hoursAny, this.#ofPlace.hours(place));
    }
    const surprise = meanNats(total, hoursHere, hoursAnywhere);
    sights.setUsual(index, surprise, nats(total, hoursAny));
    const isNotable = surprise >= NOTABLE_FROM_NATS[sights.severity(index)]!;
    sights.setNotable(index, isNotable);
    if (isNotable) this.seen.add(sights.key(index), sights.firstSeenUs(index), sights.lastSeenUs(index));
  }

  /** Counts the hours until which an alert that was seen before goes on. */
  seeAgain(index: number): void {
    const { sights } = this;
    const alert = sights.alert(index);
    const signal = sights.signalNumber(index);
    this.#observed.add(alert);
    this.#ofPair.add(this.#pairs.numberOf(signal, ANYWHERE), alert);
    for (let cell = sights.placesFrom(index); cell < sights.placesTo(index); cell++) {
      const place = sights.placeAt(cell);
      this.#ofPair.add(this.pairOf(signal, place), alert);
      this.#ofPlace.add(place, alert);
    }
    if (sights.isNotable(index)) this.seen.add(sights.key(index), alert.firstSeenUs, alert.lastSeenUs);
  }
}

export interface Workspace {
  /** Timed alerts by (first seen, id). */
  readonly sights: Sights;
  readonly history: History;
  readonly observedHours: number;
  /** Where each sight is in what was read. */
  readonly reads: Uint32Array;
}

/** `alerts` must all have a time. */
export function observe(alerts: readonly Alert[]): Workspace {
  const reading = new Reading();
  reading.know(learnHosts(alerts));
  const mentions = alerts.reduce((sum, { entities }) => sum + entities.length, 0);
  reading.expect(alerts.length, mentions);
  let earliestUs = Infinity;
  for (const alert of alerts) {
    reading.add(alert);
    if (alert.firstSeenUs < earliestUs) earliestUs = alert.firstSeenUs;
  }
  const history = new History(reading);
  history.sights.expect(alerts.length);
  const reads = inOrderOf(
    alerts.length,
    (read) => reading.firstSeenUs(read) - earliestUs,
    (a, b) => reading.firstSeenUs(a) - reading.firstSeenUs(b) || compareText(alerts[a]!.id, alerts[b]!.id),
  );
  for (const read of reads) history.see(alerts[read]!, read);
  for (let index = 0; index < reads.length; index++) history.judge(index);
  return { sights: history.sights, history, observedHours: history.observedHours, reads };
}

export function compareAlerts(a: Alert, b: Alert): number {
  return a.firstSeenUs - b.firstSeenUs || compareText(a.id, b.id);
}

/** Laplace's rule of succession: -ln((seen + 1) / (hours + 2)), the mean of here and anywhere. */
function meanNats(hours: number, seenHere: number, seenAnywhere: number): number {
  return (nats(hours, seenHere) + nats(hours, seenAnywhere)) / 2;
}

function nats(hours: number, seen: number): number {
  return Math.max(0, Math.log((hours + 2) / (seen + 1)));
}
