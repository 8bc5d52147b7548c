/** Rows of the audit log that fit what somebody asks for, newest first. */
import { auditRows, type AuditRow } from './audit.ts';
import { headOf } from './chain-head.ts';
import type { ReadableDb } from './database.ts';

export interface AuditQuestion {
  /** Exactly this one; empty takes all. */
  readonly actor: string;
  /** Exactly this one, or with `.` at its end all of a domain; empty takes all. */
  readonly action: string;
  /** Contained in the subject, letters' case left aside (of ASCII, as SQLite has it). */
  readonly subject: string;
  /** Both ends included; null for no end. */
  readonly fromUs: number | null;
  readonly toUs: number | null;
}

export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** How many fit, and of how many. */
  readonly found: number;
  readonly total: number;
}

/** At most `limit` rows before number `beforeSeq` (null for the newest). */
export function searchAudit(
  db: ReadableDb,
  question: AuditQuestion,
  beforeSeq: number | null,
  limit: number,
): AuditPage {
  const { where, params } = conditionOf(question);
  const rows = auditRows(db, `${where} AND seq < ? ORDER BY seq DESC LIMIT ?`, [
    ...params,
    beforeSeq ?? Number.MAX_SAFE_INTEGER,
    limit,
  ]);
  const found = db
    .prepare(`SELECT count(*) FROM audit WHERE ${where}`)
    .pluck()
    .get(...params) as number;
  return { rows, found, total: headOf(db, 'audit')?.count ?? 0 };
}

/** Who acted and what was done, each once, in alphabetical order; by steps through an index, not row by row. */
export function auditNames(db: ReadableDb, column: 'actor' | 'action'): string[] {
  const next = db.prepare(`SELECT min(${column}) FROM audit WHERE ${column} > ?`).pluck();
  const first = db.prepare(`SELECT min(${column}) FROM audit`).pluck().get() as string | null;
  const names: string[] = [];
  for (let name = first; name !== null; name = next.get(name) as string | null) names.push(name);
  return names;
}

function conditionOf({ actor, action, subject, fromUs, toUs }: AuditQuestion): {
  readonly where: string;
  readonly params: readonly (string | number)[];
} {
  const isDomain = action.endsWith('.');
  const conditions: readonly (readonly [string, readonly (string | number)[]] | null)[] = [
    actor === '' ? null : ['actor = ?', [actor]],
    action === ''
      ? null
      : isDomain
        ? ['action >= ? AND action < ?', [action, afterDomain(action)]]
        : ['action = ?', [action]],
    subject === '' ? null : ['instr(lower(subject), lower(?)) > 0', [subject]],
    fromUs === null ? null : ['time_us >= ?', [fromUs]],
    toUs === null ? null : ['time_us <= ?', [toUs]],
  ];
  const asked = conditions.filter((condition) => condition !== null);
  return {
    where: ['1', ...asked.map(([text]) => text)].join(' AND '),
    params: asked.flatMap(([, params]) => params),
  };
}

/** The first text after all that start with `domain.`: `/` follows `.`. */
function afterDomain(domain: string): string {
  return `${domain.slice(0, -1)}/`;
}
