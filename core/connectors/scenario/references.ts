/** Whether every name in a scenario leads somewhere: hosts, users, sessions, and processes that run at that time. */
import type { EventOf, EventType, ScenarioEvent } from './event-schema.ts';
import type { Fault } from './parse.ts';
import type { Scenario, ScenarioBackground } from './schema.ts';
import { timedStory } from './timeline.ts';

/** Sessions that every Windows host has. */
const BUILT_IN_SESSION = 'system';

type Has<Field extends string> = {
  [Type in EventType]: Field extends keyof EventOf<Type> ? EventOf<Type> : never;
}[EventType];

export function checkReferences(scenario: Scenario): Fault[] {
  const faults: Fault[] = [];
  const report = (path: Fault['path'], message: string): void => void faults.push({ path, message });
  checkStage(scenario, report);
  const running = new Set<string>();
  for (const [host, { running: processes }] of Object.entries(scenario.hosts)) {
    for (const name of Object.keys(processes)) running.add(`${host} ${name}`);
  }
  for (const { event, path } of timedStory(scenario)) {
    if (!Object.hasOwn(scenario.hosts, event.on)) {
      report([...path, 'on'], `there is no host "${event.on}"`);
      continue;
    }
    checkProcesses(event, path, running, report);
    checkPeople(event, path, scenario, report);
  }
  return faults;
}

type Report = (path: Fault['path'], message: string) => void;

function checkStage({ hosts, users, sessions, background }: Scenario, report: Report): void {
  for (const [name, session] of Object.entries(sessions)) {
    if (!Object.hasOwn(hosts, session.on)) report(['sessions', name, 'on'], `there is no host "${session.on}"`);
    if (!Object.hasOwn(users, session.user)) report(['sessions', name, 'user'], `there is no user "${session.user}"`);
  }
  for (const [host, { running }] of Object.entries(hosts)) {
    for (const [name, { session }] of Object.entries(running)) {
      const path = ['hosts', host, 'running', name, 'session'];
      if (session !== BUILT_IN_SESSION && !runsOn(sessions, session, host)) {
        report(path, `there is no session "${session}" on ${host}`);
      }
    }
  }
  if (background !== undefined) checkBackground(background, hosts, sessions, report);
}

/** The processes that ordinary work starts from. */
const DESKTOP = 'explorer';
const SERVICE_STARTERS = ['services', 'scheduler'];

function checkBackground(
  background: ScenarioBackground,
  hosts: Scenario['hosts'],
  sessions: Scenario['sessions'],
  report: Report,
): void {
  if (background.to <= background.from) report(['background', 'to'], 'must come after "from"');
  for (const role of ['fileServer', 'controller'] as const) {
    if (!Object.hasOwn(hosts, background[role])) {
      report(['background', role], `there is no host "${background[role]}"`);
    }
  }
  const needs = (host: string, process: string): void => {
    if (Object.hasOwn(hosts, host) && !Object.hasOwn(hosts[host]!.running, process)) {
      report(['hosts', host, 'running'], `the background needs a process "${process}" here`);
    }
  };
  for (const [index, name] of background.people.entries()) {
    if (Object.hasOwn(sessions, name)) needs(sessions[name]!.on, DESKTOP);
    else report(['background', 'people', index], `there is no session "${name}"`);
  }
  for (const host of Object.keys(hosts)) for (const process of SERVICE_STARTERS) needs(host, process);
}

function runsOn(sessions: Scenario['sessions'], name: string, host: string): boolean {
  return Object.hasOwn(sessions, name) && sessions[name]!.on === host;
}

function checkProcesses(event: ScenarioEvent, path: Fault['path'], running: Set<string>, report: Report): void {
  const known = (field: string, name: string): void => {
    if (!running.has(`${event.on} ${name}`)) {
      report([...path, field], `no process "${name}" runs on ${event.on} at this time`);
    }
  };
  if (event.type === 'process_start') {
    known('by', event.by);
    running.add(`${event.on} ${event.as}`);
    return;
  }
  if (hasField(event, 'process')) known('process', event.process);
  if (event.type === 'process_access') known('target', event.target);
  if (event.type === 'process_end') running.delete(`${event.on} ${event.process}`);
}

function checkPeople(event: ScenarioEvent, path: Fault['path'], scenario: Scenario, report: Report): void {
  if (hasField(event, 'session') && event.session !== undefined && event.session !== BUILT_IN_SESSION) {
    if (!runsOn(scenario.sessions, event.session, event.on)) {
      report([...path, 'session'], `there is no session "${event.session}" on ${event.on}`);
    }
  }
  const isMachine =
    hasField(event, 'user') && event.user.endsWith('$') && Object.hasOwn(scenario.hosts, event.user.slice(0, -1));
  if (hasField(event, 'user') && !isMachine && !Object.hasOwn(scenario.users, event.user)) {
    report([...path, 'user'], `there is no user "${event.user}"`);
  }
  if (event.type === 'explicit_credentials' && !Object.hasOwn(scenario.hosts, event.target)) {
    report([...path, 'target'], `there is no host "${event.target}"`);
  }
}

function hasField<Field extends string>(event: ScenarioEvent, field: Field): event is Has<Field> {
  return field in event;
}
