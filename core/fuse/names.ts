/**
 * Names as numbers, each name once, so that what is looked up all the time is a place in a row. A name is a kind and a
 * text, two strings as they are, because joining them for each of millions of look-ups costs more than the look-up.
 */
export class Names {
  readonly #numbers = new Map<string, Map<string, number>>();
  #size = 0;

  /** How many there are: their numbers are 0 to `size - 1`, in the order in which they came. */
  get size(): number {
    return this.#size;
  }

  numberOf(kind: string, text: string): number {
    let ofKind = this.#numbers.get(kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      this.#numbers.set(kind, ofKind);
    }
    const known = ofKind.get(text);
    if (known !== undefined) return known;
    ofKind.set(text, this.#size);
    return this.#size++;
  }
}
