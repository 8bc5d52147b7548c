/**
 * What people say of incidents, many at a time: status, assignee, tags, severity. Each function answers with how many are
 * another now, what they were and are for the audit log, and what takes all of it back.
 */
import { VedetteError } from '../kernel/errors.ts';
import type { CaseStatus } from '../model/case-status.ts';
import type { Severity } from '../model/severity.ts';
import { addEntry, singleOf, type EntryStamp, type ItemValues, type SingleKind } from '../store/case-entries.ts';
import { casesOf, checkIncident, openCase } from '../store/case-files.ts';
import { caseStateOf, type CaseState } from '../store/case-state.ts';
import type { WritableDb } from '../store/database.ts';
import type { Acting } from './acting.ts';

export interface BulkInput<Change> {
  readonly changes: readonly (Change & { readonly incidentId: string })[];
  /** Empty where none was given. */
  readonly why: string;
}

export interface BulkOutcome<Change> {
  /** What takes it back: changes of the same kind, of those incidents alone that are another now. */
  readonly undo: readonly (Change & { readonly incidentId: string })[];
  /** The same the other way round. */
  readonly done: readonly (Change & { readonly incidentId: string })[];
}

interface Target {
  readonly incidentId: string;
  readonly state: CaseState;
  /** The oldest first. */
  readonly caseIds: readonly number[];
}

export function setStatus(
  db: WritableDb,
  input: BulkInput<{ readonly status: CaseStatus }>,
  acting: Acting,
): BulkOutcome<{ readonly status: CaseStatus }> {
  return setEach(db, 'status', input, acting, {
    now: ({ status }) => ({ status }),
    isSame: (a, b) => a.status === b.status,
    value: ({ status }) => status,
  });
}

export function assign(
  db: WritableDb,
  input: BulkInput<{ readonly assignee: string | null }>,
  acting: Acting,
): BulkOutcome<{ readonly assignee: string | null }> {
  return setEach(db, 'assignee', input, acting, {
    now: ({ assignee }) => ({ assignee }),
    isSame: (a, b) => a.assignee === b.assignee,
    value: ({ assignee }) => assignee,
  });
}

export function setSeverity(
  db: WritableDb,
  input: BulkInput<{ readonly severity: Severity | null }>,
  acting: Acting,
): BulkOutcome<{ readonly severity: Severity | null }> {
  return setEach(db, 'severity', input, acting, {
    now: ({ severityByHand }) => ({ severity: severityByHand?.severity ?? null }),
    isSame: (a, b) => a.severity === b.severity,
    value: ({ severity }) => severity,
  });
}

interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What is both added and removed is removed. */
export function tag(db: WritableDb, { changes, why }: BulkInput<TagChange>, acting: Acting): BulkOutcome<TagChange> {
  const stamp = stampOf(why, acting);
  const outcome: { undo: (TagChange & { incidentId: string })[]; done: (TagChange & { incidentId: string })[] } = {
    undo: [],
    done: [],
  };
  for (const { incidentId, state, caseIds, change } of targetsOf(db, changes)) {
    const removed = [...new Set(change.remove)].filter((name) => state.tags.includes(name));
    const added = [...new Set(change.add)].filter(
      (name) => !state.tags.includes(name) && !change.remove.includes(name),
    );
    if (removed.length + added.length === 0) continue;
    const cases = caseIds.length > 0 ? caseIds : [openCase(db, incidentId, stamp.enteredUs)];
    // What was tagged before incidents became one stays with the case it was given to.
    for (const [index, caseId] of cases.entries()) {
      const before = singleOf(db, caseId, 'tags')?.value ?? [];
      const after = [...before, ...(index === 0 ? added : [])].filter((name) => !removed.includes(name));
      if (after.length !== before.length || (index === 0 && added.length > 0)) put(db, caseId, 'tags', after, stamp);
    }
    outcome.undo.push({ incidentId, add: removed, remove: added });
    outcome.done.push({ incidentId, add: added, remove: removed });
  }
  return outcome;
}

interface Setting<Kind extends SingleKind, Change> {
  readonly now: (state: CaseState) => Change;
  readonly isSame: (a: Change, b: Change) => boolean;
  readonly value: (change: Change) => ItemValues[Kind] | null;
}

function setEach<Kind extends SingleKind, Change extends object>(
  db: WritableDb,
  kind: Kind,
  { changes, why }: BulkInput<Change>,
  acting: Acting,
  { now, isSame, value }: Setting<Kind, Change>,
): BulkOutcome<Change> {
  const stamp = stampOf(why, acting);
  const changed = targetsOf(db, changes).filter(({ state, change }) => !isSame(now(state), change));
  for (const { incidentId, caseIds, change } of changed) {
    put(db, caseIds[0] ?? openCase(db, incidentId, stamp.enteredUs), kind, value(change), stamp);
  }
  return {
    undo: changed.map(({ incidentId, state }) => ({ ...now(state), incidentId })),
    done: changed.map(({ change }) => change),
  };
}

function put<Kind extends SingleKind>(
  db: WritableDb,
  caseId: number,
  kind: Kind,
  value: ItemValues[Kind] | null,
  stamp: EntryStamp,
): void {
  addEntry(db, { caseId, kind, item: singleOf(db, caseId, kind)?.item ?? null, value }, stamp);
}

/** All are looked at before any is changed, because every change makes what is looked at anew. */
function targetsOf<Change extends { readonly incidentId: string }>(
  db: WritableDb,
  changes: readonly Change[],
): (Target & { readonly change: Change })[] {
  const seen = new Set<string>();
  return changes.map((change) => {
    const { incidentId } = change;
    if (seen.has(incidentId)) throw new VedetteError('E_INPUT_INVALID', `Incident ${incidentId} is named twice`);
    seen.add(incidentId);
    const caseIds = casesOf(db, incidentId);
    if (caseIds.length === 0) checkIncident(db, incidentId);
    return { incidentId, state: caseStateOf(db, incidentId), caseIds, change };
  });
}

export function stampOf(why: string, { actor, clock }: Acting): EntryStamp {
  return { actor, why: why.trim(), enteredUs: clock.nowUs() };
}
