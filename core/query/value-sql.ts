/** One check on one value, as SQL. What the database does well by itself is left to it; our functions do the rest. */
import type { Bound, Check } from './check.ts';
import {
  ANY_RUN,
  asciiLower,
  isAnything,
  isAsciiPattern,
  literalOf,
  longestLiteral,
  writePattern,
  type Pattern,
} from './pattern.ts';
import { combine, FALSE, sql, type Sql } from './sql.ts';

/** A value as expressions; each is null, in SQL's sense, where the value has no such form. */
export interface ValueSql {
  readonly text: Sql;
  readonly number: Sql;
}

export function checkSql(check: Check, value: ValueSql): Sql {
  switch (check.kind) {
    case 'exists':
      return sql`${value.text} IS NOT NULL`;
    case 'pattern':
      return patternSql(check.pattern, value.text);
    case 'words':
      return wordsSql(check.pattern, value.text);
    case 'network':
      return sql`ip_in_net(${check.network}, ${value.text})`;
    case 'regex':
      return sql`regexp_linear(${check.source}, ${value.text})`;
    case 'numbers':
      return boundsSql(check.low, check.high, value.number);
    case 'order':
      return boundsSql(check.low, check.high, sql`lower(${value.text})`);
    case 'any':
      return combine(
        'OR',
        check.checks.map((one) => checkSql(one, value)),
      );
    case 'ranks':
    case 'times':
      return FALSE;
  }
}

function boundsSql(low: Bound<string | number> | null, high: Bound<string | number> | null, value: Sql): Sql {
  if (low !== null && high !== null && low.value === high.value) return sql`${value} = ${low.value}`;
  const parts: Sql[] = [];
  if (low !== null) parts.push(low.isInclusive ? sql`${value} >= ${low.value}` : sql`${value} > ${low.value}`);
  if (high !== null) parts.push(high.isInclusive ? sql`${value} <= ${high.value}` : sql`${value} < ${high.value}`);
  return combine('AND', parts);
}

/**
 * `instr` and `=` on lower-cased text rather than LIKE: they need no escapes and, unlike LIKE, they see what stands
 * behind a zero character, where somebody might want to hide.
 */
function patternSql(pattern: Pattern, text: Sql): Sql {
  if (isAnything(pattern)) return sql`${text} IS NOT NULL`;
  if (!isAsciiPattern(pattern)) return sql`wild_match(${writePattern(pattern)}, ${text})`;
  const literal = literalOf(pattern);
  if (literal !== null) return sql`lower(${text}) = ${asciiLower(literal)}`;
  const [first, second, third] = pattern;
  if (pattern.length === 2 && typeof first === 'string' && second === ANY_RUN) {
    return sql`instr(lower(${text}), ${asciiLower(first)}) = 1`;
  }
  if (pattern.length === 2 && first === ANY_RUN && typeof second === 'string') {
    const ending = asciiLower(second);
    return sql`substr(CAST(lower(${text}) AS BLOB), ${-ending.length}) = CAST(${ending} AS BLOB)`;
  }
  if (pattern.length === 3 && first === ANY_RUN && typeof second === 'string' && third === ANY_RUN) {
    return containsSql(second, text);
  }
  return withCandidates(pattern, text, sql`wild_match(${writePattern(pattern)}, ${text})`);
}

function wordsSql(pattern: Pattern, text: Sql): Sql {
  if (isAnything(pattern) || pattern.length === 0) return sql`${text} IS NOT NULL`;
  return withCandidates(pattern, text, sql`has_words(${writePattern(pattern)}, ${text})`);
}

/** Our function is asked only about rows that hold the longest literal piece of the pattern. */
function withCandidates(pattern: Pattern, text: Sql, exact: Sql): Sql {
  const piece = longestLiteral(pattern);
  return piece === '' || !isAsciiPattern(pattern) ? exact : combine('AND', [containsSql(piece, text), exact]);
}

function containsSql(piece: string, text: Sql): Sql {
  return sql`instr(lower(${text}), ${asciiLower(piece)}) > 0`;
}

/**
 * What must hold of a text for any part of it to satisfy the check; null where nothing can be said. The database finds
 * it out by itself, and our function that takes the part out is asked about few rows.
 */
export function wholeOfPartSql(check: Check, whole: Sql): Sql | null {
  if (check.kind !== 'pattern' || !isAsciiPattern(check.pattern)) return null;
  const piece = longestLiteral(check.pattern);
  return piece === '' ? null : containsSql(piece, whole);
}

/**
 * A literal that the JSON text of an object must hold for any member to satisfy the check, escaped as JSON escapes it;
 * null where there is none. Looking for it first spares parsing most rows.
 */
export function jsonWitness(check: Check): string | null {
  if (check.kind !== 'pattern' || !isAsciiPattern(check.pattern)) return null;
  const piece = longestLiteral(check.pattern);
  return piece.length < 3 ? null : asciiLower(JSON.stringify(piece).slice(1, -1));
}
