/** `vedette alerts`: every alert in time order, with the incident it belongs to. */
import type { Command } from 'commander';
import { externalIdsOfAlert, listAlerts, type AlertRow } from '../../store/alerts.ts';
import { countsOf } from '../../store/overview.ts';
import { count, counted, jsonTime, shortId, timeToSecond } from '../render/format.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, severityMark, type Terminal } from '../terminal.ts';
import { positiveInteger } from './options.ts';

const DEFAULT_LIMIT = 200;

export function addAlerts(program: Command, session: Session): void {
  program
    .command('alerts')
    .description('alerts in time order, each with its incident')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('-n, --limit <count>', `at most so many (default: ${DEFAULT_LIMIT}; with --json all)`, positiveInteger)
    .option('--json', 'print NDJSON, one alert a line', false)
    .action((flags: { readonly workspace: string; readonly limit?: number; readonly json: boolean }) => {
      withReading(session, flags.workspace, (db) => {
        const { terminal } = session;
        if (flags.json) {
          for (const alert of listAlerts(db, flags.limit ?? -1))
            terminal.printJson(alertJson(alert, externalIdsOfAlert(db, alert.id)));
          return;
        }
        const counts = countsOf(db);
        printDemoBanner(terminal, counts.isDemo);
        const alerts = [...listAlerts(db, flags.limit ?? DEFAULT_LIMIT)];
        printTable(terminal, alerts);
        terminal.print(
          `${count(alerts.length)} of ${counted(counts.alerts, 'alert')}, which stand for ${counted(counts.findings, 'finding')}`,
        );
      });
      process.exitCode = EXIT_OK;
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

function printTable(terminal: Terminal, alerts: readonly AlertRow[]): void {
  const hostOf = (alert: AlertRow): string =>
    alert.entities
      .filter((entity) => entity.type === 'host')
      .map((entity) => entity.label ?? entity.value)
      .join(' ');
  const lines = tableLines(
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
  if (alerts.length > 0) for (const line of lines) terminal.print(line);
}
