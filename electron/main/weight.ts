/**
 * Whether a value that came from a page is plain data of bounded size, told without copying or printing it. Structured
 * cloning lets through more than JSON does: buffers, maps, cycles; none of these is ever a message of ours.
 */

const MAX_DEPTH = 64;
/** What an element or a key costs beside its content. */
const OVERHEAD_BYTES = 2;

/** False as soon as it is certain; `maxBytes` is of UTF-8 at most, as JSON would be. */
export function isPlainWithin(value: unknown, maxBytes: number): boolean {
  let left = maxBytes;

  function spend(bytes: number): boolean {
    left -= bytes;
    return left >= 0;
  }

  function isPlain(one: unknown, depth: number): boolean {
    if (one === null || one === undefined || typeof one === 'boolean' || typeof one === 'number')
      return spend(OVERHEAD_BYTES);
    // A text of n units is at least n bytes, so that a large one is refused before it is measured.
    if (typeof one === 'string') return one.length <= left && spend(Buffer.byteLength(one) + OVERHEAD_BYTES);
    if (typeof one !== 'object' || depth >= MAX_DEPTH) return false;
    if (Array.isArray(one)) return one.length <= left && one.every((item) => isPlain(item, depth + 1));
    const prototype: unknown = Object.getPrototypeOf(one);
    if (prototype !== Object.prototype && prototype !== null) return false;
    for (const key in one) {
      if (!isPlain(key, depth + 1) || !isPlain((one as Record<string, unknown>)[key], depth + 1)) return false;
    }
    return true;
  }

  return value === undefined || isPlain(value, 0);
}
