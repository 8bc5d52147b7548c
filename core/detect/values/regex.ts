/**
 * Regular expressions in time linear in the text, whatever the rule or the event holds: RE2's syntax, which covers
 * the specification's subset of PCRE. Look-around and back-references cannot be had in linear time and are refused.
 */
import { RE2JS } from 're2js';
import { messageOf } from '../../kernel/errors.ts';
import { unsupported } from '../refusal.ts';

const MAX_SOURCE_CHARS = 4_096;

/** Why the expression cannot be used, as a refusal; nothing where it can. */
export function checkRegex(source: string, flags: string): void {
  if (source.length > MAX_SOURCE_CHARS) {
    throw unsupported(`the regular expression is longer than ${MAX_SOURCE_CHARS} characters`);
  }
  try {
    RE2JS.compile(source, flagBits(flags));
  } catch (thrown) {
    throw unsupported(`the regular expression cannot run in linear time: ${messageOf(thrown)}`);
  }
}

/** An unanchored test; `flags` holds any of `i`, `m`, `s`. */
export function compileRegex(source: string, flags: string): (text: string) => boolean {
  const expression = RE2JS.compile(source, flagBits(flags));
  return (text) => expression.test(text);
}

function flagBits(flags: string): number {
  let bits = 0;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('m')) bits |= RE2JS.MULTILINE;
  if (flags.includes('s')) bits |= RE2JS.DOTALL;
  return bits;
}
