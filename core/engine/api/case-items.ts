/**
 * Handlers of notes, tasks and pins. What people write may quote evidence, so the audit log keeps how long a text is and
 * its SHA-256, which proves later what it said; the text itself is in the case.
 */
import { createHash } from 'node:crypto';
import type { caseWorkContract } from '../../contract/case-work.ts';
import type { JsonValue } from '../../model/json.ts';
import type { ItemKind } from '../../store/case-entries.ts';
import type { ReadableDb, WritableDb } from '../../store/database.ts';
import { stampOf } from '../case-changes.ts';
import {
  addItem,
  changeItem,
  findItem,
  findPresent,
  incidentOfItem,
  itemsOfIncident,
  keptPinned,
  pinnedNow,
  pinOf,
  type Item,
  type Pinned,
} from '../case-items.ts';
import { acting } from './acting-in.ts';
import { shownNote, shownPin, shownTask } from './case-shown.ts';
import type { Changed, HandlerContext, HandlersOf } from './handler.ts';

type Items = Pick<
  typeof caseWorkContract,
  | 'cases.addNote'
  | 'cases.editNote'
  | 'cases.removeNote'
  | 'cases.addTask'
  | 'cases.editTask'
  | 'cases.removeTask'
  | 'cases.pin'
  | 'cases.unpin'
>;

export const caseItemsHandlers: HandlersOf<Items> = {
  'cases.addNote': ({ incidentId, text }, db, context) => {
    const note = addItem(db, incidentId, { kind: 'note', value: { text } }, stamp(context));
    return changed(db, 'note', note, { note: shownNote(note) }, null, { text: traceOf(text) });
  },

  'cases.editNote': ({ noteId, text }, db, context) => {
    const before = findItem(db, 'note', noteId);
    const undo = { noteId, text: before.value.text };
    if (!before.isRemoved && before.value.text === text)
      return { out: { note: shownNote(before), undo }, change: null };
    const note = changeItem(db, 'note', before, { text }, stamp(context));
    const out = { note: shownNote(note), undo };
    return changed(db, 'note', note, out, { ...noted(before) }, { text: traceOf(text) });
  },

  'cases.removeNote': ({ noteId }, db, context) => {
    const before = findPresent(db, 'note', noteId);
    const note = changeItem(db, 'note', before, null, stamp(context));
    return changed(db, 'note', note, { undo: { noteId, text: before.value.text } }, { ...noted(before) }, null);
  },

  'cases.addTask': ({ incidentId, text, order }, db, context) => {
    const last = itemsOfIncident(db, 'task', incidentId).reduce((most, { value }) => Math.max(most, value.order), 0);
    const value = { text, isDone: false, order: order ?? Math.floor(last) + 1 };
    const task = addItem(db, incidentId, { kind: 'task', value }, stamp(context));
    return changed(db, 'task', task, { task: shownTask(task) }, null, told(task));
  },

  'cases.editTask': ({ taskId, text, isDone, order }, db, context) => {
    const before = findItem(db, 'task', taskId);
    const undo = { taskId, ...before.value };
    const value = {
      text: text ?? before.value.text,
      isDone: isDone ?? before.value.isDone,
      order: order ?? before.value.order,
    };
    const isSame = JSON.stringify(value) === JSON.stringify(before.value) && !before.isRemoved;
    if (isSame) return { out: { task: shownTask(before), undo }, change: null };
    const task = changeItem(db, 'task', before, value, stamp(context));
    return changed(db, 'task', task, { task: shownTask(task), undo }, told(before), told(task));
  },

  'cases.removeTask': ({ taskId }, db, context) => {
    const before = findPresent(db, 'task', taskId);
    const task = changeItem(db, 'task', before, null, stamp(context));
    return changed(db, 'task', task, { undo: { taskId, ...before.value } }, told(before), null);
  },

  'cases.pin': ({ incidentId, pinned, comment }, db, context) => {
    const kept = keptPinned(db, pinned);
    const before = pinOf(db, incidentId, pinned);
    const value = { comment };
    const pin =
      before === null
        ? addItem(db, incidentId, { kind: 'pin', value, pinned: kept }, stamp(context))
        : changeItem(db, 'pin', before, value, stamp(context));
    const commentBefore = before === null || before.isRemoved ? null : before.value.comment;
    const out = { pin: shownPin(db, pin)!, commentBefore };
    const was = commentBefore === null ? null : { ...named(pinned), comment: traceOf(commentBefore) };
    return changed(db, 'pin', pin, out, was, { ...named(pinned), comment: traceOf(comment) });
  },

  'cases.unpin': ({ pinId }, db, context) => {
    const before = findPresent(db, 'pin', pinId);
    const pinned = pinnedNow(db, before.pinned!);
    const incidentId = incidentOfItem(db, before);
    const pin = changeItem(db, 'pin', before, null, stamp(context));
    const { comment } = before.value;
    const undo = pinned === null || incidentId === null ? null : { incidentId, pinned, comment };
    return changed(db, 'pin', pin, { undo }, pinned === null ? {} : named(pinned), null);
  },
};

function stamp(context: HandlerContext) {
  return stampOf('', acting(context));
}

function changed<Output, Kind extends ItemKind>(
  db: WritableDb,
  kind: Kind,
  item: Item<Kind>,
  out: Output,
  before: JsonValue,
  after: JsonValue,
): Changed<Output> {
  return { out, change: { subject: `${kind} ${item.id} of ${placeOf(db, item)}`, before, after } };
}

function placeOf(db: ReadableDb, item: Pick<Item<ItemKind>, 'caseId'>): string {
  const incidentId = incidentOfItem(db, item);
  return incidentId === null ? `case ${item.caseId}` : `incident ${incidentId}`;
}

function noted({ value, isRemoved }: Item<'note'>): { readonly [name: string]: JsonValue } {
  return { text: traceOf(value.text), is_removed: isRemoved };
}

function told({ value, isRemoved }: Item<'task'>): JsonValue {
  return { text: traceOf(value.text), is_done: value.isDone, order: value.order, is_removed: isRemoved };
}

function named(pinned: Pinned): { readonly [name: string]: JsonValue } {
  return pinned.kind === 'event' ? { event: `e${pinned.eventId}` } : { alert: pinned.alertId };
}

function traceOf(text: string): JsonValue {
  return { characters: text.length, sha256: createHash('sha256').update(text).digest('hex') };
}
