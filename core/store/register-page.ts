/**
 * The form of a register. For each *key*, which is an entity in a role, it lists the places of the events that mention it
 * so, in ascending order; keys ascend too. It is cut into pages, none of which shares an entity with the next, and each
 * says which entity it begins with. Everything is a number of seven bits a byte, the lowest first: the distance from the
 * key before, the bytes of the list, then the distances of the list. So a list that is not wanted is stepped over.
 */
import { CHAPTER_EVENTS } from './chapters.ts';
import { forEachMention, MENTION_ROLES } from './mention-list.ts';

/** Two of them fit a page of the database. A longer one is a single entity that very many events mention. */
const PAGE_BYTES = 2_000;

export interface RegisterPage {
  readonly firstEntity: number;
  readonly bytes: Uint8Array;
}

/** Mentions of one chapter, in any order, to be written as its register. Each is one number, because there are 50,000. */
export class RegisterBuilder {
  #packed = new Float64Array(4_096);
  #size = 0;

  /** What an event at this place of the chapter mentions, as its row lists it. */
  add(place: number, mentions: Uint8Array): void {
    forEachMention(mentions, (entityId, role) => {
      if (this.#size === this.#packed.length) this.#grow();
      this.#packed[this.#size++] = (entityId * MENTION_ROLES + role) * CHAPTER_EVENTS + place;
    });
  }

  #grow(): void {
    const larger = new Float64Array(2 * this.#size);
    larger.set(this.#packed);
    this.#packed = larger;
  }

  /** At least one; the first one begins with entity 0, which nobody is. Forgets what was added. */
  pages(): RegisterPage[] {
    const sorted = this.#packed.subarray(0, this.#size).toSorted();
    this.#size = 0;
    const pages: RegisterPage[] = [];
    let page = new PageBuilder(0);
    const list = new Numbers();
    for (let at = 0; at < sorted.length;) {
      const key = Math.floor(sorted[at]! / CHAPTER_EVENTS);
      const entityId = Math.floor(key / MENTION_ROLES);
      if (page.sizeBytes >= PAGE_BYTES && entityId !== page.lastEntity) {
        pages.push(page.built());
        page = new PageBuilder(entityId);
      }
      list.clear();
      const end = (key + 1) * CHAPTER_EVENTS;
      // The same twice is one: a list that was packed by a migration may repeat itself.
      for (let before = -1; at < sorted.length && sorted[at]! < end; at++) {
        const place = sorted[at]! % CHAPTER_EVENTS;
        if (place > before) list.push(before < 0 ? place : place - before);
        before = place;
      }
      page.add(key, list);
    }
    pages.push(page.built());
    return pages;
  }
}

/** Numbers of seven bits a byte. */
class Numbers {
  #bytes = new Uint8Array(256);
  size = 0;

  clear(): void {
    this.size = 0;
  }

  push(number: number): void {
    this.#room(8);
    let rest = number;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#bytes[this.size++] = (rest % 128) + 128;
    this.#bytes[this.size++] = rest;
  }

  append(other: Numbers): void {
    this.#room(other.size);
    this.#bytes.set(other.bytes(), this.size);
    this.size += other.size;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.size);
  }

  #room(bytes: number): void {
    if (this.size + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.size + bytes));
    larger.set(this.bytes());
    this.#bytes = larger;
  }
}

class PageBuilder {
  readonly #firstEntity: number;
  readonly #numbers = new Numbers();
  #key: number;

  constructor(firstEntity: number) {
    this.#firstEntity = firstEntity;
    this.#key = firstEntity * MENTION_ROLES;
  }

  get sizeBytes(): number {
    return this.#numbers.size;
  }

  get lastEntity(): number {
    return Math.floor(this.#key / MENTION_ROLES);
  }

  add(key: number, list: Numbers): void {
    this.#numbers.push(key - this.#key);
    this.#numbers.push(list.size);
    this.#numbers.append(list);
    this.#key = key;
  }

  built(): RegisterPage {
    return { firstEntity: this.#firstEntity, bytes: this.#numbers.bytes() };
  }
}

/** Steps through a page key by key. */
export class PageReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #listAt = 0;
  #key: number;

  constructor({ firstEntity, bytes }: RegisterPage) {
    this.#bytes = bytes;
    this.#key = firstEntity * MENTION_ROLES;
  }

  /** Goes to the next key; false where there is none. */
  next(): boolean {
    if (this.#at >= this.#bytes.length) return false;
    this.#key += this.#number();
    const size = this.#number();
    this.#listAt = this.#at;
    this.#at += size;
    return true;
  }

  get entityId(): number {
    return Math.floor(this.#key / MENTION_ROLES);
  }

  get role(): number {
    return this.#key % MENTION_ROLES;
  }

  /** How many events the list of this key has. */
  count(): number {
    let count = 0;
    // The last byte of a number, and no other, is below 128.
    for (let at = this.#listAt; at < this.#at; at++) if (this.#bytes[at]! < 128) count++;
    return count;
  }

  /** Adds `firstId` and the place of each event of the list to `ids`. */
  read(firstId: number, ids: number[]): void {
    let id = firstId;
    let number = 0;
    let shift = 0;
    for (let at = this.#listAt; at < this.#at; at++) {
      const byte = this.#bytes[at]!;
      number |= (byte & 127) << shift;
      if (byte > 127) {
        shift += 7;
        continue;
      }
      ids.push((id += number));
      number = 0;
      shift = 0;
    }
  }

  #number(): number {
    let number = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#at++]!;
      number += (byte & 127) * scale;
      if (byte < 128) return number;
    }
  }
}
