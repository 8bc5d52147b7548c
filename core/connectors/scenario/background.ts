/**
 * Ordinary work around the story, drawn from the scenario's word lists: browsing, documents, shares, services, logons,
 * tickets, administration scripts and mistyped passwords. Made of the same events as the story and rendered by the same
 * templates, so that nothing but its content sets it apart.
 */
import { EVENT, type EventOf, type EventType, type ScenarioEvent } from './event-schema.ts';
import type { Scenario, ScenarioBackground, ScenarioSession } from './schema.ts';
import { Seeded } from './seeded.ts';
import type { TimedEvent } from './timeline.ts';

interface Background {
  readonly events: readonly TimedEvent[];
  /** Sessions that the ordinary work opens beside those of the scenario. */
  readonly sessions: Readonly<Record<string, ScenarioSession>>;
}

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

export function backgroundOf(scenario: Scenario): Background {
  if (scenario.background === undefined) return { events: [], sessions: {} };
  const author = new Author(scenario, scenario.background);
  author.writeAll();
  return { events: author.events, sessions: author.sessions };
}

class Author {
  readonly events: TimedEvent[] = [];
  readonly sessions: Record<string, ScenarioSession> = {};
  readonly #scenario: Scenario;
  readonly #plan: ScenarioBackground;
  #random: Seeded;
  #made = 0;

  constructor(scenario: Scenario, plan: ScenarioBackground) {
    this.#scenario = scenario;
    this.#plan = plan;
    this.#random = new Seeded('');
  }

  writeAll(): void {
    const { counts } = this.#plan;
    this.#times('browsing', counts.browsing, (atUs) => this.#browse(atUs));
    this.#times('documents', counts.documents, (atUs) => this.#editDocument(atUs));
    this.#times('shares', counts.shares, (atUs) => this.#useShare(atUs));
    this.#times('services', counts.services, (atUs) => this.#changeService(atUs));
    this.#times('programs', counts.programs, (atUs) => this.#runProgram(atUs));
    this.#times('logons', counts.logons, (atUs) => this.#logOn(atUs));
    this.#times('tickets', counts.tickets, (atUs) => this.#getTicket(atUs));
    this.#times('scripts', counts.scripts, (atUs) => this.#runScript(atUs));
    this.#times('mistyped', counts.mistypedPasswords, (atUs) => this.#mistype(atUs));
  }

  /** Each kind of work has a sequence of its own: more of one does not move the others. */
  #times(kind: string, count: number, write: (atUs: number) => void): void {
    this.#random = new Seeded(`background ${this.#scenario.scenario} ${this.#scenario.seed} ${kind}`);
    for (let index = 0; index < count; index++) write(this.#random.between(this.#plan.from, this.#plan.to));
  }

  #browse(atUs: number): void {
    const { host, session } = this.#person();
    const { domain, ip } = this.#from(this.#plan.websites);
    const process = this.#start(host, atUs, {
      by: 'explorer',
      session,
      image: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
      command: '"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe" --single-argument',
    });
    this.#add(atUs + SECOND, { type: 'dns', on: host, process, query: domain, answer: ip });
    this.#add(atUs + 1.2 * SECOND, { type: 'network', on: host, process, ip, port: 443, domain, protocol: 'tcp' });
    this.#add(atUs + this.#random.between(1, 20) * MINUTE, { type: 'process_end', on: host, process });
  }

  #editDocument(atUs: number): void {
    const { host, session, user } = this.#person();
    const document = this.#from(this.#plan.documents);
    const path = `C:\\Users\\${user}\\Documents\\${document}`;
    const program = document.endsWith('.xlsx') ? 'EXCEL.EXE' : 'WINWORD.EXE';
    const image = `C:\\Program Files\\Microsoft Office\\root\\Office16\\${program}`;
    const process = this.#start(host, atUs, { by: 'explorer', session, image, command: `"${image}" /n "${path}"` });
    this.#add(atUs + 3 * MINUTE, { type: 'file', on: host, process, path });
    const key = `HKU\\S-1-5-21\\SOFTWARE\\Microsoft\\Office\\16.0\\Common\\Recent\\${document}`;
    this.#add(atUs + 3 * MINUTE + SECOND, { type: 'registry', on: host, process, key, value: path });
    this.#add(atUs + this.#random.between(5, 40) * MINUTE, { type: 'process_end', on: host, process });
  }

  #useShare(atUs: number): void {
    const { user, host } = this.#person();
    const server = this.#plan.fileServer;
    const from = this.#random.between(0, 2) === 0 ? host : this.#from(this.#plan.neighbours).ip;
    const session = this.#networkSession(server, this.#userKeyOf(user));
    const share = this.#from(this.#plan.shares);
    const file = this.#from(this.#plan.documents);
    const access = this.#random.between(0, 3) === 0 ? 'write' : 'read';
    this.#add(atUs, { type: 'logon', on: server, session, from });
    const folder = `D:\\shares\\${share}`;
    this.#add(atUs + SECOND, { type: 'share', on: server, session, from, share, folder, file, access });
    this.#add(atUs + 15 * MINUTE, { type: 'logoff', on: server, session });
  }

  #changeService(atUs: number): void {
    const on = this.#host();
    const name = this.#from(this.#plan.services);
    this.#add(atUs, { type: 'service_state', on, name, state: 'running' });
    const stopUs = atUs + this.#random.between(2, 10) * MINUTE;
    this.#add(stopUs, { type: 'service_state', on, name, state: 'stopped' });
  }

  #runProgram(atUs: number): void {
    const on = this.#host();
    const { image, command } = this.#from(this.#plan.programs);
    const process = this.#start(on, atUs, { by: 'services', session: 'system', image, command });
    this.#add(atUs + this.#random.between(5, 90) * SECOND, { type: 'process_end', on, process });
  }

  #logOn(atUs: number): void {
    const controller = this.#plan.controller;
    const from = this.#host();
    const session = this.#networkSession(controller, `${from}$`);
    this.#add(atUs, { type: 'logon', on: controller, session, from });
    this.#add(atUs + this.#random.between(20, 90) * SECOND, { type: 'logoff', on: controller, session });
  }

  #getTicket(atUs: number): void {
    const on = this.#plan.controller;
    const { user, host } = this.#person();
    const key = this.#userKeyOf(user);
    const service = `${this.#scenario.hosts[this.#plan.fileServer]?.name ?? 'NV'}$`;
    this.#add(atUs, { type: 'kerberos_logon', on, user: key, from: host });
    this.#add(atUs + SECOND, { type: 'kerberos_ticket', on, user: key, service, from: host, encryption: 'aes' });
  }

  #runScript(atUs: number): void {
    const on = this.#host();
    const { path, text } = this.#from(this.#plan.scripts);
    const image = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
    const command = `powershell.exe -NoProfile -ExecutionPolicy RemoteSigned -File "${path}"`;
    const process = this.#start(on, atUs, { by: 'scheduler', session: 'system', image, command });
    this.#add(atUs + SECOND, { type: 'script', on, process, text, path });
    this.#add(atUs + 20 * SECOND, { type: 'process_end', on, process });
  }

  #mistype(atUs: number): void {
    const { host, user } = this.#person();
    const event = {
      on: host,
      account: user,
      from: '127.0.0.1',
      logonType: 'interactive',
      reason: 'wrong_password',
    } as const;
    this.#add(atUs, { type: 'logon_failed', ...event });
  }

  #start(
    on: string,
    atUs: number,
    process: Pick<EventOf<'process_start'>, 'by' | 'image' | 'command'> & { readonly session: string },
  ): string {
    const as = `work${this.#made++}`;
    this.#add(atUs, { type: 'process_start', on, as, ...process });
    return as;
  }

  #add<Type extends EventType>(atUs: number, event: EventOf<Type> & { readonly type: Type }): void {
    this.events.push({ event: EVENT.parse(event) as ScenarioEvent, atUs: Math.round(atUs), step: null });
  }

  #networkSession(on: string, user: string): string {
    const key = `visit${this.#made++}`;
    const logonId = `0x${this.#random.between(0x20_0000, 0xffff_ffff).toString(16)}`;
    this.sessions[key] = { on, user, logonId, type: 'network', elevated: false };
    return key;
  }

  #person(): { readonly host: string; readonly session: string; readonly user: string } {
    const session = this.#from(this.#plan.people);
    const { on, user } = this.#scenario.sessions[session]!;
    return { host: on, session, user: this.#scenario.users[user]?.name ?? user };
  }

  #userKeyOf(name: string): string {
    return Object.entries(this.#scenario.users).find(([, user]) => user.name === name)?.[0] ?? name;
  }

  #host(): string {
    return this.#from(Object.keys(this.#scenario.hosts));
  }

  /** The grammar lets no list of words be empty. */
  #from<Item>(items: readonly Item[]): Item {
    return this.#random.pick(items as readonly [Item, ...Item[]]);
  }
}
