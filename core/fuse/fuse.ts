/**
 * The door to fusion: alerts (from `dedup.ts`) in, ranked incidents out. A pure function of the set of alerts: the same alerts give the
 * same incidents with the same ids and reasons, however many imports they came in and in whatever order.
 */
import { derivedUuid } from '../kernel/ids.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { Incident } from '../model/incident.ts';
import type { Decision } from './decisions.ts';
import { entitiesOf } from './entities.ts';
import { groupAlerts, groupsOf, type Group } from './incidents.ts';
import { scoreOf, termsOf } from './rank.ts';
import type { History } from './surprise.ts';
import { tacticsInOrder } from './tactics.ts';
import { incidentTitle } from './title.ts';
import { Told } from './told.ts';
import { TUNING, type Tuning } from './tuning.ts';

/**
 * Incidents, most urgent first. Every alert is in exactly one. `decisions`, in the order they were taken, win over
 * everything fusion would do by itself.
 */
export function fuse(
  alerts: readonly Alert[],
  decisions: readonly Decision[] = [],
  tuning: Tuning = TUNING,
): Incident[] {
  return [...fuseInOrder(alerts, decisions, tuning)];
}

/** The same one by one, for a history whose incidents are not all wanted in memory at once. */
export function* fuseInOrder(
  alerts: readonly Alert[],
  decisions: readonly Decision[] = [],
  tuning: Tuning = TUNING,
): Generator<Incident, void, undefined> {
  const grouping = groupAlerts(alerts, decisions, tuning);
  const groups = groupsOf(grouping);
  for (const number of ranked(grouping.history, groups)) yield incidentOf(groups.at(number), grouping.history);
}

/** The numbers of the groups, most urgent first. */
function ranked(history: History, { size, at }: ReturnType<typeof groupsOf>): Uint32Array {
  const risks = new Uint8Array(size);
  const nats = new Float64Array(size);
  const firstSeenUs = new Float64Array(size);
  for (let number = 0; number < size; number++) {
    const group = at(number);
    const { risk, rarity } = scoreOf(toldBy(group), !group.start.isNotable, history);
    risks[number] = risk;
    nats[number] = rarity.nats;
    firstSeenUs[number] = group.sights[0]!.alert.firstSeenUs;
  }
  return Uint32Array.from({ length: size }, (_, number) => number).toSorted(
    (a, b) =>
      risks[b]! - risks[a]! ||
      nats[b]! - nats[a]! ||
      firstSeenUs[a]! - firstSeenUs[b]! ||
      (idOf(at(a)) < idOf(at(b)) ? -1 : 1),
  );
}

function incidentOf(group: Group, history: History): Incident {
  const { sights, start, links } = group;
  const first = sights[0]!.alert;
  const told = toldBy(group);
  const tactics = tacticsInOrder(told.tactics);
  const score = scoreOf(told, !start.isNotable, history);
  return {
    id: idOf(group),
    title: incidentTitle(told, tactics),
    severity: told.severity,
    risk: score.risk,
    riskTerms: termsOf(score, tactics, history.observedHours),
    firstSeenUs: first.firstSeenUs,
    lastSeenUs: sights.reduce<TimeUs>(
      (last, { alert }) => (alert.lastSeenUs > last ? alert.lastSeenUs : last),
      first.lastSeenUs,
    ),
    techniques: [...told.techniques].toSorted(),
    tactics,
    entities: entitiesOf(sights),
    alertIds: sights.map(({ alert }) => alert.id),
    links,
  };
}

function idOf({ start }: Group): string {
  return derivedUuid('incident', start.alert.id);
}

/** What only went on beside the story adds nothing to its risk; where there is no story all of it does. */
function toldBy({ sights, start }: Group): Told {
  const told = new Told();
  for (const sight of sights) if (!start.isNotable || sight.isNotable) told.add(sight);
  return told;
}
