/**
 * What people say of each incident now, as tables that queries and pages can join: derived from cases and verdicts, kept
 * by each connection for itself, and made anew whenever something was committed since. So it is right whatever fusion did,
 * and costs as much as there are cases, not as there are incidents.
 */
import { FIRST_STATUS, type CaseStatus } from '../model/case-status.ts';
import type { Severity } from '../model/severity.ts';
import type { Verdict } from '../model/verdict.ts';
import { isOfKind, latestEntries, type Entry, type EntryStamp } from './case-entries.ts';
import { placeCases } from './case-places.ts';
import type { ReadableDb } from './database.ts';
import { hasTemporary, prepareForQueries } from './query-functions.ts';
import { statement } from './statements.ts';
import { verdictsInForce, type VerdictRow } from './verdicts.ts';

/** The verdict that counts on an incident or alert. */
export interface CountingVerdict {
  readonly verdict: Verdict;
  readonly decisionId: number;
  readonly actor: string;
  readonly why: string;
  readonly decidedUs: number;
}

export interface CaseState {
  readonly status: CaseStatus;
  readonly assignee: string | null;
  readonly tags: readonly string[];
  readonly severityByHand:
    | (Omit<EntryStamp, 'enteredUs'> & { readonly severity: Severity; readonly setUs: number })
    | null;
  readonly verdict: CountingVerdict | null;
  readonly notes: number;
  readonly tasks: number;
  readonly openTasks: number;
  readonly pins: number;
}

/** An incident that nobody touched. */
const UNTOUCHED: CaseState = {
  status: FIRST_STATUS,
  assignee: null,
  tags: [],
  severityByHand: null,
  verdict: null,
  notes: 0,
  tasks: 0,
  openTasks: 0,
  pins: 0,
};

const TABLES = `
CREATE TEMP TABLE IF NOT EXISTS case_place (case_id INTEGER PRIMARY KEY, incident_id TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS temp.case_place_by_incident ON case_place(incident_id);
CREATE TEMP TABLE IF NOT EXISTS case_state (
  incident_id TEXT PRIMARY KEY, status TEXT NOT NULL, assignee TEXT, tags TEXT NOT NULL, verdict TEXT, whole TEXT NOT NULL
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS alert_verdict (alert_id TEXT PRIMARY KEY, verdict TEXT NOT NULL, whole TEXT NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS case_fresh (version INTEGER NOT NULL, changes INTEGER NOT NULL);
`;

/** Call before a statement that names the tables; `prepareForQueries` included. */
export function refreshCaseState(db: ReadableDb): void {
  prepareForQueries(db);
  // Made within a transaction that is rolled back, they are gone with it.
  if (!hasTemporary(db, 'case_fresh')) db.exec(TABLES);
  // Others' commits show in the version, our own in the changes. What was noted of them is rolled back with the tables.
  const version = statement(db, 'PRAGMA data_version', 'pluck').get() as number;
  const fresh = statement(db, 'SELECT version, changes FROM case_fresh', 'raw').get() as [number, number] | undefined;
  if (fresh?.[0] === version && (db.readonly || fresh[1] === changesOf(db))) return;
  rebuild(db);
  statement(db, 'DELETE FROM case_fresh').run();
  // Noting it down is one change more.
  statement(db, 'INSERT INTO case_fresh VALUES (?, ?)').run(version, changesOf(db) + 1);
}

function changesOf(db: ReadableDb): number {
  return statement(db, 'SELECT total_changes()', 'pluck').get() as number;
}

function rebuild(db: ReadableDb): void {
  const places = placeCases(db);
  const verdicts = verdictsInForce(db);
  const states = statesOf(db, places, verdicts);
  db.exec('DELETE FROM case_place; DELETE FROM case_state; DELETE FROM alert_verdict;');
  const place = statement(db, 'INSERT INTO case_place VALUES (?, ?)');
  for (const { caseId, incidentId } of places) place.run(caseId, incidentId);
  const put = statement(db, 'INSERT INTO case_state VALUES (?, ?, ?, ?, ?, ?)');
  for (const [incidentId, state] of states) {
    const { status, assignee, tags, verdict } = state;
    put.run(incidentId, status, assignee, JSON.stringify(tags), verdict?.verdict ?? null, JSON.stringify(state));
  }
  const judge = statement(db, 'INSERT OR REPLACE INTO alert_verdict VALUES (?, ?, ?)');
  for (const row of verdicts) {
    if (row.verdictOn === 'alert') judge.run(row.aboutId, row.verdict, JSON.stringify(countingVerdict(row)));
  }
}

/** By incident, of those that have any. */
function statesOf(
  db: ReadableDb,
  places: readonly { readonly caseId: number; readonly incidentId: string }[],
  verdicts: readonly VerdictRow[],
): ReadonlyMap<string, CaseState> {
  const states = new Map<string, CaseState>();
  const incidentOf = new Map(places.map(({ caseId, incidentId }) => [caseId, incidentId]));
  for (const entry of latestEntries(db)) {
    const incidentId = incidentOf.get(entry.caseId);
    if (incidentId !== undefined) states.set(incidentId, withEntry(states.get(incidentId) ?? UNTOUCHED, entry));
  }
  const holder = statement(db, 'SELECT incident_id FROM incident_alert WHERE alert_id = ?', 'pluck');
  for (const row of verdicts) {
    if (row.verdictOn !== 'incident') continue;
    const incidentId = holder.get(row.aboutId) as string | undefined;
    if (incidentId === undefined) continue;
    states.set(incidentId, { ...(states.get(incidentId) ?? UNTOUCHED), verdict: countingVerdict(row) });
  }
  return states;
}

/** Entries come in their order, so that of several cases the later word counts; tags and things that are listed add up. */
function withEntry(state: CaseState, entry: Entry): CaseState {
  if (isOfKind(entry, 'status')) return { ...state, status: entry.value ?? FIRST_STATUS };
  if (isOfKind(entry, 'assignee')) return { ...state, assignee: entry.value };
  if (isOfKind(entry, 'tags')) return { ...state, tags: union(state.tags, entry.value ?? []) };
  if (isOfKind(entry, 'severity')) {
    const { value, actor, why, enteredUs } = entry;
    return { ...state, severityByHand: value === null ? null : { severity: value, actor, why, setUs: enteredUs } };
  }
  if (entry.value === null) return state;
  if (isOfKind(entry, 'note')) return { ...state, notes: state.notes + 1 };
  if (isOfKind(entry, 'pin')) return { ...state, pins: state.pins + 1 };
  if (!isOfKind(entry, 'task')) return state;
  return { ...state, tasks: state.tasks + 1, openTasks: state.openTasks + (entry.value!.isDone ? 0 : 1) };
}

function union(some: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set([...some, ...others])].toSorted();
}

function countingVerdict({ verdict, id, actor, why, decidedUs }: VerdictRow): CountingVerdict {
  return { verdict, decisionId: id, actor, why, decidedUs };
}

/** What people say of an incident. */
export function caseStateOf(db: ReadableDb, incidentId: string): CaseState {
  refreshCaseState(db);
  const whole = statement(db, 'SELECT whole FROM case_state WHERE incident_id = ?', 'pluck').get(incidentId);
  return whole === undefined ? UNTOUCHED : (JSON.parse(whole as string) as CaseState);
}

/** The verdict on an alert itself; null where there is none. */
export function verdictOnAlert(db: ReadableDb, alertId: string): CountingVerdict | null {
  refreshCaseState(db);
  const whole = statement(db, 'SELECT whole FROM alert_verdict WHERE alert_id = ?', 'pluck').get(alertId);
  return whole === undefined ? null : (JSON.parse(whole as string) as CountingVerdict);
}

export interface NameInUse {
  readonly name: string;
  readonly incidents: number;
}

/** Who incidents are assigned to and what they are tagged with, the most used first. */
export function namesInUse(db: ReadableDb): {
  readonly assignees: readonly NameInUse[];
  readonly tags: readonly NameInUse[];
} {
  refreshCaseState(db);
  const used = (from: string): NameInUse[] =>
    statement(
      db,
      `SELECT name, count(*) AS incidents FROM (${from}) GROUP BY name ORDER BY incidents DESC, name`,
    ).all() as NameInUse[];
  return {
    assignees: used('SELECT assignee AS name FROM case_state WHERE assignee IS NOT NULL'),
    tags: used('SELECT value AS name FROM case_state JOIN json_each(tags)'),
  };
}
