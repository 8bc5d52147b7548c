/**
 * Alerts become incidents: the strongest links first, as a spanning forest, so that each alert hangs on its incident
 * by the best reason there is. Routine is gathered per place apart from the stories. Every alert is in exactly one
 * incident, whatever order the alerts came in; no clock is asked.
 */
import { US_PER_DAY } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { LinkReason } from '../model/incident.ts';
import { contextEdges } from './context.ts';
import { reasonsFrom, startReason, type Edge } from './edges.ts';
import { createDisjointSets, type DisjointSets } from './forest.ts';
import { linksOf, type Link } from './links.ts';
import { linkText, routineText } from './reasons.ts';
import { compareAlerts, observe, placeParts, type Sight } from './surprise.ts';

/** Routine of one place with pauses up to this is one incident. */
const ROUTINE_GAP_US = US_PER_DAY;

/** An incident before it is ranked. */
export interface Group {
  /** By (first seen, id); the first is where the incident starts. */
  readonly sights: readonly Sight[];
  readonly links: readonly LinkReason[];
  /** Hours the workspace was observed; what rarity is measured against. */
  readonly observedHours: number;
}

/** Groups of any alerts; those without a time stay alone, because nothing says what they happened beside. */
export function groupAlerts(alerts: readonly Alert[]): Group[] {
  const workspace = observe(alerts.filter(({ firstSeenUs }) => firstSeenUs > 0));
  const { sights, observedHours } = workspace;
  const sets = createDisjointSets(sights.length);
  const edges: Edge[] = [];
  for (const link of linksOf(workspace)) {
    if (sets.join(link.from, link.to)) edges.push(storyEdge(link, sights[link.from]!));
  }
  const context = contextEdges(workspace, sets);
  const inStory = new Set(context.map(({ to }) => to));
  for (const edge of [...context, ...routineEdges(sights, inStory, sets)]) edges.push(edge);
  const members = Map.groupBy(sights.keys(), (index) => sets.find(index));
  const edgesOf = Map.groupBy(edges, ({ from }) => sets.find(from));
  const groups = [...members].map(([root, indexes]): Group => ({
    sights: indexes.map((index) => sights[index]!),
    links: reasonsFrom(indexes[0]!, edgesOf.get(root) ?? [], sights),
    observedHours,
  }));
  const untimed = alerts.filter(({ firstSeenUs }) => firstSeenUs <= 0).toSorted(compareAlerts);
  return [...groups, ...untimed.map((alert) => untimedGroup(alert, observedHours))];
}

function untimedGroup(alert: Alert, observedHours: number): Group {
  const sight: Sight = { alert, signal: alert.signal, places: [], surprise: 0, news: 0, isNotable: false };
  return { sights: [sight], links: [startReason(alert, 'no event time: left out of correlation')], observedHours };
}

function storyEdge(link: Link, earlier: Sight): Edge {
  const { from, to, sharing, gapUs } = link;
  const text = linkText(link, earlier.alert.title);
  const entity = typeof sharing === 'string' ? null : sharing;
  return { from, to, reason: { entityType: entity?.type ?? null, entityValue: entity?.value ?? null, gapUs, text } };
}

/** Joins each routine alert that is in no story to the one before it on the same place. */
function routineEdges(sights: readonly Sight[], inStory: ReadonlySet<number>, sets: DisjointSets): Edge[] {
  const edges: Edge[] = [];
  const latest = new Map<string, number>();
  for (const [index, sight] of sights.entries()) {
    if (sight.isNotable || inStory.has(index)) continue;
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
