/** Notes, tasks and pins in the shapes of the contract. */
import type { MethodOutput } from '../../contract/api.ts';
import type { ReadableDb } from '../../store/database.ts';
import { lineOf, pinnedNow, type Item } from '../case-items.ts';

type ShownNote = MethodOutput<'cases.addNote'>['note'];
type ShownTask = MethodOutput<'cases.addTask'>['task'];
type ShownPin = MethodOutput<'cases.pin'>['pin'];

export function shownNote({ id, value, first, last }: Item<'note'>): ShownNote {
  const edited = last === first ? null : { actor: last.actor, editedUs: last.enteredUs };
  return { id, text: value.text, actor: first.actor, addedUs: first.enteredUs, edited };
}

export function shownTask({ id, value, first }: Item<'task'>): ShownTask {
  return { id, ...value, actor: first.actor, addedUs: first.enteredUs };
}

/** Null for an alert that is there no more: nothing names it. */
export function shownPin(db: ReadableDb, { id, value, pinned: kept, last }: Item<'pin'>): ShownPin | null {
  const pinned = pinnedNow(db, kept!);
  if (pinned === null) return null;
  const line = lineOf(db, pinned);
  return {
    id,
    pinned,
    title: line?.title ?? null,
    timeUs: line?.timeUs ?? null,
    comment: value.comment,
    actor: last.actor,
    pinnedUs: last.enteredUs,
  };
}
