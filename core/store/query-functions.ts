/**
 * Gives a connection the functions that compiled queries call: those of the query language, and those that reach what
 * lies packed in blocks and lists. Regular expressions run in linear time whatever the query or the evidence holds:
 * RE2's syntax, without look-around and back-references.
 */
import { RE2JS } from 're2js';
import { messageOf } from '../kernel/errors.ts';
import { queryFunctions } from '../query/functions.ts';
import type { ReadableDb } from './database.ts';
import type { DetailBlock } from './detail-block.ts';
import { detailsOf } from './event-details.ts';
import { mentionsAny } from './mention-list.ts';
import { statement } from './statements.ts';

const MAX_REGEX_CHARS = 2_048;

/** Without regard to case, unanchored; `.` stops at line ends. Throws for what `checkQueryRegex` refuses. */
export function compileQueryRegex(source: string): (text: string) => boolean {
  const expression = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  return (text) => expression.test(text);
}

/** Why a regular expression cannot be used, for people; null where it can. */
export function checkQueryRegex(source: string): string | null {
  if (source.length > MAX_REGEX_CHARS) return `A regular expression has at most ${MAX_REGEX_CHARS} characters`;
  try {
    RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    return null;
  } catch (thrown) {
    return `The regular expression cannot run in linear time: ${messageOf(thrown)}`;
  }
}

/** Entities of probes that have too many to be looked up, by run and field; see `core/query/probe.ts`. */
export interface WideProbes {
  set(run: number, field: number, entityIds: ReadonlySet<number>): void;
  forget(run: number): void;
}

interface Prepared extends WideProbes {
  readonly entityIds: Map<number, Map<number, ReadonlySet<number>>>;
}

const prepared = new WeakMap<ReadableDb, Prepared>();

/** Whether this connection has a table of its own of that name. */
export function hasTemporary(db: ReadableDb, name: string): boolean {
  return statement(db, 'SELECT 1 FROM temp.sqlite_schema WHERE name = ?', 'pluck').get(name) !== undefined;
}

/** Registers the functions once for each connection, and sees to it that there is a table for what probes find. */
export function prepareForQueries(db: ReadableDb): void {
  registerFunctions(db);
  // Made within a transaction that is rolled back, it is gone with it.
  if (hasTemporary(db, 'probe')) return;
  db.exec(
    'CREATE TEMP TABLE probe (run INTEGER, field INTEGER, entity_id INTEGER, PRIMARY KEY (run, field, entity_id)) WITHOUT ROWID',
  );
}

function registerFunctions(db: ReadableDb): void {
  if (prepared.has(db)) return;
  for (const [name, run] of queryFunctions(compileQueryRegex)) {
    db.function(name, { deterministic: true, varargs: true }, run);
  }
  const details = detailsOf(db);
  // Null for an event that is not there: the database may ask about one that a query only names.
  const inBlock = (name: string, read: (block: DetailBlock, id: number) => string): void =>
    void db.function(name, { deterministic: true }, (id: unknown) => {
      const block = details.find(id as number);
      return block === null ? null : read(block, id as number);
    });
  inBlock('fields_of', (block, id) => block.fieldsText(id));
  inBlock('message_of', (block, id) => block.message(id));
  inBlock('logsource_of', (block, id) => JSON.stringify(block.logsource(id)));
  db.function('fields_hold', { deterministic: true }, (id: unknown, part: unknown) =>
    details.find(id as number)?.fieldsHold(id as number, part as string) === true ? 1 : 0,
  );

  const entityIds = new Map<number, Map<number, ReadonlySet<number>>>();
  db.function('mentions_any', (bytes: unknown, run: unknown, field: unknown, roles: unknown) => {
    const wanted = entityIds.get(run as number)?.get(field as number);
    return wanted !== undefined && mentionsAny(bytes as Uint8Array, wanted, roles as number) ? 1 : 0;
  });
  prepared.set(db, {
    entityIds,
    set: (run, field, ids) => {
      const fields = entityIds.get(run) ?? new Map<number, ReadonlySet<number>>();
      entityIds.set(run, fields.set(field, ids));
    },
    forget: (run) => void entityIds.delete(run),
  });
}

export function wideProbesOf(db: ReadableDb): WideProbes {
  return prepared.get(db)!;
}
