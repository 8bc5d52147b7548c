/**
 * Gives a connection the functions that compiled queries call. Regular expressions run in linear time whatever the
 * query or the evidence holds: RE2's syntax, without look-around and back-references.
 */
import { RE2JS } from 're2js';
import { messageOf } from '../kernel/errors.ts';
import { queryFunctions } from '../query/functions.ts';
import type { ReadableDb } from './database.ts';

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

const prepared = new WeakSet<ReadableDb>();

/** Registers the functions once for each connection. */
export function prepareForQueries(db: ReadableDb): void {
  if (prepared.has(db)) return;
  for (const [name, run] of queryFunctions(compileQueryRegex)) {
    db.function(name, { deterministic: true, varargs: true }, run);
  }
  prepared.add(db);
}
