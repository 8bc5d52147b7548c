/**
 * The door to fusion: alerts (from `dedup.ts`) in, ranked incidents out. A pure function of the set of alerts: the same alerts give the
 * same incidents with the same ids and reasons, however many imports they came in and in whatever order.
 */
import { derivedUuid } from '../kernel/ids.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { Incident, IncidentEntity } from '../model/incident.ts';
import type { Decision } from './decisions.ts';
import { groupAlerts, type Group } from './incidents.ts';
import { riskOf } from './rank.ts';
import type { Sight } from './surprise.ts';
import { tacticsInOrder } from './tactics.ts';
import { incidentTitle } from './title.ts';
import { Told } from './told.ts';
import { TUNING, type Tuning } from './tuning.ts';

/** Entities an incident lists: the most frequent ones. */
const MAX_ENTITIES = 1_000;

/**
 * Incidents, most urgent first. Every alert is in exactly one. `decisions`, in the order they were taken, win over
 * everything fusion would do by itself.
 */
export function fuse(
  alerts: readonly Alert[],
  decisions: readonly Decision[] = [],
  tuning: Tuning = TUNING,
): Incident[] {
  return groupAlerts(alerts, decisions, tuning)
    .map(incidentOf)
    .toSorted(
      (a, b) =>
        b.incident.risk - a.incident.risk ||
        b.tieBreak - a.tieBreak ||
        a.incident.firstSeenUs - b.incident.firstSeenUs ||
        (a.incident.id < b.incident.id ? -1 : 1),
    )
    .map(({ incident }) => incident);
}

function incidentOf(group: Group): { readonly incident: Incident; readonly tieBreak: number } {
  const { sights, start, links } = group;
  const first = sights[0]!.alert;
  const isRoutine = !start.isNotable;
  const told = new Told();
  // What only went on beside the story adds nothing to its risk; where there is no story all of it does.
  for (const sight of sights) if (isRoutine || sight.isNotable) told.add(sight);
  const tactics = tacticsInOrder(told.tactics);
  const { risk, terms, tieBreak } = riskOf(told, tactics, isRoutine, group.workspace);
  const incident: Incident = {
    id: derivedUuid('incident', start.alert.id),
    title: incidentTitle(told, tactics),
    severity: told.severity,
    risk,
    riskTerms: terms,
    firstSeenUs: first.firstSeenUs,
    lastSeenUs: sights.reduce<TimeUs>(
      (last, { alert }) => (alert.lastSeenUs > last ? alert.lastSeenUs : last),
      first.lastSeenUs,
    ),
    techniques: [...told.techniques].toSorted(),
    tactics,
    entities: entitiesOf(sights).slice(0, MAX_ENTITIES),
    alertIds: sights.map(({ alert }) => alert.id),
    links,
  };
  return { incident, tieBreak };
}

function entitiesOf(sights: readonly Sight[]): IncidentEntity[] {
  const found = new Map<string, { type: IncidentEntity['type']; value: string; label: string; alertCount: number }>();
  for (const { alert } of sights) {
    const counted = new Set<string>();
    for (const { type, value, label } of alert.entities) {
      const key = `${type} ${value}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { type, value, label: label ?? value, alertCount: 1 });
      else if (!counted.has(key)) known.alertCount += 1;
      counted.add(key);
    }
  }
  return [...found.values()].toSorted(
    (a, b) => b.alertCount - a.alertCount || compareText(a.type, b.type) || compareText(a.value, b.value),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
