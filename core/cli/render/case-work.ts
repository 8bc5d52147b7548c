/** What people noted down about an incident, beside what was computed. */
import { itemsOfIncident, lineOf, pinnedNow } from '../../engine/case-items.ts';
import { FIRST_STATUS } from '../../model/case-status.ts';
import type { TimeUs } from '../../kernel/time.ts';
import { caseStateOf } from '../../store/case-state.ts';
import type { ReadableDb } from '../../store/database.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { jsonTime, timeToSecond } from './format.ts';

/** Nothing where nobody touched it. */
export function printWork(terminal: Terminal, db: ReadableDb, incidentId: string): void {
  const { status, assignee, tags, severityByHand } = caseStateOf(db, incidentId);
  const facts = [
    ...(status === FIRST_STATUS && assignee === null && tags.length === 0 ? [] : [`status: ${status}`]),
    ...(assignee === null ? [] : [`assigned to ${safeText(assignee)}`]),
    ...(tags.length === 0 ? [] : [`tags: ${tags.map(safeText).join(', ')}`]),
  ];
  if (facts.length > 0) terminal.print(facts.join(' · '));
  if (severityByHand !== null) {
    const { severity, actor, why } = severityByHand;
    terminal.print(`severity by hand: ${severity}, by ${safeText(actor)}${why === '' ? '' : `: ${safeText(why)}`}`);
  }
  const tasks = itemsOfIncident(db, 'task', incidentId).toSorted((a, b) => a.value.order - b.value.order);
  for (const { value } of tasks) terminal.print(`  [${value.isDone ? 'x' : ' '}] ${safeText(value.text)}`);
  for (const { id, value, first } of itemsOfIncident(db, 'note', incidentId)) {
    terminal.print(`  note ${id} by ${safeText(first.actor)} at ${timeToSecond(first.enteredUs)}`);
    for (const line of value.text.split(/\r?\n/)) terminal.print(`      ${safeText(line)}`);
  }
  for (const { value, pinned: kept } of itemsOfIncident(db, 'pin', incidentId)) {
    const pinned = pinnedNow(db, kept!);
    const line = pinned === null ? null : lineOf(db, pinned);
    const comment = value.comment === '' ? '' : `: ${safeText(value.comment)}`;
    terminal.print(`  pinned ${line === null ? 'something that is there no more' : safeText(line.title)}${comment}`);
  }
}

/** The same for machines. */
export function workJson(db: ReadableDb, incidentId: string): Record<string, unknown> {
  const { status, assignee, tags, severityByHand } = caseStateOf(db, incidentId);
  return {
    status,
    assignee,
    tags,
    severity_by_hand:
      severityByHand === null
        ? null
        : {
            severity: severityByHand.severity,
            by: severityByHand.actor,
            why: severityByHand.why,
            at: jsonTime(severityByHand.setUs as TimeUs),
          },
    notes: itemsOfIncident(db, 'note', incidentId).map(({ id, value, first }) => ({
      note: id,
      text: value.text,
      by: first.actor,
      at: jsonTime(first.enteredUs),
    })),
    tasks: itemsOfIncident(db, 'task', incidentId).map(({ id, value }) => ({
      task: id,
      text: value.text,
      done: value.isDone,
    })),
    pins: itemsOfIncident(db, 'pin', incidentId).map(({ id, value, pinned }) => ({
      pin: id,
      ...pinnedNow(db, pinned!),
      comment: value.comment,
    })),
  };
}
