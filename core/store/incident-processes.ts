/** Trees of processes: those in the events that an incident's alerts rest on, with their ancestors as far as events tell. */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention } from '../model/entity.ts';
import type { Fields } from '../model/fields.ts';
import { severityRank, type Severity } from '../model/severity.ts';
import { roleMask } from '../query/probe.ts';
import type { ReadableDb } from './database.ts';
import { entityIdSql } from './entity-index.ts';
import { entitiesOfEvent, findEvent } from './events.ts';
import { countMembers } from './incident-alerts.ts';
import { eventsOfAlert, membersOf } from './incident-members.ts';

import { inTreeOrder, withoutTwins, type ShownProcess } from './process-trees.ts';
import { MentionFinder } from './registers.ts';
import { statement } from './statements.ts';

const READ_ALERTS = 2_000;
const EVENTS_OF_ALERT = 5;
/** The event of a start is among the first that name the process. */
const READ_EVENTS = 20;
const MAX_DEPTH = 16;

/** OCSF: a process was launched. */
const PROCESS_ACTIVITY = 1007;
const LAUNCH = 1;

/** Names under which logs keep it. */
const COMMAND_LINE_FIELDS = ['CommandLine', 'ProcessCommandLine', 'command_line', 'process.command_line', 'cmdline'];

export interface ProcessTrees {
  /** Parents before their children, of siblings the earlier first. */
  readonly processes: readonly ShownProcess[];
  readonly ofProcesses: number;
}

interface Alerted {
  readonly image: string;
  readonly alertIds: Set<string>;
  severity: Severity;
  readonly eventId: number;
}

/** Null where there is no such incident. */
export function processesOf(db: ReadableDb, incidentId: string, limit: number): ProcessTrees | null {
  if (countMembers(db, incidentId) === 0) return null;
  const alerted = alertedProcesses(db, incidentId);
  const shown = new Map<string, ShownProcess>();
  // The most severe come first, and so do their ancestors.
  for (const [id, one] of [...alerted].slice(0, limit)) {
    addWithAncestors(db, shown, id, one.image, one.eventId, alerted);
  }
  return { processes: inTreeOrder(withoutTwins([...shown.values()])), ofProcesses: alerted.size };
}

function alertedProcesses(db: ReadableDb, incidentId: string): Map<string, Alerted> {
  const found = new Map<string, Alerted>();
  for (const { id: alertId, severity } of membersOf(db, incidentId, READ_ALERTS)) {
    for (const eventId of eventsOfAlert(db, alertId, EVENTS_OF_ALERT)) {
      for (const { type, role, value, label = '' } of entitiesOfEvent(db, eventId)) {
        if (type !== 'process' || (role !== 'actor' && role !== 'target')) continue;
        const known = found.get(value);
        if (known === undefined) {
          found.set(value, { image: label, alertIds: new Set([alertId]), severity, eventId });
          continue;
        }
        known.alertIds.add(alertId);
        if (severityRank(severity) > severityRank(known.severity)) known.severity = severity;
      }
    }
  }
  return found;
}

function addWithAncestors(
  db: ReadableDb,
  shown: Map<string, ShownProcess>,
  firstId: string,
  firstImage: string,
  firstEventId: number,
  alerted: ReadonlyMap<string, Alerted>,
): void {
  let [id, image, eventId]: [string, string, number | null] = [firstId, firstImage, firstEventId];
  for (let depth = 0; depth < MAX_DEPTH && !shown.has(id); depth++) {
    const start = startOfProcess(db, id);
    const own = alerted.get(id);
    const parent = start?.parent ?? null;
    shown.set(id, {
      id,
      parentId: depth === MAX_DEPTH - 1 ? null : (parent?.value ?? null),
      image: imageOf(start?.self.label ?? own?.image ?? image),
      commandLine: start?.commandLine ?? null,
      user: start?.user ?? null,
      host: start?.host ?? hostIn(id),
      startedUs: start?.timeUs ?? null,
      eventId: start?.eventId ?? own?.eventId ?? eventId,
      alertIds: own === undefined ? [] : [...own.alertIds],
      severity: own?.severity ?? null,
      otherIds: [],
    });
    if (parent === null) return;
    // What is not known of an ancestor by itself is what its child's start says of it.
    [id, image, eventId] = [parent.value, parent.label ?? '', start!.eventId];
  }
}

/** `value` where no label was stored. */
function imageOf(label: string): string {
  return label.includes('|') ? '' : label;
}

/** Processes are named `host|…`. */
function hostIn(id: string): string | null {
  const bar = id.indexOf('|');
  return bar <= 0 ? null : id.slice(0, bar);
}

interface ProcessStart {
  readonly eventId: number;
  readonly timeUs: TimeUs;
  readonly self: EntityMention;
  /** Null where the event does not say who started it. */
  readonly parent: EntityMention | null;
  readonly commandLine: string | null;
  readonly user: string | null;
  readonly host: string | null;
}

/** The event that says who started it, else one that says that it was started. */
function startOfProcess(db: ReadableDb, value: string): ProcessStart | null {
  const entityId = statement(db, `SELECT ${entityIdSql('type', 'value')}`, 'pluck').get({ type: 'process', value });
  if (entityId == null) return null;
  const roles = roleMask(['actor', 'target']);
  const ids = new MentionFinder(db, { entityIds: new Set([entityId as number]), roles }).first(READ_EVENTS);
  const rows = statement(
    db,
    `SELECT id AS eventId, class_uid = ${PROCESS_ACTIVITY} AND activity_id = ${LAUNCH} AS isLaunch
     FROM event WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  ).all(JSON.stringify(ids)) as { readonly eventId: number; readonly isLaunch: number }[];
  let launch: ProcessStart | null = null;
  for (const { eventId, isLaunch } of rows) {
    const entities = entitiesOfEvent(db, eventId);
    const found = entities.find(({ type, role }) => type === 'process' && role === 'parent');
    const parent = found?.value === value ? null : (found ?? null);
    // An event may have both an actor and a target: then the target is who was started.
    const started = entities.find(({ type, role }) => type === 'process' && role === 'target');
    const self = started ?? entities.find(({ type, role }) => type === 'process' && role === 'actor');
    if (self?.value !== value || (parent === null && (isLaunch === 0 || launch !== null))) continue;
    const start = startTold(db, eventId, self, parent, entities);
    if (start === null) continue;
    if (parent !== null) return start;
    launch = start;
  }
  return launch;
}

/** Null where the event was removed since. */
function startTold(
  db: ReadableDb,
  eventId: number,
  self: EntityMention,
  parent: EntityMention | null,
  entities: readonly EntityMention[],
): ProcessStart | null {
  const event = findEvent(db, eventId);
  if (event === null) return null;
  const named = (type: 'user' | 'host', role: string): string | null =>
    entities.find((one) => one.type === type && one.role === role)?.label ?? null;
  const user = named('user', 'actor') ?? named('user', 'target');
  const commandLine = commandLineIn(event.fields);
  return { eventId, timeUs: event.timeUs, self, parent, commandLine, user, host: named('host', 'device') };
}

function commandLineIn(fields: Fields): string | null {
  const name = COMMAND_LINE_FIELDS.find((one) => typeof fields[one] === 'string' && fields[one] !== '');
  return name === undefined ? null : (fields[name] as string);
}
