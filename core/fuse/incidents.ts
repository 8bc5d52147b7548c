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
import { reasonsFrom, type Edge } from './edges.ts';
import { createDisjointSets, type DisjointSets } from './forest.ts';
import { linksOf, type Link, type Linker } from './links.ts';
import { meanwhileEdges } from './meanwhile.ts';
import { linkText } from './reasons.ts';
import { Routine } from './routine.ts';
import type { Sharing } from './shareables.ts';
import { storiesOf } from './stories.ts';
import { strayEdges } from './strays.ts';
import { compareAlerts, observe, type History, type Sight, type Workspace } from './surprise.ts';
import { saysOnlyWhere } from './telling.ts';
import { TUNING, type Tuning } from './tuning.ts';

const NO_EDGES: readonly Edge[] = [];

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
  readonly sights: readonly Sight[];
  /** Over `sights`. */
  readonly sets: DisjointSets;
  readonly edges: readonly Edge[];
  /** Knows the sights that have a time. */
  readonly linker: Linker;
  readonly routine: Routine;
}

/** Groups any alerts; those without a time stay alone unless somebody decided otherwise (see `untimedSight`). */
export function groupAlerts(
  alerts: readonly Alert[],
  decisions: readonly Decision[] = [],
  tuning: Tuning = TUNING,
): Grouping {
  const workspace = observe(alerts.filter(({ firstSeenUs }) => firstSeenUs > 0));
  const untimed = alerts.filter(({ firstSeenUs }) => firstSeenUs <= 0).toSorted(compareAlerts);
  const sights = [...workspace.sights, ...untimed.map(untimedSight)];
  const sets = createDisjointSets(sights.length);
  const edges = decidedEdges(sights, sets, decisions);
  const { links, linker } = linksOf(workspace, tuning);
  for (const link of links) {
    if (sets.join(link.from, link.to)) edges.push(storyEdge(link, linker.sharing(link), sights[link.from]!));
  }
  for (const find of [burstEdges, strayEdges]) {
    for (const edge of find(workspace, storiesOf(workspace, sets, tuning), sets, tuning)) edges.push(edge);
  }
  const routine = new Routine();
  for (const edge of aroundStories(workspace, sets, tuning, routine)) edges.push(edge);
  return { history: workspace.history, sights, sets, edges, linker, routine };
}

/** Groups in order of their first alert, made when they are asked for, because there may be millions. */
export interface Groups {
  readonly size: number;
  /** How many alerts a group has, and the number of the first. */
  count(number: number): number;
  first(number: number): number;
  at(number: number): Group;
}

export function groupsOf({ sights: all, sets, edges }: Pick<Grouping, 'sights' | 'sets' | 'edges'>): Groups {
  const edgesOf = Map.groupBy(edges, ({ from }) => sets.find(from));
  const { items, starts } = sets.groups();
  return {
    size: starts.length - 1,
    count: (number) => starts[number + 1]! - starts[number]!,
    first: (number) => items[starts[number]!]!,
    at(number) {
      const sights: Sight[] = [];
      let start = -1;
      for (let at = starts[number]!; at < starts[number + 1]!; at++) {
        const sight = all[items[at]!]!;
        if (start === -1 && sight.isNotable) start = items[at]!;
        sights.push(sight);
      }
      const first = items[starts[number]!]!;
      if (start === -1) start = first;
      return {
        sights,
        start: all[start]!,
        get links() {
          return reasonsFrom(start, edgesOf.get(sets.find(first)) ?? NO_EDGES, all);
        },
      };
    },
  };
}

/** What joins stories once they are settled, and what is left, gathered by place. */
function aroundStories(workspace: Workspace, sets: DisjointSets, tuning: Tuning, routine: Routine): Edge[] {
  const { sights } = workspace;
  const settled = storiesOf(workspace, sets, tuning);
  const stories = settled.filter(({ isIdle }) => !isIdle);
  const idle = settled.filter(({ isIdle }) => isIdle);
  for (const index of idle.flatMap(({ members }) => members)) sights[index]!.isNotable = false;
  // Where alerts hang together already the first goes for all, so that no two ever tie two stories together.
  const loose = [...idle, ...stories.filter((story) => !isBurst(story))];
  const following = new Set(loose.flatMap(({ members }) => members.slice(1)));
  const context = contextEdges(workspace, sets, (index) => !following.has(index));
  const leading = new Set(loose.map(({ members }) => members[0]!));
  const taken = new Set([...following, ...context.map(({ to }) => to)]);
  const isFree = (index: number): boolean => (!sights[index]!.isNotable || leading.has(index)) && !taken.has(index);
  const meanwhile = meanwhileEdges(workspace, stories, sets, tuning, isFree);
  const told = new Set<number>();
  for (const [index, { isNotable }] of sights.entries()) if (isNotable) told.add(sets.find(index));
  const gathered: Edge[] = [];
  for (const index of sights.keys()) {
    if (!told.has(sets.find(index)) && !sets.isHeld(index)) gathered.push(...routine.edgesTo(index, sights, sets));
  }
  return [...context, ...meanwhile, ...gathered];
}

/** Nothing says what an alert without a time happened beside, so it counts in nothing and joins by hand alone. */
export function untimedSight(alert: Alert): Sight {
  const unknown = { surprise: 0, news: 0, quiet: 0, isNotable: false };
  return { alert, signal: alert.signal, places: [], key: -1, saysOnlyWhere: saysOnlyWhere(alert), ...unknown };
}

/** From the earlier alert of a link. */
export function storyEdge({ from, to, gapUs }: Link, sharing: Sharing, earlier: Sight): Edge {
  const text = linkText(sharing, gapUs, earlier.alert.title);
  const entity = typeof sharing === 'string' ? null : sharing;
  return { from, to, reason: { entityType: entity?.type ?? null, entityValue: entity?.value ?? null, gapUs, text } };
}
