/**
 * Cuts a stream of bytes into chunks, wherever they really stand. A healthy file has one every 64 KB behind its
 * header; where bytes were cut out or put in, the next chunk is found by its signature. The chunk count in the file
 * header is not believed: a file copied while it was written has more chunks than that.
 *
 * It holds two chunks and what one read brought, never more.
 */
import type { ByteStream, Damage } from '../../model/record.ts';
import { CHUNK_BYTES, CHUNK_MAGIC, FILE_HEADER_BYTES, hasMagic, readFileHeader } from './layout.ts';

export interface ChunkBlock {
  /** Shorter than 64 KB where the file ends or the next chunk starts early. */
  readonly bytes: Buffer;
  readonly offset: number;
  /** False for a block that is no chunk to Windows but may hold records of one. */
  readonly hasSignature: boolean;
  /** The file was not closed: what chunk headers say about their content may be out of date. */
  readonly isDirty: boolean;
  readonly damage: readonly Damage[];
}

const ZEROS = Buffer.alloc(CHUNK_BYTES);

export async function* readChunks(stream: ByteStream): AsyncGenerator<ChunkBlock> {
  const window = new Window(stream);
  const headerDamage: Damage[] = [];
  const head = await window.peek(FILE_HEADER_BYTES);
  const header = readFileHeader(head);
  if (header === null) {
    headerDamage.push(fileDamage(0, 'no EVTX file header; looking for chunks'));
  } else if (!header.isChecksumRight) {
    headerDamage.push(fileDamage(0, 'file header does not match its checksum'));
  }
  // Without a header the first chunk may start anywhere, also at once; with one cut short, before its end.
  const firstChunk = head.indexOf(CHUNK_MAGIC);
  if (header !== null) window.skip(firstChunk > 0 ? firstChunk : FILE_HEADER_BYTES);
  const isDirty = header === null || header.isDirty;
  let damage = headerDamage;
  for (;;) {
    const bytes = await window.peek(CHUNK_BYTES);
    if (bytes.length === 0) break;
    const block = nextBlock(bytes, window.offset, isDirty);
    window.skip(block.bytes.length);
    yield { ...block, damage: [...damage, ...block.damage] };
    damage = [];
  }
  if (damage.length > 0) yield emptyBlock(window.offset, damage);
}

function nextBlock(bytes: Buffer, offset: number, isDirty: boolean): ChunkBlock {
  const hasSignature = hasMagic(bytes, 0, CHUNK_MAGIC);
  const next = bytes.indexOf(CHUNK_MAGIC, 1);
  const size = next > 0 && (!hasSignature || !isWhole(bytes)) ? next : bytes.length;
  const block = { bytes: bytes.subarray(0, size), offset, hasSignature, isDirty };
  return { ...block, damage: blockDamage(block, next) };
}

function blockDamage(block: Omit<ChunkBlock, 'damage'>, next: number): Damage[] {
  const { bytes, offset } = block;
  if (block.hasSignature) {
    if (bytes.length === CHUNK_BYTES) return [];
    const what = next === bytes.length ? 'another chunk starts' : 'the file ends';
    return [fileDamage(offset, `chunk is cut off: ${what} after ${bytes.length} of ${CHUNK_BYTES} bytes`)];
  }
  if (isZero(bytes)) return [];
  return [fileDamage(offset, `${bytes.length} bytes without chunk signature`)];
}

/** Whether the next chunk's signature stands where it should, or nothing says otherwise. */
function isWhole(bytes: Buffer): boolean {
  if (bytes.length < CHUNK_BYTES) return false;
  const freeSpace = bytes.readUInt32LE(48);
  const inside = bytes.indexOf(CHUNK_MAGIC, 1);
  // A signature within the records is text of an event; one at a record's end would be the next chunk.
  return inside < 0 || inside >= CHUNK_BYTES || inside < Math.min(freeSpace, CHUNK_BYTES);
}

function isZero(bytes: Buffer): boolean {
  return bytes.equals(ZEROS.subarray(0, bytes.length));
}

function fileDamage(offset: number, reason: string): Damage {
  return { code: 'E_EVTX_DAMAGED', offset, record: null, reason };
}

function emptyBlock(offset: number, damage: readonly Damage[]): ChunkBlock {
  return { bytes: Buffer.alloc(0), offset, hasSignature: false, isDirty: false, damage };
}

/** The next bytes of a stream, however it delivers them. */
class Window {
  readonly #source: AsyncIterator<Uint8Array>;
  #bytes: Buffer = Buffer.alloc(0);
  #isDone = false;
  /** Position in the stream of the next byte. */
  offset = 0;

  constructor(stream: ByteStream) {
    this.#source = stream[Symbol.asyncIterator]();
  }

  /** The next `size` bytes, fewer at the end of the stream; they stay. */
  async peek(size: number): Promise<Buffer> {
    if (this.#bytes.length < size && !this.#isDone) await this.#fill(size);
    return this.#bytes.subarray(0, size);
  }

  skip(size: number): void {
    this.#bytes = this.#bytes.subarray(size);
    this.offset += size;
  }

  async #fill(size: number): Promise<void> {
    const parts: Buffer[] = [this.#bytes];
    let length = this.#bytes.length;
    // More than asked for, so that a stream of tiny pieces, or of tiny blocks, is not copied again and again.
    while (length < size * 2 && !this.#isDone) {
      const next = await this.#source.next();
      if (next.done === true) {
        this.#isDone = true;
      } else if (next.value.length > 0) {
        parts.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength));
        length += next.value.length;
      }
    }
    this.#bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }
}
