/** `vedette alerts ['QUERY']`: alerts in time order, each with the incident it belongs to. */
import type { Command } from 'commander';
import { externalIdsOfAlert, type AlertRow } from '../../store/alerts.ts';
import { addListing, type Listed } from '../listing.ts';
import { count, counted, jsonTime, shortId, timeToSecond } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import type { Session } from '../session.ts';
import { ALERTS } from '../subject.ts';
import { safeText, severityMark, type Terminal } from '../terminal.ts';

export function addAlerts(program: Command, session: Session): void {
  addListing(program, session, ALERTS, {
    about: 'alerts in time order, all or those that a query asks for, each with its incident',
    example: 'severity>=high and technique:T1059*',
    defaultLimit: 200,
    csvFields: ['first_seen', 'last_seen', 'id', 'severity', 'title', 'count', 'host', 'user', 'technique'],
    json: (db, alert) => alertJson(alert, externalIdsOfAlert(db, alert.id)),
    table: alertTable,
    footer: printFooter,
  });
}

/** An alert for machines. */
export function alertJson(alert: AlertRow, externalIds: readonly string[]): Record<string, unknown> {
  return {
    id: alert.id,
    title: alert.title,
    severity: alert.severity,
    detector: alert.detector,
    signal: alert.signal,
    techniques: alert.techniques,
    tactics: alert.tactics,
    first_seen: jsonTime(alert.firstSeenUs),
    last_seen: jsonTime(alert.lastSeenUs),
    count: alert.count,
    external_ids: externalIds,
    entities: alert.entities,
    incident_id: alert.incidentId,
  };
}

function printFooter(terminal: Terminal, { rows, total, isFiltered, counts }: Listed<AlertRow>): void {
  const of = counted(total, isFiltered ? 'matching alert' : 'alert');
  const findings = isFiltered ? '' : `, which stand for ${counted(counts.findings, 'finding')}`;
  terminal.print(`${count(rows.length)} of ${of}${findings}`);
}

function alertTable(terminal: Terminal, alerts: readonly AlertRow[]): string[] {
  const hostOf = (alert: AlertRow): string =>
    alert.entities
      .filter((entity) => entity.type === 'host')
      .map((entity) => entity.label ?? entity.value)
      .join(' ');
  return tableLines(
    alerts,
    [
      { title: 'FIRST SEEN', cell: (alert) => timeToSecond(alert.firstSeenUs) },
      { title: 'LEVEL', cell: (alert) => severityMark(alert.severity, terminal) },
      { title: 'ALERT', cell: (alert) => safeText(alert.title), isFlexible: true },
      { title: 'COUNT', cell: (alert) => count(alert.count), align: 'right' },
      { title: 'HOST', cell: (alert) => safeText(hostOf(alert)).slice(0, 32) },
      { title: 'INCIDENT', cell: (alert) => (alert.incidentId === null ? '' : `#${alert.incidentRank}`) },
      { title: 'ID', cell: (alert) => shortId(alert.id) },
    ],
    terminal.widthColumns,
  );
}
