/** `vedette show ID`: one incident as a story, one alert with its reasons, or one event with the way to its raw record. */
import type { Command } from 'commander';
import { isStorm } from '../../fuse/storm.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { formatDurationUs } from '../../kernel/time.ts';
import { readPlace } from '../../intake/raw.ts';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import { externalIdsOfAlert, alertsOfIncident, findAlert, findingsOfAlert } from '../../store/alerts.ts';
import type { ReadableDb } from '../../store/database.ts';
import { decisionsAbout } from '../../store/decisions.ts';
import { entitiesOfEvent, findEvent, type EventRow } from '../../store/events.ts';
import { findIncident, linksOf } from '../../store/incidents.ts';
import { countsOf } from '../../store/overview.ts';
import { readRaw } from '../../store/raw-blocks.ts';
import { sightingsOfAlert } from '../../store/indicators.ts';
import { verdictOnIncident, verdictsOnAlerts } from '../../store/verdicts.ts';
import type { Sighting } from '../../model/indicator.ts';
import { listSuppressions } from '../../store/suppressions.ts';
import { resolveNamed } from '../named.ts';
import { count, jsonTime, time } from '../render/format.ts';
import { workJson } from '../render/case-work.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { printSightings, printStory, printVerdict, printWhyFired } from '../render/story.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, severityMark, type Terminal } from '../terminal.ts';
import { alertJson } from './alerts.ts';
import { decisionJson } from './decisions.ts';
import { eventJson } from './events.ts';

interface ShowFlags {
  readonly workspace: string;
  readonly raw: boolean;
  readonly json: boolean;
}

const SHOWN_FINDINGS = 20;

export function addShow(program: Command, session: Session): void {
  program
    .command('show')
    .description('one incident, alert or event in full')
    .argument('<id>', 'an incident or alert id or its first digits, #RANK for an incident, or eNUMBER for an event')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('--raw', 'for an event: write the bytes of its record as they stand in the source', false)
    .option('--json', 'print one JSON object', false)
    .action(async (id: string, flags: ShowFlags) => {
      const shown = withReading(session, flags.workspace, (db) => {
        const event = show(session.terminal, db, id, flags);
        if (event === null || !flags.raw) return null;
        return { event, kept: readRaw(db, event.sourceId, event.byteOffset, event.lengthBytes) };
      });
      if (shown !== null) session.terminal.writeBytes(shown.kept ?? (await readFromSource(shown.event)));
      process.exitCode = EXIT_OK;
    });
}

/** Prints what `id` names; returns the event where it is one. */
function show(terminal: Terminal, db: ReadableDb, id: string, flags: ShowFlags): EventRow | null {
  if (/^e\d+$/i.test(id)) {
    const event = findEvent(db, Number(id.slice(1)));
    if (event !== null) {
      if (!flags.raw) showEvent(terminal, db, event, flags.json);
      return event;
    }
  }
  const named = resolveNamed(db, id, flags.workspace);
  if (flags.raw)
    throw new VedetteError('E_USAGE', `--raw writes the record of an event, and ${id} is an ${named.kind}`);
  if (!flags.json) printDemoBanner(terminal, countsOf(db).isDemo);
  if (named.kind === 'incident') showIncident(terminal, db, named.id, flags.json);
  else showAlert(terminal, db, named.id, flags.json);
  return null;
}

function showIncident(terminal: Terminal, db: ReadableDb, id: string, isJson: boolean): void {
  const incident = findIncident(db, id)!;
  if (!isJson) {
    printStory(terminal, db, incident);
    return;
  }
  const links = linksOf(db, id);
  const verdict = verdictOnIncident(db, id);
  const verdicts = verdictsOnAlerts(db);
  terminal.printJson({
    ...incident,
    firstSeenUs: undefined,
    lastSeenUs: undefined,
    first_seen: jsonTime(incident.firstSeenUs),
    last_seen: jsonTime(incident.lastSeenUs),
    alerts: alertsOfIncident(db, id).map((alert) => ({
      ...alertJson(alert, externalIdsOfAlert(db, alert.id)),
      reason: links.get(alert.id) ?? null,
      verdict: verdicts.get(alert.id)?.verdict ?? null,
      listed: sightingsOfAlert(db, alert.id).map(sightingJson),
    })),
    verdict: verdict === null ? null : decisionJson(verdict),
    ...workJson(db, id),
    decisions: decisionsAbout(db, id).map(decisionJson),
  });
}

function showAlert(terminal: Terminal, db: ReadableDb, id: string, isJson: boolean): void {
  const alert = findAlert(db, id)!;
  if (isJson) {
    const findings = findingsOfAlert(db, id, -1).map((finding) => ({
      event_id: finding.eventId === null ? null : `e${finding.eventId}`,
      external_id: finding.externalId,
      time: jsonTime(finding.timeUs),
      author: finding.author,
      matched: finding.matched,
    }));
    const verdict = verdictsOnAlerts(db).get(id);
    terminal.printJson({
      ...alertJson(alert, externalIdsOfAlert(db, id)),
      findings,
      listed: sightingsOfAlert(db, id).map(sightingJson),
      verdict: verdict === undefined ? null : decisionJson(verdict),
    });
    return;
  }
  terminal.print(`ALERT  ${safeText(alert.title)}`);
  terminal.print(
    `${severityMark(alert.severity, terminal).trimEnd()} · found by ${safeText(alert.detector)} · ${alert.id}`,
  );
  terminal.print(`${time(alert.firstSeenUs)} to ${time(alert.lastSeenUs)} · stands for ${count(alert.count)}`);
  if (isStorm(alert)) {
    const lasted = formatDurationUs(alert.lastSeenUs - alert.firstSeenUs);
    terminal.print(`a storm: ${count(alert.count)} findings in ${lasted}`);
  }
  if (alert.suppressionId !== null) printHidden(terminal, db, alert.suppressionId);
  if (alert.incidentId !== null) {
    terminal.print(`in incident #${alert.incidentRank} ${alert.incidentId}`);
    terminal.print(`why there: ${safeText(linksOf(db, alert.incidentId).get(id)?.text ?? '')}`);
  }
  printVerdict(terminal, verdictsOnAlerts(db).get(id) ?? null);
  printSightings(terminal, sightingsOfAlert(db, id), '');
  terminal.print();
  for (const { type, role, value, label } of alert.entities) {
    terminal.print(`  ${type.padEnd(16)} ${role.padEnd(12)} ${safeText(label ?? value)}`);
  }
  for (const finding of findingsOfAlert(db, id, SHOWN_FINDINGS)) {
    terminal.print();
    terminal.print(
      `${time(finding.timeUs)}  ${finding.eventId === null ? safeText(finding.externalId ?? '') : `event e${finding.eventId}`}`,
    );
    printWhyFired(terminal, finding);
  }
  if (alert.count > SHOWN_FINDINGS)
    terminal.print(`… and ${count(alert.count - SHOWN_FINDINGS)} more: use --json for all`);
}

function sightingJson({ entityType, entityValue, indicator }: Sighting): Record<string, unknown> {
  return { type: entityType, value: entityValue, indicator: indicator.value, source: indicator.source };
}

function printHidden(terminal: Terminal, db: ReadableDb, id: number): void {
  const { actor, why, scope } = listSuppressions(db).find((one) => one.id === id)!;
  terminal.print(`hidden by suppression ${id} of ${safeText(actor)}: ${safeText(why)}`);
  terminal.print(`  its scope: ${safeText(scope)}   lift it: vedette unsuppress ${id}`);
}

function showEvent(terminal: Terminal, db: ReadableDb, event: EventRow, isJson: boolean): void {
  const entities = entitiesOfEvent(db, event.id);
  if (isJson) {
    terminal.printJson(eventJson(event, entities));
    return;
  }
  terminal.print(`EVENT e${event.id}  ${safeText(event.message)}`);
  terminal.print(
    `${time(event.timeUs)} (${event.timeOrigin.replace('_', ' ')}; as written: ${safeText(event.timeText)})`,
  );
  terminal.print(`${event.mapping} · OCSF class ${event.classUid}, activity ${event.activityId}`);
  terminal.print(
    `from ${safeText(event.sourcePath)}, record ${event.recordNumber}, byte ${event.byteOffset}, ${event.lengthBytes} bytes` +
      `${event.isRecovered ? ', recovered from slack space: it may be old and partly overwritten' : ''}; ` +
      `vedette show e${event.id} --raw writes them`,
  );
  terminal.print();
  for (const { type, role, value, label } of entities) {
    terminal.print(
      `  ${type.padEnd(16)} ${role.padEnd(12)} ${safeText(label === undefined || label === value ? value : `${label}  (${value})`)}`,
    );
  }
  terminal.print();
  const width = Math.max(0, ...Object.keys(event.fields).map((name) => name.length));
  for (const [name, value] of Object.entries(event.fields)) {
    terminal.print(
      `  ${safeText(name).padEnd(width)}  ${safeText(Array.isArray(value) ? value.join(', ') : String(value))}`,
    );
  }
}

/** For workspaces from before evidence was kept in them. */
async function readFromSource(event: EventRow): Promise<Uint8Array> {
  const source = { path: event.sourcePath, sha256: event.sourceSha256 };
  return await readPlace(source, event.byteOffset, event.lengthBytes, DEFAULT_LIMITS);
}
