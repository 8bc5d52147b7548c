/**
 * Cuts a stream of UTF-8 into JSON objects with their exact places: lines, concatenated or pretty-printed objects,
 * one list, or a list in a wrapper, found out while reading. Holds one record at most, whatever the file's size.
 *
 * What it cuts must not depend on how the bytes were chunked, so every decision waits for the bytes it needs. After
 * damage it goes on where a new record surely starts (SPEC J6), never inside the broken one: a piece of a record must
 * not pass for a record.
 */
import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '../../kernel/errors.ts';
import type { Limits } from '../../kernel/limits.ts';
import { ByteWindow } from './byte-window.ts';
import { ObjectScan, type ScanResult } from './structure.ts';
import { isDeeperThan, openingOf } from './value-checks.ts';
import { isWrapperObject, wrappedListStart, WRAPPER_HEAD_BYTES } from './wrapper.ts';

/** Indexes are into the window's bytes and hold during the call only. */
export interface SplitterSink {
  /** When true the splitter pauses, so that what it found can be handed on. */
  readonly isFull: boolean;
  record(value: object, start: number, end: number): void;
  damage(code: ErrorCode, start: number, reason: string): void;
}

const NEWLINE = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const RETURN = 0x0d;
const NUL = 0x00;
const COMMA = 0x2c;
const QUOTE = 0x22;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/** Longer lines are scanned byte by byte before `JSON.parse` sees them: bounds what one blind call may cost. */
const WHOLE_LINE_BYTES = 256 * 1024;
/** Deeper indentation is not told apart. */
const MAX_INDENT = 1_024;

const CUT_OFF = 'the record is cut off';

export class JsonSplitter {
  readonly window = new ByteWindow();
  private readonly sink: SplitterSink;
  private readonly limits: Limits;
  private readonly scan: ObjectScan;
  private move: () => boolean = this.between;
  private container: 'none' | 'list' | 'wrapper' = 'none';
  private isEnd = false;
  /** Spaces before the first character of the line that the current record starts on. */
  private indent = 0;
  private isAtLineStart = true;
  /** While looking for the next record behind damage: how far in it may start. */
  private resyncIndent = 0;
  /** Commas since the last record of a list; -1 where damage makes them meaningless. */
  private commas = -1;
  private hasToldCommas = false;
  /** First byte not yet searched for the end of the line, and that end where it is known (else below the line). */
  private searchedTo = 0;
  private lineEnd = -1;
  /** The line up to here is known not to be one record: asking again for each of its records would be quadratic. */
  private notWholeTo = 0;
  /** Index of the brace of the record being scanned; moves with the window, below zero once its bytes are dropped. */
  private objectStart = 0;
  private isTooLong = false;
  /** How the last good record opened: on one endless line, damage is left at the next such place. */
  private opening: Buffer | null = null;

  constructor(limits: Limits, sink: SplitterSink) {
    this.limits = limits;
    this.sink = sink;
    this.scan = new ObjectScan(limits.jsonDepth);
  }

  /** Adds bytes; `run` then cuts them. */
  push(chunk: Uint8Array): void {
    const moved = this.window.append(chunk);
    this.scan.index -= moved;
    this.objectStart -= moved;
    this.searchedTo -= moved;
    this.lineEnd -= moved;
    this.notWholeTo -= moved;
  }

  /** Says that no more bytes come; `run` then cuts what is left. */
  end(): void {
    this.isEnd = true;
  }

  /** Cuts until bytes run out (false) or the sink is full (true: call again). */
  run(): boolean {
    while (this.window.start < this.window.bytes.length) {
      if (this.sink.isFull) return true;
      if (!this.move()) return false;
    }
    if (this.isEnd && this.container !== 'none') {
      this.damage(this.window.bytes.length, 'the list of records is not closed: the file was cut off');
      this.container = 'none';
    }
    return false;
  }

  /** Looks for the next record. Like all moves it returns false when it needs more bytes to decide. */
  private between(): boolean {
    const { bytes } = this.window;
    for (let index = this.window.start; index < bytes.length; index++) {
      const byte = bytes[index]!;
      if (byte === NEWLINE) {
        this.isAtLineStart = true;
        this.indent = 0;
      } else if (byte === SPACE || byte === TAB) {
        if (this.isAtLineStart && this.indent < MAX_INDENT) this.indent++;
      } else if (byte !== RETURN && byte !== NUL) {
        this.window.start = index;
        return this.meet(byte, index);
      }
    }
    this.window.start = bytes.length;
    return true;
  }

  private meet(byte: number, index: number): boolean {
    if (byte === OPEN_OBJECT) {
      if (!this.begin(index)) return false;
    } else if (byte === COMMA) {
      this.window.start = index + 1;
      this.meetComma(index);
    } else if (byte === OPEN_LIST && this.container === 'none') {
      this.window.start = index + 1;
      this.container = 'list';
      this.commas = -1;
    } else if (byte === CLOSE_LIST && this.container !== 'none') {
      this.window.start = index + 1;
      this.closeList(index);
    } else if (byte !== 0xef && byte !== 0xbb && byte !== 0xbf) {
      this.damage(index, 'something other than a JSON object stands here');
      this.resyncIndent = MAX_INDENT;
      this.move = this.skipGarbage;
    } else {
      this.window.start = index + 1; // a byte order mark between joined files
    }
    this.isAtLineStart = false;
    return true;
  }

  private meetComma(index: number): void {
    if (this.container === 'none') {
      if (!this.hasToldCommas) this.damage(index, 'objects are separated by commas, as if cut from a list');
      this.hasToldCommas = true;
    } else if (this.commas === -1) {
      this.commas = 1;
    } else if (++this.commas > 1) this.damage(index, 'a comma too many');
  }

  private closeList(index: number): void {
    if (this.commas === 1) this.damage(index, 'a comma before the end of the list');
    this.commas = -1;
    if (this.container === 'wrapper') {
      this.scan.continueObject(index + 1);
      this.move = this.tail;
    } else this.container = 'none';
  }

  /** What follows the list in its wrapper is bookkeeping, however long. */
  private tail(): boolean {
    const result = this.scan.scan(this.window.bytes, this.window.bytes.length);
    this.window.start = this.scan.index;
    if (result === 'more') return true;
    this.container = 'none';
    this.move = this.between;
    if (result !== 'closed') {
      this.damage(this.scan.index, 'the object around the list of records is broken here');
      this.resyncIndent = 0;
      this.move = this.skipLine;
    }
    return true;
  }

  /** Takes a record that fills its line in one call, else starts scanning it. */
  private begin(index: number): boolean {
    const { bytes } = this.window;
    if (index >= this.notWholeTo) {
      const lineEnd = this.endOfLine(index);
      if (lineEnd === -1 && !this.isEnd && bytes.length - index <= WHOLE_LINE_BYTES) return false;
      const end = lineEnd === -1 ? bytes.length : lineEnd;
      if (end - index <= WHOLE_LINE_BYTES && this.takeLine(index, end)) return true;
      this.notWholeTo = end;
    }
    if (this.container === 'none') {
      if (!this.isEnd && bytes.length - index < WRAPPER_HEAD_BYTES) return false;
      if (this.enterWrapper(index)) return true;
    }
    this.objectStart = index;
    this.isTooLong = false;
    this.scan.restart(index);
    this.move = this.object;
    return true;
  }

  private endOfLine(index: number): number {
    if (this.lineEnd >= index) return this.lineEnd;
    const { bytes } = this.window;
    this.lineEnd = bytes.indexOf(NEWLINE, Math.max(index, this.searchedTo));
    this.searchedTo = this.lineEnd === -1 ? bytes.length : this.lineEnd;
    return this.lineEnd;
  }

  private enterWrapper(index: number): boolean {
    const { bytes } = this.window;
    const head = bytes.toString('latin1', index, Math.min(bytes.length, index + WRAPPER_HEAD_BYTES));
    const listStart = wrappedListStart(head);
    if (listStart === -1) return false;
    this.window.start = index + listStart;
    this.container = 'wrapper';
    this.commas = -1;
    return true;
  }

  private takeLine(index: number, lineEnd: number): boolean {
    const { bytes } = this.window;
    let end = lineEnd;
    while (end > index && isFiller(bytes[end - 1]!)) end--;
    if (bytes[end - 1] === COMMA) end--;
    if (bytes[end - 1] !== CLOSE_OBJECT || end - index > this.limits.recordBytes) return false;
    const text = bytes.toString('utf8', index, end);
    const value = parsed(text);
    if (value === null) return false;
    if (this.container === 'none' && isWrapperObject(value) && this.enterWrapper(index)) return true;
    this.take(value, text, index, end);
    return true;
  }

  private object(): boolean {
    const { bytes } = this.window;
    const limit = this.objectStart + this.limits.recordBytes + 1;
    const result = this.scan.scan(bytes, this.isTooLong ? bytes.length : Math.min(bytes.length, limit));
    if (this.isTooLong) return this.skipObject(result);
    if (result === 'deep') return this.giveUp(this.tooDeep(), 'E_LIMIT_EXCEEDED');
    if (result === 'closed' && this.scan.index < limit) return this.close();
    if (result !== 'broken' && this.scan.index >= limit) return this.passLimit(result);
    if (result === 'broken') return this.giveUp(`${CUT_OFF} or broken`);
    return this.isEnd ? this.giveUp(CUT_OFF) : false;
  }

  private close(): boolean {
    const start = this.objectStart;
    const end = this.scan.index;
    this.move = this.between;
    if (this.scan.isTooDeep) {
      this.refuseDepth(start);
    } else {
      const text = this.window.bytes.toString('utf8', start, end);
      const value = parsed(text);
      if (value === null) this.damage(start, `the object of ${end - start} bytes is not valid JSON`);
      else {
        this.opening = openingOf(this.window.bytes, start);
        this.take(value, text, start, end);
      }
    }
    this.window.start = end;
    this.commas = 0;
    return true;
  }

  private passLimit(result: 'more' | 'closed'): boolean {
    if (this.scan.hasLineEnd) return this.giveUp(this.tooLong(), 'E_LIMIT_EXCEEDED');
    this.sink.damage('E_LIMIT_EXCEEDED', this.objectStart, this.tooLong());
    this.isTooLong = true;
    return this.skipObject(result);
  }

  /** Passes over the rest of a record that is too long, keeping none of it. */
  private skipObject(result: ScanResult): boolean {
    this.window.start = this.scan.index;
    if (result === 'more') return true;
    this.move = result === 'closed' ? this.between : this.skipLine;
    this.commas = result === 'closed' ? 0 : -1;
    this.resyncIndent = this.indent;
    return true;
  }

  /**
   * Leaves a broken record: one over several lines from its second line on, for the lines may be records themselves;
   * one on a single line from where it broke.
   */
  private giveUp(reason: string, code: ErrorCode = 'E_RECORD_DAMAGED'): boolean {
    this.sink.damage(code, this.objectStart, reason);
    this.window.start = this.scan.hasLineEnd ? this.objectStart : this.scan.index;
    this.commas = -1;
    this.resyncIndent = this.indent;
    this.move = this.scan.hasLineEnd ? this.skipLine : this.skipToOpening;
    return true;
  }

  /** Passes over bytes that belong to no record, up to the next line or to an object that nothing precedes. */
  private skipGarbage(): boolean {
    const { bytes } = this.window;
    for (let index = this.window.start; index < bytes.length; index++) {
      const byte = bytes[index]!;
      if (byte === OPEN_OBJECT) {
        this.window.start = index;
        this.move = this.between;
        return true;
      }
      if (byte === NEWLINE || byte === QUOTE || byte === COLON || byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.window.start = index;
        if (byte !== NEWLINE) this.resyncIndent = this.indent;
        this.move = byte === NEWLINE || this.container === 'none' ? this.skipLine : this.skipToOpening;
        return true;
      }
    }
    this.window.start = bytes.length;
    return true;
  }

  private skipLine(): boolean {
    const lineEnd = this.window.bytes.indexOf(NEWLINE, this.window.start);
    if (lineEnd === -1) this.window.start = this.window.bytes.length;
    else this.startLine(lineEnd + 1);
    return true;
  }

  private skipToOpening(): boolean {
    const { bytes, start } = this.window;
    const lineEnd = bytes.indexOf(NEWLINE, start);
    const found = this.opening === null ? -1 : bytes.indexOf(this.opening, start);
    if (found !== -1 && (lineEnd === -1 || found < lineEnd)) {
      this.window.start = found;
      this.move = this.between;
    } else if (lineEnd !== -1) {
      this.startLine(lineEnd + 1);
    } else {
      const tailBytes = this.isEnd || this.opening === null ? 0 : this.opening.length - 1;
      this.window.start = Math.max(start, bytes.length - tailBytes);
      return this.window.start > start || this.isEnd;
    }
    return true;
  }

  private startLine(index: number): void {
    this.window.start = index;
    this.indent = 0;
    this.move = this.lineStart;
  }

  /** Behind damage a record may only start a line, and no further in than the broken one did. */
  private lineStart(): boolean {
    const { bytes } = this.window;
    const byte = bytes[this.window.start]!;
    if (byte === SPACE || byte === TAB) {
      if (++this.indent > this.resyncIndent) this.move = this.skipLine;
      this.window.start++;
    } else if (byte === NEWLINE || byte === RETURN || byte === NUL) {
      if (byte === NEWLINE) this.indent = 0;
      this.window.start++;
    } else if (byte === OPEN_OBJECT || byte === (this.container === 'none' ? OPEN_LIST : CLOSE_LIST)) {
      this.commas = -1;
      this.move = this.between;
    } else this.move = this.skipLine;
    return true;
  }

  private take(value: object, text: string, start: number, end: number): void {
    if (isDeeperThan(value, this.limits.jsonDepth)) this.refuseDepth(start);
    else {
      if (text.includes('\uFFFD') && !isUtf8(this.window.bytes.subarray(start, end))) {
        this.damage(start, 'the record holds bytes that are not UTF-8; it is kept with U+FFFD in their place');
      }
      this.sink.record(value, start, end);
    }
    this.window.start = end;
    this.commas = 0;
  }

  private refuseDepth(start: number): void {
    this.sink.damage('E_LIMIT_EXCEEDED', start, this.tooDeep());
  }

  private tooDeep(): string {
    return `the record nests deeper than jsonDepth (${this.limits.jsonDepth})`;
  }

  private tooLong(): string {
    return `the record is longer than recordBytes (${this.limits.recordBytes})`;
  }

  private damage(start: number, reason: string): void {
    this.sink.damage('E_RECORD_DAMAGED', start, reason);
  }
}

function isFiller(byte: number): boolean {
  return byte === SPACE || byte === RETURN || byte === TAB || byte === NUL;
}

function parsed(text: string): object | null {
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}
