/** `vedette events ['QUERY']`: what happened, in time order; with a query only what it asks for. */
import type { Command } from 'commander';
import type { EntityMention } from '../../model/entity.ts';
import { entitiesOfEvent, type EventRow } from '../../store/events.ts';
import { addListing } from '../listing.ts';
import { count, counted, jsonTime, time } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import type { Session } from '../session.ts';
import { EVENTS } from '../../store/subject.ts';
import { safeText, type Terminal } from '../terminal.ts';

export function addEvents(program: Command, session: Session): void {
  addListing(program, session, EVENTS, {
    about: 'events in time order, all or those that a query asks for',
    example: 'host:WS-12 and process.name:*.exe | last 24h',
    defaultLimit: 100,
    csvFields: ['time', 'id', 'severity', 'kind', 'host', 'user', 'message'],
    json: (db, event) => eventJson(event, entitiesOfEvent(db, event.id)),
    table: eventTable,
    footer: (terminal, { rows, total, isFiltered }) =>
      terminal.print(`${count(rows.length)} of ${counted(total, isFiltered ? 'matching event' : 'event')}`),
  });
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

function eventTable(terminal: Terminal, events: readonly EventRow[]): string[] {
  return tableLines(
    events,
    [
      { title: 'TIME (UTC)', cell: (event) => time(event.timeUs) },
      { title: 'ID', cell: (event) => `e${event.id}` },
      { title: 'EVENT', cell: (event) => safeText(event.message), isFlexible: true },
      { title: 'KIND', cell: (event) => event.mapping },
    ],
    terminal.widthColumns,
  );
}
