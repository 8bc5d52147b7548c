/** Who did what to an incident when: entries of its cases, and decisions about its alerts. */
import type { JsonValue } from '../model/json.ts';
import { historyOf, type Entry, type ItemKind } from '../store/case-entries.ts';
import { casesOf } from '../store/case-files.ts';
import type { ReadableDb } from '../store/database.ts';
import { alertsOfDecision, listDecisions, type DecisionRow } from '../store/decisions.ts';
import { alertIdsOf } from '../store/incidents.ts';
import { pinnedNow } from './case-items.ts';

export interface Activity {
  readonly id: string;
  readonly timeUs: number;
  readonly actor: string;
  readonly why: string;
  readonly what: ItemKind | 'decision';
  readonly did: 'set' | 'added' | 'edited' | 'removed' | 'restored' | 'decided';
  readonly itemId: number | null;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** The latest first. */
export function activityOf(db: ReadableDb, incidentId: string): Activity[] {
  const entries = entryActivity(db, historyOf(db, casesOf(db, incidentId)));
  const decisions = decisionsTouching(db, incidentId).map(decisionActivity);
  return [...entries, ...decisions].toReversed().toSorted((a, b) => b.timeUs - a.timeUs);
}

function entryActivity(db: ReadableDb, entries: readonly Entry[]): Activity[] {
  const said = new Map<number, Entry>();
  return entries.map((entry): Activity => {
    const { id, item, kind, actor, why, enteredUs } = entry;
    const before = said.get(item);
    said.set(item, entry);
    return {
      id: `entry ${id}`,
      timeUs: enteredUs,
      actor,
      why,
      what: kind,
      did: didWhat(entry, before),
      itemId: isListed(kind) ? item : null,
      before: before === undefined ? null : toldValue(db, before),
      after: toldValue(db, entry),
    };
  });
}

function isListed(kind: ItemKind): boolean {
  return kind === 'note' || kind === 'task' || kind === 'pin';
}

function didWhat({ kind, value }: Entry, before: Entry | undefined): Activity['did'] {
  if (!isListed(kind)) return 'set';
  if (value === null) return 'removed';
  if (before === undefined) return 'added';
  return before.value === null ? 'restored' : 'edited';
}

function toldValue(db: ReadableDb, { value, pinned }: Entry): JsonValue {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value as JsonValue;
  const evidence = pinned === null ? {} : { pinned: { ...pinnedNow(db, pinned) } };
  return { ...(value as Readonly<Record<string, JsonValue>>), ...evidence };
}

function decisionActivity({ id, kind, about, actor, why, decidedUs }: DecisionRow): Activity {
  const after = { kind, about };
  return {
    id: `decision ${id}`,
    timeUs: decidedUs,
    actor,
    why,
    what: 'decision',
    did: 'decided',
    itemId: id,
    before: null,
    after,
  };
}

/** Those that were undone and the undoing too: both happened. */
function decisionsTouching(db: ReadableDb, incidentId: string): DecisionRow[] {
  const decisions = listDecisions(db);
  if (decisions.length === 0) return [];
  const members = new Set(alertIdsOf(db, incidentId));
  const touching = new Set<number>();
  // An undoing comes after what it takes back.
  for (const { id, revokesId } of decisions) {
    const { part, rest } = alertsOfDecision(db, id);
    const isTouching =
      revokesId === null ? [...part, ...rest].some((alertId) => members.has(alertId)) : touching.has(revokesId);
    if (isTouching) touching.add(id);
  }
  return decisions.filter(({ id }) => touching.has(id));
}
