/** An incident as a story: what it is, why it is ranked so, and its alerts in time order, each with both of its whys. */
import type { AlertRow, FindingRow } from '../../store/alerts.ts';
import { alertsOfIncident, findingsOfAlert } from '../../store/alerts.ts';
import type { ReadableDb } from '../../store/database.ts';
import { matchedOnce } from '../../store/incident-alerts.ts';
import { linksOf, type IncidentRow } from '../../store/incidents.ts';
import { decisionsAbout, type DecisionRow } from '../../store/decisions.ts';
import { findEvent } from '../../store/events.ts';
import { sightingsOfAlert } from '../../store/indicators.ts';
import { verdictOnIncident, verdictsOnAlerts, type VerdictRow } from '../../store/verdicts.ts';
import type { Sighting } from '../../model/indicator.ts';
import type { EntityType } from '../../model/entity.ts';
import type { MatchedField } from '../../model/hit.ts';
import { formatDurationUs } from '../../kernel/time.ts';
import { safeText, severityMark, type Terminal } from '../terminal.ts';
import { printWork } from './case-work.ts';
import { count, counted, shortId, time, timeToSecond } from './format.ts';

const MAX_ALERTS = 100;
const MAX_VALUE = 160;
/** Fields that made a rule fire, and events that a correlation is made of. */
const MAX_REASONS = 12;
const INDENT = ' '.repeat(26);

/** What to name in the summary line, and how. */
const COUNTED: readonly (readonly [EntityType, string])[] = [
  ['host', 'host'],
  ['user', 'account'],
  ['ip', 'address'],
  ['cloud_principal', 'cloud principal'],
];

export function printStory(terminal: Terminal, db: ReadableDb, incident: IncidentRow): void {
  const duration = incident.lastSeenUs - incident.firstSeenUs;
  const kinds = COUNTED.map(
    ([type, noun]) => [incident.entities.filter((entity) => entity.type === type).length, noun] as const,
  )
    .filter(([number]) => number > 0)
    .map(([number, noun]) => counted(number, noun, noun === 'address' ? 'addresses' : `${noun}s`));
  terminal.print(`INCIDENT #${incident.rank}  ${safeText(incident.title)}`);
  terminal.print(`${severityMark(incident.severity, terminal).trimEnd()} · risk ${incident.risk} · ${incident.id}`);
  terminal.print([...kinds, formatDurationUs(duration), `from ${time(incident.firstSeenUs)}`].join(' · '));
  for (const [type, noun] of COUNTED) printNames(terminal, incident, type, noun);
  terminal.print();
  printRisk(terminal, incident);
  printVerdict(terminal, verdictOnIncident(db, incident.id));
  printWork(terminal, db, incident.id);
  printDecisions(terminal, decisionsAbout(db, incident.id));
  terminal.print();
  terminal.print('Story, in time order (UTC)');
  const alerts = alertsOfIncident(db, incident.id);
  const links = linksOf(db, incident.id);
  const verdicts = verdictsOnAlerts(db);
  for (const alert of alerts.slice(0, MAX_ALERTS)) {
    printAlert(terminal, db, alert, links.get(alert.id)?.text ?? '', verdicts.get(alert.id) ?? null);
  }
  if (alerts.length > MAX_ALERTS)
    terminal.print(`  … and ${counted(alerts.length - MAX_ALERTS, 'more alert')}: use --json for all`);
}

function printNames(terminal: Terminal, incident: IncidentRow, type: EntityType, noun: string): void {
  const names = incident.entities.filter((entity) => entity.type === type).map((entity) => safeText(entity.label));
  if (names.length === 0) return;
  const shown = names.slice(0, 8).join(', ');
  terminal.print(
    `  ${`${noun}s`.replace('addresss', 'addresses')}: ${shown}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`,
  );
}

function printRisk(terminal: Terminal, incident: IncidentRow): void {
  terminal.print('Why this risk');
  for (const { name, points, reason } of incident.riskTerms) {
    terminal.print(`  ${String(points).padStart(5)}  ${name.padEnd(14)}  ${safeText(reason)}`);
  }
  terminal.print(`  ${String(incident.risk).padStart(5)}  in all`);
}

/** Beside the risk, which it does not move (J5). */
export function printVerdict(terminal: Terminal, verdict: VerdictRow | null): void {
  if (verdict !== null) terminal.print(verdictText(verdict));
}

function verdictText({ verdict, actor, why, decidedUs }: VerdictRow): string {
  const words = verdict.replaceAll('_', ' ');
  return `verdict: ${words}, by ${safeText(actor)} at ${timeToSecond(decidedUs)}: ${safeText(why)}`;
}

/** What an alert names of what is listed. */
export function printSightings(terminal: Terminal, sightings: readonly Sighting[], indent: string): void {
  for (const { entityType, entityValue, indicator } of sightings.slice(0, MAX_REASONS)) {
    const as = indicator.value === entityValue ? '' : ` as ${indicator.type} ${safeText(indicator.value)}`;
    terminal.print(
      `${indent}listed: ${entityType} ${cut(safeText(entityValue))}${as} by ${safeText(indicator.source)}`,
    );
  }
  if (sightings.length > MAX_REASONS) {
    terminal.print(`${indent}… and ${count(sightings.length - MAX_REASONS)} more listed: use --json for all`);
  }
}

function printDecisions(terminal: Terminal, decisions: readonly DecisionRow[]): void {
  if (decisions.length === 0) return;
  terminal.print();
  terminal.print('Decided by hand');
  for (const { id, kind, about, actor, why, decidedUs } of decisions) {
    terminal.print(`  ${String(id).padStart(5)}  ${kind.padEnd(7)}  ${safeText(about)}`);
    const reason = why === '' ? 'no reason given' : safeText(why);
    terminal.print(`${' '.repeat(16)}by ${safeText(actor)} at ${timeToSecond(decidedUs)}: ${reason}`);
  }
}

function printAlert(
  terminal: Terminal,
  db: ReadableDb,
  alert: AlertRow,
  whyHere: string,
  verdict: VerdictRow | null,
): void {
  const findings = findingsOfAlert(db, alert.id, 1);
  const first = findings[0];
  const host = alert.entities.find((entity) => entity.type === 'host');
  const repeats = alert.count > 1 ? `  ×${count(alert.count)}` : '';
  const techniques = alert.techniques.length > 0 ? `  ${alert.techniques.join(' ')}` : '';
  terminal.print();
  terminal.print(
    `${time(alert.firstSeenUs)}  ${severityMark(alert.severity, terminal).trimEnd()}  ${safeText(alert.title)}${techniques}${repeats}`,
  );
  const event = first?.eventId == null ? null : findEvent(db, first.eventId);
  const where = host === undefined ? '' : `on ${safeText(host.label ?? host.value)}: `;
  if (event !== null) terminal.print(`${INDENT}${where}${cut(safeText(event.message))}`);
  else if (where !== '') terminal.print(`${INDENT}${where}reported by ${safeText(alert.detector)}`);
  if (first !== undefined) printWhyFired(terminal, first);
  printSightings(terminal, sightingsOfAlert(db, alert.id), INDENT);
  if (whyHere !== '') terminal.print(`${INDENT}why here: ${safeText(whyHere)}`);
  if (verdict !== null) terminal.print(`${INDENT}${verdictText(verdict)}`);
  terminal.print(
    `${INDENT}alert ${shortId(alert.id)}${first?.eventId == null ? '' : ` · event e${first.eventId}`}${authorOf(first)}`,
  );
}

function authorOf(finding: FindingRow | undefined): string {
  return finding === undefined || finding.author === '' ? '' : ` · rule by ${safeText(finding.author)}`;
}

/** The fields that satisfied the rule, once each, with the selections each of them satisfied. */
export function printWhyFired(terminal: Terminal, finding: FindingRow): void {
  const matched = matchedOnce(finding.matched);
  for (const one of matched.slice(0, MAX_REASONS)) {
    terminal.print(`${INDENT}why fired: ${safeText(one.selection)}: ${fieldText(one)}`);
  }
  if (matched.length > MAX_REASONS)
    terminal.print(`${INDENT}… and ${count(matched.length - MAX_REASONS)} more: use --json for all`);
}

function fieldText({ field, value }: MatchedField): string {
  return `${field === '' ? 'keyword' : safeText(field)} = ${cut(safeText(String(value)))}`;
}

function cut(text: string): string {
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}
