/**
 * Alerts become incidents: the strongest links first, as a spanning forest, so that each alert hangs on its incident
 * by the best reason there is. Routine is gathered per place apart from the stories. Every alert is in exactly one
 * incident, whatever order the alerts came in; no clock is asked.
 */
import type { Alert } from '../model/alert.ts';
import type { LinkReason } from '../model/incident.ts';
import { burstEdges, isBurst } from './bursts.ts';
import { contextEdges } from './context.ts';
import { decidedEdges, type Decision } from './decisions.ts';
import { Edges, reasonsFrom, type Edge, type EdgeList, type Reason, type Teller } from './edges.ts';
import { createDisjointSets, type DisjointSets } from './forest.ts';
import { linksOf, type Linker } from './links.ts';
import { meanwhileEdges } from './meanwhile.ts';
import type { Reading } from './reading.ts';
import { linkText, routineText } from './reasons.ts';
import { Routine, type RoutineJoin } from './routine.ts';
import type { Sharing } from './shareables.ts';
import type { Sight, Sights } from './sights.ts';
import { storiesOf } from './stories.ts';
import { strayEdges } from './strays.ts';
import { compareAlerts, observe, type History, type Workspace } from './surprise.ts';
import { TUNING, type Tuning } from './tuning.ts';

/** An incident before it is ranked. */
export interface Group {
  /** By (first seen, id). */
  readonly sights: readonly Sight[];
  /** Where it starts: the first that tells it, so that what went on before it anyway does not. */
  readonly start: Sight;
  readonly links: readonly LinkReason[];
}

/** What belongs together, and what it takes to go on from there. */
export interface Grouping {
  readonly history: History;
  /** By (first seen, id), those without a time last. */
  readonly sights: Sights;
  /** Over `sights`. */
  readonly sets: DisjointSets;
  readonly edges: Edges;
  /** Knows the sights that have a time. */
  readonly linker: Linker;
  readonly routine: Routine;
  /** Gives the reason of what `routine` joins. */
  readonly tellRoutine: Teller;
}

/** Groups any alerts; those without a time stay alone unless somebody decided otherwise. */
export function groupAlerts(
  alerts: readonly Alert[],
  decisions: readonly Decision[] = [],
  tuning: Tuning = TUNING,
): Grouping {
  const workspace = observe(alerts.filter(({ firstSeenUs }) => firstSeenUs > 0));
  const { history, sights } = workspace;
  const { reading } = history;
  for (const alert of alerts.filter(({ firstSeenUs }) => firstSeenUs <= 0).toSorted(compareAlerts)) {
    history.seeUntimed(alert, reading.add(alert));
  }
  const sets = createDisjointSets(sights.length);
  const edges = new Edges();
  // Each joins two sets, so there is always one fewer at most.
  edges.expect(sights.length);
  for (const edge of decidedEdges(sights, sets, decisions)) edges.add(edge);
  const { links, linker } = linksOf(workspace, tuning);
  const tellStory = storyTeller(sights.alertsNow(), linker);
  for (const link of links.strongestFirst()) {
    if (sets.join(link.from, link.to)) edges.addTold(link.from, link.to, link.gapUs, link.thing, tellStory);
  }
  for (const find of [burstEdges, strayEdges]) {
    for (const edge of find(workspace, storiesOf(workspace, sets, tuning), sets, tuning)) edges.add(edge);
  }
  const routine = new Routine();
  const tellRoutine = routineTeller(reading);
  for (const edge of joinStories(workspace, sets, tuning)) edges.add(edge);
  for (const { from, to, gapUs, place } of gathered(sights, sets, routine)) {
    edges.addTold(from, to, gapUs, place, tellRoutine);
  }
  return { history, sights, sets, edges, linker, routine, tellRoutine };
}

/** Groups in order of their first alert, made when they are asked for, because there may be millions. */
export interface Groups {
  readonly size: number;
  /** How many alerts a group has, and the number of the first. */
  count(number: number): number;
  first(number: number): number;
  at(number: number): Group;
  /** The number of the group of each alert. */
  readonly numbers: Uint32Array;
}

/** What groups are made of: sights by the numbers that `sets` and `edges` have them under. */
export interface Grouped {
  readonly sights: Pick<Sights, 'at'>;
  readonly sets: DisjointSets;
  readonly edges: EdgeList;
}

export function groupsOf({ sights: all, sets, edges }: Grouped): Groups {
  const { items, starts, numbers } = sets.groups();
  const edgesOf = edgesByGroup(edges, numbers, starts.length - 1);
  return {
    size: starts.length - 1,
    count: (number) => starts[number + 1]! - starts[number]!,
    first: (number) => items[starts[number]!]!,
    numbers,
    at(number) {
      const [from, to] = [starts[number]!, starts[number + 1]!];
      const sights: Sight[] = [];
      let start = -1;
      for (let at = from; at < to; at++) {
        const sight = all.at(items[at]!);
        if (start === -1 && sight.isNotable) start = at - from;
        sights.push(sight);
      }
      if (start === -1) start = 0;
      return {
        sights,
        start: sights[start]!,
        get links() {
          const members = items.subarray(from, to);
          return reasonsFrom(start, members, edges, edgesOf(number), (place) => sights[place]!.alert);
        },
      };
    },
  };
}

/** The edges of each group, in their order. */
function edgesByGroup(edges: EdgeList, numbers: Uint32Array, size: number): (number: number) => Uint32Array {
  const ends = new Uint32Array(size + 1);
  for (let edge = 0; edge < edges.length; edge++) ends[numbers[edges.from(edge)]! + 1]! += 1;
  for (let number = 0; number < size; number++) ends[number + 1]! += ends[number]!;
  const filled = ends.slice();
  const sorted = new Uint32Array(edges.length);
  for (let edge = 0; edge < edges.length; edge++) sorted[filled[numbers[edges.from(edge)]!]!++] = edge;
  return (number) => sorted.subarray(ends[number]!, ends[number + 1]!);
}

/** Joins what goes on around stories once they are settled. */
function joinStories(workspace: Workspace, sets: DisjointSets, tuning: Tuning): Edge[] {
  const { sights } = workspace;
  const settled = storiesOf(workspace, sets, tuning);
  const stories = settled.filter(({ isIdle }) => !isIdle);
  const idle = settled.filter(({ isIdle }) => isIdle);
  for (const index of idle.flatMap(({ members }) => members)) sights.setNotable(index, false);
  // Where alerts hang together already the first goes for all, so that no two ever tie two stories together.
  const loose = [...idle, ...stories.filter((story) => !isBurst(story))];
  const following = new Set(loose.flatMap(({ members }) => members.slice(1)));
  const context = contextEdges(workspace, sets, (index) => !following.has(index));
  const leading = new Set(loose.map(({ members }) => members[0]!));
  const taken = new Set(context.map(({ to }) => to));
  const isFree = (index: number): boolean =>
    (!sights.isNotable(index) || leading.has(index)) && !following.has(index) && !taken.has(index);
  return [...context, ...meanwhileEdges(workspace, stories, sets, tuning, isFree)];
}

/** Joins what is in no story, by place. */
function* gathered(sights: Sights, sets: DisjointSets, routine: Routine): Generator<RoutineJoin, void, undefined> {
  const isTold = new Uint8Array(sights.length);
  for (let index = 0; index < sights.length; index++) if (sights.isNotable(index)) isTold[sets.find(index)] = 1;
  for (let index = 0; index < sights.length; index++) {
    if (isTold[sets.find(index)] === 0 && !sets.isHeld(index)) yield* routine.joinsOf(index, sights, sets);
  }
}

/** Tells links between `alerts` by the thing they are about. */
function storyTeller(alerts: readonly Alert[], linker: Linker): Teller {
  return ({ from, to, gapUs, about }) =>
    storyReason(linker.sharing({ to, thing: about }, alerts[to]!), gapUs, alerts[from]!);
}

function routineTeller(reading: Reading): Teller {
  return ({ gapUs, about }) => {
    const { type, value } = reading.place(about);
    return { entityType: type, entityValue: value, gapUs, text: routineText(type, value, gapUs) };
  };
}

/** Why two alerts are one story. */
export function storyReason(sharing: Sharing, gapUs: number, earlier: Alert): Reason {
  const text = linkText(sharing, gapUs, earlier.title);
  const entity = typeof sharing === 'string' ? null : sharing;
  return { entityType: entity?.type ?? null, entityValue: entity?.value ?? null, gapUs, text };
}
