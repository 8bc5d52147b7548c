/**
 * Is a workspace whole? SQLite's own check of its pages and indexes, that nothing refers to what is not there, that the
 * schema is ours, and every chain. Reads everything, so it takes as long as reading the file does;
 * the quick form leaves the content of indexes unchecked.
 */
import type { ReadableDb } from './database.ts';
import { schemaProblems } from './schema-check.ts';
import { CHAIN_NAMES, verifyNamed, type CheckedChain } from './chains.ts';
import { finished } from './query-run.ts';

/** A badly torn file has one for each of its pages; the first ones say as much. */
const MAX_PROBLEMS = 100;

export interface Verification {
  /** What is wrong with the database itself, in SQLite's words; empty for a sound one. */
  readonly problems: readonly string[];
  readonly chains: readonly CheckedChain[];
  readonly isSound: boolean;
}

export function verifyWorkspace(db: ReadableDb, isQuick: boolean): Verification {
  return finished(verifySteps(db, isQuick));
}

/** What is looked at next: something of the database, or a chain by its name. */
export interface VerifyStep {
  readonly next: string;
  readonly done: number;
  readonly total: number;
}

const PARTS = ['pages', 'references', 'schema'] as const;

/** The same in parts, each told before it begins; that of the pages takes longest. */
export function* verifySteps(db: ReadableDb, isQuick: boolean): Generator<VerifyStep, Verification> {
  const total = PARTS.length + CHAIN_NAMES.length;
  const problems: string[] = [];
  const looks = { pages: () => pageProblems(db, isQuick), references: danglingReferences, schema: schemaProblems };
  for (const [done, next] of PARTS.entries()) {
    yield { next, done, total };
    problems.push(...looks[next](db));
  }
  const chains: CheckedChain[] = [];
  for (const [index, next] of CHAIN_NAMES.entries()) {
    yield { next, done: PARTS.length + index, total };
    chains.push(verifyNamed(db, next));
  }
  return { problems, chains, isSound: problems.length === 0 && chains.every(({ fault }) => fault === null) };
}

/** The first thing that is wrong, for people; null for a sound workspace. */
export function firstProblem({ problems, chains }: Verification): string | null {
  const [first] = [
    ...problems,
    ...chains.flatMap(({ chain, fault }) => (fault === null ? [] : `${chain}: ${fault.reason}`)),
  ];
  return first ?? null;
}

function pageProblems(db: ReadableDb, isQuick: boolean): string[] {
  const rows = db.pragma(`${isQuick ? 'quick_check' : 'integrity_check'}(${MAX_PROBLEMS})`) as Record<string, string>[];
  return rows.flatMap((row) => Object.values(row)).filter((problem) => problem !== 'ok');
}

function danglingReferences(db: ReadableDb): string[] {
  const rows = db.pragma('foreign_key_check') as {
    readonly table: string;
    readonly rowid: number;
    readonly parent: string;
  }[];
  return rows
    .slice(0, MAX_PROBLEMS)
    .map(({ table, rowid, parent }) => `row ${rowid} of ${table} refers to a row of ${parent} that is not there`);
}
