/**
 * Recognises a document that only wraps a list of records, such as CloudTrail's `{"Records":[…]}`. It must be told
 * before the list has been read, because the list may be larger than memory: a wrapper is an object whose list stands
 * under a name that exports use for it, holds objects, and is preceded by nothing but the export's own bookkeeping.
 */

const LIST_NAMES: ReadonlySet<string> = new Set([
  'records',
  'value',
  'values',
  'events',
  'items',
  'logs',
  'entries',
  'results',
  'data',
  'alerts',
  'detections',
  'hits',
]);

const BOOKKEEPING: ReadonlySet<string> = new Set([
  'count',
  'total',
  'took',
  'timed_out',
  'status',
  'version',
  'next',
  'nextlink',
  'nexttoken',
  'next_token',
  'page',
  'size',
  'offset',
  'limit',
  'success',
]);

/** Bytes that are looked at before an object is taken for a record. */
export const WRAPPER_HEAD_BYTES = 4_096;

const HEAD =
  /^\{\s*((?:"[^"\\]{1,64}"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+.\w]+)\s*,\s*)*)"([^"\\]{1,64})"\s*:\s*\[\s*(?=[{\]])/;
const MEMBER = /"([^"\\]{1,64})"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+.\w]+)\s*,/g;

/** Where the list's first element starts, counted from the start of `head`, or -1 for an ordinary record. */
export function wrappedListStart(head: string): number {
  const match = HEAD.exec(head);
  if (match === null || !LIST_NAMES.has(match[2]!.toLowerCase())) return -1;
  for (const [, name] of match[1]!.matchAll(MEMBER)) if (!isBookkeeping(name!)) return -1;
  return match[0].length;
}

/** Whether a whole object is such a wrapper: the one list, and bookkeeping beside it. */
export function isWrapperObject(value: object): boolean {
  let lists = 0;
  let members = 0;
  for (const name in value) {
    if (++members > 6) return false;
    const member = (value as Record<string, unknown>)[name];
    if (Array.isArray(member) && LIST_NAMES.has(name.toLowerCase()) && isListOfObjects(member)) lists++;
    else if (!isBookkeeping(name) || typeof member === 'object') return false;
  }
  return lists === 1;
}

function isBookkeeping(name: string): boolean {
  return name.startsWith('@') || BOOKKEEPING.has(name.toLowerCase());
}

function isListOfObjects(list: readonly unknown[]): boolean {
  const first = list[0];
  return list.length === 0 || (typeof first === 'object' && first !== null && !Array.isArray(first));
}
