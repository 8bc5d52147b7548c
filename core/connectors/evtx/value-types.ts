/**
 * The value types of binary XML and how many bytes one value of each has.
 *
 * Source: libyal, "Windows XML Event Log (EVTX) format", section value types; [MS-EVEN6] 2.2.12.
 */
export const VALUE = {
  null: 0x00,
  utf16: 0x01,
  ansi: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  real32: 0x0b,
  real64: 0x0c,
  bool: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  sizeT: 0x10,
  fileTime: 0x11,
  systemTime: 0x12,
  sid: 0x13,
  hexInt32: 0x14,
  hexInt64: 0x15,
  evtHandle: 0x20,
  binXml: 0x21,
  evtXml: 0x23,
} as const;

/** Or-ed onto a type: several values of it, one after the other. */
export const ARRAY_FLAG = 0x80;

const FIXED_SIZES = new Map<number, number>([
  [VALUE.int8, 1],
  [VALUE.uint8, 1],
  [VALUE.int16, 2],
  [VALUE.uint16, 2],
  [VALUE.int32, 4],
  [VALUE.uint32, 4],
  [VALUE.int64, 8],
  [VALUE.uint64, 8],
  [VALUE.real32, 4],
  [VALUE.real64, 8],
  [VALUE.bool, 4],
  [VALUE.guid, 16],
  [VALUE.fileTime, 8],
  [VALUE.systemTime, 16],
  [VALUE.hexInt32, 4],
  [VALUE.hexInt64, 8],
]);

/** Bytes of one element of an array of `type`; 0 where elements have no fixed size. */
export function fixedSize(type: number): number {
  return FIXED_SIZES.get(type) ?? 0;
}
