/**
 * How decoding a record gives up. It never leaves this folder: the reader turns it into a damage report and goes on
 * with the next record. A subclass of nothing and without a stack, because a hostile file can cause one per record.
 */
import type { ErrorCode } from '../../kernel/errors.ts';

export class DecodeError {
  readonly code: ErrorCode;
  readonly reason: string;

  constructor(reason: string, code: ErrorCode = 'E_RECORD_DAMAGED') {
    this.code = code;
    this.reason = reason;
  }
}
