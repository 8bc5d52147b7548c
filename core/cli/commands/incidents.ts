/** `vedette incidents ['QUERY']`: what to look at first, ranked. */
import type { Command } from 'commander';
import { alertsOfIncident, externalIdsOfAlert } from '../../store/alerts.ts';
import type { ReadableDb } from '../../store/database.ts';
import type { IncidentRow } from '../../store/incidents.ts';
import { addListing, type Listed } from '../listing.ts';
import { alertsCounted, count, counted, jsonTime, shortId, timeToSecond } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import type { Session } from '../session.ts';
import { INCIDENTS } from '../../store/subject.ts';
import { safeText, severityShape, type Terminal } from '../terminal.ts';

const SHOWN_TECHNIQUES = 4;

export function addIncidents(program: Command, session: Session): void {
  addListing(program, session, INCIDENTS, {
    about: 'incidents, most pressing first, all or those that a query asks for',
    example: 'risk>=60 and host:ws-12',
    defaultLimit: 50,
    csvFields: ['rank', 'risk', 'severity', 'title', 'first_seen', 'last_seen', 'id', 'host', 'user', 'technique'],
    json: incidentJson,
    table: (terminal, rows) => incidentTable(rows, terminal),
    footer: printFooter,
  });
}

/** An incident for machines, with its alerts in short. */
function incidentJson(db: ReadableDb, incident: IncidentRow): Record<string, unknown> {
  return {
    id: incident.id,
    rank: incident.rank,
    risk: incident.risk,
    severity: incident.severity,
    title: incident.title,
    first_seen: jsonTime(incident.firstSeenUs),
    last_seen: jsonTime(incident.lastSeenUs),
    techniques: incident.techniques,
    entities: incident.entities.map(({ type, value, label, alertCount }) => ({
      type,
      value,
      label,
      alerts: alertCount,
    })),
    alerts: alertsOfIncident(db, incident.id).map((alert) => ({
      id: alert.id,
      external_ids: externalIdsOfAlert(db, alert.id),
      count: alert.count,
      title: alert.title,
      severity: alert.severity,
    })),
  };
}

function printFooter(terminal: Terminal, { rows, total, isFiltered, counts, workspace }: Listed<IncidentRow>): void {
  terminal.print(
    `${count(rows.length)} of ${counted(total, isFiltered ? 'matching incident' : 'incident')} · ` +
      `${alertsCounted(counts)} from ${counted(counts.findings, 'finding')} in ` +
      `${counted(counts.events, 'event')} · workspace ${safeText(workspace)}`,
  );
  if (rows.length > 0) terminal.print('Next: vedette show ID');
  else if (counts.incidents > 0) return;
  else if (counts.findings > 0) terminal.print('What was found is not fused into incidents yet.');
  else terminal.print('No rule matched and no alert was submitted. See what was read: vedette events');
}

/** Incidents as an aligned table, the header first; no lines for none. */
export function incidentTable(incidents: readonly IncidentRow[], terminal: Terminal): string[] {
  if (incidents.length === 0) return [];
  return tableLines(
    incidents,
    [
      { title: '#', cell: (row) => String(row.rank), align: 'right' },
      { title: 'RISK', cell: (row) => String(row.risk), align: 'right' },
      {
        title: 'INCIDENT',
        cell: (row) => `${severityShape(row.severity, terminal)} ${safeText(row.title)}`,
        isFlexible: true,
      },
      {
        title: 'HOSTS',
        cell: (row) => count(row.entities.filter((entity) => entity.type === 'host').length),
        align: 'right',
      },
      { title: 'ALERTS', cell: (row) => count(row.alertCount), align: 'right' },
      { title: 'FINDINGS', cell: (row) => count(row.findingCount), align: 'right' },
      { title: 'FIRST SEEN', cell: (row) => timeToSecond(row.firstSeenUs) },
      { title: 'ID', cell: (row) => shortId(row.id) },
      { title: 'TECHNIQUES', cell: (row) => techniques(row.techniques) },
    ],
    terminal.widthColumns,
  );
}

function techniques(all: readonly string[]): string {
  const more = all.length - SHOWN_TECHNIQUES;
  return all.slice(0, SHOWN_TECHNIQUES).join(' ') + (more > 0 ? ` +${more}` : '');
}
