/** `vedette baseline [TYPE:NAME]`: what is usual for a host or user, and how far baselines can tell anything here. */
import type { Command } from 'commander';
import { BASELINE_DETECTOR } from '../../fuse/baseline/unusual.ts';
import { MIN_HISTORY_DAYS, type Habits } from '../../fuse/baseline/habits.ts';
import { US_PER_DAY, type TimeUs } from '../../kernel/time.ts';
import { VedetteError } from '../../kernel/errors.ts';
import type { AlertRow } from '../../store/alerts.ts';
import { baselineOf, baselineOverview, eventsByHourOfDay, mostInAnHour } from '../../store/baseline-profile.ts';
import type { BaselineState } from '../../store/baseline-state.ts';
import type { ReadableDb } from '../../store/database.ts';
import type { KnownEntity } from '../../store/entity-profile.ts';
import { countsOf } from '../../store/overview.ts';
import { resolveEntity } from '../entity-named.ts';
import { count, counted, jsonTime, shortId, timeToSecond } from '../render/format.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { bars } from '../render/sparkline.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, severityMark, type Terminal } from '../terminal.ts';

const SHOWN = 20;
const SHOWN_NAMES = 12;

export function addBaseline(program: Command, session: Session): void {
  program
    .command('baseline')
    .description('what is usual for a host or user, and what was unusual; without one, how far baselines reach')
    .argument('[entity]', 'host:NAME or user:NAME')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('--json', 'print one JSON object', false)
    .action((name: string | undefined, flags: { readonly workspace: string; readonly json: boolean }) => {
      withReading(session, flags.workspace, (db) => {
        const { terminal } = session;
        if (!flags.json) printDemoBanner(terminal, countsOf(db).isDemo);
        if (name === undefined) showAll(terminal, db, flags.json);
        else showOne(terminal, db, resolveEntity(db, name).entity, flags.json);
      });
      process.exitCode = EXIT_OK;
    });
}

function showAll(terminal: Terminal, db: ReadableDb, isJson: boolean): void {
  const { state, unusual } = baselineOverview(db, SHOWN);
  if (isJson) {
    terminal.printJson({ needed_days: MIN_HISTORY_DAYS, ...state, unusual: unusual.map(unusualJson) });
    return;
  }
  if (state === null || state.hosts + state.users === 0) {
    terminal.print('No baselines: no event was imported, or none names a time and a host or user.');
    return;
  }
  terminal.print(reachText(state));
  if (state.readyHosts + state.readyUsers === 0) {
    terminal.print('Too little history here: nothing is called unusual. Import older logs of the same machines.');
    return;
  }
  printUnusual(terminal, unusual, state.found);
  if (state.leftOut > 0) {
    terminal.print(
      `${counted(state.leftOut, 'further thing')} left out: at most 3 a day for each host or user, and 20 a day in all`,
    );
  }
  terminal.print(
    `What is usual for one: vedette baseline host:NAME   All: vedette alerts 'detector:${BASELINE_DETECTOR}'`,
  );
}

function reachText({ hosts, readyHosts, users, readyUsers }: BaselineState): string {
  return (
    `A host or user needs ${MIN_HISTORY_DAYS} active days before anything is called unusual for it: ` +
    `${count(readyHosts)} of ${counted(hosts, 'host')} and ${count(readyUsers)} of ${counted(users, 'user')} have them`
  );
}

function showOne(terminal: Terminal, db: ReadableDb, entity: KnownEntity, isJson: boolean): void {
  const { type, value, label } = entity;
  if (type !== 'host' && type !== 'user') {
    throw new VedetteError('E_USAGE', `Baselines are kept for hosts and users, and ${type}:${value} is neither`);
  }
  const { habits, programs: processes, related, unusual } = baselineOf(db, { ...entity, type });
  if (isJson) {
    terminal.printJson({
      type,
      value,
      label,
      needed_days: MIN_HISTORY_DAYS,
      active_days: habits?.days.length ?? 0,
      events_by_hour_of_day: habits === null ? [] : eventsByHourOfDay(habits),
      most_in_an_hour: habits === null ? 0 : mostInAnHour(habits),
      processes: processes.map(({ name, firstUs, starts }) => ({ name, first_seen: jsonTime(firstUs), starts })),
      related: related.map(({ kind, direction, other, count: events }) => ({ kind, direction, other, events })),
      unusual: unusual.map(unusualJson),
    });
    return;
  }
  terminal.print(`BASELINE of ${type} ${safeText(label)}`);
  if (habits === null) {
    terminal.print('No event that names a time is about it, so nothing is known to be usual.');
    return;
  }
  printHabits(terminal, habits);
  printNames(
    terminal,
    'programs',
    processes.map(({ name, starts }) => `${name} (${count(starts)})`),
    processes.length,
  );
  for (const [title, kind] of [
    [type === 'host' ? 'users' : 'hosts', 'active_on'],
    ['sources', 'connected_to'],
  ] as const) {
    const names = related
      .filter((one) => one.kind === kind)
      .map(({ other, count: of }) => `${other.label} (${count(of)})`);
    printNames(terminal, title, names, names.length);
  }
  terminal.print();
  printUnusual(terminal, unusual.slice(-SHOWN), unusual.length);
}

function printHabits(terminal: Terminal, habits: Habits): void {
  const { days, hours } = habits;
  const day = (number: number): string => timeToSecond((number * US_PER_DAY) as TimeUs).slice(0, 10);
  const events = hours.reduce((sum, hour) => sum + hour.events, 0);
  const known = Math.max(0, days.length - 1);
  terminal.print(
    known >= MIN_HISTORY_DAYS
      ? `on: ${counted(known, 'active day')} before the last one, ${MIN_HISTORY_DAYS} are needed`
      : `off: ${known} of the ${MIN_HISTORY_DAYS} active days that are needed before the last one`,
  );
  terminal.print();
  terminal.print(
    `  active      ${counted(days.length, 'day')} from ${day(days[0]!)} to ${day(days.at(-1)!)}, ${counted(events, 'event')}`,
  );
  terminal.print(`  by hour     ${bars(eventsByHourOfDay(habits))}  00 to 23, UTC`);
  const sorted = hours.map((hour) => hour.events).toSorted((a, b) => a - b);
  terminal.print(
    `  an hour     ${count(sorted[sorted.length >> 1]!)} events in the middle, at most ${count(mostInAnHour(habits))}`,
  );
}

function printNames(terminal: Terminal, title: string, names: readonly string[], total: number): void {
  if (names.length === 0) return;
  const more = total - SHOWN_NAMES;
  const shown = names.slice(0, SHOWN_NAMES).map(safeText).join(', ');
  terminal.print(`  ${title.padEnd(10)}  ${shown}${more > 0 ? ` and ${count(more)} more` : ''}`);
}

function printUnusual(terminal: Terminal, unusual: readonly AlertRow[], total: number): void {
  if (unusual.length > 0) {
    const lines = tableLines(
      unusual,
      [
        { title: 'WHEN', cell: (alert) => timeToSecond(alert.firstSeenUs) },
        { title: 'LEVEL', cell: (alert) => severityMark(alert.severity, terminal) },
        { title: 'UNUSUAL', cell: (alert) => safeText(alert.title), isFlexible: true },
        { title: 'INCIDENT', cell: (alert) => (alert.incidentRank === null ? '' : `#${alert.incidentRank}`) },
        { title: 'ID', cell: (alert) => shortId(alert.id) },
      ],
      terminal.widthColumns,
    );
    for (const line of lines) terminal.print(line);
  }
  terminal.print(`${count(unusual.length)} of ${counted(total, 'unusual thing')}`);
}

function unusualJson({ id, title, signal, severity, firstSeenUs }: AlertRow): Record<string, unknown> {
  return { id, title, kind: signal, severity, time: jsonTime(firstSeenUs) };
}
