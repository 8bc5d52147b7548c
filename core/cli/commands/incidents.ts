/** `vedette incidents`: what to look at first, ranked. */
import type { Command } from 'commander';
import { alertsOfIncident, externalIdsOfAlert } from '../../store/alerts.ts';
import type { ReadableDb } from '../../store/database.ts';
import { listIncidents, type IncidentRow } from '../../store/incidents.ts';
import { countsOf } from '../../store/overview.ts';
import { count, counted, jsonTime, shortId, timeToSecond } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, severityShape, type Terminal } from '../terminal.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { positiveInteger } from './options.ts';

const DEFAULT_LIMIT = 50;
const SHOWN_TECHNIQUES = 4;

interface ListFlags {
  readonly workspace: string;
  readonly limit?: number;
  readonly json: boolean;
}

export function addIncidents(program: Command, session: Session): void {
  program
    .command('incidents')
    .description('incidents, most pressing first')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('-n, --limit <count>', `at most so many (default: ${DEFAULT_LIMIT}; with --json all)`, positiveInteger)
    .option('--json', 'print NDJSON, one incident a line', false)
    .action((flags: ListFlags) => {
      withReading(session, flags.workspace, (db) => {
        if (flags.json) printJson(session.terminal, db, flags.limit ?? -1);
        else printTable(session.terminal, db, flags);
      });
      process.exitCode = EXIT_OK;
    });
}

function printJson(terminal: Terminal, db: ReadableDb, limit: number): void {
  for (const incident of listIncidents(db, limit)) {
    terminal.printJson({
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
    });
  }
}

function printTable(terminal: Terminal, db: ReadableDb, flags: ListFlags): void {
  const counts = countsOf(db);
  printDemoBanner(terminal, counts.isDemo);
  const incidents = listIncidents(db, flags.limit ?? DEFAULT_LIMIT);
  for (const line of incidentTable(incidents, terminal)) terminal.print(line);
  terminal.print(
    `${count(incidents.length)} of ${counted(counts.incidents, 'incident')} · ${counted(counts.alerts, 'alert')} from ` +
      `${counted(counts.findings, 'finding')} in ${counted(counts.events, 'event')} · workspace ${safeText(flags.workspace)}`,
  );
  if (incidents.length > 0) terminal.print('Next: vedette show ID');
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
