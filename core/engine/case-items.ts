/** Notes, tasks and pinned evidence of incidents: things with a history, of which nothing is ever lost. */
import { VedetteError } from '../kernel/errors.ts';
import type { TimeUs } from '../kernel/time.ts';
import { findAlert } from '../store/alerts.ts';
import {
  addEntry,
  historyOfItem,
  isOfKind,
  itemsOf,
  type Entry,
  type EntryStamp,
  type ItemKind,
  type ItemValues,
  type PinnedThing,
} from '../store/case-entries.ts';
import { casesOf, incidentOfCase, openCase } from '../store/case-files.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { findEvent } from '../store/events.ts';
import { alertAt, anchorOf } from '../store/finding-anchor.ts';

/** An item of an incident as it is now. */
export interface Item<Kind extends ItemKind> {
  readonly id: number;
  readonly caseId: number;
  /** What it says, or said before it was removed. */
  readonly value: ItemValues[Kind];
  readonly isRemoved: boolean;
  /** Of pins alone. */
  readonly pinned: PinnedThing | null;
  readonly first: EntryStamp;
  readonly last: EntryStamp;
}

/** Evidence as people name it. */
export type Pinned =
  | { readonly kind: 'event'; readonly eventId: number }
  | { readonly kind: 'alert'; readonly alertId: string };

/** Adds an item to an incident. */
export function addItem<Kind extends ItemKind>(
  db: WritableDb,
  incidentId: string,
  {
    kind,
    value,
    pinned = null,
  }: { readonly kind: Kind; readonly value: ItemValues[Kind]; readonly pinned?: PinnedThing | null },
  stamp: EntryStamp,
): Item<Kind> {
  const caseId = casesOf(db, incidentId)[0] ?? openCase(db, incidentId, stamp.enteredUs);
  return findItem(db, kind, addEntry(db, { caseId, kind, item: null, value, pinned }, stamp));
}

/** Says an item anew; null takes it away. */
export function changeItem<Kind extends ItemKind>(
  db: WritableDb,
  kind: Kind,
  { id, caseId, pinned }: Item<Kind>,
  value: ItemValues[Kind] | null,
  stamp: EntryStamp,
): Item<Kind> {
  addEntry(db, { caseId, kind, item: id, value, pinned }, stamp);
  return findItem(db, kind, id);
}

/** Throws `E_NOT_FOUND` where there never was one of that kind. */
export function findItem<Kind extends ItemKind>(db: ReadableDb, kind: Kind, id: number): Item<Kind> {
  const item = itemIn(kind, historyOfItem(db, id));
  if (item === null) throw new VedetteError('E_NOT_FOUND', `There is no ${kind} ${id}`);
  return item;
}

/** The same for one that is there now. */
export function findPresent<Kind extends ItemKind>(db: ReadableDb, kind: Kind, id: number): Item<Kind> {
  const item = findItem(db, kind, id);
  if (item.isRemoved) throw new VedetteError('E_NOT_FOUND', `There is no ${kind} ${id} any more: it was removed`);
  return item;
}

/** Those of an incident that are there now, in the order in which they were added. */
export function itemsOfIncident<Kind extends ItemKind>(db: ReadableDb, kind: Kind, incidentId: string): Item<Kind>[] {
  return itemsOf(db, casesOf(db, incidentId))
    .filter((entry) => entry.kind === kind && entry.value !== null)
    .map(({ item }) => findItem(db, kind, item));
}

function itemIn<Kind extends ItemKind>(kind: Kind, history: readonly Entry[]): Item<Kind> | null {
  const entries = history.filter((entry) => isOfKind(entry, kind));
  const [first, last, said] = [entries[0], entries.at(-1), entries.findLast(({ value }) => value !== null)];
  if (first === undefined || last === undefined || said === undefined) return null;
  const { item: id, caseId, pinned } = last;
  return { id, caseId, value: said.value!, isRemoved: last.value === null, pinned, first, last };
}

/** The pin of just this evidence in an incident, whether it is there or was removed; null where it never was. */
export function pinOf(db: ReadableDb, incidentId: string, pinned: Pinned): Item<'pin'> | null {
  const found = itemsOf(db, casesOf(db, incidentId)).find(
    (entry) => isOfKind(entry, 'pin') && isSame(pinnedNow(db, entry.pinned!), pinned),
  );
  return found === undefined ? null : findItem(db, 'pin', found.item);
}

function isSame(a: Pinned | null, b: Pinned): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** How evidence is kept. Throws `E_NOT_FOUND` where it is not there. */
export function keptPinned(db: ReadableDb, pinned: Pinned): PinnedThing {
  if (pinned.kind === 'alert') return anchorOf(db, pinned.alertId);
  if (findEvent(db, pinned.eventId) === null)
    throw new VedetteError('E_NOT_FOUND', `There is no event e${pinned.eventId}`);
  return { eventId: pinned.eventId };
}

/** Kept evidence by the name it has now; null for an alert that is there no more. */
export function pinnedNow(db: ReadableDb, kept: PinnedThing): Pinned | null {
  if ('eventId' in kept) return { kind: 'event', eventId: kept.eventId };
  const alertId = alertAt(db, kept);
  return alertId === null ? null : { kind: 'alert', alertId };
}

/** What evidence is in a line, and when it was; null where it is there no more. */
export function lineOf(db: ReadableDb, pinned: Pinned): { readonly title: string; readonly timeUs: TimeUs } | null {
  if (pinned.kind === 'event') {
    const event = findEvent(db, pinned.eventId);
    return event === null ? null : { title: event.message, timeUs: event.timeUs };
  }
  const alert = findAlert(db, pinned.alertId);
  return alert === null ? null : { title: alert.title, timeUs: alert.firstSeenUs };
}

/** The incident that an item is with; null where its alerts are in none. */
export function incidentOfItem(db: ReadableDb, { caseId }: Pick<Item<ItemKind>, 'caseId'>): string | null {
  return incidentOfCase(db, caseId);
}
