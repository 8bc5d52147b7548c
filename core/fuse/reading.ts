/**
 * What alerts say, as numbers: the signal, the places, and what each can share. Every alert is read once, in the order
 * in which it lies in memory, because its texts are far apart and going back to them is what costs most in a long history.
 */
import { compareText } from '../kernel/text-order.ts';
import type { Alert } from '../model/alert.ts';
import { ENTITY_TYPES, type EntityMention, type EntityType } from '../model/entity.ts';
import { severityRank } from '../model/severity.ts';
import { Column, reserve } from './columns.ts';
import { Names } from './names.ts';
import { placeTypeOf, type Place } from './places.ts';
import { signalName } from './signal.ts';
import { isToldByValue, saysOnlyWhere, tellingness, typeTelling } from './telling.ts';

const WAY_OF_TYPE = new Map(ENTITY_TYPES.map((type, way) => [type, way]));

/** No detector is called so. */
const UNTIMED = '\n';
/** Whether sharing an entity says anything. */
const [UNASKED, TELLS, TELLS_NOTHING] = [0, 1, 2];

export class Reading {
  readonly #signals = new Names();
  readonly #signalTexts: string[] = [];
  readonly #entities = new Names();
  readonly #verdicts = new Column(Uint8Array);
  readonly #places = new Map<number, Place>();
  #hosts: ReadonlyMap<string, string> = new Map();
  readonly #firstSeenUs = new Column(Float64Array);
  readonly #lastSeenUs = new Column(Float64Array);
  readonly #severity = new Column(Uint8Array);
  readonly #saysOnlyWhere = new Column(Uint8Array);
  readonly #signalOf = new Column(Uint32Array);
  /** Where the places, and the things to share, of each alert end. */
  readonly #placeEnds = new Column(Uint32Array);
  readonly #placeCells = new Column(Uint32Array);
  readonly #thingEnds = new Column(Uint32Array);
  readonly #thingCells = new Column(Uint32Array);
  readonly #wayCells = new Column(Uint8Array);

  /** From here on these addresses are these hosts; `hosts` is what `learnHosts` gives. */
  know(hosts: ReadonlyMap<string, string>): void {
    this.#hosts = hosts;
  }

  /** Reads a further alert and returns its place in what was read. */
  add(alert: Alert): number {
    const { entities } = alert;
    this.#firstSeenUs.push(alert.firstSeenUs);
    this.#lastSeenUs.push(alert.lastSeenUs);
    this.#severity.push(severityRank(alert.severity));
    this.#saysOnlyWhere.push(saysOnlyWhere(alert) ? 1 : 0);
    this.#signalOf.push(this.#signalNumber(alert));
    const placeType = placeTypeOf(entities);
    const firstPlace = this.#placeCells.length;
    for (const mention of entities) {
      const { type, value } = mention;
      const isPlace = type === placeType;
      const isByValue = isToldByValue(type);
      if (!isPlace && (isByValue ? typeTelling(type) : tellingness(mention, entities)).weight === 0) continue;
      const entity = this.#entities.numberOf(type, value);
      const tells = !isByValue || this.#tells(entity, mention);
      if (isPlace) this.#addPlace(entity, type, value, firstPlace);
      if (!tells) continue;
      const host = this.hostOf(type, value);
      this.#thingCells.push(host === undefined ? entity : this.#entities.numberOf('host', host));
      this.#wayCells.push(WAY_OF_TYPE.get(type)!);
    }
    this.#placeEnds.push(this.#placeCells.length);
    this.#thingEnds.push(this.#thingCells.length);
    return this.#signalOf.length - 1;
  }

  /** Makes room for so many alerts that name so many entities. */
  expect(alerts: number, mentions: number): void {
    reserve(this.#ofAlerts(), alerts);
    reserve([this.#thingCells, this.#wayCells], mentions);
  }

  /** How many things the alerts that were read can share, each counted for each alert. */
  get thingCount(): number {
    return this.#thingCells.length;
  }

  /** Numbers of entities, and of signals, are below these. */
  get entityCount(): number {
    return this.#entities.size;
  }

  get signalCount(): number {
    return this.#signals.size;
  }

  /** Forgets what was read, but no number. */
  clear(): void {
    for (const column of [...this.#ofAlerts(), this.#placeCells, this.#thingCells, this.#wayCells]) column.clear();
  }

  firstSeenUs(read: number): number {
    return this.#firstSeenUs.at(read);
  }

  lastSeenUs(read: number): number {
    return this.#lastSeenUs.at(read);
  }

  /** What `severityRank` gives. */
  severityAt(read: number): number {
    return this.#severity.at(read);
  }

  saysOnlyWhere(read: number): boolean {
    return this.#saysOnlyWhere.at(read) === 1;
  }

  signalAt(read: number): number {
    return this.#signalOf.at(read);
  }

  placesFrom(read: number): number {
    return read === 0 ? 0 : this.#placeEnds.at(read - 1);
  }

  placesTo(read: number): number {
    return this.#placeEnds.at(read);
  }

  placeAt(cell: number): number {
    return this.#placeCells.at(cell);
  }

  thingsFrom(read: number): number {
    return read === 0 ? 0 : this.#thingEnds.at(read - 1);
  }

  thingsTo(read: number): number {
    return this.#thingEnds.at(read);
  }

  /** The number of an entity, and by which type of entity it is shared. */
  thingAt(cell: number): number {
    return this.#thingCells.at(cell);
  }

  wayAt(cell: number): number {
    return this.#wayCells.at(cell);
  }

  /** The host an address is, where that is known: both are then one thing. */
  hostOf(type: EntityType, value: string): string | undefined {
    return type === 'ip' ? this.#hosts.get(value) : undefined;
  }

  entityNumber(type: EntityType, value: string): number {
    return this.#entities.numberOf(type, value);
  }

  /** The text of a signal: what `signalKey` gives, or of an alert without a time its own word for it. */
  signalText(signal: number): string {
    return this.#signalTexts[signal]!;
  }

  place(number: number): Place {
    return this.#places.get(number)!;
  }

  /** Of what type and value decide it is asked once. */
  #tells(entity: number, mention: EntityMention): boolean {
    this.#verdicts.extendTo(entity + 1);
    if (this.#verdicts.at(entity) === UNASKED) {
      this.#verdicts.set(entity, tellingness(mention, []).weight > 0 ? TELLS : TELLS_NOTHING);
    }
    return this.#verdicts.at(entity) === TELLS;
  }

  #ofAlerts(): Column[] {
    return [
      this.#firstSeenUs,
      this.#lastSeenUs,
      this.#severity,
      this.#saysOnlyWhere,
      this.#signalOf,
      this.#placeEnds,
      this.#thingEnds,
    ];
  }

  #signalNumber(alert: Alert): number {
    const isTimed = alert.firstSeenUs > 0;
    const name = isTimed ? signalName(alert) : alert.signal;
    const number = this.#signals.numberOf(isTimed ? alert.detector : UNTIMED, name);
    if (number === this.#signalTexts.length) this.#signalTexts.push(isTimed ? `${alert.detector}\n${name}` : name);
    return number;
  }

  /** Puts it among those from `first` on, by value, each once. */
  #addPlace(entity: number, type: EntityType, value: string, first: number): void {
    if (!this.#places.has(entity)) this.#places.set(entity, { type, value });
    const cells = this.#placeCells;
    for (let at = first; at < cells.length; at++) if (cells.at(at) === entity) return;
    cells.push(entity);
    for (let at = cells.length - 1; at > first; at--) {
      const before = cells.at(at - 1);
      if (compareText(this.place(before).value, value) <= 0) break;
      cells.set(at, before);
      cells.set(at - 1, entity);
    }
  }
}
