/** `vedette alerts ['QUERY']`: alerts in time order, each with the incident it belongs to. */
import type { Command } from 'commander';
import { isStorm } from '../../fuse/storm.ts';
import { formatDurationUs } from '../../kernel/time.ts';
import { externalIdsOfAlert, type AlertRow } from '../../store/alerts.ts';
import { addListing, type Listed } from '../listing.ts';
import { alertsCounted, count, counted, jsonTime, shortId, timeToSecond } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import type { Session } from '../session.ts';
import { ALERTS } from '../../store/subject.ts';
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
    suppressed_by: alert.suppressionId,
  };
}

function printFooter(terminal: Terminal, listed: Listed<AlertRow>): void {
  const { rows, total, isFiltered, leavesOut, counts } = listed;
  const of = isFiltered ? counted(total, 'matching alert') : alertsCounted(counts);
  const findings = isFiltered ? '' : `, which stand for ${counted(counts.findings, 'finding')}`;
  terminal.print(`${count(rows.length)} of ${of}${findings}`);
  if (leavesOut && counts.suppressed > 0) {
    terminal.print(`${counted(counts.suppressed, 'suppressed alert')} left out: vedette alerts 'suppressed:*'`);
  }
  const storms = rows.filter(isStorm);
  if (storms.length > 0) {
    const stormy = storms.reduce((sum, alert) => sum + alert.count, 0);
    terminal.print(`${counted(storms.length, 'storm')} (≋) of ${count(stormy)} findings; each is one alert`);
  }
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
      { title: 'COUNT', cell: (alert) => `${isStorm(alert) ? '≋ ' : ''}${count(alert.count)}`, align: 'right' },
      { title: 'LASTED', cell: lasted },
      { title: 'HOST', cell: (alert) => safeText(hostOf(alert)).slice(0, 32) },
      { title: 'INCIDENT', cell: whereItIs },
      { title: 'ID', cell: (alert) => shortId(alert.id) },
    ],
    terminal.widthColumns,
  );
}

function lasted({ firstSeenUs, lastSeenUs }: AlertRow): string {
  return lastSeenUs > firstSeenUs ? formatDurationUs(lastSeenUs - firstSeenUs) : '';
}

function whereItIs({ incidentId, incidentRank, suppressionId }: AlertRow): string {
  if (suppressionId !== null) return `hidden by ${suppressionId}`;
  return incidentId === null ? '' : `#${incidentRank}`;
}
