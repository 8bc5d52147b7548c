/**
 * Alerts become incidents: the strongest links first, as a spanning forest, so that each alert hangs on its incident
 * by the best reason there is. Routine is gathered per place apart from the stories. Every alert is in exactly one
 * incident, whatever order the alerts came in; no clock is asked.
 */
import { US_PER_DAY } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { LinkReason } from '../model/incident.ts';
import { burstEdges, isBurst } from './bursts.ts';
import { contextEdges } from './context.ts';
import { decidedEdges, type Decision } from './decisions.ts';
import { reasonsFrom, type Edge } from './edges.ts';
import { createDisjointSets, type DisjointSets } from './forest.ts';
import { linksOf, type Link } from './links.ts';
import { meanwhileEdges } from './meanwhile.ts';
import { linkText, routineText } from './reasons.ts';
import { storiesOf } from './stories.ts';
import { strayEdges } from './strays.ts';
import { compareAlerts, observe, placeParts, type Sight, type Workspace } from './surprise.ts';
import { TUNING, type Tuning } from './tuning.ts';

/** Routine of one place with pauses up to this is one incident. */
const ROUTINE_GAP_US = US_PER_DAY;

/** An incident before it is ranked. */
export interface Group {
  /** By (first seen, id). */
  readonly sights: readonly Sight[];
  /** Where it starts: the first that tells it, so that what went on before it anyway does not. */
  readonly start: Sight;
  readonly links: readonly LinkReason[];
  /** What rarity is measured against. */
  readonly workspace: Workspace;
}

/** Groups of any alerts; those without a time stay alone unless somebody decided otherwise (see `untimedSight`). */
export function groupAlerts(
  alerts: readonly Alert[],
  decisions: readonly Decision[] = [],
  tuning: Tuning = TUNING,
): Group[] {
  const workspace = observe(alerts.filter(({ firstSeenUs }) => firstSeenUs > 0));
  const untimed = alerts.filter(({ firstSeenUs }) => firstSeenUs <= 0).toSorted(compareAlerts);
  const sights = [...workspace.sights, ...untimed.map(untimedSight)];
  const sets = createDisjointSets(sights.length);
  const edges = decidedEdges(sights, sets, decisions);
  for (const link of linksOf(workspace, tuning)) {
    if (sets.join(link.from, link.to)) edges.push(storyEdge(link, sights[link.from]!));
  }
  for (const find of [burstEdges, strayEdges]) {
    for (const edge of find(workspace, storiesOf(workspace, sets, tuning), sets, tuning)) edges.push(edge);
  }
  for (const edge of aroundStories(workspace, sets, tuning)) edges.push(edge);
  const members = Map.groupBy(sights.keys(), (index) => sets.find(index));
  const edgesOf = Map.groupBy(edges, ({ from }) => sets.find(from));
  return Array.from(members, ([root, indexes]): Group => {
    const start = indexes.find((index) => sights[index]!.isNotable) ?? indexes[0]!;
    return {
      sights: indexes.map((index) => sights[index]!),
      start: sights[start]!,
      links: reasonsFrom(start, edgesOf.get(root) ?? [], sights),
      workspace,
    };
  });
}

/** What joins stories once they are settled, and what is left, gathered by place. */
function aroundStories(workspace: Workspace, sets: DisjointSets, tuning: Tuning): Edge[] {
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
  const routine = routineEdges(sights, (index) => !told.has(sets.find(index)) && !sets.isHeld(index), sets);
  return [...context, ...meanwhile, ...routine];
}

/** Nothing says what an alert without a time happened beside, so it counts in nothing and joins by hand alone. */
function untimedSight(alert: Alert): Sight {
  return { alert, signal: alert.signal, places: [], key: -1, surprise: 0, news: 0, quiet: 0, isNotable: false };
}

function storyEdge(link: Link, earlier: Sight): Edge {
  const { from, to, sharing, gapUs } = link;
  const text = linkText(link, earlier.alert.title);
  const entity = typeof sharing === 'string' ? null : sharing;
  return { from, to, reason: { entityType: entity?.type ?? null, entityValue: entity?.value ?? null, gapUs, text } };
}

/** Joins each routine alert that is in no story to the one before it on the same place. */
function routineEdges(sights: readonly Sight[], isFree: (index: number) => boolean, sets: DisjointSets): Edge[] {
  const free = Array.from(sights.keys()).filter(isFree);
  const edges: Edge[] = [];
  const latest = new Map<string, number>();
  for (const index of free) {
    const sight = sights[index]!;
    for (const place of sight.places) {
      const before = latest.get(place);
      if (before === undefined || sights[before]!.alert.lastSeenUs <= sight.alert.lastSeenUs) latest.set(place, index);
      if (before === undefined) continue;
      const gapUs = Math.max(0, sight.alert.firstSeenUs - sights[before]!.alert.lastSeenUs);
      if (gapUs > ROUTINE_GAP_US || !sets.join(before, index)) continue;
      const { type, value } = placeParts(place);
      const text = routineText(type, value, gapUs);
      edges.push({ from: before, to: index, reason: { entityType: type, entityValue: value, gapUs, text } });
    }
  }
  return edges;
}
