/** `vedette events`: everything that happened, in time order. */
import type { Command } from 'commander';
import { entitiesOfEvent, listEvents, type EventCursor, type EventRow } from '../../store/events.ts';
import type { EntityMention } from '../../model/entity.ts';
import type { ReadableDb } from '../../store/database.ts';
import { countsOf } from '../../store/overview.ts';
import { count, counted, jsonTime, time } from '../render/format.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { positiveInteger } from './options.ts';

const DEFAULT_LIMIT = 100;
const PAGE_ROWS = 5_000;

export function addEvents(program: Command, session: Session): void {
  program
    .command('events')
    .description('events in time order')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('-n, --limit <count>', `at most so many (default: ${DEFAULT_LIMIT}; with --json all)`, positiveInteger)
    .option('--json', 'print NDJSON, one event a line', false)
    .action((flags: { readonly workspace: string; readonly limit?: number; readonly json: boolean }) => {
      withReading(session, flags.workspace, (db) => {
        const { terminal } = session;
        if (flags.json) {
          for (const event of eventsUpTo(db, flags.limit ?? Infinity)) {
            terminal.printJson(eventJson(event, entitiesOfEvent(db, event.id)));
          }
          return;
        }
        const counts = countsOf(db);
        printDemoBanner(terminal, counts.isDemo);
        const events = [...eventsUpTo(db, flags.limit ?? DEFAULT_LIMIT)];
        printTable(terminal, events);
        terminal.print(`${count(events.length)} of ${counted(counts.events, 'event')}`);
      });
      process.exitCode = EXIT_OK;
    });
}

function* eventsUpTo(db: ReadableDb, limit: number): Generator<EventRow> {
  let after: EventCursor | null = null;
  for (let left = limit; left > 0;) {
    const page: EventRow[] = listEvents(db, Math.min(PAGE_ROWS, left), after);
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
  };
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
