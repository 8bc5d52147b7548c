/** SQLite's errors as ours, so that nobody else has to know its codes. */
import Database from 'better-sqlite3';
import { VedetteError, type ErrorCode } from '../kernel/errors.ts';

/** Runs `work`, turning SQLite's errors into ours with `file` in the message. */
export function withStoreErrors<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asStoreError(file, error);
  }
}

const CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'E_WORKSPACE_BUSY'],
  [/^SQLITE_(FULL|READONLY|CANTOPEN|IOERR)/, 'E_WORKSPACE_DISK'],
  [/^SQLITE_(NOTADB|CORRUPT)/, 'E_WORKSPACE_INVALID'],
];

/** What SQLite threw while working on the workspace `file`, as an error of ours; anything else as it was. */
export function asStoreError(file: string, thrown: unknown): unknown {
  if (thrown instanceof TypeError && thrown.message.includes('directory does not exist')) {
    return new VedetteError('E_WORKSPACE_DISK', `${file}: its folder does not exist`, { cause: thrown });
  }
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const { code, message } = thrown;
  const known = CODES.find(([pattern]) => pattern.test(code));
  return known === undefined ? thrown : new VedetteError(known[1], `${file}: ${message}`, { cause: thrown });
}
