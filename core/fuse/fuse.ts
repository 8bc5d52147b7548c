/**
 * The door to fusion: alerts (from `dedup.ts`) in, ranked incidents out. A pure function of the set of alerts: the same alerts give the
 * same incidents with the same ids and reasons, however many imports they came in and in whatever order.
 */
import { derivedUuid } from '../kernel/ids.ts';
import { compareText } from '../kernel/text-order.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { Incident } from '../model/incident.ts';
import type { Decision } from './decisions.ts';
import { entitiesOf } from './entities.ts';
import { groupAlerts, groupsOf, type Group, type Groups } from './incidents.ts';
import { inOrderOf } from './order.ts';
import { scoreOf, termsOf } from './rank.ts';
import type { Sight } from './sights.ts';
import type { History } from './surprise.ts';
import { tacticsInOrder } from './tactics.ts';
import { incidentTitle } from './title.ts';
import { Told } from './told.ts';
import { TUNING, type Tuning } from './tuning.ts';
import { NO_CONTEXT, type RiskContext } from './weigh/risk-context.ts';
import { createWeigher, type Weigher } from './weigh/weigher.ts';

/** More than any incident has, of points before the limit and of rarity in nats: for one number that orders by both. */
const ABOVE_ANY_SUM = 1_000;
const ABOVE_ANY_NATS = 4_096;
const UNKNOWN = -1;

/**
 * Incidents, most urgent first. Every alert is in exactly one. `decisions`, in the order they were taken, win over
 * everything fusion would do by itself. `context` is what people and others say: it moves risk and order only.
 */
export function fuse(
  alerts: readonly Alert[],
  decisions: readonly Decision[] = [],
  tuning: Tuning = TUNING,
  context: RiskContext = NO_CONTEXT,
): Incident[] {
  return [...fuseInOrder(alerts, decisions, tuning, context)];
}

/** The same one by one, for a history whose incidents are not all wanted in memory at once. */
export function* fuseInOrder(
  alerts: readonly Alert[],
  decisions: readonly Decision[] = [],
  tuning: Tuning = TUNING,
  context: RiskContext = NO_CONTEXT,
): Generator<Incident, void, undefined> {
  const grouping = groupAlerts(alerts, decisions, tuning);
  yield* inOrder(grouping.history, groupsOf(grouping), createWeigher(context));
}

/** Groups as incidents, most urgent first. */
export function* inOrder(
  history: History,
  groups: Groups,
  weigh: Weigher = createWeigher(NO_CONTEXT),
): Generator<Incident, void, undefined> {
  for (const number of ranked(history, groups, weigh)) yield incidentOf(groups.at(number), history, weigh);
}

/** The numbers of the groups, most urgent first. */
function ranked(history: History, { size, at }: Groups, weigh: Weigher): Uint32Array {
  const sums = new Int16Array(size);
  const nats = new Float64Array(size);
  const firstSeenUs = new Float64Array(size);
  for (let number = 0; number < size; number++) {
    const group = at(number);
    const telling = tellingOf(group);
    const { risk, rarity } = scoreOf(toldBy(telling), !group.start.isNotable, history);
    sums[number] = weigh(risk, group.sights, telling).sum;
    nats[number] = rarity.nats;
    firstSeenUs[number] = group.sights[0]!.alert.firstSeenUs;
  }
  const idKeys = new Float64Array(size).fill(UNKNOWN);
  const idKeyOf = (number: number): number => {
    if (idKeys[number] === UNKNOWN) idKeys[number] = idKey(idOf(at(number)));
    return idKeys[number]!;
  };
  return inOrderOf(
    size,
    (number) => (ABOVE_ANY_SUM - sums[number]!) * ABOVE_ANY_NATS - nats[number]!,
    (a, b) =>
      sums[b]! - sums[a]! ||
      nats[b]! - nats[a]! ||
      firstSeenUs[a]! - firstSeenUs[b]! ||
      idKeyOf(a) - idKeyOf(b) ||
      compareText(idOf(at(a)), idOf(at(b))),
  );
}

/** The first 48 bits of an incident's id, so that ids are in order where these are and need not be kept to compare. */
function idKey(id: string): number {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function incidentOf(group: Group, history: History, weigh: Weigher): Incident {
  const { sights, start, links } = group;
  const first = sights[0]!.alert;
  const telling = tellingOf(group);
  const told = toldBy(telling);
  const tactics = tacticsInOrder(told.tactics);
  const score = scoreOf(told, !start.isNotable, history);
  const { risk, terms } = weigh(score.risk, sights, telling);
  return {
    id: idOf(group),
    title: incidentTitle(told, tactics),
    severity: told.severity,
    risk,
    riskTerms: [...termsOf(score, tactics, history.observedHours), ...terms],
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
  return incidentId(start);
}

/** Id of the incident that starts with an alert (I6). */
export function incidentId({ alert }: Sight): string {
  return derivedUuid('incident', alert.id);
}

function toldBy(telling: readonly Sight[]): Told {
  const told = new Told();
  for (const sight of telling) told.add(sight);
  return told;
}

/** What only went on beside the story adds nothing to its risk; where there is no story all of it does. */
function tellingOf({ sights, start }: Group): readonly Sight[] {
  return start.isNotable ? sights.filter(({ isNotable }) => isNotable) : sights;
}
