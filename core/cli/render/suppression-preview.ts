/** What a suppression hides or would hide, so that nobody hides the attack with the noise. */
import type { TimeUs } from '../../kernel/time.ts';
import type { MethodOutput } from '../../contract/api.ts';
import { TOP_INCIDENTS } from '../../store/suppressions.ts';
import { safeText, severityMark, severityShape, type Terminal } from '../terminal.ts';
import { count, counted, jsonTime, shortId, timeToSecond } from './format.ts';
import { tableLines } from './table.ts';

type SuppressionPreview = MethodOutput<'cases.previewSuppression'>;

export function printPreview(terminal: Terminal, preview: SuppressionPreview, verb: 'Would hide' | 'Hides'): void {
  const { alerts, findings, ofAlerts, ofFindings, incidents, emptiedIncidents, top } = preview;
  terminal.print(
    `${verb} ${count(alerts)} of ${counted(ofAlerts, 'alert')} (${count(findings)} of ${counted(ofFindings, 'finding')})`,
  );
  if (alerts === 0) {
    terminal.print('No alert is so now; what comes later will be hidden.');
    return;
  }
  const levels = preview.bySeverity.map(({ severity, alerts: of }) => `${count(of)} ${severity}`).join(', ');
  terminal.print(`by level: ${levels}`);
  terminal.print(
    `takes alerts out of ${counted(incidents, 'incident')}, of which ${count(emptiedIncidents)} would hold nothing else`,
  );
  if (top.length === 0) terminal.print(`none of the ${TOP_INCIDENTS} most pressing incidents loses an alert`);
  for (const { rank, title, severity, hidden, alerts: of } of top) {
    terminal.print(
      `CAREFUL: incident #${rank} loses ${count(hidden)} of ${counted(of, 'alert')}: ` +
        `${severityShape(severity, terminal)} ${safeText(title)}`,
    );
  }
  terminal.print();
  const rules = tableLines(
    preview.rules,
    [
      { title: 'LEVEL', cell: ({ severity }) => severityMark(severity, terminal) },
      { title: 'WHAT IT HIDES MOST', cell: ({ title }) => safeText(title), isFlexible: true },
      { title: 'ALERTS', cell: ({ alerts: of }) => count(of), align: 'right' },
      { title: 'FINDINGS', cell: ({ findings: of }) => count(of), align: 'right' },
    ],
    terminal.widthColumns,
  );
  for (const line of rules) terminal.print(line);
  terminal.print();
  const examples = tableLines(
    preview.examples,
    [
      { title: 'FIRST SEEN', cell: (alert) => timeToSecond(alert.firstSeenUs) },
      { title: 'LEVEL', cell: (alert) => severityMark(alert.severity, terminal) },
      { title: 'EXAMPLE', cell: (alert) => safeText(alert.title), isFlexible: true },
      { title: 'COUNT', cell: (alert) => count(alert.count), align: 'right' },
      { title: 'INCIDENT', cell: (alert) => (alert.incidentRank === null ? '' : `#${alert.incidentRank}`) },
      { title: 'ID', cell: (alert) => shortId(alert.id) },
    ],
    terminal.widthColumns,
  );
  for (const line of examples) terminal.print(line);
  terminal.print(`${count(preview.examples.length)} of ${counted(alerts, 'alert')}, the most severe first`);
}

/** The same for machines. */
export function previewJson(
  scope: string,
  untilUs: TimeUs | null,
  preview: SuppressionPreview,
): Record<string, unknown> {
  return {
    scope,
    until: untilUs === null ? null : jsonTime(untilUs),
    alerts: preview.alerts,
    of_alerts: preview.ofAlerts,
    findings: preview.findings,
    of_findings: preview.ofFindings,
    highest_severity: preview.highestSeverity,
    by_severity: Object.fromEntries(preview.bySeverity.map(({ severity, alerts }) => [severity, alerts])),
    incidents: preview.incidents,
    emptied_incidents: preview.emptiedIncidents,
    top_incidents: preview.top,
    rules: preview.rules,
    examples: preview.examples.map(({ id, title, severity, count: of, incidentRank }) => ({
      id,
      title,
      severity,
      count: of,
      incident_rank: incidentRank,
    })),
  };
}
