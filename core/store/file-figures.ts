/** The size of a workspace file and how much of it is in use. */
import type { ReadableDb } from './database.ts';
import { schemaVersion } from './migrate.ts';

export interface FileFigures {
  readonly sizeBytes: number;
  /** Pages that hold nothing any more. */
  readonly unusedBytes: number;
  readonly schema: number;
}

export function fileFigures(db: ReadableDb): FileFigures {
  const number = (pragma: string): number => Number(db.pragma(pragma, { simple: true }));
  const pageBytes = number('page_size');
  return {
    sizeBytes: number('page_count') * pageBytes,
    unusedBytes: number('freelist_count') * pageBytes,
    schema: schemaVersion(db),
  };
}
