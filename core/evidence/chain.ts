/**
 * A chain of rows, each bound to the one before it: `hash = SHA-256(hash of the row before ‖ canonical JSON of this row)`,
 * both as UTF-8 text, so that `printf %s%s PREVIOUS BODY | sha256sum` computes it too. A row that was changed, removed or
 * moved breaks the chain at a place that can be named. Pure functions: where rows are kept is no business of this file.
 *
 * What a chain cannot do: whoever can write all of it can compute all of it anew. Only a hash that was noted down
 * elsewhere shows that.
 */
import { createHash } from 'node:crypto';

/** How far a chain reaches: its number of rows and the hash of the last one. */
export interface ChainHead {
  readonly count: number;
  /** 64 lower-case hex digits, like every hash here. */
  readonly hash: string;
}

export interface ChainRow {
  /** Counts from 1. It is not part of the body, because the chain itself fixes it. */
  readonly seq: number;
  /** Canonical JSON; anything else is what somebody else put there, and will not match its hash. */
  readonly body: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** The head of a chain without rows, and what its first row follows. */
export const EMPTY_CHAIN: ChainHead = { count: 0, hash: '0'.repeat(64) };

/**
 * `changed`: the content is not what the hash was taken of. `removed`, `head_removed`, `tail_removed`: rows are missing
 * in the middle, at the beginning, at the end. `reordered`: the row followed another one. `renumbered`: the rows are whole
 * and their numbers are not. `anchor_mismatch`: the rows are whole and the head that is kept beside them says otherwise.
 */
export type ChainFaultKind =
  | 'changed'
  | 'removed'
  | 'head_removed'
  | 'tail_removed'
  | 'reordered'
  | 'renumbered'
  | 'anchor_mismatch';

export interface ChainFault {
  readonly kind: ChainFaultKind;
  /** The first bad row: its number, or the number of the first one that is missing. */
  readonly seq: number;
  /** For people. */
  readonly reason: string;
}

export interface ChainVerdict {
  /** The rows from the first on that are as they were written. */
  readonly head: ChainHead;
  /** What is wrong after them; null for a sound chain. */
  readonly fault: ChainFault | null;
}

/** The row that follows `head` with `body`, which must be canonical JSON. */
export function nextRow(head: ChainHead, body: string): ChainRow {
  return { seq: head.count + 1, body, prevHash: head.hash, hash: hashOf(head.hash, body) };
}

function hashOf(prevHash: string, body: string): string {
  return createHash('sha256').update(prevHash).update(body).digest('hex');
}

/**
 * Goes through `rows`, which come in order of `seq` and can be gone through again, and compares where they end with
 * `anchor`, the head that was kept apart from them (null where that is lost).
 */
export function verifyChain(rows: () => Iterable<ChainRow>, anchor: ChainHead | null): ChainVerdict {
  let head = EMPTY_CHAIN;
  for (const row of rows()) {
    const fault = faultOf(row, head, rows);
    if (fault !== null) return { head, fault };
    head = { count: row.seq, hash: row.hash };
  }
  return { head, fault: faultAtEnd(head, anchor) };
}

function faultOf(row: ChainRow, head: ChainHead, rows: () => Iterable<ChainRow>): ChainFault | null {
  const { seq } = row;
  const due = head.count + 1;
  if (row.hash !== hashOf(row.prevHash, row.body)) {
    return { kind: 'changed', seq, reason: `row ${seq} was changed: its content does not match its hash` };
  }
  if (row.prevHash === head.hash) {
    if (seq === due) return null;
    return { kind: 'renumbered', seq, reason: `row ${seq} is the one that was written as row ${due}` };
  }
  const followed = find(rows(), row.prevHash);
  if (followed !== undefined || (due > 1 && row.prevHash === EMPTY_CHAIN.hash)) {
    const place = followed === undefined ? 'at the beginning' : `after what is now row ${followed.seq}`;
    return { kind: 'reordered', seq, reason: `row ${seq} was moved: it was written ${place}` };
  }
  if (due === 1) {
    const reason = seq > 1 ? `rows 1 to ${seq - 1} are missing` : 'the rows before what is now row 1 are missing';
    return { kind: 'head_removed', seq: 1, reason };
  }
  if (seq > due) {
    const missing = seq - 1 === due ? `row ${due} is` : `rows ${due} to ${seq - 1} are`;
    return { kind: 'removed', seq: due, reason: `${missing} missing` };
  }
  const reason =
    `row ${seq} was written after another row than what is now row ${head.count}: ` +
    'that one was rewritten, or rows between the two were removed and the rest renumbered';
  return { kind: 'changed', seq: head.count, reason };
}

function faultAtEnd(head: ChainHead, anchor: ChainHead | null): ChainFault | null {
  const seq = head.count + 1;
  if (anchor === null)
    return { kind: 'anchor_mismatch', seq, reason: `the record that there are ${head.count} rows is missing` };
  if (anchor.count > head.count) {
    const missing =
      anchor.count === seq ? `row ${seq}, the last one, is` : `rows ${seq} to ${anchor.count}, the last ones, are`;
    return { kind: 'tail_removed', seq, reason: `${missing} missing` };
  }
  if (anchor.count < head.count) {
    const reason = `there are ${head.count} rows where ${anchor.count} were recorded`;
    return { kind: 'anchor_mismatch', seq: anchor.count + 1, reason };
  }
  if (anchor.hash === head.hash) return null;
  return {
    kind: 'anchor_mismatch',
    seq: head.count,
    reason: `row ${head.count}, the last one, is not the one that was recorded`,
  };
}

function find(rows: Iterable<ChainRow>, hash: string): ChainRow | undefined {
  for (const row of rows) if (row.hash === hash) return row;
  return undefined;
}
