/**
 * Who and what exists while a scenario is rendered: accounts with their SIDs, sessions with their logon ids, processes
 * with GUIDs and ids that stay the same in every event that names them.
 */
import { VedetteError } from '../../kernel/errors.ts';
import { LOGON_TYPES, type Scenario, type ScenarioSession } from './schema.ts';
import { Seeded } from './seeded.ts';

interface Account {
  readonly name: string;
  readonly domain: string;
  readonly sid: string;
}

export interface Machine {
  readonly key: string;
  readonly name: string;
  readonly fullName: string;
  /** NetBIOS name of its domain. */
  readonly domain: string;
  readonly ip: string;
}

export interface LiveSession {
  readonly machine: Machine;
  readonly account: Account;
  readonly logonId: string;
  readonly logonType: number;
  readonly elevated: boolean;
  readonly guid: string;
  readonly isSystem: boolean;
}

export interface LiveProcess {
  readonly guid: string;
  readonly pid: number;
  readonly image: string;
  readonly command: string;
  readonly session: LiveSession;
}

const SYSTEM_SID = 'S-1-5-18';
const SYSTEM_LOGON_ID = '0x3e7';
/** Before the story: as long as people leave a machine on. */
const RUNNING_FOR_US = 9 * 3_600_000_000;

export class World {
  readonly seeded: Seeded;
  readonly #scenario: Scenario;
  readonly #sessions = new Map<string, ScenarioSession>();
  readonly #processes = new Map<string, LiveProcess>();
  readonly #usedPids = new Set<string>();

  constructor(scenario: Scenario, extraSessions: Readonly<Record<string, ScenarioSession>>) {
    this.#scenario = scenario;
    this.seeded = new Seeded(`${scenario.scenario} ${scenario.seed}`);
    for (const [key, session] of Object.entries({ ...scenario.sessions, ...extraSessions })) {
      this.#sessions.set(key, session);
    }
    for (const [host, { running }] of Object.entries(scenario.hosts)) {
      for (const [key, { image, command, pid, session }] of Object.entries(running)) {
        this.#add(host, key, { image, command: command ?? image, session, atUs: -RUNNING_FOR_US, pid });
      }
    }
  }

  /** Microseconds since 1970 at which the story starts. */
  get startUs(): number {
    return this.#scenario.start;
  }

  get domain(): Scenario['domain'] {
    return this.#scenario.domain;
  }

  programFacts(fileName: string): Scenario['programs'][string] | undefined {
    return this.#scenario.programs[fileName.toLowerCase()];
  }

  machine(key: string): Machine {
    const host = this.#scenario.hosts[key] ?? missing('host', key);
    return {
      key,
      name: host.name,
      fullName: `${host.name}.${this.domain.dns}`,
      domain: this.domain.netbios,
      ip: host.ip,
    };
  }

  /** A user of the scenario, or with a final `$` the account of a host. */
  account(key: string): Account {
    const { netbios, sid } = this.domain;
    if (key.endsWith('$')) {
      const { name } = this.machine(key.slice(0, -1));
      return {
        name: `${name}$`,
        domain: netbios,
        sid: this.domainSid(this.seeded.numberFor(`rid ${name}`, 2_000, 9_000)),
      };
    }
    const user = this.#scenario.users[key] ?? missing('user', key);
    return { name: user.name, domain: netbios, sid: `${sid}-${user.rid}` };
  }

  domainSid(rid: number): string {
    return `${this.domain.sid}-${rid}`;
  }

  session(host: string, key: string): LiveSession {
    const machine = this.machine(host);
    const guidOf = (logonId: string): string => this.#guid(machine, `session ${logonId}`, -RUNNING_FOR_US);
    if (key === 'system') {
      const account = { name: 'SYSTEM', domain: 'NT AUTHORITY', sid: SYSTEM_SID };
      const facts = { logonId: SYSTEM_LOGON_ID, logonType: 0, elevated: true, isSystem: true };
      return { machine, account, ...facts, guid: guidOf(SYSTEM_LOGON_ID) };
    }
    const { user, logonId, type, elevated } = this.#sessions.get(key) ?? missing('session', key);
    const facts = { logonId, logonType: LOGON_TYPES[type], elevated, isSystem: false };
    return { machine, account: this.account(user), ...facts, guid: guidOf(logonId) };
  }

  process(host: string, key: string): LiveProcess {
    return this.#processes.get(`${host} ${key}`) ?? missing('process', key);
  }

  /** @param sessionKey that of the parent where it is undefined. */
  start(
    host: string,
    key: string,
    facts: {
      readonly image: string;
      readonly command: string;
      readonly parent: string;
      readonly session: string | undefined;
      readonly atUs: number;
    },
  ): LiveProcess {
    const session = facts.session ?? this.process(host, facts.parent).session;
    return this.#add(host, key, { ...facts, session, pid: undefined });
  }

  #add(
    host: string,
    key: string,
    facts: {
      readonly image: string;
      readonly command: string;
      readonly session: string | LiveSession;
      readonly atUs: number;
      readonly pid: number | undefined;
    },
  ): LiveProcess {
    const machine = this.machine(host);
    const session = typeof facts.session === 'string' ? this.session(host, facts.session) : facts.session;
    const process: LiveProcess = {
      guid: this.#guid(machine, `process ${key}`, facts.atUs),
      pid: facts.pid ?? this.#freePid(host, key),
      image: facts.image,
      command: facts.command,
      session,
    };
    this.#usedPids.add(`${host} ${process.pid}`);
    this.#processes.set(`${host} ${key}`, process);
    return process;
  }

  /** As Windows: a multiple of four. */
  #freePid(host: string, key: string): number {
    let pid = this.seeded.numberFor(`pid ${host} ${key}`, 250, 3_000) * 4;
    while (this.#usedPids.has(`${host} ${pid}`)) pid += 4;
    return pid;
  }

  /** In the shape of Sysmon's: machine, start time in seconds, and a counter of its own. */
  #guid(machine: Machine, key: string, atUs: number): string {
    const seconds = Math.floor((this.#scenario.start + atUs) / 1_000_000)
      .toString(16)
      .padStart(8, '0');
    const own = this.seeded.hex(`guid ${machine.key} ${key}`, 8);
    const text = `${this.seeded.hex(`machine ${machine.key}`, 8)}-${seconds.slice(0, 4)}-${seconds.slice(4)}-${own.slice(0, 4)}-0000${own.slice(4)}0200`;
    return `{${text}}`;
  }
}

function missing(kind: string, key: string): never {
  throw new VedetteError('E_SCENARIO_INVALID', `there is no ${kind} "${key}" at this point of the scenario`);
}
