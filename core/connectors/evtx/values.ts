/**
 * One typed value of a record as what JSON can hold. It accepts any size for any type, because writers do (a boolean
 * of one byte, an integer of none) and a size is no reason to lose the value: what cannot be what its type says is
 * shown as its bytes in hexadecimal.
 *
 * Hexadecimal types are `0x…` without padding, binary is capital hex digits, times are in ISO form. A 64-bit integer
 * past 2^53 is a decimal string, or exact JSON where the caller writes text (`ValueStyle.exactInteger`).
 *
 * Source: libyal, "Windows XML Event Log (EVTX) format", section value types; [MS-DTYP] 2.4.2 for SIDs.
 */
import { trimEnd, type TextDecoderCache } from './text.ts';
import { fileTimeText, systemTimeText } from './time-text.ts';
import { ARRAY_FLAG, fixedSize, VALUE } from './value-types.ts';

export type JsonScalar = string | number | boolean | null;

export interface ValueStyle {
  readonly text: TextDecoderCache;
  /**
   * `json` is as evtx_dump prints: times to the microsecond, GUIDs bare, no white space at the end of texts. `xml` is
   * as Windows prints: times to 100 ns, GUIDs in braces, texts untouched.
   */
  readonly dialect: 'json' | 'xml';
  /** What stands for an integer that a double cannot hold, given its decimal digits. */
  readonly exactInteger: (digits: string) => JsonScalar;
}

/** Null for an empty value that is no text; `type` is without the array flag. */
export function scalarValue(style: ValueStyle, bytes: Buffer, type: number, offset: number, size: number): JsonScalar {
  if (size === 0) return isTextType(type) ? '' : null;
  switch (type) {
    case VALUE.utf16:
    case VALUE.evtXml: {
      const text = style.text.utf16(bytes, offset, size);
      return style.dialect === 'json' ? trimEnd(text) : text;
    }
    case VALUE.null:
      return null;
    case VALUE.uint8:
      return bytes[offset]!;
    case VALUE.uint16:
      return size < 2 ? bytes[offset]! : bytes[offset]! | (bytes[offset + 1]! << 8);
    case VALUE.uint32:
      return size < 4 ? bytes.readUIntLE(offset, size) : uint32(bytes, offset);
    case VALUE.hexInt32:
    case VALUE.hexInt64:
    case VALUE.sizeT:
      return hexText(bytes, offset, size);
    case VALUE.guid:
      if (size !== 16) return hexBytes(bytes, offset, size);
      return style.dialect === 'json' ? guidText(bytes, offset) : `{${guidText(bytes, offset)}}`;
    case VALUE.sid:
      return sidText(bytes, offset, size);
    case VALUE.fileTime:
      if (size < 8) return hexBytes(bytes, offset, size);
      return fileTimeText(uint32(bytes, offset + 4), uint32(bytes, offset), fractionDigits(style));
    case VALUE.bool:
      return isAnyBitSet(bytes, offset, size);
    default:
      return rareValue(style, bytes, type, offset, size);
  }
}

function rareValue(style: ValueStyle, bytes: Buffer, type: number, offset: number, size: number): JsonScalar {
  switch (type) {
    case VALUE.ansi:
      return style.text.ansi(bytes, offset, size);
    case VALUE.int8:
      return bytes.readInt8(offset);
    case VALUE.int16:
      return bytes.readIntLE(offset, Math.min(size, 2));
    case VALUE.int32:
      return bytes.readIntLE(offset, Math.min(size, 4));
    case VALUE.int64:
      if (size < 8) return bytes.readIntLE(offset, Math.min(size, 6));
      return integer(style, bytes.readInt32LE(offset + 4), uint32(bytes, offset), true);
    case VALUE.uint64:
      if (size < 8) return bytes.readUIntLE(offset, Math.min(size, 6));
      return integer(style, uint32(bytes, offset + 4), uint32(bytes, offset), false);
    case VALUE.real32:
      return size < 4 ? hexBytes(bytes, offset, size) : real(shortestFloat(bytes.readFloatLE(offset)));
    case VALUE.real64:
      return size < 8 ? hexBytes(bytes, offset, size) : real(bytes.readDoubleLE(offset));
    case VALUE.systemTime:
      return size < 16 ? hexBytes(bytes, offset, size) : systemTimeText(bytes, offset, fractionDigits(style));
    case VALUE.evtHandle:
      return hexText(bytes, offset, size);
    default:
      return hexBytes(bytes, offset, size);
  }
}

function fractionDigits(style: ValueStyle): 6 | 7 {
  return style.dialect === 'json' ? 6 : 7;
}

function isTextType(type: number): boolean {
  return type === VALUE.utf16 || type === VALUE.ansi || type === VALUE.binary || type === VALUE.evtXml;
}

/** The elements of an array value, texts untouched; a rest too short for an element is shown like a value of its size. */
export function arrayValues(
  style: ValueStyle,
  bytes: Buffer,
  type: number,
  offset: number,
  size: number,
): JsonScalar[] {
  const element = type & ~ARRAY_FLAG;
  const end = offset + size;
  const values: JsonScalar[] = [];
  let at = offset;
  while (at < end) {
    const next = Math.min(elementEnd(bytes, element, at, end), end);
    if (element === VALUE.utf16) values.push(style.text.utf16(bytes, at, next - at));
    else values.push(scalarValue(style, bytes, element, at, next - at));
    at = next;
    if (element === VALUE.utf16) at += 2;
    else if (element === VALUE.ansi) at += 1;
  }
  return values;
}

function elementEnd(bytes: Buffer, element: number, at: number, end: number): number {
  if (element === VALUE.utf16) return endOfWideString(bytes, at, end);
  if (element === VALUE.ansi) {
    const nul = bytes.indexOf(0, at);
    return nul < 0 ? end : nul;
  }
  if (element === VALUE.sid) return at + 8 + (at + 1 < end ? bytes[at + 1]! * 4 : 0);
  // A size of its own says nothing about 32 or 64 bits; a multiple of eight is what 64-bit systems write.
  if (element === VALUE.sizeT) return at + ((end - at) % 8 === 0 ? 8 : 4);
  const size = fixedSize(element);
  return size === 0 ? end : at + size;
}

function endOfWideString(bytes: Buffer, at: number, end: number): number {
  let index = at;
  while (index + 1 < end && (bytes[index]! | bytes[index + 1]!) !== 0) index += 2;
  return index + 1 < end ? index : end;
}

function uint32(bytes: Buffer, offset: number): number {
  return (bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16)) + bytes[offset + 3]! * 0x100_0000;
}

function integer(style: ValueStyle, high: number, low: number, isSigned: boolean): JsonScalar {
  const value = high * 0x1_0000_0000 + low;
  if (Number.isSafeInteger(value)) return value;
  const exact = (BigInt(high) << 32n) + BigInt(low);
  return style.exactInteger((isSigned ? BigInt.asIntN(64, exact) : exact).toString());
}

/** JSON has no NaN and no infinities: they are text. */
function real(value: number): JsonScalar {
  return Number.isFinite(value) ? value : String(value);
}

/** The shortest decimal that is this 32-bit float again, so that 0.1 reads as 0.1. */
function shortestFloat(value: number): number {
  for (let precision = 6; precision < 9; precision++) {
    const candidate = Number(value.toPrecision(precision));
    if (Math.fround(candidate) === value) return candidate;
  }
  return value;
}

function isAnyBitSet(bytes: Buffer, offset: number, size: number): boolean {
  for (let index = 0; index < size; index++) if (bytes[offset + index] !== 0) return true;
  return false;
}

function hexText(bytes: Buffer, offset: number, size: number): string {
  if (size >= 8) {
    const high = uint32(bytes, offset + 4);
    const low = uint32(bytes, offset);
    if (high !== 0) return `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`;
    return `0x${low.toString(16)}`;
  }
  return `0x${(size >= 4 ? uint32(bytes, offset) : bytes.readUIntLE(offset, size)).toString(16)}`;
}

function hexBytes(bytes: Buffer, offset: number, size: number): string {
  return bytes.toString('hex', offset, offset + size).toUpperCase();
}

const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0').toUpperCase());

function guidText(bytes: Buffer, at: number): string {
  const pair = (index: number): string => HEX_PAIRS[bytes[at + index]!]!;
  return (
    `${pair(3)}${pair(2)}${pair(1)}${pair(0)}-${pair(5)}${pair(4)}-${pair(7)}${pair(6)}-${pair(8)}${pair(9)}-` +
    `${pair(10)}${pair(11)}${pair(12)}${pair(13)}${pair(14)}${pair(15)}`
  );
}

function sidText(bytes: Buffer, offset: number, size: number): string {
  if (size < 8) return hexBytes(bytes, offset, size);
  const authority = bytes.readUIntBE(offset + 2, 6);
  const count = Math.min(bytes[offset + 1]!, (size - 8) >> 2);
  let text = `S-${bytes[offset]!}-${authority}`;
  for (let index = 0; index < count; index++) text += `-${uint32(bytes, offset + 8 + index * 4)}`;
  return text;
}
