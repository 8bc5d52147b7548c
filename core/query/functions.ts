/**
 * The functions that compiled queries call and the database does not have; the store registers them. All are pure,
 * give no match for what they cannot read, and take time linear in the text, or in text times pattern.
 */
import { accountName, fileName, shortHost } from './facets.ts';
import { compileNetwork } from './networks.ts';
import { compilePattern, readPattern } from './pattern.ts';
import { numberOf } from './scalars.ts';
import { compileWords } from './words.ts';

/** A linear-time, case-insensitive, unanchored regular expression; comes from outside because engines differ. */
export type CompileRegex = (source: string) => (text: string) => boolean;

type SqlScalar = string | number | null;
export type SqlFunction = (...args: readonly unknown[]) => SqlScalar;

/** By name, with the number of arguments. */
export function queryFunctions(compileRegex: CompileRegex): ReadonlyMap<string, SqlFunction> {
  const matchWith = (compile: (source: string) => (text: string) => boolean): SqlFunction => {
    const compiled = remembering(compile);
    return (source, text) => (typeof source === 'string' && typeof text === 'string' && compiled(source)(text) ? 1 : 0);
  };
  const textPart =
    (part: (text: string) => SqlScalar): SqlFunction =>
    (text) =>
      typeof text === 'string' ? part(text) : null;
  return new Map<string, SqlFunction>([
    ['wild_match', matchWith((source) => compilePattern(readPattern(source)))],
    ['has_words', matchWith((source) => compileWords(readPattern(source)))],
    ['regexp_linear', matchWith(compileRegex)],
    ['ip_in_net', matchWith((network) => compileNetwork(network) ?? (() => false))],
    ['short_host', textPart(shortHost)],
    ['account_name', textPart(accountName)],
    ['file_name', textPart(fileName)],
    ['number_of', textPart(numberOf)],
    ['number_text', (number) => (typeof number === 'number' ? String(number) : null)],
  ]);
}

/** A query has few patterns and a table many rows. */
const REMEMBERED = 256;

function remembering<Result>(make: (source: string) => Result): (source: string) => Result {
  const known = new Map<string, Result>();
  return (source) => {
    let result = known.get(source);
    if (result === undefined) {
      result = make(source);
      if (known.size >= REMEMBERED) known.clear();
      known.set(source, result);
    }
    return result;
  };
}
