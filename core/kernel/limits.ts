/**
 * What one input may cost us. Evidence is hostile until proven otherwise, so every size, depth and count that an
 * input can choose has a bound here; past it the reader stops that input with `E_LIMIT_EXCEEDED`, keeps what it read
 * and goes on with the next.
 */
export interface Limits {
  /** One line, JSON document or record. */
  readonly recordBytes: number;
  /** Nesting of objects and arrays in one record. */
  readonly jsonDepth: number;
  readonly archiveDepth: number;
  readonly archiveEntries: number;
  /** Unpacked bytes for each packed byte, looked at once an entry has grown past `archiveRatioFromBytes`. */
  readonly archiveRatio: number;
  readonly archiveRatioFromBytes: number;
  /** Unpacked bytes of one archive entry. */
  readonly entryBytes: number;
  /** Fields of one event; further ones stay in the raw record only. */
  readonly eventFields: number;
  /** Records handed on at once: the unit of back-pressure and of commits. */
  readonly batchRecords: number;
}

export const DEFAULT_LIMITS: Limits = {
  recordBytes: 16 * 1024 * 1024,
  jsonDepth: 64,
  archiveDepth: 3,
  archiveEntries: 100_000,
  archiveRatio: 400,
  archiveRatioFromBytes: 64 * 1024 * 1024,
  entryBytes: 64 * 1024 * 1024 * 1024,
  eventFields: 1_000,
  batchRecords: 5_000,
};
