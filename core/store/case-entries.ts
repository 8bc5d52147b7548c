/**
 * Entries of cases. An item is one thing that has a history: the status of a case, a note, a task, a pin; its latest entry
 * says what it is, and one without a value that it is not there.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { CaseStatus } from '../model/case-status.ts';
import type { Severity } from '../model/severity.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import type { FindingAnchor } from './finding-anchor.ts';
import { statement } from './statements.ts';

/** What items of each kind hold. */
export interface ItemValues {
  readonly status: CaseStatus;
  readonly assignee: string;
  /** All of them. */
  readonly tags: readonly string[];
  readonly severity: Severity;
  readonly note: { readonly text: string };
  readonly task: { readonly text: string; readonly isDone: boolean; readonly order: number };
  readonly pin: { readonly comment: string };
}

export type ItemKind = keyof ItemValues;
/** A case has one of each of these at most. */
export type SingleKind = 'status' | 'assignee' | 'tags' | 'severity';

export interface EntryStamp {
  readonly actor: string;
  /** Empty where none was given. */
  readonly why: string;
  readonly enteredUs: TimeUs;
}

/** What a pin is about: an event, or an alert as cases keep them. */
export type PinnedThing = { readonly eventId: number } | FindingAnchor;

export interface Entry<Kind extends ItemKind = ItemKind> extends EntryStamp {
  readonly id: number;
  /** The number of the item's first entry, by which people name it. */
  readonly item: number;
  readonly caseId: number;
  readonly kind: Kind;
  /** Null where the item was taken away. */
  readonly value: ItemValues[Kind] | null;
  /** Of pins alone. */
  readonly pinned: PinnedThing | null;
}

export interface NewEntry<Kind extends ItemKind> {
  readonly caseId: number;
  readonly kind: Kind;
  /** Null begins a new item. */
  readonly item: number | null;
  readonly value: ItemValues[Kind] | null;
  readonly pinned?: PinnedThing | null;
}

/** Adds an entry and returns the number of its item; call inside a transaction. */
export function addEntry<Kind extends ItemKind>(db: WritableDb, entry: NewEntry<Kind>, stamp: EntryStamp): number {
  const { caseId, kind, value, pinned = null } = entry;
  const id = (statement(db, 'SELECT coalesce(max(id), 0) FROM case_entry', 'pluck').get() as number) + 1;
  const item = entry.item ?? id;
  statement(
    db,
    `INSERT INTO case_entry (id, item, case_id, kind, value, event_id, dedup_key, time_us, actor, why, entered_us)
     VALUES (@id, @item, @caseId, @kind, @value, @eventId, @dedupKey, @timeUs, @actor, @why, @enteredUs)`,
  ).run({
    id,
    item,
    caseId,
    kind,
    value: value === null ? null : JSON.stringify(value),
    eventId: pinned !== null && 'eventId' in pinned ? pinned.eventId : null,
    dedupKey: pinned !== null && 'dedupKey' in pinned ? pinned.dedupKey : null,
    timeUs: pinned !== null && 'dedupKey' in pinned ? pinned.timeUs : null,
    actor: stamp.actor.toWellFormed(),
    why: stamp.why.toWellFormed(),
    enteredUs: stamp.enteredUs,
  });
  return item;
}

interface RawEntry extends Omit<Entry, 'value' | 'pinned'> {
  readonly value: string | null;
  readonly eventId: number | null;
  readonly dedupKey: string | null;
  readonly timeUs: TimeUs | null;
}

const SELECT = `SELECT id, item, case_id AS caseId, kind, value, event_id AS eventId, dedup_key AS dedupKey,
  time_us AS timeUs, actor, why, entered_us AS enteredUs FROM case_entry`;
const IS_LATEST = 'id = (SELECT max(id) FROM case_entry AS later WHERE later.item = case_entry.item)';

/** The latest entry of every item there is or was, in the order of the entries. */
export function latestEntries(db: ReadableDb): Entry[] {
  return entriesOf(statement(db, `${SELECT} WHERE ${IS_LATEST} ORDER BY id`).all());
}

/** The latest entry of every item of these cases, in the order in which the items began. */
export function itemsOf(db: ReadableDb, caseIds: readonly number[]): Entry[] {
  return caseIds
    .flatMap((caseId) => entriesOf(statement(db, `${SELECT} WHERE case_id = ? AND ${IS_LATEST}`).all(caseId)))
    .toSorted((a, b) => a.item - b.item);
}

/** All entries of these cases, in their order. */
export function historyOf(db: ReadableDb, caseIds: readonly number[]): Entry[] {
  return caseIds
    .flatMap((caseId) => entriesOf(statement(db, `${SELECT} WHERE case_id = ? ORDER BY id`).all(caseId)))
    .toSorted((a, b) => a.id - b.id);
}

/** The entries of one item, in their order; none where there is no such item. */
export function historyOfItem(db: ReadableDb, item: number): Entry[] {
  return entriesOf(statement(db, `${SELECT} WHERE item = ? ORDER BY id`).all(item));
}

/** The item that a case has one of; null where nothing was said yet. */
export function singleOf<Kind extends SingleKind>(db: ReadableDb, caseId: number, kind: Kind): Entry<Kind> | null {
  const select = `${SELECT} WHERE case_id = ? AND kind = ? ORDER BY id DESC LIMIT 1`;
  const [entry] = entriesOf(statement(db, select).all(caseId, kind));
  return entry !== undefined && isOfKind(entry, kind) ? entry : null;
}

export function isOfKind<Kind extends ItemKind>(entry: Entry, kind: Kind): entry is Entry<Kind> {
  return entry.kind === kind;
}

function entriesOf(rows: readonly unknown[]): Entry[] {
  return (rows as readonly RawEntry[]).map(({ value, eventId, dedupKey, timeUs, ...row }) => ({
    ...row,
    value: value === null ? null : (JSON.parse(value) as ItemValues[ItemKind]),
    pinned: eventId !== null ? { eventId } : dedupKey === null ? null : { dedupKey, timeUs: timeUs! },
  }));
}
