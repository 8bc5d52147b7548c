/** A map by number for what mostly holds one or two things and exists a million times: a list until it has many. */
const FEW = 16;

export class ByNumber<T> {
  readonly #keys: number[] = [];
  readonly #values: T[] = [];
  /** Where each is in the lists, once they are long. */
  #places: Map<number, number> | null = null;

  get(key: number): T | undefined {
    const place = this.#places === null ? this.#keys.indexOf(key) : (this.#places.get(key) ?? -1);
    return place === -1 ? undefined : this.#values[place];
  }

  /** Adds a key that is not there. */
  add(key: number, value: T): void {
    this.#places?.set(key, this.#keys.length);
    this.#keys.push(key);
    this.#values.push(value);
    if (this.#places === null && this.#keys.length > FEW) {
      this.#places = new Map(this.#keys.map((known, place) => [known, place]));
    }
  }

  *[Symbol.iterator](): Generator<readonly [number, T], void, undefined> {
    for (const [place, key] of this.#keys.entries()) yield [key, this.#values[place]!];
  }
}
