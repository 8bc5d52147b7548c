/**
 * What alerts can share, as numbers: every entity (and every signal) gets an index and the hours it was active, so
 * that holding two alerts against each other is a walk over two short sorted lists.
 */
import { US_PER_HOUR } from '../kernel/time.ts';
import { ENTITY_TYPES, type EntityMention } from '../model/entity.ts';
import { Column } from './columns.ts';
import { ActiveHours } from './history.ts';
import type { Sight } from './surprise.ts';
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
const WAY_OF_TYPE = new Map(ENTITY_TYPES.map((type, way) => [type, way]));
export const WEIGHTS = Float64Array.from(WAYS, ({ weight }) => weight);
export const REACHES_US = Float64Array.from(WAYS, ({ reachUs }) => reachUs);

const NOTHING: readonly number[] = [];
/** Up to here sorting in place beats `sort` with its function calls. */
const FEW = 32;

export type Sharing = EntityMention | 'signal' | 'moment';

/** What sight `i` can share is at `starts[i]` to `starts[i + 1] - 1`. */
export class Shareables {
  readonly #active = new ActiveHours();
  readonly #hosts: ReadonlyMap<string, string>;
  readonly #starts = new Column((length) => new Uint32Array(length));
  /** Ascending within a sight. */
  readonly #things = new Column((length) => new Uint32Array(length));
  readonly #ways = new Column((length) => new Uint8Array(length));

  /** `hosts` is what `learnHosts` gives. */
  constructor(hosts: ReadonlyMap<string, string>) {
    this.#hosts = hosts;
    this.#starts.push(0);
  }

  /** How many different things there are. */
  get size(): number {
    return this.#active.size;
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

  /** Adds the next sight; routine has nothing to share. */
  add(sight: Sight): void {
    const found = sight.isNotable ? sorted(this.#found(sight)) : NOTHING;
    let last = -1;
    for (const code of found) {
      const thing = Math.floor(code / WAYS.length);
      const way = code % WAYS.length;
      if (thing !== last) {
        this.#active.add(thing, sight.alert);
        this.#things.push(thing);
        this.#ways.push(way);
        last = thing;
      } else if (WEIGHTS[way]! > WEIGHTS[this.#ways.at(this.#ways.length - 1)]!)
        this.#ways.set(this.#ways.length - 1, way);
    }
    this.#starts.push(this.#things.length);
  }

  /** What the thing is that `sight` can share. */
  sharing(sight: Sight, thing: number): Sharing {
    let best: EntityMention | null = null;
    let weight = 0;
    for (const named of sight.alert.entities) {
      const telling = tellingness(named, sight.alert.entities);
      if (telling.weight <= weight) continue;
      const mention = this.#asHost(named);
      if (this.#active.indexOf(mention.type, mention.value) !== thing) continue;
      best = mention;
      weight = telling.weight;
    }
    return best ?? (this.#active.indexOf('signal', sight.signal) === thing ? 'signal' : 'moment');
  }

  /** Each thing and way as one number; a thing may be there in two ways. */
  #found({ alert, signal, surprise, news, saysOnlyWhere }: Sight): number[] {
    const found: number[] = [];
    for (const named of alert.entities) {
      if (tellingness(named, alert.entities).weight === 0) continue;
      const { type, value } = this.#asHost(named);
      found.push(this.#active.indexOf(type, value) * WAYS.length + WAY_OF_TYPE.get(named.type)!);
    }
    found.push(this.#active.indexOf('signal', signal) * WAYS.length + SIGNAL_WAY);
    if (saysOnlyWhere && Math.min(surprise, news) >= MOMENT_FROM_NATS) {
      found.push(this.#active.indexOf('moment', '') * WAYS.length + MOMENT_WAY);
    }
    return found;
  }

  /** The host an address is, where that is known: both are then one thing. */
  #asHost(mention: EntityMention): EntityMention {
    const host = mention.type === 'ip' ? this.#hosts.get(mention.value) : undefined;
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
