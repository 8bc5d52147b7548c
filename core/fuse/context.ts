/**
 * Routine that belongs to a story after all: a finding that fires now and then on a host, fired within moments of
 * something rare there. Each is held against the nearest story alert on its place and joins only where that nearness
 * is unlikely by chance, read from how much of the time this routine covers. It joins one story and never ties two
 * together.
 */
import { US_PER_HOUR, US_PER_MINUTE } from '../kernel/time.ts';
import type { DisjointSets } from './forest.ts';
import { contextText } from './reasons.ts';
import type { Sights } from './sights.ts';
import type { History, Workspace } from './surprise.ts';
import { Column } from './columns.ts';
import type { Edge } from './edges.ts';

/** Evidence, in nats, from which routine joins a story: by chance once in 20. */
const JOIN_FROM_NATS = Math.log(20);
const MIN_GAP_US = US_PER_MINUTE;
const MIN_HISTORY_HOURS = 24;

const NONE = -1;

/** How often and for how long each routine ran on each place, by the number of that pair. */
interface Routines {
  readonly runs: Column<Uint32Array>;
  readonly coveredUs: Column<Float64Array>;
}

interface Nearness {
  readonly other: number;
  readonly place: number;
  readonly gapUs: number;
  readonly nats: number;
}

/** Joins routine that `isFree` to stories in `sets`; returns the edges, each from the story's alert to the routine one. */
export function contextEdges(workspace: Workspace, sets: DisjointSets, isFree: (index: number) => boolean): Edge[] {
  const { sights, history } = workspace;
  const observedUs = Math.max(workspace.observedHours, MIN_HISTORY_HOURS) * US_PER_HOUR;
  const routines = routinesOf(history);
  const nearest = nearestNotable(sights);
  const edges: Edge[] = [];
  for (let index = 0; index < sights.length; index++) {
    if (sights.isNotable(index) || !isFree(index)) continue;
    let best: Nearness | null = null;
    for (let cell = sights.placesFrom(index); cell < sights.placesTo(index); cell++) {
      const other = nearest[cell]!;
      if (other === NONE || !saysAsMuch(sights, index, other)) continue;
      const place = sights.placeAt(cell);
      const pair = history.pairOf(sights.signalNumber(index), place);
      const gapUs = sights.gapUs(index, other);
      const coveredUs = routines.coveredUs.at(pair) + 2 * routines.runs.at(pair) * Math.max(gapUs, MIN_GAP_US);
      const nats = -Math.log(Math.min(1, coveredUs / observedUs));
      if (nats >= JOIN_FROM_NATS && nats > (best?.nats ?? 0)) best = { other, place, gapUs, nats };
    }
    if (best === null || !sets.join(best.other, index)) continue;
    const { type, value } = history.reading.place(best.place);
    const text = contextText(type, value, best.gapUs, Math.exp(best.nats));
    edges.push({
      from: best.other,
      to: index,
      reason: { entityType: type, entityValue: value, gapUs: best.gapUs, text },
    });
  }
  return edges;
}

/** A bare place is no reason to join what others tell in detail; beside what says no more than a place it is. */
function saysAsMuch(sights: Sights, routine: number, notable: number): boolean {
  return !sights.saysOnlyWhere(routine) || sights.saysOnlyWhere(notable);
}

function routinesOf(history: History): Routines {
  const { sights } = history;
  const runs = new Column(Uint32Array);
  const coveredUs = new Column(Float64Array);
  for (let index = 0; index < sights.length; index++) {
    if (sights.isNotable(index)) continue;
    for (let cell = sights.placesFrom(index); cell < sights.placesTo(index); cell++) {
      const pair = history.pairOf(sights.signalNumber(index), sights.placeAt(cell));
      runs.extendTo(pair + 1);
      coveredUs.extendTo(pair + 1);
      runs.set(pair, runs.at(pair) + 1);
      coveredUs.set(pair, coveredUs.at(pair) + (sights.lastSeenUs(index) - sights.firstSeenUs(index)));
    }
  }
  return { runs, coveredUs };
}

/** For each place of each routine alert the nearest notable alert there, -1 for none; two sweeps over time. */
function nearestNotable(sights: Sights): Int32Array {
  const nearest = new Int32Array(sights.placeCount).fill(NONE);
  let latest = new Column(Int32Array, NONE);
  const look = (index: number): void => {
    const isNotable = sights.isNotable(index);
    for (let cell = sights.placesFrom(index); cell < sights.placesTo(index); cell++) {
      const place = sights.placeAt(cell);
      latest.extendTo(place + 1);
      if (isNotable) latest.set(place, index);
      else nearest[cell] = nearer(sights, index, nearest[cell]!, latest.at(place));
    }
  };
  for (let index = 0; index < sights.length; index++) look(index);
  latest = new Column(Int32Array, NONE);
  for (let index = sights.length - 1; index >= 0; index--) look(index);
  return nearest;
}

function nearer(sights: Sights, to: number, a: number, b: number): number {
  if (a === NONE || b === NONE) return Math.max(a, b);
  return sights.gapUs(to, b) < sights.gapUs(to, a) ? b : a;
}
