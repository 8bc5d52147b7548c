/**
 * Which pairs of alerts belong together, and how strongly. A shared entity is evidence to the degree that sharing it
 * by chance within that stretch of time is unlikely: the chance is read from the hours the entity is active in this
 * workspace, so a host that is always in the news glues nothing and a session seen once glues across a day. Each
 * alert is held only against its latest neighbours on each of its entities: cost grows with the number of mentions,
 * never with the square of the alerts.
 */
import { US_PER_HOUR } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import { Column, reserve } from './columns.ts';
import { inOrderOf } from './order.ts';
import { REACHES_US, Shareables, WEIGHTS, type Sharing } from './shareables.ts';
import type { Sights } from './sights.ts';
import type { History, Workspace } from './surprise.ts';
import { tacticsFollow } from './tactics.ts';
import { Trails } from './trails.ts';
import type { Tuning } from './tuning.ts';

/** Evidence beyond the strongest shared entity counts by this factor: user, session and host of one event overlap. */
const FURTHER_EVIDENCE = 0.3;
/** A later tactic after an earlier one on what they share. */
const PROGRESS_NATS = 0.3;
/** Links kept of each alert to earlier ones, the strongest. */
const MAX_LINKS = 8;
/** A shorter history says little about what is common. */
const MIN_HISTORY_HOURS = 48;
/** Closer in time than this is no better evidence than this: clocks and batches differ by as much. */
const MIN_GAP_US = US_PER_HOUR / 12;
const NONE = -1;

export interface Link {
  /** Indexes of sights, the earlier one first. */
  readonly from: number;
  readonly to: number;
  readonly nats: number;
  /** The strongest thing they share. */
  readonly thing: number;
  readonly gapUs: number;
}

/** Links among the notable alerts. */
export class Links {
  readonly #from = new Column(Uint32Array);
  readonly #to = new Column(Uint32Array);
  readonly #nats = new Column(Float64Array);
  readonly #thing = new Column(Uint32Array);
  readonly #gapUs = new Column(Float64Array);

  add({ from, to, nats, thing, gapUs }: Link): void {
    this.#from.push(from);
    this.#to.push(to);
    this.#nats.push(nats);
    this.#thing.push(thing);
    this.#gapUs.push(gapUs);
  }

  /** Strongest first; ties in order of time and id. */
  *strongestFirst(): Generator<Link, void, undefined> {
    const [from, to, nats] = [this.#from.cells, this.#to.cells, this.#nats.cells];
    const order = inOrderOf(
      this.#from.length,
      (link) => 1 / nats[link]!,
      (a, b) => nats[b]! - nats[a]! || to[a]! - to[b]! || from[a]! - from[b]!,
    );
    for (const link of order) yield this.#at(link);
  }

  #at(link: number): Link {
    return {
      from: this.#from.at(link),
      to: this.#to.at(link),
      nats: this.#nats.at(link),
      thing: this.#thing.at(link),
      gapUs: this.#gapUs.at(link),
    };
  }
}

/** Links among the alerts of a workspace; forgets what was read of them. */
export function linksOf(workspace: Workspace, tuning: Tuning): { readonly links: Links; readonly linker: Linker } {
  const { history, reads, observedHours } = workspace;
  const linker = new Linker(history, tuning);
  linker.expect(reads.length);
  for (const read of reads) linker.add(read);
  // What the alerts say is known by now, and there is much of it.
  history.reading.clear();
  const links = new Links();
  for (let to = 0; to < reads.length; to++) for (const link of linker.linksTo(to, observedHours)) links.add(link);
  return { links, linker };
}

export function compareLinks(a: Link, b: Link): number {
  return b.nats - a.nats || a.to - b.to || a.from - b.from;
}

/** Holds what came so far, for the next alert to be held against it. */
export class Linker {
  readonly #sights: Sights;
  readonly #shareables: Shareables;
  readonly #trails = new Trails();
  /** The alert each one was last held against: a pair that shares three entities is weighed once. */
  readonly #heldAgainst = new Column(Int32Array, NONE);
  readonly #tuning: Tuning;

  constructor(history: Pick<History, 'sights' | 'reading'>, tuning: Tuning) {
    this.#sights = history.sights;
    this.#shareables = new Shareables(history);
    this.#tuning = tuning;
  }

  /** Makes room for all sights that were read. */
  expect(sights: number): void {
    reserve([this.#heldAgainst], sights);
    this.#shareables.expect(sights);
  }

  /** Adds the next sight, which was read at `read`, so that what it can share is known. */
  add(read: number): void {
    this.#heldAgainst.push(NONE);
    this.#shareables.add(read);
  }

  /** Links from the alerts this was asked for before to `to`, in no order; the next is held against `to` as well. */
  linksTo(to: number, observedHours: number): Link[] {
    const found: Link[] = [];
    const hours = Math.max(observedHours, MIN_HISTORY_HOURS);
    const sights = this.#sights;
    const firstSeenUs = sights.firstSeenUs(to);
    const { starts, things, ways } = this.#shareables;
    const heldAgainst = this.#heldAgainst.cells;
    for (let at = starts[to]!; at < starts[to + 1]!; at++) {
      const thing = things[at]!;
      const latestUs = firstSeenUs - REACHES_US[ways[at]!]!;
      for (let slot = 0; slot < Trails.SLOTS; slot++) {
        const from = this.#trails.at(thing, slot);
        if (from === NONE || sights.lastSeenUs(from) < latestUs || heldAgainst[from] === to) continue;
        heldAgainst[from] = to;
        const link = this.#weigh(from, to, hours);
        if (link !== null) found.push(link);
      }
      this.#trails.add(thing, to, sights);
    }
    return found.length > MAX_LINKS ? found.toSorted(compareLinks).slice(0, MAX_LINKS) : found;
  }

  /** What the two share, for people; `later` is the alert at `to`. */
  sharing({ to, thing }: Pick<Link, 'to' | 'thing'>, later: Alert = this.#sights.alert(to)): Sharing {
    return this.#shareables.sharing(later, this.#sights.signalNumber(to), thing);
  }

  #weigh(from: number, to: number, hours: number): Link | null {
    const shareables = this.#shareables;
    const { starts, things, ways } = shareables;
    // Where alerts come late the one that was there before may be the later one.
    const gapUs = this.#sights.gapUs(from, to);
    const gapHours = Math.max(gapUs, MIN_GAP_US) / US_PER_HOUR;
    let best = 0;
    let sum = 0;
    let strongest = NONE;
    let a = starts[from]!;
    let b = starts[to]!;
    const endA = starts[from + 1]!;
    const endB = starts[to + 1]!;
    const fewest = Math.min(endA - a, endB - b);
    while (a < endA && b < endB) {
      const left = things[a]!;
      const right = things[b]!;
      const reachUs = left === right ? REACHES_US[ways[b]!]! : NONE;
      if (gapUs <= reachUs) {
        // Hours of other activity: the one that is being explained does not count against itself.
        const perHour = Math.max(shareables.activeHours(right) - 1, 0.5) / hours;
        const byChance = 1 - Math.exp(-perHour * gapHours);
        const fading = 1 - gapUs / (reachUs + 1);
        const nats = -Math.log(byChance) * Math.min(WEIGHTS[ways[a]!]!, WEIGHTS[ways[b]!]!) * fading;
        sum += nats;
        if (nats > best) {
          best = nats;
          strongest = right;
        }
      }
      if (left <= right) a += 1;
      if (right <= left) b += 1;
    }
    if (strongest === NONE) return null;
    const isBare = this.#sights.saysOnlyWhere(from) || this.#sights.saysOnlyWhere(to);
    // Whoever has eight chances to meet by accident needs an eighth of the accident.
    const needed = (isBare ? this.#tuning.whereLinkFromNats : this.#tuning.linkFromNats) + Math.log(fewest);
    const shared = best + (sum - best) * FURTHER_EVIDENCE;
    // The alerts themselves are far away in memory, so what cannot become a link is settled without them.
    if (shared + PROGRESS_NATS < needed) return null;
    const nats = shared + (this.#isProgress(from, to) ? PROGRESS_NATS : 0);
    return nats < needed ? null : { from, to, nats, thing: strongest, gapUs };
  }

  #isProgress(from: number, to: number): boolean {
    const [one, other] = [this.#sights.alert(from), this.#sights.alert(to)];
    const [earlier, later] = one.firstSeenUs <= other.firstSeenUs ? [one, other] : [other, one];
    return tacticsFollow(earlier.tactics, later.tactics);
  }
}
