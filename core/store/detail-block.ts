/**
 * What is read of an event and never filtered by an index, in compressed blocks of neighbours: its fields, its message,
 * its time as written and its label. Logs repeat themselves, so a block is a tenth of its text and less. Three lines of
 * JSON an event, because JSON never holds a line break.
 */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Logsource } from '../model/event.ts';
import type { Fields } from '../model/fields.ts';

/** Few enough to unpack for one event, enough to compress well. */
const BLOCK_EVENTS = 128;
const BLOCK_CHARS = 128 * 1024;
const LINES_OF_EVENT = 3;

/** More was tried: it takes longer and saves little. */
const LEVEL = 1;

export interface DetailLines {
  /** JSON. */
  readonly fields: string;
  readonly message: string;
  readonly timeText: string;
  readonly logsource: Logsource;
}

export class DetailBlockBuilder {
  readonly firstId: number;
  readonly #lines: string[] = [];
  #chars = 0;

  constructor(firstId: number) {
    this.firstId = firstId;
  }

  get isFull(): boolean {
    return this.#lines.length >= BLOCK_EVENTS * LINES_OF_EVENT || this.#chars >= BLOCK_CHARS;
  }

  /** The next event by id. */
  add({ fields, message, timeText, logsource }: DetailLines): void {
    this.#push(fields, JSON.stringify(message), JSON.stringify([timeText, logsource]));
  }

  /** The same event as `block` has it. */
  copy(block: DetailBlock, id: number): void {
    this.#push(...block.linesOf(id));
  }

  #push(fields: string, message: string, rest: string): void {
    this.#lines.push(fields, message, rest);
    this.#chars += fields.length + message.length + rest.length;
  }

  bytes(): Buffer {
    return zstdCompressSync(this.#lines.join('\n'), { params: { [constants.ZSTD_c_compressionLevel]: LEVEL } });
  }
}

/** An unpacked block; what is asked of it is decoded, and decoded once. */
export class DetailBlock {
  readonly firstId: number;
  readonly #text: string;
  #lines: readonly string[] | null = null;
  #wanted: { readonly part: string; readonly expression: RegExp; readonly isHere: boolean } | null = null;

  constructor(firstId: number, bytes: Uint8Array) {
    this.firstId = firstId;
    this.#text = zstdDecompressSync(bytes).toString('utf8');
  }

  has(id: number): boolean {
    return id >= this.firstId && id <= this.lastId;
  }

  get lastId(): number {
    this.#lines ??= this.#text.split('\n');
    return this.firstId + this.#lines.length / LINES_OF_EVENT - 1;
  }

  /** As they are stored. */
  linesOf(id: number): [fields: string, message: string, rest: string] {
    return [this.#line(id, 0), this.#line(id, 1), this.#line(id, 2)];
  }

  /** What is left of it without some of its events: a block for each run of neighbours. */
  without(removed: ReadonlySet<number>): DetailBlockBuilder[] {
    const left: DetailBlockBuilder[] = [];
    let open: DetailBlockBuilder | null = null;
    for (let id = this.firstId; id <= this.lastId; id++) {
      if (removed.has(id)) {
        open = null;
        continue;
      }
      if (open === null) left.push((open = new DetailBlockBuilder(id)));
      open.copy(this, id);
    }
    return left;
  }

  /** JSON. */
  fieldsText(id: number): string {
    return this.#line(id, 0);
  }

  fields(id: number): Fields {
    return JSON.parse(this.#line(id, 0)) as Fields;
  }

  message(id: number): string {
    return JSON.parse(this.#line(id, 1)) as string;
  }

  timeText(id: number): string {
    return this.#rest(id)[0];
  }

  logsource(id: number): Logsource {
    return this.#rest(id)[1];
  }

  /** Whether the JSON of the event's fields holds `part`, in any case (A to Z). */
  fieldsHold(id: number, part: string): boolean {
    if (this.#wanted?.part !== part) {
      // A literal without regard to case: for ASCII letters it folds just those, and nothing searches faster.
      const expression = new RegExp(part.replaceAll(/[^\w ]/g, String.raw`\$&`), 'i');
      this.#wanted = { part, expression, isHere: expression.test(this.#text) };
    }
    // Most blocks hold a rare text nowhere, and then none of their events has to be looked at.
    const { expression, isHere } = this.#wanted;
    return isHere && expression.test(this.#line(id, 0));
  }

  #rest(id: number): readonly [string, Logsource] {
    return JSON.parse(this.#line(id, 2)) as [string, Logsource];
  }

  #line(id: number, which: number): string {
    this.#lines ??= this.#text.split('\n');
    const line = this.#lines[(id - this.firstId) * LINES_OF_EVENT + which];
    if (line === undefined) throw new RangeError(`Event ${id} is not in the block of event ${this.firstId}`);
    return line;
  }
}
