/**
 * The names of elements and attributes, which a chunk stores once and refers to by offset.
 *
 * Source: libyal, "Windows XML Event Log (EVTX) format", section name: link, hash, count, characters, NUL.
 */
import { DecodeError } from './decode-error.ts';
import { CHUNK_HEADER_BYTES } from './layout.ts';
import type { TextDecoderCache } from './text.ts';

const NAME_HEADER_BYTES = 8;
const NUL_BYTES = 2;

export class NameTable {
  readonly #chunk: Buffer;
  readonly #known = new Map<number, string>();
  readonly text: TextDecoderCache;

  constructor(chunk: Buffer, text: TextDecoderCache) {
    this.#chunk = chunk;
    this.text = text;
  }

  /** Whether a name could stand at `offset`. */
  isName(offset: number): boolean {
    if (this.#known.has(offset)) return true;
    return (
      offset >= CHUNK_HEADER_BYTES && offset + this.sizeAt(offset) <= this.#chunk.length && this.#units(offset) > 0
    );
  }

  /** Bytes of the name's structure. */
  sizeAt(offset: number): number {
    return NAME_HEADER_BYTES + this.#units(offset) * 2 + NUL_BYTES;
  }

  at(offset: number): string {
    const known = this.#known.get(offset);
    if (known !== undefined) return known;
    if (!this.isName(offset)) throw new DecodeError(`no name at chunk offset ${offset}`);
    const name = this.text.utf16(this.#chunk, offset + NAME_HEADER_BYTES, this.#units(offset) * 2);
    this.#known.set(offset, name);
    return name;
  }

  #units(offset: number): number {
    const at = offset + NAME_HEADER_BYTES - 2;
    return at + 2 <= this.#chunk.length ? this.#chunk.readUInt16LE(at) : 0;
  }
}
