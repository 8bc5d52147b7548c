/**
 * JSON in its one canonical form (RFC 8785): members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Two programs that agree on a value agree on its bytes, and so on its hash.
 */
import type { JsonObject, JsonValue } from '../model/json.ts';

/**
 * The canonical text of `value`. Throws a `TypeError` for what JSON has no form for (undefined, NaN, an infinity, a big
 * integer, half of a surrogate pair): a hash over something that is dropped on the way would prove nothing.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'string') return canonicalString(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return `{${Object.keys(value).toSorted().map(memberOf(value)).join(',')}}`;
  throw new TypeError(`JSON has no ${typeof value}`);
}

/** `Array.isArray` does not see that what is left over is no read-only array. */
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function memberOf(object: JsonObject): (name: string) => string {
  return (name) => `${canonicalString(name)}:${canonicalJson(object[name]!)}`;
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
  return JSON.stringify(value);
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('A text holds half of a surrogate pair, which UTF-8 cannot carry');
  return JSON.stringify(value);
}
