/**
 * Finds where one JSON object ends, byte by byte and resumable at any byte, checking just enough grammar to notice at
 * once that a record was torn: a lost line end must cost its own record, not everything up to the next lucky brace.
 * Whether the object is valid JSON is for `JSON.parse` to say.
 */

export type ScanResult =
  | 'more' // ran out of bytes
  | 'deep' // nests too deep over several lines: not worth following, for the lines may be records
  | 'closed' // `index` stands behind the closing brace
  | 'broken'; // `index` stands on the byte that cannot be

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;

// What may come next.
const VALUE = 0;
const KEY = 1;
const COLON = 2;
const COMMA = 3;

// Kinds of bytes outside strings.
const BAD = 0;
const SPACE = 1;
const SCALAR = 2;
const OPEN_OBJECT = 3;
const OPEN_ARRAY = 4;
const CLOSE_OBJECT = 5;
const CLOSE_ARRAY = 6;
const COMMA_SIGN = 7;
const COLON_SIGN = 8;
const STRING = 9;
const LINE_END = 10;

const KINDS = kinds();

function kinds(): Uint8Array {
  const table = new Uint8Array(256).fill(BAD);
  for (const byte of [0x20, 0x09, 0x0d]) table[byte] = SPACE;
  for (const character of '0123456789+-.eEtrufalsn') table[character.charCodeAt(0)] = SCALAR;
  table[0x7b] = OPEN_OBJECT;
  table[0x5b] = OPEN_ARRAY;
  table[0x7d] = CLOSE_OBJECT;
  table[0x5d] = CLOSE_ARRAY;
  table[0x2c] = COMMA_SIGN;
  table[0x3a] = COLON_SIGN;
  table[QUOTE] = STRING;
  table[NEWLINE] = LINE_END;
  return table;
}

export class ObjectScan {
  /** Next byte to look at; after `scan` the place the result speaks of. */
  index = 0;
  depth = 0;
  hasLineEnd = false;
  private isInString = false;
  private isEscaped = false;
  private isInScalar = false;
  private expects = VALUE;
  /** Set once nesting passes the limit: from there brackets are only counted, and the record will be refused. */
  private isLenient = false;
  /** 1 for each open object, 0 for each open array. */
  private readonly isObject: Uint8Array;

  constructor(maxDepth: number) {
    this.isObject = new Uint8Array(maxDepth + 1);
  }

  /** Whether the record has been found to nest deeper than the limit. */
  get isTooDeep(): boolean {
    return this.isLenient;
  }

  /** Begins with the byte at `index`, an opening brace. */
  restart(index: number): void {
    this.index = index;
    this.depth = 0;
    this.isLenient = false;
    this.hasLineEnd = false;
    this.isInString = false;
    this.isEscaped = false;
    this.isInScalar = false;
    this.expects = VALUE;
  }

  /** Goes on behind a member of an object that is already open. */
  continueObject(index: number): void {
    this.restart(index);
    this.depth = 1;
    this.isObject[0] = 1;
    this.expects = COMMA;
  }

  scan(bytes: Uint8Array, end: number): ScanResult {
    while (this.index < end) {
      if (this.isInString) {
        const result = this.scanString(bytes, end);
        if (result !== null) return result;
        continue;
      }
      const kind = KINDS[bytes[this.index]!]!;
      if (kind !== SCALAR && this.isInScalar) this.isInScalar = false;
      if (this.isLenient) this.count(kind);
      else if (!this.take(kind)) return 'broken';
      this.index++;
      if (this.depth === 0) return 'closed';
      if (this.isLenient && this.hasLineEnd) return 'deep';
    }
    return 'more';
  }

  private scanString(bytes: Uint8Array, end: number): ScanResult | null {
    let index = this.index;
    if (this.isEscaped) {
      index++;
      this.isEscaped = false;
    }
    while (index < end) {
      const byte = bytes[index]!;
      if (byte === QUOTE) {
        this.isInString = false;
        this.index = index + 1;
        return null;
      }
      if (byte === BACKSLASH) index++;
      else if (byte === NEWLINE) {
        this.index = index;
        return 'broken';
      }
      index++;
    }
    this.isEscaped = index > end;
    this.index = end;
    return 'more';
  }

  private take(kind: number): boolean {
    switch (kind) {
      case SPACE:
        return true;
      case LINE_END:
        this.hasLineEnd = true;
        return true;
      case STRING:
        this.isInString = true;
        return this.takeString();
      case SCALAR:
        return this.takeScalar();
      case COMMA_SIGN:
        if (this.expects !== COMMA) return false;
        this.expects = this.isInObject() ? KEY : VALUE;
        return true;
      case COLON_SIGN:
        if (this.expects !== COLON) return false;
        this.expects = VALUE;
        return true;
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        return this.open(kind === OPEN_OBJECT);
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        return this.close(kind === CLOSE_OBJECT);
      default:
        return false;
    }
  }

  private takeString(): boolean {
    if (this.expects === KEY) this.expects = COLON;
    else if (this.expects === VALUE) this.expects = COMMA;
    else return false;
    return true;
  }

  private takeScalar(): boolean {
    if (this.isInScalar) return true;
    if (this.expects !== VALUE) return false;
    this.isInScalar = true;
    this.expects = COMMA;
    return true;
  }

  private open(isObject: boolean): boolean {
    if (this.expects !== VALUE) return false;
    if (this.depth === this.isObject.length - 1) this.isLenient = true;
    else this.isObject[this.depth] = isObject ? 1 : 0;
    this.depth++;
    this.expects = isObject ? KEY : VALUE;
    return true;
  }

  /** A comma before the brace is let through, so that `JSON.parse` refuses this record and no other. */
  private close(isObject: boolean): boolean {
    if (this.isInObject() !== isObject) return false;
    this.depth--;
    this.expects = COMMA;
    return true;
  }

  private isInObject(): boolean {
    return this.isObject[this.depth - 1] === 1;
  }

  private count(kind: number): void {
    if (kind === STRING) this.isInString = true;
    else if (kind === LINE_END) this.hasLineEnd = true;
    else if (kind === OPEN_OBJECT || kind === OPEN_ARRAY) this.depth++;
    else if (kind === CLOSE_OBJECT || kind === CLOSE_ARRAY) this.depth--;
  }
}
