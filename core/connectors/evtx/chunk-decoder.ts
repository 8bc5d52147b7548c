/**
 * Everything one chunk's records share while they are decoded: its bytes, its names, its templates, and the table of
 * values of the template instance at hand. A template is parsed once per chunk: chunks stand for themselves, and reading
 * a template is cheap beside the records that use it.
 *
 * Bounds: nesting of instances, bytes of templates parsed per chunk, and work per record and per chunk, because a few
 * bytes can name a large template again and again. Past a bound the record is refused, the others go on.
 *
 * Source: libyal, "Windows XML Event Log (EVTX) format", sections template instance, template definition.
 */
import { DecodeError } from './decode-error.ts';
import { CHUNK_BYTES } from './layout.ts';
import { NameTable } from './names.ts';
import type { Node } from './nodes.ts';
import { TokenParser } from './parse.ts';
import type { TextDecoderCache } from './text.ts';
import { ARRAY_FLAG, VALUE } from './value-types.ts';

const MAX_INSTANCE_DEPTH = 8;
/** Honest chunks hold at most their own size of definitions. */
const MAX_TEMPLATE_BYTES = 4 * CHUNK_BYTES;
/** Next definition, GUID, size of the body. */
const TEMPLATE_HEADER_BYTES = 24;
/** Token, version, identifier, definition offset. */
const INSTANCE_HEADER_BYTES = 10;

/** In the slot table: how many values, then type, offset and size of each. */
const SLOT_FIELDS = 3;

export interface Template {
  readonly nodes: readonly Node[];
}

export interface WorkLimits {
  readonly recordWork: number;
  readonly chunkWork: number;
}

export class ChunkDecoder {
  readonly bytes: Buffer;
  readonly names: NameTable;
  readonly #templates = new Map<number, Template>();
  readonly #limits: WorkLimits;
  /** The value tables of the open instances, one after the other. */
  slots = new Int32Array(512);
  #top = 0;
  #depth = 0;
  #templateBytes = 0;
  #recordWork = 0;
  #chunkWork = 0;
  /** After `openInstance`: the instance's values, and the first byte after it. */
  base = 0;
  instanceEnd = 0;

  constructor(bytes: Buffer, text: TextDecoderCache, limits: WorkLimits) {
    this.bytes = bytes;
    this.names = new NameTable(bytes, text);
    this.#limits = limits;
  }

  /** A parser of its own for each use: templates may hold instances of other templates. */
  newParser(): TokenParser {
    return new TokenParser(this.bytes, this.names, (start, end) => this.#skipInstance(start, end));
  }

  startRecord(): void {
    this.#top = 0;
    this.#depth = 0;
    this.#chunkWork += this.#recordWork;
    this.#recordWork = 0;
  }

  /** Work spent on the record at hand: about the characters it has as text. */
  get recordWork(): number {
    return this.#recordWork;
  }

  /** Counts `amount` of output; refuses the record once it or its chunk has had its share. */
  spend(amount: number): void {
    this.#recordWork += amount;
    if (this.#recordWork > this.#limits.recordWork) {
      throw new DecodeError(`record grows past ${this.#limits.recordWork} bytes`, 'E_LIMIT_EXCEEDED');
    }
    if (this.#chunkWork + this.#recordWork > this.#limits.chunkWork) {
      throw new DecodeError(`chunk grows past ${this.#limits.chunkWork} bytes`, 'E_LIMIT_EXCEEDED');
    }
  }

  /**
   * Reads the template instance at `start` (its token), leaves its values in the slot table at `base` and
   * `instanceEnd` behind it; the caller closes it with `closeInstance`.
   */
  openInstance(start: number, end: number): Template {
    if (++this.#depth > MAX_INSTANCE_DEPTH) throw new DecodeError('template instances nested too deep');
    const definition = this.#definitionOffset(start, end);
    const values = this.#valuesStart(start, definition, end);
    const template = this.#template(definition);
    this.#readValues(values, end);
    return template;
  }

  /** `base` is what `openInstance` left. */
  closeInstance(base: number): void {
    this.#top = base;
    this.#depth--;
  }

  #definitionOffset(start: number, end: number): number {
    if (start + INSTANCE_HEADER_BYTES + 4 > end) throw new DecodeError(`template instance cut off at ${start}`);
    return this.bytes.readUInt32LE(start + 6);
  }

  #valuesStart(start: number, definition: number, end: number): number {
    const after = start + INSTANCE_HEADER_BYTES;
    if (definition !== after) return after;
    const values = after + TEMPLATE_HEADER_BYTES + this.#bodySize(definition);
    if (values + 4 > end) throw new DecodeError(`template definition at chunk offset ${definition} is cut off`);
    return values;
  }

  #bodySize(definition: number): number {
    if (definition + TEMPLATE_HEADER_BYTES > this.bytes.length) {
      throw new DecodeError(`template definition outside of the chunk, at offset ${definition}`);
    }
    return this.bytes.readUInt32LE(definition + 20);
  }

  #template(definition: number): Template {
    const known = this.#templates.get(definition);
    if (known !== undefined) return known;
    const size = this.#bodySize(definition);
    const start = definition + TEMPLATE_HEADER_BYTES;
    if (size === 0 || start + size > this.bytes.length) {
      throw new DecodeError(`template definition at chunk offset ${definition} has impossible size ${size}`);
    }
    this.#templateBytes += size;
    if (this.#templateBytes > MAX_TEMPLATE_BYTES) {
      throw new DecodeError(`more than ${MAX_TEMPLATE_BYTES} bytes of templates in a chunk`, 'E_LIMIT_EXCEEDED');
    }
    const template = { nodes: this.newParser().parseTemplate(start, start + size) };
    this.#templates.set(definition, template);
    return template;
  }

  #readValues(start: number, end: number): void {
    const bytes = this.bytes;
    const count = bytes.readUInt32LE(start);
    let offset = start + 4 + count * 4;
    if (offset > end) throw new DecodeError(`template values cut off at chunk offset ${start}`);
    this.spend(count * SLOT_FIELDS);
    const base = this.#top;
    this.#top = base + 1 + count * SLOT_FIELDS;
    if (this.#top > this.slots.length) this.#growSlots();
    const slots = this.slots;
    slots[base] = count;
    let at = base + 1;
    for (let descriptor = start + 4; descriptor < start + 4 + count * 4; descriptor += 4) {
      const size = bytes[descriptor]! | (bytes[descriptor + 1]! << 8);
      slots[at] = bytes[descriptor + 2]!;
      slots[at + 1] = offset;
      slots[at + 2] = size;
      at += SLOT_FIELDS;
      offset += size;
    }
    if (offset > end) throw new DecodeError(`template values run ${offset - end} bytes past the record`);
    this.base = base;
    this.instanceEnd = offset;
  }

  #growSlots(): void {
    const grown = new Int32Array(Math.max(this.#top, this.slots.length * 2));
    grown.set(this.slots);
    this.slots = grown;
  }

  #skipInstance(start: number, end: number): number {
    this.openInstance(start, end);
    this.closeInstance(this.base);
    return this.instanceEnd;
  }

  /** Position of slot `index` in the slot table, or -1 where the instance has no such value or it is NULL. */
  slotAt(base: number, index: number): number {
    const slots = this.slots;
    if (base < 0 || index >= slots[base]!) return -1;
    const at = base + 1 + index * SLOT_FIELDS;
    const type = slots[at]!;
    return type === VALUE.null || (type === VALUE.binXml && slots[at + 2] === 0) ? -1 : at;
  }

  isBinXml(at: number): boolean {
    return this.slots[at] === VALUE.binXml;
  }

  /** Neither an array nor binary XML. */
  isPlain(at: number): boolean {
    const type = this.slots[at]!;
    return type !== VALUE.binXml && (type & ARRAY_FLAG) === 0;
  }
}
