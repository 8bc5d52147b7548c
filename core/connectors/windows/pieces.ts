/** Parts that many Windows mappings share: who did it, to whom, in which logon session, from where. */
import { machine, process, session, user } from '../../normalise/entity-rules.ts';
import type { EntityRule, OcsfPaths } from '../../normalise/mapping.ts';

export interface Piece {
  readonly entities: readonly EntityRule[];
  readonly ocsf: OcsfPaths;
}

/** `SubjectUserName` and its kin: the account that asked for what happened. */
export const subject: Piece = {
  entities: [user('actor', 'SubjectUserName', 'SubjectDomainName'), session('actor', 'SubjectLogonId')],
  ocsf: {
    'actor.user.name': 'SubjectUserName',
    'actor.user.domain': 'SubjectDomainName',
    'actor.user.uid': 'SubjectUserSid',
    'actor.session.uid': 'SubjectLogonId|text',
  },
};

/** `TargetUserName` and its kin: the account it was done to, or that logged on. */
export const target: Piece = {
  entities: [user('target', 'TargetUserName', 'TargetDomainName'), session('target', 'TargetLogonId')],
  ocsf: {
    'user.name': 'TargetUserName',
    'user.domain': 'TargetDomainName',
    'user.uid': 'TargetUserSid TargetSid',
  },
};

/** The network address a logon or request came from. */
export const origin: Piece = {
  entities: [machine('source', 'IpAddress'), machine('source', 'WorkstationName')],
  ocsf: {
    'src_endpoint.ip': 'IpAddress|ip',
    'src_endpoint.port': 'IpPort|port',
    'src_endpoint.name': 'WorkstationName',
  },
};

/** The process that asked, in Security events: its id has no start time, so it is told but is no entity. */
export const callerProcess: Piece = {
  entities: [],
  ocsf: {
    'actor.process.pid': 'ProcessId CallerProcessId|int',
    'actor.process.name': 'ProcessName CallerProcessName|fileName',
    'actor.process.file': 'ProcessName CallerProcessName|file',
  },
};

/** Sysmon's `ProcessGuid`, `ProcessId`, `Image`, under any prefix. */
export function sysmonProcess(
  role: 'actor' | 'target' | 'parent',
  paths: readonly string[],
  prefix = '',
  guidName = 'ProcessGuid',
): Piece {
  const names = { guid: `${prefix}${guidName}`, pid: `${prefix}ProcessId`, image: `${prefix}Image` };
  const ocsf: Record<string, string> = {};
  for (const path of paths) {
    ocsf[`${path}.uid`] = names.guid;
    ocsf[`${path}.pid`] = `${names.pid}|int`;
    ocsf[`${path}.name`] = `${names.image}|fileName`;
    ocsf[`${path}.file`] = `${names.image}|file`;
  }
  return { entities: [process(role, names)], ocsf };
}

/** Sysmon's `User`, `CORP\bob` in one field. */
export function sysmonUser(role: 'actor' | 'target', path: string, field = 'User'): Piece {
  return { entities: [user(role, field)], ocsf: { [path]: `${field}|user` } };
}
