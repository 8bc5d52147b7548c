/** A set of texts for what mostly holds one or two of them and exists a million times: a list until it has many. */
const FEW = 16;

const NONE: readonly string[] = [];

export class Texts {
  #few: string[] | null = null;
  #many: Set<string> | null = null;

  get size(): number {
    return this.#many?.size ?? this.#few?.length ?? 0;
  }

  add(text: string): void {
    if (this.#few === null) this.#few = [text];
    else if (this.#many !== null) this.#many.add(text);
    else if (!this.#few.includes(text)) {
      this.#few.push(text);
      if (this.#few.length > FEW) this.#many = new Set(this.#few);
    }
  }

  has(text: string): boolean {
    return this.#many?.has(text) ?? this.#few?.includes(text) ?? false;
  }

  addAll(texts: Iterable<string>): void {
    for (const text of texts) this.add(text);
  }

  [Symbol.iterator](): Iterator<string> {
    return (this.#many ?? this.#few ?? NONE)[Symbol.iterator]();
  }
}
