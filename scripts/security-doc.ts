/**
 * `npm run docs` writes docs/security.md: what we promise (docs/promises.json) beside the tests that prove it. A test
 * says so itself, in a comment that stands on its own line:
 *
 * - `@promise ID [ID…]`: this test belongs to the proof.
 * - `@promise-part ID TEXT`: so does this one, and all tests together leave out what TEXT says.
 *
 * One part that is missing keeps the whole promise from counting as proved. A comment that cannot be right (an id that
 * nobody promised, a file that is no test) is an error, for what is passed over in silence would look unproved.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from './steps.ts';

export const SECURITY_FILE = path.join(PROJECT_ROOT, 'docs/security.md');
const PROMISES = path.join(PROJECT_ROOT, 'docs/promises.json');

/** Where tests lie; of these folders vitest runs the files that end with `.test.ts`. */
const TEST_ROOTS = ['core', 'electron', 'test'];

const COMMENT = /^[ \t]*(?:\/\/|\/\*\*?|\*)[ \t]*@promise(\S*)[ \t]*(.*?)[ \t]*(?:\*\/)?$/;

const promisesSchema = z.array(
  z.strictObject({
    /** Never given to another promise, since tests cite it. */
    id: z.string().regex(/^[A-Z]+-\d+$/),
    area: z.string().min(1),
    promise: z.string().min(1),
    /** How it is meant to be tested: static check, unit, end to end, packaged artefact. */
    tests: z.string().min(1),
  }),
);

export type Promised = z.infer<typeof promisesSchema>[number];

export interface Citation {
  readonly id: string;
  /** From the project's root, with forward slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What no test proves of the promise yet; null where nothing is missing. */
  readonly missing: string | null;
}

/** The promises that the comments of a file cite. Throws for a comment that says nothing, naming file and line. */
export function citationsOf(file: string, text: string): Citation[] {
  return text.split(/\r?\n/).flatMap((content, index): Citation[] => {
    const [, kind, rest] = COMMENT.exec(content) ?? [];
    if (kind === undefined || rest === undefined) return [];
    const at = { file, line: index + 1 };
    const wrong = (what: string): Error => new Error(`${placeOf(at)}: ${what}`);
    if (!file.endsWith('.test.ts')) throw wrong('only a test, a file that ends with .test.ts, can prove a promise');
    const [first = '', ...others] = rest.split(/[ \t]+/);
    if (first === '') throw wrong(`@promise${kind} names no promise`);
    if (kind === '') return [first, ...others].map((id) => ({ ...at, id, missing: null }));
    if (kind !== '-part') throw wrong(`@promise${kind} is neither @promise nor @promise-part`);
    if (others.length === 0) throw wrong(`@promise-part ${first} does not say what is missing`);
    return [{ ...at, id: first, missing: others.join(' ') }];
  });
}

/** The document. Throws for a promise that stands there twice and for a citation of one that does not. */
export function securityDocument(promises: readonly Promised[], citations: readonly Citation[]): string {
  const known = new Set<string>();
  for (const { id } of promises) {
    if (known.has(id)) throw new Error(`docs/promises.json: ${id} is there twice`);
    known.add(id);
  }
  const unknown = citations.find(({ id }) => !known.has(id));
  if (unknown !== undefined) throw new Error(`${placeOf(unknown)}: ${unknown.id} is not in docs/promises.json`);

  const rows = promises.map((promised) => {
    const cited = citations.filter(({ id }) => id === promised.id);
    const missing = cited.flatMap((citation) => citation.missing ?? []);
    return { ...promised, files: [...new Set(cited.map(({ file }) => file))].toSorted(), missing };
  });
  const cited = rows.filter(({ files }) => files.length > 0);
  const proved = cited.filter(({ missing }) => missing.length === 0);
  return [
    '# Security and robustness: what we promise and what proves it',
    '',
    'Made by `npm run docs` from `docs/promises.json` and the `@promise` comments of the tests: do not edit.',
    '',
    `**Proved: ${proved.length} of ${rows.length} promises; ${cited.length - proved.length} more in part.**`,
    'Proved means that a test named here, run by `npm test`, fails when any part of the promise is broken. In part means',
    'that something is left which no test looks at, and the table says what. Where a tool that a test needs is not on a',
    'machine, the test is skipped and proves nothing there; `npm test` names every test it skips.',
    '',
    ...[...new Set(rows.map(({ area }) => area))].flatMap((area) => [
      `## ${area}`,
      '',
      '| id | promise | proved by |',
      '|---|---|---|',
      ...rows
        .filter((row) => row.area === area)
        .map((row) => `| ${row.id} | ${cellOf(row.promise)} | ${proofOf(row.files, row.missing)} |`),
      '',
    ]),
  ].join('\n');
}

function proofOf(files: readonly string[], missing: readonly string[]): string {
  if (files.length === 0) return 'not proved yet';
  const links = files.map((file) => `[${file}](../${file})`).join(', ');
  return missing.length === 0 ? links : `partly: ${links}; missing: ${cellOf(missing.join('; '))}`;
}

function cellOf(text: string): string {
  return text.replaceAll('|', '\\|');
}

function placeOf({ file, line }: Pick<Citation, 'file' | 'line'>): string {
  return `${file}:${line}`;
}

export function readPromises(): Promised[] {
  return promisesSchema.parse(JSON.parse(readFileSync(PROMISES, 'utf8')));
}

/** What all tests of the project cite, by file and line. */
export function readCitations(): Citation[] {
  return TEST_ROOTS.flatMap((root) =>
    readdirSync(path.join(PROJECT_ROOT, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${root}/${name.replaceAll(path.sep, '/')}`)
      .toSorted(),
  ).flatMap((file) => citationsOf(file, readFileSync(path.join(PROJECT_ROOT, file), 'utf8')));
}
