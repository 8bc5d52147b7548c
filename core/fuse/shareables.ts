/**
 * What alerts can share, as numbers: every entity (and every signal) gets an index and the hours it was active, so
 * that holding two alerts against each other is a walk over two short sorted lists.
 */
import { US_PER_HOUR } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import { ENTITY_TYPES, type EntityMention } from '../model/entity.ts';
import { Column, reserve } from './columns.ts';
import { ActiveHours, hourOf } from './history.ts';
import type { Reading } from './reading.ts';
import type { Sights } from './sights.ts';
import type { History } from './surprise.ts';
import { tellingness, typeTelling, type Tellingness } from './telling.ts';

/** The same rare signal on two hosts joins them when it comes within this time. */
const SIGNAL: Tellingness = { weight: 0.8, reachUs: US_PER_HOUR / 2 };
/** Two rare findings on different places at the same quiet moment, where the tools say nothing but place and time. */
const MOMENT: Tellingness = { weight: 0.5, reachUs: US_PER_HOUR / 6 };
/** News as well as surprise: without a history no moment is known to be quiet. */
const MOMENT_FROM_NATS = 2.5;

/** How telling each way to share is: by entity type, then a signal, then a moment. */
const WAYS: readonly Tellingness[] = [...ENTITY_TYPES.map(typeTelling), SIGNAL, MOMENT];
const SIGNAL_WAY = ENTITY_TYPES.length;
const MOMENT_WAY = SIGNAL_WAY + 1;
const NONE = -1;
const NOTHING: readonly number[] = [];
export const WEIGHTS = Float64Array.from(WAYS, ({ weight }) => weight);
export const REACHES_US = Float64Array.from(WAYS, ({ reachUs }) => reachUs);

/** Up to here sorting in place beats `sort` with its function calls. */
const FEW = 32;

export type Sharing = EntityMention | 'signal' | 'moment';

/** What sight `i` can share is at `starts[i]` to `starts[i + 1] - 1`. */
export class Shareables {
  readonly #sights: Sights;
  readonly #reading: Reading;
  readonly #active = new ActiveHours();
  #size = 0;
  /** The thing that an entity or a signal is, by their numbers; numbered as they come, because sums go by that order. */
  readonly #entities = new Column(Int32Array, NONE);
  readonly #signals = new Column(Int32Array, NONE);
  #moment = NONE;
  readonly #starts = new Column(Uint32Array);
  /** Ascending within a sight. */
  readonly #things = new Column(Uint32Array);
  readonly #ways = new Column(Uint8Array);

  constructor({ sights, reading }: Pick<History, 'sights' | 'reading'>) {
    this.#sights = sights;
    this.#reading = reading;
    this.#starts.push(0);
  }

  /** Makes room for all sights that were read. */
  expect(sights: number): void {
    const { thingCount, entityCount, signalCount } = this.#reading;
    reserve([this.#starts], sights + 1);
    reserve([this.#things, this.#ways], thingCount + 2 * sights);
    reserve([this.#entities], entityCount);
    this.#active.expect(entityCount + signalCount + 1);
  }

  /** How many sights were added. */
  get count(): number {
    return this.#starts.length - 1;
  }

  /** Where what each sight can share begins; stale, like the next two, once another sight was added. */
  get starts(): Uint32Array {
    return this.#starts.cells;
  }

  get things(): Uint32Array {
    return this.#things.cells;
  }

  /** How each is shared: an index into `WEIGHTS` and `REACHES_US`. */
  get ways(): Uint8Array {
    return this.#ways.cells;
  }

  /** Hours the thing was active, counting notable alerts only. */
  activeHours(thing: number): number {
    return this.#active.hours(thing);
  }

  /** Adds the next sight, which was read at `read`; routine has nothing to share. */
  add(read: number): void {
    const index = this.count;
    const found = this.#sights.isNotable(index) ? sorted(this.#found(index, read)) : NOTHING;
    const [from, to] = [hourOf(this.#sights.firstSeenUs(index)), hourOf(this.#sights.lastSeenUs(index))];
    let last = NONE;
    for (const code of found) {
      const thing = Math.floor(code / WAYS.length);
      const way = code % WAYS.length;
      if (thing !== last) {
        this.#active.addHours(thing, from, to);
        this.#things.push(thing);
        this.#ways.push(way);
        last = thing;
      } else if (WEIGHTS[way]! > WEIGHTS[this.#ways.at(this.#ways.length - 1)]!)
        this.#ways.set(this.#ways.length - 1, way);
    }
    this.#starts.push(this.#things.length);
  }

  /** What the thing is that `alert`, which has that signal, can share. */
  sharing({ entities }: Alert, signal: number, thing: number): Sharing {
    let best: EntityMention | null = null;
    let weight = 0;
    for (const named of entities) {
      const telling = tellingness(named, entities);
      if (telling.weight <= weight) continue;
      const mention = this.#asHost(named);
      const entity = this.#reading.entityNumber(mention.type, mention.value);
      if (entity >= this.#entities.length || this.#entities.at(entity) !== thing) continue;
      best = mention;
      weight = telling.weight;
    }
    return best ?? (this.#signals.at(signal) === thing ? 'signal' : 'moment');
  }

  /** Each thing and way as one number; a thing may be there in two ways. */
  #found(index: number, read: number): number[] {
    const [reading, sights] = [this.#reading, this.#sights];
    const found: number[] = [];
    for (let cell = reading.thingsFrom(read); cell < reading.thingsTo(read); cell++) {
      found.push(this.#thingOf(this.#entities, reading.thingAt(cell)) * WAYS.length + reading.wayAt(cell));
    }
    found.push(this.#thingOf(this.#signals, sights.signalNumber(index)) * WAYS.length + SIGNAL_WAY);
    if (sights.saysOnlyWhere(index) && Math.min(sights.surprise(index), sights.news(index)) >= MOMENT_FROM_NATS) {
      if (this.#moment === NONE) this.#moment = this.#size++;
      found.push(this.#moment * WAYS.length + MOMENT_WAY);
    }
    return found;
  }

  #thingOf(things: Column<Int32Array>, number: number): number {
    things.extendTo(number + 1);
    if (things.at(number) === NONE) things.set(number, this.#size++);
    return things.at(number);
  }

  #asHost(mention: EntityMention): EntityMention {
    const host = this.#reading.hostOf(mention.type, mention.value);
    if (host === undefined) return mention;
    return { type: 'host', role: mention.role, value: host, label: `${host} (its address ${mention.value})` };
  }
}

/** `codes` itself, ascending. */
function sorted(codes: number[]): number[] {
  if (codes.length > FEW) return codes.toSorted((a, b) => a - b);
  for (let index = 1; index < codes.length; index++) {
    const code = codes[index]!;
    let at = index;
    for (; at > 0 && codes[at - 1]! > code; at--) codes[at] = codes[at - 1]!;
    codes[at] = code;
  }
  return codes;
}
