/** `vedette count 'QUERY'`: how many events, alerts or incidents, in all or by the values of a field or by time. */
import { Option, type Command } from 'commander';
import { VedetteError } from '../../kernel/errors.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND, type TimeUs } from '../../kernel/time.ts';
import { groupingBy, type Grouping } from '../../query/group.ts';
import type { PreparedQuery } from '../../query/prepare.ts';
import type { ReadableDb } from '../../store/database.ts';
import type { OnStep } from '../../store/query-run.ts';
import type { ValueCount } from '../../store/event-count.ts';
import { countsOf } from '../../store/overview.ts';
import { hintAtTimes, prepareQuestion, type Question } from '../question.ts';
import { csvLine } from '../render/csv.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { createSearchProgress } from '../render/search-progress.ts';
import { count, counted, jsonTime, timeToSecond } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { SUBJECT_NAMES, subjectNamed } from '../subject-named.ts';
import type { Asked } from '../../store/subject.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { positiveInteger } from './options.ts';

const DEFAULT_LIMIT = 50;

interface Flags {
  readonly workspace: string;
  readonly of: string;
  readonly by?: string;
  readonly limit?: number;
  readonly json: boolean;
  readonly csv: boolean;
}

export function addCount(program: Command, session: Session): void {
  program
    .command('count')
    .description('how many events, alerts or incidents a query finds, in all, by a field or by time')
    .argument('[query]', `such as 'severity>=high' (docs/query-language.md)`)
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .addOption(new Option('--of <subject>', 'what to count').choices(SUBJECT_NAMES).default('events'))
    .option('-b, --by <field>', 'count by the values of a field, or by `time` or `time:1h`')
    .option('-n, --limit <count>', `at most so many values (default: ${DEFAULT_LIMIT}; of times all)`, positiveInteger)
    .option('--json', 'print NDJSON, one value a line', false)
    .option('--csv', 'print comma-separated values with a header', false)
    .action((text: string | undefined, flags: Flags) => {
      const subject = subjectNamed(flags.of);
      const isForMachines = flags.json || flags.csv;
      const prepared = prepareQuestion(session, subject, text ?? '', isForMachines);
      withReading(session, flags.workspace, (db) => {
        const { terminal } = session;
        if (!isForMachines) printDemoBanner(terminal, countsOf(db).isDemo);
        const onStep = createSearchProgress(terminal, session.clock);
        const found =
          flags.by === undefined
            ? printTotal(terminal, subject, subject.count(db, prepared.compiled, onStep), flags)
            : printCounts(terminal, db, subject, prepared, flags.by, flags, onStep);
        if (!isForMachines) printLeftOut(terminal, db, prepared);
        if (!isForMachines && found === 0) hintAtTimes(session, db, subject, prepared);
      });
      process.exitCode = EXIT_OK;
    });
}

/** What is not counted is said. */
function printLeftOut(terminal: Terminal, db: ReadableDb, { leavesOut }: Question): void {
  const { suppressed } = countsOf(db);
  if (leavesOut && suppressed > 0) {
    terminal.print(`${counted(suppressed, 'suppressed alert')} left out; count them with suppressed:*`);
  }
}

/** Returns the total. */
function printTotal(terminal: Terminal, { noun }: Asked, total: number, { json, csv }: Flags): number {
  if (json) terminal.printJson({ count: total });
  else if (csv) {
    terminal.print('count');
    terminal.print(String(total));
  } else terminal.print(counted(total, noun));
  return total;
}

/** Returns how many values there are. */
function printCounts(
  terminal: Terminal,
  db: ReadableDb,
  subject: Asked,
  { compiled }: PreparedQuery,
  by: string,
  flags: Flags,
  onStep: OnStep,
): number {
  const result = groupingBy(by, subject.catalogue, bucketUsFor(db, subject, compiled));
  if ('problem' in result) throw new VedetteError('E_USAGE', `--by ${by}: ${result.problem}`);
  const { grouping } = result;
  const limit = flags.limit ?? (grouping.bucketUs === null ? DEFAULT_LIMIT : -1);
  const rows = subject.countBy(db, compiled, grouping, limit, onStep);
  if (flags.json) for (const row of rows) terminal.printJson({ value: machineValue(row, grouping), count: row.count });
  else if (flags.csv) {
    terminal.print(csvLine([by, 'count']));
    for (const row of rows) terminal.print(csvLine([String(machineValue(row, grouping) ?? ''), String(row.count)]));
  } else printTable(terminal, subject, rows, by, grouping);
  return rows.length;
}

function machineValue({ value }: ValueCount, { bucketUs }: Grouping): string | number | null {
  return bucketUs === null ? value : jsonTime(value as TimeUs);
}

const BAR_COLUMNS = 40;

function printTable(
  terminal: Terminal,
  { noun }: Asked,
  rows: readonly ValueCount[],
  by: string,
  grouping: Grouping,
): void {
  if (rows.length === 0) return terminal.print(`0 ${noun}s have a value`);
  const most = Math.max(...rows.map((row) => row.count));
  const lines = tableLines(
    rows,
    [
      {
        title: safeText(by).toUpperCase(),
        cell: ({ value }) => (grouping.bucketUs === null ? safeText(String(value)) : timeToSecond(value as TimeUs)),
        isFlexible: true,
      },
      { title: `${noun}s`.toUpperCase(), cell: (row) => count(row.count), align: 'right' },
      { title: '', cell: (row) => '█'.repeat(Math.max(1, Math.round((row.count / most) * BAR_COLUMNS))) },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
}

const WIDTHS_US: readonly number[] = [
  US_PER_SECOND,
  10 * US_PER_SECOND,
  US_PER_MINUTE,
  5 * US_PER_MINUTE,
  15 * US_PER_MINUTE,
  US_PER_HOUR,
  6 * US_PER_HOUR,
  US_PER_DAY,
  7 * US_PER_DAY,
];
const BUCKETS = 60;

/** The narrowest width that gives a screenful. */
function bucketUsFor(db: ReadableDb, subject: Asked, condition: PreparedQuery['compiled']): number {
  const extent = subject.extent(db, condition);
  const spanUs = extent === null ? 0 : extent.lastUs - extent.firstUs;
  return WIDTHS_US.find((width) => spanUs / width <= BUCKETS) ?? 30 * US_PER_DAY;
}
