/**
 * The alerts of a workspace with what is usual or not about each, in rows of numbers: an object for each would make
 * millions of them, and the collector of garbage would walk them all again and again.
 */
import type { Alert } from '../model/alert.ts';
import { severityRank } from '../model/severity.ts';
import { Column, reserve } from './columns.ts';

const NO_KEY = -1;

/** One of them, as the rows have it now; made when it is asked for. */
export class Sight {
  readonly #sights: Sights;
  readonly index: number;

  constructor(sights: Sights, index: number) {
    this.#sights = sights;
    this.index = index;
  }

  get alert(): Alert {
    return this.#sights.alert(this.index);
  }

  /** What `signalKey` gives. */
  get signal(): string {
    return this.#sights.signal(this.index);
  }

  /** The same number for the same signal on the same first place. */
  get key(): number {
    return this.#sights.key(this.index);
  }

  /** Over the whole history, in nats. */
  get surprise(): number {
    return this.#sights.surprise(this.index);
  }

  /** Given only what came before, in nats. */
  get news(): number {
    return this.#sights.news(this.index);
  }

  /** How surprising it is to hear of its place at all, in nats. */
  get quiet(): number {
    return this.#sights.quiet(this.index);
  }

  /** False for routine, which is gathered per place and never joins a story. */
  get isNotable(): boolean {
    return this.#sights.isNotable(this.index);
  }
}

/** What is set down of an alert when it is first seen. */
export interface FirstSight {
  readonly alert: Alert;
  readonly firstSeenUs: number;
  readonly lastSeenUs: number;
  /** What `severityRank` gives. */
  readonly severity: number;
  readonly signal: number;
  readonly key: number;
  readonly news: number;
  readonly saysOnlyWhere: boolean;
}

export class Sights {
  #alerts: Alert[] = [];
  #isShared = false;
  readonly #signalText: (signal: number) => string;
  readonly #firstSeenUs = new Column(Float64Array);
  readonly #lastSeenUs = new Column(Float64Array);
  readonly #severities = new Column(Uint8Array);
  readonly #signals = new Column(Uint32Array);
  readonly #keys = new Column(Int32Array);
  readonly #placeEnds = new Column(Uint32Array);
  readonly #places = new Column(Uint32Array);
  readonly #surprise = new Column(Float64Array);
  readonly #news = new Column(Float64Array);
  readonly #quiet = new Column(Float64Array);
  readonly #isNotable = new Column(Uint8Array);
  readonly #saysOnlyWhere = new Column(Uint8Array);

  /** `signalText` gives the text of a signal. */
  constructor(signalText: (signal: number) => string) {
    this.#signalText = signalText;
  }

  get length(): number {
    return this.#alerts.length;
  }

  /** Of the places of all; those of `index` are at `placesFrom(index)` to `placesTo(index) - 1`. */
  get placeCount(): number {
    return this.#places.length;
  }

  at(index: number): Sight {
    return new Sight(this, index);
  }

  *[Symbol.iterator](): Iterator<Sight> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  /** Makes room for so many. */
  expect(alerts: number): void {
    const ofSeen = [this.#firstSeenUs, this.#lastSeenUs, this.#severities, this.#signals, this.#keys, this.#placeEnds];
    const ofUsual = [this.#surprise, this.#news, this.#quiet, this.#isNotable, this.#saysOnlyWhere];
    reserve([...ofSeen, ...ofUsual, this.#places], alerts);
  }

  /** Adds an alert without a place; nothing is usual about it yet. */
  add({ alert, firstSeenUs, lastSeenUs, severity, signal, key, news, saysOnlyWhere }: FirstSight): number {
    this.#unshare();
    const index = this.#alerts.push(alert) - 1;
    this.#firstSeenUs.push(firstSeenUs);
    this.#lastSeenUs.push(lastSeenUs);
    this.#severities.push(severity);
    this.#signals.push(signal);
    this.#keys.push(key);
    this.#placeEnds.push(this.#places.length);
    this.#surprise.push(0);
    this.#news.push(news);
    this.#quiet.push(0);
    this.#isNotable.push(1);
    this.#saysOnlyWhere.push(saysOnlyWhere ? 1 : 0);
    return index;
  }

  /** Adds a place to the one that was added last. */
  addPlace(place: number): void {
    this.#places.push(place);
    this.#placeEnds.set(this.length - 1, this.#places.length);
  }

  /** Nothing says what an alert without a time happened beside, so it counts in nothing and joins by hand alone. */
  addUntimed(untimed: Omit<FirstSight, 'key' | 'news'>): number {
    const index = this.add({ ...untimed, key: NO_KEY, news: 0 });
    this.setNotable(index, false);
    return index;
  }

  /** From now on `alert` stands where another did: later findings belong to it. */
  replace(index: number, alert: Alert): void {
    this.#unshare();
    this.#alerts[index] = alert;
    this.#firstSeenUs.set(index, alert.firstSeenUs);
    this.#lastSeenUs.set(index, alert.lastSeenUs);
    this.#severities.set(index, severityRank(alert.severity));
  }

  setUsual(index: number, surprise: number, quiet: number): void {
    this.#surprise.set(index, surprise);
    this.#quiet.set(index, quiet);
  }

  setNotable(index: number, isNotable: boolean): void {
    this.#isNotable.set(index, isNotable ? 1 : 0);
  }

  /** As they are now, whatever comes later. */
  alertsNow(): readonly Alert[] {
    this.#isShared = true;
    return this.#alerts;
  }

  alert(index: number): Alert {
    return this.#alerts[index]!;
  }

  firstSeenUs(index: number): number {
    return this.#firstSeenUs.at(index);
  }

  lastSeenUs(index: number): number {
    return this.#lastSeenUs.at(index);
  }

  /** What `severityRank` gives. */
  severity(index: number): number {
    return this.#severities.at(index);
  }

  signalNumber(index: number): number {
    return this.#signals.at(index);
  }

  signal(index: number): string {
    return this.#signalText(this.#signals.at(index));
  }

  key(index: number): number {
    return this.#keys.at(index);
  }

  placesFrom(index: number): number {
    return index === 0 ? 0 : this.#placeEnds.at(index - 1);
  }

  placesTo(index: number): number {
    return this.#placeEnds.at(index);
  }

  /** The number of a place: the one whose routine an alert is measured against, its hosts, else who acted, and so on. */
  placeAt(cell: number): number {
    return this.#places.at(cell);
  }

  isOn(index: number, place: number): boolean {
    for (let cell = this.placesFrom(index); cell < this.placesTo(index); cell++) {
      if (this.placeAt(cell) === place) return true;
    }
    return false;
  }

  surprise(index: number): number {
    return this.#surprise.at(index);
  }

  news(index: number): number {
    return this.#news.at(index);
  }

  quiet(index: number): number {
    return this.#quiet.at(index);
  }

  isNotable(index: number): boolean {
    return this.#isNotable.at(index) === 1;
  }

  saysOnlyWhere(index: number): boolean {
    return this.#saysOnlyWhere.at(index) === 1;
  }

  /** How far apart two are, in µs; 0 where they overlap. */
  gapUs(one: number, other: number): number {
    return Math.max(0, this.firstSeenUs(one) - this.lastSeenUs(other), this.firstSeenUs(other) - this.lastSeenUs(one));
  }

  #unshare(): void {
    if (this.#isShared) this.#alerts = [...this.#alerts];
    this.#isShared = false;
  }
}
