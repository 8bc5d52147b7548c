/**
 * What happened, in sentences that are made of what is stored and of nothing else. No model has a part in it, so every
 * word can be looked up: a step by its alert, a count by its list, the risk by its terms.
 */
import { severityRank } from '../../../core/model/severity.ts';
import { count, counted, duration } from '../../lib/format.ts';
import type { CountedEntity, IncidentRead, Lane, RiskTerm, Step, Story } from './types.ts';
import { entitiesText, listed, tacticText } from './words.ts';

/** A piece of a sentence: ours, or text from evidence; one that names an alert leads to it. */
export interface Piece {
  readonly text: string;
  readonly isEvidence?: boolean;
  readonly alertId?: string;
}

export type Sentence = readonly Piece[];

/** How many hosts and accounts a sentence names before it counts the rest. */
const NAMED = 3;

export function summaryOf(read: IncidentRead, story: Story | undefined): readonly Sentence[] {
  const sentences: (Sentence | null)[] = [
    story === undefined ? null : beginning(story),
    tactics(read),
    reach(read),
    story === undefined ? null : movement(story),
    story === undefined ? null : worst(story),
  ];
  return sentences.filter((sentence) => sentence !== null);
}

function beginning({ steps, lanes }: Story): Sentence | null {
  const first = steps[0];
  if (first === undefined) return null;
  return [{ text: 'It begins with ' }, step(first), ...onHost(lanes, first), { text: '.' }];
}

function step({ title, alertId }: Step): Piece {
  return { text: title, isEvidence: true, alertId };
}

function onHost(lanes: readonly Lane[], { laneId }: Step): readonly Piece[] {
  const lane = lanes.find(({ id }) => id === laneId);
  return lane?.host == null ? [] : [{ text: ' on ' }, { text: lane.label, isEvidence: true }];
}

function tactics({ incident }: IncidentRead): Sentence | null {
  const names = incident.tactics.map(tacticText);
  const spanMs = (incident.lastSeenUs - incident.firstSeenUs) / 1_000;
  const over = spanMs >= 1_000 ? `Over ${duration(spanMs)} it shows` : 'It shows';
  if (names.length === 0) return null;
  return [
    { text: `${over} ${names.length === 1 ? 'one tactic' : `${count(names.length)} tactics`}: ${listed(names)}.` },
  ];
}

function reach({ entities, incident }: IncidentRead): Sentence | null {
  const hosts = entities.filter(({ type }) => type === 'host');
  const accounts = entities.filter(({ type }) => type === 'user' || type === 'cloud_principal');
  if (hosts.length === 0 && accounts.length === 0) return null;
  const parts = [
    hosts.length === 0 ? null : [{ text: `${entitiesText('host', hosts.length)} (` }, ...named(hosts), { text: ')' }],
    accounts.length === 0
      ? null
      : [{ text: `${entitiesText('user', accounts.length)} (` }, ...named(accounts), { text: ')' }],
  ].filter((part) => part !== null);
  const isPart = entities.length < incident.entityCount;
  const pieces = parts.flatMap((part, at) => (at === 0 ? part : [{ text: ' and ' }, ...part]));
  return [{ text: isPart ? 'It reaches at least ' : 'It reaches ' }, ...pieces, { text: '.' }];
}

function named(entities: readonly CountedEntity[]): readonly Piece[] {
  const shown = entities
    .slice(0, NAMED)
    .flatMap(({ label }, at): Piece[] => [...(at === 0 ? [] : [{ text: ', ' }]), { text: label, isEvidence: true }]);
  const rest = entities.length - NAMED;
  return rest > 0 ? [...shown, { text: ` and ${count(rest)} more` }] : shown;
}

/** From one machine to another, each way once, by the first step that names both. */
function movement({ steps, lanes }: Story): Sentence | null {
  const ways = movementsOf(steps);
  const [first] = ways;
  if (first === undefined) return lanes.filter(({ host }) => host !== null).length > 1 ? NO_MOVEMENT : null;
  const labelOf = (id: string): string => lanes.find((lane) => lane.id === id)?.label ?? '';
  const others = ways.length - 1;
  return [
    { text: 'It goes from ' },
    { text: labelOf(first.fromId), isEvidence: true },
    { text: ' to ' },
    { text: labelOf(first.toId), isEvidence: true },
    { text: ', first by ' },
    step(first.step),
    { text: others > 0 ? `, and ${counted(others, 'more way')} between hosts.` : '.' },
  ];
}

const NO_MOVEMENT: Sentence = [{ text: 'No step names two of these hosts, so no movement between them is shown.' }];

export interface Movement {
  readonly fromId: string;
  readonly toId: string;
  /** The first that goes this way. */
  readonly step: Step;
}

export function movementsOf(steps: readonly Step[]): readonly Movement[] {
  const seen = new Map<string, Movement>();
  for (const one of steps) {
    const { laneId, relatedLaneId, isFromRelated } = one;
    if (relatedLaneId === null || relatedLaneId === laneId) continue;
    const [fromId, toId] = isFromRelated ? [relatedLaneId, laneId] : [laneId, relatedLaneId];
    const key = `${fromId}\n${toId}`;
    if (!seen.has(key)) seen.set(key, { fromId, toId, step: one });
  }
  return [...seen.values()];
}

/** The most severe of the last steps: where it has come to. */
function worst({ steps, lanes }: Story): Sentence | null {
  if (steps.length < 2) return null;
  const most = steps.reduce((best, one) => (severityRank(one.severity) >= severityRank(best.severity) ? one : best));
  if (most === steps[0]) return null;
  return [{ text: `The last of ${most.severity} severity is ` }, step(most), ...onHost(lanes, most), { text: '.' }];
}

/** Whether the terms add up to the risk; where they do not, the screen says so instead of hiding it. */
export function sumOf(terms: readonly RiskTerm[]): number {
  return terms.reduce((sum, { points }) => sum + points, 0);
}
