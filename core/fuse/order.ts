/**
 * Puts many things in order without asking a comparison for each pair: a number that stands for each is sorted, with
 * its place, as one 64-bit integer. Only where two numbers are alike is `compare` asked.
 */
const WORD = 2 ** 32;
/** Which of the two words of a 64-bit number in memory holds its upper half. */
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * 0 to `size - 1` in the order of `compare`, which must call no two equal. `keyOf` gives numbers of at least 0 that never
 * fall in that order; the finer they are, the less is compared.
 */
export function inOrderOf(
  size: number,
  keyOf: (item: number) => number,
  compare: (a: number, b: number) => number,
): Uint32Array {
  const placeBits = Math.max(1, Math.ceil(Math.log2(size + 1)));
  const keyed = keyedPlaces(size, placeBits, keyOf);
  const words = new Uint32Array(keyed.buffer);
  const places = new Uint32Array(size);
  const mask = 2 ** placeBits - 1;
  // Of numbers without a sign the order of the bits is theirs, and the last bits are no great loss.
  for (let at = 0; at < size; at++) places[at] = (words[2 * at + 1 - UPPER]! & mask) >>> 0;
  const isAlike = (at: number): boolean =>
    words[2 * at + UPPER] === words[2 * at - 2 + UPPER] &&
    words[2 * at + 1 - UPPER]! >>> placeBits === words[2 * at - 1 - UPPER]! >>> placeBits;
  for (let from = 0, to = 1; from < size; from = to++) {
    while (to < size && isAlike(to)) to += 1;
    if (to - from > 1) places.subarray(from, to).sort(compare);
  }
  return places;
}

/** The first bits of each key with the item's number behind them, sorted. */
function keyedPlaces(size: number, placeBits: number, keyOf: (item: number) => number): BigUint64Array {
  const keyed = new BigUint64Array(size);
  const words = new Uint32Array(keyed.buffer);
  const key = new Float64Array(1);
  const bits = new Uint32Array(key.buffer);
  const kept = WORD - 2 ** placeBits;
  for (let item = 0; item < size; item++) {
    key[0] = keyOf(item);
    words[2 * item + UPPER] = bits[UPPER]!;
    words[2 * item + 1 - UPPER] = (bits[1 - UPPER]! & kept) | item;
  }
  keyed.sort();
  return keyed;
}
