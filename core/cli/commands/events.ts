/** `vedette events ['QUERY']`: what happened, in time order; with a query only what it asks for. */
import { InvalidArgumentError, type Command } from 'commander';
import type { EntityMention } from '../../model/entity.ts';
import type { CompiledQuery } from '../../query/compile.ts';
import type { ReadableDb } from '../../store/database.ts';
import { entitiesOfEvent, type EventCursor, type EventRow } from '../../store/events.ts';
import { countEvents } from '../../store/event-count.ts';
import { searchEvents } from '../../store/event-search.ts';
import { countsOf } from '../../store/overview.ts';
import { cellText, DEFAULT_COLUMNS, eventColumns, type EventColumn } from '../event-columns.ts';
import { explainQuery, hintAtTimes, prepareEventQuery } from '../event-query.ts';
import { csvLine } from '../render/csv.ts';
import { count, counted, jsonTime, time } from '../render/format.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { positiveInteger } from './options.ts';

const DEFAULT_LIMIT = 100;
const PAGE_ROWS = 5_000;

interface Flags {
  readonly workspace: string;
  readonly limit?: number;
  readonly fields?: readonly string[];
  readonly json: boolean;
  readonly csv: boolean;
  readonly explain: boolean;
}

export function addEvents(program: Command, session: Session): void {
  program
    .command('events')
    .description('events in time order, all or those that a query asks for')
    .argument('[query]', `such as 'host:WS-12 and process.name:*.exe | last 24h' (docs/query-language.md)`)
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option(
      '-n, --limit <count>',
      `at most so many (default: ${DEFAULT_LIMIT}; with --json or --csv all)`,
      positiveInteger,
    )
    .option('-f, --fields <names>', 'show these fields, separated by commas', fieldNames)
    .option('--json', 'print NDJSON, one event a line', false)
    .option('--csv', 'print comma-separated values with a header', false)
    .option('--explain', 'show how the query is understood instead of running it', false)
    .action((text: string | undefined, flags: Flags) => {
      const prepared = prepareEventQuery(session, text ?? '', flags.json || flags.csv);
      if (flags.explain) return explainQuery(session, prepared);
      withReading(session, flags.workspace, (db) => {
        const { terminal } = session;
        const isForMachines = flags.json || flags.csv;
        const limit = flags.limit ?? (isForMachines ? Infinity : DEFAULT_LIMIT);
        const events = eventsUpTo(db, prepared.compiled, limit);
        if (flags.csv) return printCsv(terminal, db, events, eventColumns(flags.fields ?? DEFAULT_COLUMNS));
        if (flags.json) return printJson(terminal, db, events, flags.fields);
        const counts = countsOf(db);
        printDemoBanner(terminal, counts.isDemo);
        const rows = [...events];
        if (flags.fields === undefined) printTable(terminal, rows);
        else printFields(terminal, db, rows, eventColumns(flags.fields));
        const isFiltered = prepared.query.where !== null || prepared.query.time !== null;
        const total = !isFiltered
          ? counts.events
          : rows.length < limit
            ? rows.length
            : countEvents(db, prepared.compiled);
        terminal.print(`${count(rows.length)} of ${counted(total, isFiltered ? 'matching event' : 'event')}`);
        if (rows.length === 0) hintAtTimes(session, db, prepared);
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

function* eventsUpTo(db: ReadableDb, query: CompiledQuery, limit: number): Generator<EventRow> {
  let after: EventCursor | null = null;
  for (let left = limit; left > 0;) {
    const page: EventRow[] = searchEvents(db, query, Math.min(PAGE_ROWS, left), after);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = { timeUs: last.timeUs, id: last.id };
    left -= page.length;
  }
}

/** An event for machines. */
export function eventJson(event: EventRow, entities: readonly EntityMention[]): Record<string, unknown> {
  return {
    id: `e${event.id}`,
    time: jsonTime(event.timeUs),
    time_origin: event.timeOrigin,
    class_uid: event.classUid,
    activity_id: event.activityId,
    severity: event.severity,
    message: event.message,
    mapping: event.mapping,
    logsource: event.logsource,
    fields: event.fields,
    entities,
    source: { path: event.sourcePath, sha256: event.sourceSha256 },
    record: event.recordNumber,
    ordinal: event.ordinal,
    offset: event.byteOffset,
    length: event.lengthBytes,
    recovered: event.isRecovered,
  };
}

function printJson(
  terminal: Terminal,
  db: ReadableDb,
  events: Iterable<EventRow>,
  names: readonly string[] | undefined,
): void {
  const columns = names === undefined ? null : eventColumns(names);
  for (const event of events) {
    const entities = entitiesOfEvent(db, event.id);
    if (columns === null) terminal.printJson(eventJson(event, entities));
    else {
      const values = columns.map(({ name, values: of }) => [name, singleOrList(of({ ...event, entities }))]);
      terminal.printJson(Object.fromEntries(values));
    }
  }
}

function singleOrList<Value>(values: readonly Value[]): Value | readonly Value[] | null {
  return values.length > 1 ? values : (values[0] ?? null);
}

function printCsv(
  terminal: Terminal,
  db: ReadableDb,
  events: Iterable<EventRow>,
  columns: readonly EventColumn[],
): void {
  terminal.print(csvLine(columns.map((column) => column.name)));
  for (const event of events) {
    const row = { ...event, entities: entitiesOfEvent(db, event.id) };
    terminal.print(csvLine(columns.map((column) => cellText(column.values(row)))));
  }
}

function printFields(
  terminal: Terminal,
  db: ReadableDb,
  events: readonly EventRow[],
  columns: readonly EventColumn[],
): void {
  if (events.length === 0) return;
  const rows = events.map((event) => ({ ...event, entities: entitiesOfEvent(db, event.id) }));
  const lines = tableLines(
    rows,
    columns.map((column, index) => ({
      title: safeText(column.name).toUpperCase(),
      cell: (row) => safeText(cellText(column.values(row))),
      isFlexible: index === columns.length - 1,
    })),
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
}

function printTable(terminal: Terminal, events: readonly EventRow[]): void {
  if (events.length === 0) return;
  const lines = tableLines(
    events,
    [
      { title: 'TIME (UTC)', cell: (event) => time(event.timeUs) },
      { title: 'ID', cell: (event) => `e${event.id}` },
      { title: 'EVENT', cell: (event) => safeText(event.message), isFlexible: true },
      { title: 'KIND', cell: (event) => event.mapping },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
}
