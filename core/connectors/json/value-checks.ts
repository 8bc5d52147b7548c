/** Checks on what was cut out of the stream, each needed once a record. */

/** Whether `value` nests objects and arrays deeper than `limit`; looks no deeper than that. */
export function isDeeperThan(value: object, limit: number): boolean {
  if (limit === 0) return true;
  if (Array.isArray(value)) {
    for (const member of value) {
      if (typeof member === 'object' && member !== null && isDeeperThan(member as object, limit - 1)) return true;
    }
    return false;
  }
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    if (typeof member === 'object' && member !== null && isDeeperThan(member, limit - 1)) return true;
  }
  return false;
}

const OPENING = /^\{[ \t]*"[^"\\\n]{1,64}"[ \t]*:/;

/**
 * The bytes from a record's brace to the colon behind its first name, where they stand on one line: what its siblings
 * very likely begin with too. Null where the record begins otherwise.
 */
export function openingOf(bytes: Buffer, start: number): Buffer | null {
  const match = OPENING.exec(bytes.toString('latin1', start, Math.min(bytes.length, start + 96)));
  return match === null ? null : Buffer.from(match[0], 'latin1');
}
