/** A set of texts for what mostly holds one or two of them and exists a million times: a list until it has many. */
const FEW = 16;

export class Texts {
  readonly #few: string[] = [];
  #many: Set<string> | null = null;

  get size(): number {
    return this.#many?.size ?? this.#few.length;
  }

  add(text: string): void {
    if (this.#many !== null) this.#many.add(text);
    else if (!this.#few.includes(text)) {
      this.#few.push(text);
      if (this.#few.length > FEW) this.#many = new Set(this.#few);
    }
  }

  has(text: string): boolean {
    return this.#many?.has(text) ?? this.#few.includes(text);
  }

  addAll(texts: Iterable<string>): void {
    for (const text of texts) this.add(text);
  }

  [Symbol.iterator](): Iterator<string> {
    return (this.#many ?? this.#few)[Symbol.iterator]();
  }
}
