/**
 * Which pairs of alerts belong together, and how strongly. A shared entity is evidence to the degree that sharing it
 * by chance within that stretch of time is unlikely: the chance is read from the hours the entity is active in this
 * workspace, so a host that is always in the news glues nothing and a session seen once glues across a day. Each
 * alert is held only against its latest neighbours on each of its entities: cost grows with the number of mentions,
 * never with the square of the alerts.
 */
import { US_PER_HOUR } from '../kernel/time.ts';
import { shareablesOf, type Shareables, type Sharing } from './shareables.ts';
import type { Sight, Workspace } from './surprise.ts';
import { tacticsFollow } from './tactics.ts';
import type { Tuning } from './tuning.ts';

/** Evidence beyond the strongest shared entity counts by this factor: user, session and host of one event overlap. */
const FURTHER_EVIDENCE = 0.3;
/** A later tactic after an earlier one on what they share. */
const PROGRESS_NATS = 0.3;
/** Earlier alerts looked at on each entity, beside the one that lasted longest. */
const NEIGHBOURS = 4;
const SLOTS = NEIGHBOURS + 1;
/** Links kept of each alert to earlier ones, the strongest. */
const MAX_LINKS = 8;
/** A shorter history says little about what is common. */
const MIN_HISTORY_HOURS = 48;
/** Closer in time than this is no better evidence than this: clocks and batches differ by as much. */
const MIN_GAP_US = US_PER_HOUR / 12;
const NONE = -1;

export interface Link {
  /** Indexes into `workspace.sights`, the earlier one first. */
  readonly from: number;
  readonly to: number;
  readonly nats: number;
  /** The strongest thing they share. */
  readonly sharing: Sharing;
  readonly gapUs: number;
}

/** Links among the notable alerts, strongest first; ties in order of time and id. */
export function linksOf(workspace: Workspace, tuning: Tuning): Link[] {
  const { sights } = workspace;
  const shareables = shareablesOf(sights);
  const { starts, things, reachesUs } = shareables;
  const perHour = chanceRates(shareables, Math.max(workspace.observedHours, MIN_HISTORY_HOURS));
  const trails = createTrails(shareables.size);
  const links: Link[] = [];
  /** The alert each one was last held against: a pair that shares three entities is weighed once. */
  const heldAgainst = new Int32Array(sights.length).fill(NONE);
  for (let to = 0; to < sights.length; to++) {
    const found: Link[] = [];
    const { firstSeenUs } = sights[to]!.alert;
    for (let at = starts[to]!; at < starts[to + 1]!; at++) {
      const thing = things[at]!;
      for (let slot = 0; slot < SLOTS; slot++) {
        const from = trails.at(thing, slot);
        if (from === NONE || heldAgainst[from] === to) continue;
        if (firstSeenUs - sights[from]!.alert.lastSeenUs > reachesUs[at]!) continue;
        heldAgainst[from] = to;
        const link = weigh(sights, from, to, shareables, perHour, tuning);
        if (link !== null) found.push(link);
      }
      trails.add(thing, to, sights);
    }
    if (found.length > MAX_LINKS) found.sort(compareLinks);
    for (const link of found.slice(0, MAX_LINKS)) links.push(link);
  }
  return links.toSorted(compareLinks);
}

function compareLinks(a: Link, b: Link): number {
  return b.nats - a.nats || a.to - b.to || a.from - b.from;
}

/** Hours of other activity per hour: the one that is being explained does not count against itself. */
function chanceRates({ activeHours }: Shareables, hours: number): Float64Array {
  return activeHours.map((active) => Math.max(active - 1, 0.5) / hours);
}

interface Trails {
  /** One of the latest alerts on a thing, or in the last slot the one that lasted longest; `NONE` where there is none. */
  at(thing: number, slot: number): number;
  add(thing: number, index: number, sights: readonly Sight[]): void;
}

function createTrails(size: number): Trails {
  const cells = new Int32Array(size * SLOTS).fill(NONE);
  const added = new Uint32Array(size);
  return {
    at: (thing, slot) => cells[thing * SLOTS + slot]!,
    add(thing, index, sights) {
      const start = thing * SLOTS;
      cells[start + (added[thing]! % NEIGHBOURS)] = index;
      added[thing]! += 1;
      const longest = cells[start + NEIGHBOURS]!;
      const isLonger = longest === NONE || sights[index]!.alert.lastSeenUs > sights[longest]!.alert.lastSeenUs;
      if (isLonger) cells[start + NEIGHBOURS] = index;
    },
  };
}

function weigh(
  sights: readonly Sight[],
  from: number,
  to: number,
  { starts, things, weights, reachesUs, saysLittle, sharings }: Shareables,
  perHour: Float64Array,
  { linkFromNats, whereLinkFromNats }: Tuning,
): Link | null {
  const [earlier, later] = [sights[from]!.alert, sights[to]!.alert];
  const gapUs = Math.max(0, later.firstSeenUs - earlier.lastSeenUs);
  const gapHours = Math.max(gapUs, MIN_GAP_US) / US_PER_HOUR;
  let best = 0;
  let sum = 0;
  let strongest = NONE;
  let [a, b] = [starts[from]!, starts[to]!];
  const [endA, endB] = [starts[from + 1]!, starts[to + 1]!];
  const fewest = Math.min(endA - a, endB - b);
  while (a < endA && b < endB) {
    const [left, right] = [things[a]!, things[b]!];
    if (left === right && gapUs <= reachesUs[b]!) {
      const byChance = 1 - Math.exp(-perHour[right]! * gapHours);
      const fading = 1 - gapUs / (reachesUs[b]! + 1);
      const nats = -Math.log(byChance) * Math.min(weights[a]!, weights[b]!) * fading;
      sum += nats;
      if (nats > best) {
        best = nats;
        strongest = b;
      }
    }
    if (left <= right) a += 1;
    if (right <= left) b += 1;
  }
  if (strongest === NONE) return null;
  const progress = tacticsFollow(earlier.tactics, later.tactics) ? PROGRESS_NATS : 0;
  const nats = best + (sum - best) * FURTHER_EVIDENCE + progress;
  // Whoever has eight chances to meet by accident needs an eighth of the accident.
  const needsMore = saysLittle[from] === 1 || saysLittle[to] === 1;
  const needed = (needsMore ? whereLinkFromNats : linkFromNats) + Math.log(fewest);
  return nats < needed ? null : { from, to, nats, sharing: sharings[strongest]!, gapUs };
}
