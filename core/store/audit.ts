/**
 * The audit log: who changed what, when, from what to what. A row is written in the transaction of the change itself, so
 * that neither exists without the other, and is chained to the row before it (see core/evidence/chain.ts).
 *
 * What goes in is named by the caller: identities, counts and settings; never a secret and never the text of evidence.
 */
import { canonicalJson } from '../evidence/canonical-json.ts';
import { EMPTY_CHAIN, nextRow, type ChainRow } from '../evidence/chain.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { JsonValue } from '../model/json.ts';
import { headOf } from './chain-head.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { statement } from './statements.ts';

export interface Change {
  /** The operator, or the part of Vedette that acted by itself. */
  readonly actor: string;
  /** `domain.verbNoun`, as in the API. */
  readonly action: string;
  /** What was changed: an id, a path, a name. */
  readonly subject: string;
  /** What it was; null for what is new. */
  readonly before: JsonValue;
  /** What it is now; null for what is gone. */
  readonly after: JsonValue;
  /** The same for everything that one request caused, in the log lines too. */
  readonly correlationId: string;
  readonly timeUs: TimeUs;
}

export interface AuditRow extends Change {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

/** Appends `change`. Call it inside the transaction of the change; throws where there is none. */
export function recordChange(db: WritableDb, change: Change): AuditRow {
  if (!db.inTransaction) throw new Error(`${change.action}: a change and its audit row belong in one transaction`);
  const wellFormed = { ...change, actor: change.actor.toWellFormed(), subject: change.subject.toWellFormed() };
  const { seq, prevHash, hash } = nextRow(headOf(db, 'audit') ?? EMPTY_CHAIN, bodyOf(wellFormed));
  const row = { ...wellFormed, seq, prevHash, hash };
  statement(
    db,
    `INSERT INTO audit (seq, time_us, actor, action, subject, before, after, correlation_id, prev_hash, hash)
     VALUES (@seq, @timeUs, @actor, @action, @subject, @before, @after, @correlationId, @prevHash, @hash)`,
  ).run({ ...row, before: canonicalJson(change.before), after: canonicalJson(change.after) });
  return row;
}

/** What the hash is taken of: the members of an exported row but for `seq`, `prev_hash` and `hash`. */
function bodyOf(change: Change): string {
  return canonicalJson({
    action: change.action,
    actor: change.actor,
    after: change.after,
    before: change.before,
    correlation_id: change.correlationId,
    subject: change.subject,
    time_us: change.timeUs,
  });
}

interface RawAudit extends Omit<AuditRow, 'before' | 'after'> {
  readonly before: string;
  readonly after: string;
}

const COLUMNS = `seq, time_us AS timeUs, actor, action, subject, before, after, correlation_id AS correlationId,
  prev_hash AS prevHash, hash`;

/** The newest `limit` rows (-1 means all), oldest first, read one by one. */
export function* listAudit(db: ReadableDb, limit: number): Generator<AuditRow> {
  for (const row of readRows(db, limit)) yield auditRowOf(row);
}

/** At most `limit` rows before number `beforeSeq` (null for the newest), newest first. */
export function pageOfAudit(
  db: ReadableDb,
  beforeSeq: number | null,
  limit: number,
): { readonly rows: readonly AuditRow[]; readonly total: number } {
  const sql = `SELECT ${COLUMNS} FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?`;
  const rows = statement(db, sql).all(beforeSeq ?? Number.MAX_SAFE_INTEGER, limit) as RawAudit[];
  return { rows: rows.map(auditRowOf), total: headOf(db, 'audit')?.count ?? 0 };
}

/** Rows that `where`, an SQL text after WHERE that may go on with order and limit, asks for. */
export function auditRows(db: ReadableDb, where: string, params: readonly (string | number)[]): AuditRow[] {
  return (db.prepare(`SELECT ${COLUMNS} FROM audit WHERE ${where}`).all(...params) as RawAudit[]).map(auditRowOf);
}

/** The log as a chain that can be checked. */
export function* auditChain(db: ReadableDb): Generator<ChainRow> {
  for (const row of readRows(db, -1)) {
    const [before, after] = [parsed(row.before), parsed(row.after)];
    const body = before === undefined || after === undefined ? NOT_OURS : bodyOf({ ...row, before, after });
    yield { seq: row.seq, body, prevHash: row.prevHash, hash: row.hash };
  }
}

/** The body of a row whose texts we cannot have written: it is no JSON, so no hash of ours was taken of it. */
const NOT_OURS = '';

function readRows(db: ReadableDb, limit: number): IterableIterator<RawAudit> {
  const sql = `SELECT ${COLUMNS} FROM audit WHERE @limit < 0 OR seq >
    (SELECT coalesce(max(seq), 0) FROM audit) - @limit ORDER BY seq`;
  return db.prepare(sql).iterate({ limit }) as IterableIterator<RawAudit>;
}

function auditRowOf(row: RawAudit): AuditRow {
  return { ...row, before: valueOf(row.before), after: valueOf(row.after) };
}

/** The value of a stored text, or the text itself where somebody put something else there. */
function valueOf(text: string): JsonValue {
  const value = parsed(text);
  return value === undefined ? text : value;
}

/** The value of a stored text; undefined where it is not the canonical JSON that was stored. */
function parsed(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
