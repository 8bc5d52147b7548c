/**
 * Writes EVTX files for tests: valid ones of any content, which a test then damages as it likes. It shares no code
 * with the reader, so that the two can disagree.
 *
 * Source: libyal, "Windows XML Event Log (EVTX) format".
 */
import { crc32 } from 'node:zlib';

export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, XmlPart | readonly XmlPart[]>>;
  readonly content?: readonly XmlPart[];
}

export interface Instance {
  readonly template: XmlElement;
  readonly values: readonly TypedValue[];
}

export type XmlPart =
  | string
  | XmlElement
  | Instance
  | { readonly slot: number; readonly optional?: boolean }
  | { readonly charRef: number }
  | { readonly entity: string }
  | { readonly cdata: string }
  | { readonly pi: readonly [target: string, data: string] };

/** `bytes` are the value's as they stand; `parts` are binary XML of its own (type 0x21). */
export type TypedValue =
  | { readonly type: number; readonly bytes: Uint8Array }
  | { readonly type: 0x21; readonly parts: readonly XmlPart[] };

export interface BuiltRecord {
  readonly number: number;
  readonly parts: readonly XmlPart[];
}

export interface BuiltFile {
  readonly chunks: readonly Buffer[];
  readonly isDirty?: boolean;
  readonly chunkCount?: number;
  /** Bytes behind the last chunk. */
  readonly tail?: Uint8Array;
}

const CHUNK_BYTES = 65_536;
const WRITTEN_TICKS = 133_000_000_012_345_678n;

export function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

export function evtxFile(file: BuiltFile): Buffer {
  const header = Buffer.alloc(4_096);
  header.write('ElfFile\0', 'latin1');
  header.writeUInt32LE(128, 32);
  header.writeUInt16LE(2, 36);
  header.writeUInt16LE(3, 38);
  header.writeUInt16LE(4_096, 40);
  header.writeUInt16LE(file.chunkCount ?? file.chunks.length, 42);
  header.writeUInt32LE(file.isDirty === true ? 1 : 0, 120);
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124);
  return Buffer.concat([header, ...file.chunks, file.tail ?? Buffer.alloc(0)]);
}

/** A chunk with its checksums; throws where the records do not fit. */
export function evtxChunk(records: readonly BuiltRecord[]): Buffer {
  const writer = new ChunkWriter();
  for (const record of records) writer.record(record);
  return writer.finish(records.at(0)?.number ?? 0, records.at(-1)?.number ?? 0);
}

class ChunkWriter {
  readonly #bytes = Buffer.alloc(CHUNK_BYTES);
  readonly #names = new Map<string, number>();
  readonly #templates = new Map<XmlElement, number>();
  #at = 512;
  #lastRecord = 0;

  record(record: BuiltRecord): void {
    const start = this.#at;
    this.#lastRecord = start;
    this.#u32(0x2a2a);
    this.#u32(0);
    this.#u64(BigInt(record.number));
    this.#u64(WRITTEN_TICKS);
    this.#fragment(record.parts);
    this.#at += (4 - (this.#at % 8) + 8) % 8;
    const size = this.#at - start + 4;
    this.#u32(size);
    this.#bytes.writeUInt32LE(size, start + 4);
  }

  finish(first: number, last: number): Buffer {
    const bytes = this.#bytes;
    bytes.write('ElfChnk\0', 'latin1');
    for (const offset of [8, 24]) bytes.writeBigUInt64LE(BigInt(first), offset);
    for (const offset of [16, 32]) bytes.writeBigUInt64LE(BigInt(last), offset);
    bytes.writeUInt32LE(128, 40);
    bytes.writeUInt32LE(this.#lastRecord, 44);
    bytes.writeUInt32LE(this.#at, 48);
    bytes.writeUInt32LE(crc32(bytes.subarray(512, this.#at)), 52);
    bytes.writeUInt32LE(crc32(bytes.subarray(128, 512), crc32(bytes.subarray(0, 120))), 124);
    return bytes;
  }

  #fragment(parts: readonly XmlPart[]): void {
    this.#raw(Buffer.from([0x0f, 1, 1, 0]));
    for (const part of parts) this.#part(part, false, false);
    this.#u8(0);
  }

  #part(part: XmlPart, isInTemplate: boolean, hasMore: boolean): void {
    const more = hasMore ? 0x40 : 0;
    if (typeof part === 'string') {
      this.#u8(0x05 | more);
      this.#u8(1);
      this.#text(part);
    } else if ('slot' in part) {
      this.#u8(part.optional === true ? 0x0e : 0x0d);
      this.#u16(part.slot);
      this.#u8(1);
    } else if ('charRef' in part) {
      this.#u8(0x08 | more);
      this.#u16(part.charRef);
    } else if ('entity' in part) {
      this.#u8(0x09 | more);
      this.#name(part.entity);
    } else if ('cdata' in part) {
      this.#u8(0x07 | more);
      this.#text(part.cdata);
    } else if ('pi' in part) {
      this.#u8(0x0a);
      this.#name(part.pi[0]);
      this.#u8(0x0b);
      this.#text(part.pi[1]);
    } else if ('template' in part) {
      this.#instance(part);
    } else {
      this.#element(part, isInTemplate);
    }
  }

  #element(element: XmlElement, isInTemplate: boolean): void {
    const attributes = Object.entries(element.attributes ?? {});
    this.#u8(attributes.length > 0 ? 0x41 : 0x01);
    if (isInTemplate) this.#u16(0xffff);
    const size = this.#reserve();
    this.#name(element.name);
    if (attributes.length > 0) this.#attributes(attributes, isInTemplate);
    if (element.content === undefined) {
      this.#u8(0x03);
    } else {
      this.#u8(0x02);
      this.#parts(element.content, isInTemplate);
      this.#u8(0x04);
    }
    this.#fill(size);
  }

  #attributes(attributes: readonly [string, XmlPart | readonly XmlPart[]][], isInTemplate: boolean): void {
    const size = this.#reserve();
    for (const [index, [name, value]] of attributes.entries()) {
      this.#u8(index + 1 < attributes.length ? 0x46 : 0x06);
      this.#name(name);
      this.#parts(Array.isArray(value) ? (value as readonly XmlPart[]) : [value as XmlPart], isInTemplate);
    }
    this.#fill(size);
  }

  #parts(parts: readonly XmlPart[], isInTemplate: boolean): void {
    for (const [index, part] of parts.entries()) this.#part(part, isInTemplate, index + 1 < parts.length);
  }

  #instance(instance: Instance): void {
    this.#u8(0x0c);
    this.#u8(1);
    this.#u32(0x1234);
    const known = this.#templates.get(instance.template);
    this.#u32(known ?? this.#at + 4);
    if (known === undefined) this.#definition(instance.template);
    this.#u32(instance.values.length);
    const descriptors = this.#at;
    this.#at += instance.values.length * 4;
    for (const [index, value] of instance.values.entries()) {
      const start = this.#at;
      if ('bytes' in value) this.#raw(value.bytes);
      else this.#fragment(value.parts);
      this.#bytes.writeUInt16LE(this.#at - start, descriptors + index * 4);
      this.#bytes.writeUInt8(value.type, descriptors + index * 4 + 2);
    }
  }

  #definition(template: XmlElement): void {
    this.#templates.set(template, this.#at);
    this.#u32(0);
    this.#raw(Buffer.alloc(16, 0xab));
    const size = this.#reserve();
    this.#raw(Buffer.from([0x0f, 1, 1, 0]));
    this.#element(template, true);
    this.#u8(0);
    this.#fill(size);
  }

  #name(name: string): void {
    const known = this.#names.get(name);
    this.#u32(known ?? this.#at + 4);
    if (known !== undefined) return;
    this.#names.set(name, this.#at);
    this.#u32(0);
    this.#u16(0);
    this.#u16(name.length);
    this.#raw(utf16(`${name}\0`));
  }

  #text(text: string): void {
    this.#u16(text.length);
    this.#raw(utf16(text));
  }

  #reserve(): number {
    this.#at += 4;
    return this.#at - 4;
  }

  #fill(at: number): void {
    this.#bytes.writeUInt32LE(this.#at - at - 4, at);
  }

  #raw(bytes: Uint8Array): void {
    if (this.#at + bytes.length > CHUNK_BYTES) throw new RangeError('records do not fit into one chunk');
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #u8(value: number): void {
    this.#at = this.#bytes.writeUInt8(value, this.#at);
  }

  #u16(value: number): void {
    this.#at = this.#bytes.writeUInt16LE(value, this.#at);
  }

  #u32(value: number): void {
    this.#at = this.#bytes.writeUInt32LE(value, this.#at);
  }

  #u64(value: bigint): void {
    this.#at = this.#bytes.writeBigUInt64LE(value, this.#at);
  }
}
