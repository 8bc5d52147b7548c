/**
 * The commands that list what a query asks for. Events, alerts and incidents differ in how a row looks; the query, the
 * pages, the chosen fields, JSON, CSV and the count at the end are the same for all.
 */
import { InvalidArgumentError, type Command } from 'commander';
import type { CompiledQuery } from '../query/compile.ts';
import type { ReadableDb } from '../store/database.ts';
import { countsOf, type WorkspaceCounts } from '../store/overview.ts';
import type { OnStep } from '../store/query-run.ts';
import { cellText, fieldColumns, type FieldColumn } from './columns.ts';
import { positiveInteger } from './commands/options.ts';
import { explainQuery, hintAtTimes, prepareQuestion } from './question.ts';
import { csvLine } from './render/csv.ts';
import { printDemoBanner } from './render/demo-banner.ts';
import { createSearchProgress } from './render/search-progress.ts';
import { counted } from './render/format.ts';
import { tableLines } from './render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from './session.ts';
import type { Subject } from '../store/subject.ts';
import { safeText, type Terminal } from './terminal.ts';

const PAGE_ROWS = 5_000;

interface ListFlags {
  readonly workspace: string;
  readonly limit?: number;
  readonly fields?: readonly string[];
  readonly json: boolean;
  readonly csv: boolean;
  readonly explain: boolean;
}

/** What was listed, for the line below it. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  /** Rows that match, or all there are where nothing was asked for. */
  readonly total: number;
  readonly isFiltered: boolean;
  /** Whether rows are left out that were not asked about. */
  readonly leavesOut: boolean;
  readonly counts: WorkspaceCounts;
  readonly workspace: string;
}

export interface Listing<Row> {
  readonly about: string;
  readonly example: string;
  /** For people; machines get all. */
  readonly defaultLimit: number;
  /** What `--csv` prints where no fields are named. */
  readonly csvFields: readonly string[];
  readonly json: (db: ReadableDb, row: Row) => Record<string, unknown>;
  /** The table for people; never called without rows. */
  readonly table: (terminal: Terminal, rows: readonly Row[]) => string[];
  readonly footer: (terminal: Terminal, listed: Listed<Row>) => void;
}

/** Adds `vedette NAME ['QUERY']`, where the name is the subject's. */
export function addListing<One, Row>(
  program: Command,
  session: Session,
  subject: Subject<One, Row>,
  listing: Listing<One>,
): void {
  const { noun, catalogue } = subject;
  program
    .command(catalogue.subject)
    .description(listing.about)
    .argument('[query]', `such as '${listing.example}' (docs/query-language.md)`)
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option(
      '-n, --limit <count>',
      `at most so many (default: ${listing.defaultLimit}; with --json or --csv all)`,
      positiveInteger,
    )
    .option('-f, --fields <names>', 'show these fields, separated by commas', fieldNames)
    .option('--json', `print NDJSON, one ${noun} a line`, false)
    .option('--csv', 'print comma-separated values with a header', false)
    .option('--explain', 'show how the query is understood instead of running it', false)
    .action((text: string | undefined, flags: ListFlags) => {
      const isForMachines = flags.json || flags.csv;
      const prepared = prepareQuestion(session, subject, text ?? '', isForMachines);
      const chosen = flags.fields ?? (flags.csv ? listing.csvFields : undefined);
      const columns = chosen === undefined ? null : fieldColumns(catalogue, chosen);
      if (flags.explain) return explainQuery(session, prepared);
      withReading(session, flags.workspace, (db) => {
        const { terminal } = session;
        const limit = flags.limit ?? (isForMachines ? Infinity : listing.defaultLimit);
        const onStep = createSearchProgress(terminal, session.clock);
        const found = pagesOf(db, subject, prepared.compiled, limit, onStep);
        if (columns !== null && flags.csv) return printCsv(terminal, db, subject, found, columns);
        if (flags.json) return printJson(terminal, db, subject, found, columns, listing.json);
        const counts = countsOf(db);
        printDemoBanner(terminal, counts.isDemo);
        const rows = [...found];
        const lines =
          rows.length === 0
            ? []
            : columns === null
              ? listing.table(terminal, rows)
              : fieldTable(
                  terminal,
                  rows.map((row) => subject.rowOf(db, row)),
                  columns,
                );
        for (const line of lines) terminal.print(line);
        const total = !prepared.isFiltered
          ? subject.total(counts)
          : rows.length < limit
            ? rows.length
            : subject.count(db, prepared.compiled, onStep);
        const { isFiltered, leavesOut } = prepared;
        listing.footer(terminal, { rows, total, isFiltered, leavesOut, counts, workspace: flags.workspace });
        if (rows.length > 0) return;
        if (subject.total(counts) > 0) {
          const all = counted(subject.total(counts), noun);
          terminal.print(
            `None of ${all} is so. What a field holds: vedette complete 'FIELD:' --of ${catalogue.subject}`,
          );
        }
        hintAtTimes(session, db, subject, prepared);
      });
      process.exitCode = EXIT_OK;
    });
}

function fieldNames(text: string): readonly string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('It must name at least one field.');
  return names;
}

function* pagesOf<Row>(
  db: ReadableDb,
  subject: Pick<Subject<Row, never>, 'page'>,
  query: CompiledQuery,
  limit: number,
  onStep: OnStep,
): Generator<Row> {
  let after: Row | null = null;
  for (let left = limit; left > 0;) {
    const page: Row[] = subject.page(db, query, Math.min(PAGE_ROWS, left), after, onStep);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
    left -= page.length;
  }
}

function printJson<One, Row>(
  terminal: Terminal,
  db: ReadableDb,
  subject: Subject<One, Row>,
  found: Iterable<One>,
  columns: readonly FieldColumn<Row>[] | null,
  json: Listing<One>['json'],
): void {
  for (const one of found) {
    if (columns === null) terminal.printJson(json(db, one));
    else {
      const row = subject.rowOf(db, one);
      terminal.printJson(Object.fromEntries(columns.map(({ name, values }) => [name, singleOrList(values(row))])));
    }
  }
}

function singleOrList<Value>(values: readonly Value[]): Value | readonly Value[] | null {
  return values.length > 1 ? values : (values[0] ?? null);
}

function printCsv<One, Row>(
  terminal: Terminal,
  db: ReadableDb,
  subject: Subject<One, Row>,
  found: Iterable<One>,
  columns: readonly FieldColumn<Row>[],
): void {
  terminal.print(csvLine(columns.map((column) => column.name)));
  for (const one of found) {
    const row = subject.rowOf(db, one);
    terminal.print(csvLine(columns.map((column) => cellText(column.values(row)))));
  }
}

function fieldTable<Row>(terminal: Terminal, rows: readonly Row[], columns: readonly FieldColumn<Row>[]): string[] {
  return tableLines(
    rows,
    columns.map((column, index) => ({
      title: safeText(column.name).toUpperCase(),
      cell: (row) => safeText(cellText(column.values(row))),
      isFlexible: index === columns.length - 1,
    })),
    terminal.widthColumns,
  );
}
