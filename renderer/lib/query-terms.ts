/** Changing a query by a press on a value. */

/** `query` and, or and not, the test that `field` has `value`. */
export function withTerm(query: string, field: string, value: string, isOut: boolean): string {
  return withTest(query, `${isOut ? 'not ' : ''}${field}:${quoted(value)}`);
}

/** As `withTerm` for what somebody typed, in which `*` and `?` stand for anything. */
export function withPattern(query: string, field: string, pattern: string): string {
  const isPlain = /^[\w.@*?-]+$/.test(pattern) && !RESERVED.has(pattern.toLowerCase());
  return withTest(query, `${field}:${isPlain ? pattern : `"${pattern.replaceAll(/[\\"]/g, '\\$&')}"`}`);
}

function withTest(query: string, term: string): string {
  const plain = query.trim();
  if (plain === '' || plain === '*') return term;
  const [condition, ...stages] = splitStages(plain);
  const whole = /\bor\b/i.test(condition!) ? `(${condition}) and ${term}` : `${condition} and ${term}`;
  return [whole, ...stages].join(' | ');
}

/** `query` with a stage of time in place of one that was there. */
export function withTime(query: string, fromUs: number, toUs: number): string {
  const [condition] = splitStages(query.trim() === '' ? '*' : query);
  const at = (us: number): string => new Date(us / 1_000).toISOString();
  return `${condition} | from ${at(fromUs)} to ${at(toUs)}`;
}

/** A value as one word that means itself: in quotes, with a backslash before whatever the language gives a meaning. */
function quoted(value: string): string {
  if (/^[\w.@-]+$/.test(value) && !RESERVED.has(value.toLowerCase())) return value;
  return `"${value.replaceAll(/[\\*?"]/g, '\\$&')}"`;
}

const RESERVED: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'to']);

/** At the bars that stand outside of quotes. */
function splitStages(query: string): readonly string[] {
  return query.split(/\|(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((part) => part.trim());
}

/** The range that `withTime` put into a query; null where there is another stage of time or none. */
export function rangeOf(query: string): { readonly fromUs: number; readonly toUs: number } | null {
  const found = /\| from (\S+Z) to (\S+Z)$/.exec(query.trim());
  if (found === null) return null;
  const [fromUs, toUs] = [found[1]!, found[2]!].map((text) => Date.parse(text) * 1_000) as [number, number];
  return Number.isFinite(fromUs) && Number.isFinite(toUs) ? { fromUs, toUs } : null;
}

/** `query` without its stages of time. */
export function withoutTime(query: string): string {
  return splitStages(query)[0]!;
}
