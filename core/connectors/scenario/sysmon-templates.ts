/** Sysmon records with the whole field set of their event id, and the process records of the Security log. */
import { expandEncoded, fileNameOf, folderOf, formatSysmonTime, hex } from './wire-format.ts';
import type { Draft, EventData } from './envelope.ts';
import { securityKind, sysmonKind } from './record-kinds.ts';
import type { Templates } from './templates.ts';
import type { LiveProcess, LiveSession, Machine, World } from './world.ts';

const SYSMON_PID = 2_884;
const KERNEL_PID = 4;
const LOCAL_SYSTEM = 'S-1-5-18';

export const sysmonTemplates = {
  process_start(world, event, timeUs) {
    const parent = world.process(event.on, event.by);
    const image = event.image;
    const command = expandEncoded(event.command);
    const facts = { image, command, parent: event.by, session: event.session, atUs: timeUs - world.startUs };
    const process = world.start(event.on, event.as, facts);
    const { session } = process;
    const data = {
      RuleName: '-',
      UtcTime: formatSysmonTime(timeUs),
      ...about(process, 'Process'),
      ...versionOf(world, process.image),
      CommandLine: process.command,
      CurrentDirectory: event.directory ?? (session.isSystem ? 'C:\\Windows\\system32\\' : folderOf(parent.image)),
      User: userOf(session),
      LogonGuid: session.guid,
      LogonId: session.logonId,
      TerminalSessionId: session.logonType === 2 || session.logonType === 10 ? 1 : 0,
      IntegrityLevel: integrityOf(session),
      Hashes: hashesOf(world, process.image),
      ParentProcessGuid: parent.guid,
      ParentProcessId: parent.pid,
      ParentImage: parent.image,
      ParentCommandLine: parent.command,
      ParentUser: userOf(parent.session),
    };
    return [sysmon(1, session.machine, timeUs, data), processCreated(process, parent, timeUs)];
  },

  process_end(world, event, timeUs) {
    const process = world.process(event.on, event.process);
    const { session, pid, image } = process;
    const data = {
      RuleName: '-',
      UtcTime: formatSysmonTime(timeUs),
      ...about(process, 'Process'),
      User: userOf(session),
    };
    return [
      sysmon(5, session.machine, timeUs, data),
      security(4_689, session.machine, timeUs, {
        ...subjectOf(session),
        Status: '0x0',
        ProcessId: hex(pid),
        ProcessName: image,
      }),
    ];
  },

  network(world, event, timeUs) {
    const process = world.process(event.on, event.process);
    const { machine } = process.session;
    return [
      sysmon(3, machine, timeUs, {
        RuleName: '-',
        UtcTime: formatSysmonTime(timeUs),
        ...about(process, 'Process'),
        User: userOf(process.session),
        Protocol: event.protocol,
        Initiated: true,
        SourceIsIpv6: false,
        SourceIp: machine.ip,
        SourceHostname: machine.fullName,
        SourcePort: world.seeded.numberFor(`port ${event.on} ${timeUs}`, 49_160, 65_500),
        SourcePortName: '-',
        DestinationIsIpv6: false,
        DestinationIp: event.ip,
        DestinationHostname: event.domain ?? '-',
        DestinationPort: event.port,
        DestinationPortName: '-',
      }),
    ];
  },

  dns(world, event, timeUs) {
    return aboutProcess(22, world, event, timeUs, {
      QueryName: event.query,
      QueryStatus: event.answer === undefined ? 9_003 : 0,
      QueryResults: event.answer === undefined ? '-' : `::ffff:${event.answer};`,
    });
  },

  file(world, event, timeUs) {
    const data = { TargetFilename: event.path, CreationUtcTime: formatSysmonTime(timeUs) };
    return aboutProcess(11, world, event, timeUs, data);
  },

  registry(world, event, timeUs) {
    const data = { EventType: 'SetValue', TargetObject: event.key, Details: event.value };
    return aboutProcess(13, world, event, timeUs, data);
  },

  module(world, event, timeUs) {
    return aboutProcess(7, world, event, timeUs, {
      ImageLoaded: event.path,
      ...versionOf(world, event.path),
      Hashes: hashesOf(world, event.path),
      Signed: event.signed,
      Signature: event.signed ? 'Microsoft Windows' : '-',
      SignatureStatus: event.signed ? 'Valid' : 'Unavailable',
    });
  },

  process_access(world, event, timeUs) {
    const source = world.process(event.on, event.process);
    const target = world.process(event.on, event.target);
    return [
      sysmon(10, source.session.machine, timeUs, {
        RuleName: '-',
        UtcTime: formatSysmonTime(timeUs),
        SourceProcessGUID: source.guid,
        SourceProcessId: source.pid,
        SourceThreadId: world.seeded.numberFor(`thread ${event.on} ${timeUs}`, 300, 3_000) * 4,
        SourceImage: source.image,
        TargetProcessGUID: target.guid,
        TargetProcessId: target.pid,
        TargetImage: target.image,
        GrantedAccess: event.rights,
        CallTrace: event.trace.join('|'),
        SourceUser: userOf(source.session),
        TargetUser: userOf(target.session),
      }),
    ];
  },

  pipe(world, event, timeUs) {
    const data = { EventType: event.connected ? 'ConnectPipe' : 'CreatePipe', PipeName: event.name };
    return aboutProcess(event.connected ? 18 : 17, world, event, timeUs, data);
  },
} satisfies Partial<Templates>;

/** The rest of the events are all told by one process about something it did. */
function aboutProcess(
  eventId: number,
  world: World,
  event: { readonly on: string; readonly process: string },
  timeUs: number,
  details: EventData,
): Draft[] {
  const process = world.process(event.on, event.process);
  const { EventType, ...rest } = details;
  return [
    sysmon(eventId, process.session.machine, timeUs, {
      RuleName: '-',
      ...(EventType === undefined ? {} : { EventType }),
      UtcTime: formatSysmonTime(timeUs),
      ...about(process, 'Process'),
      ...rest,
      User: userOf(process.session),
    }),
  ];
}

function processCreated(process: LiveProcess, parent: LiveProcess, timeUs: number): Draft {
  const { session } = process;
  const isOther = session.logonId !== parent.session.logonId;
  return security(4_688, session.machine, timeUs, {
    ...subjectOf(parent.session),
    NewProcessId: hex(process.pid),
    NewProcessName: process.image,
    TokenElevationType: session.isSystem ? '%%1936' : session.elevated ? '%%1937' : '%%1938',
    ProcessId: hex(parent.pid),
    CommandLine: process.command,
    TargetUserSid: isOther ? session.account.sid : 'S-1-0-0',
    TargetUserName: isOther ? session.account.name : '-',
    TargetDomainName: isOther ? session.account.domain : '-',
    TargetLogonId: isOther ? session.logonId : '0x0',
    ParentProcessName: parent.image,
    MandatoryLabel: session.isSystem ? 'S-1-16-16384' : session.elevated ? 'S-1-16-12288' : 'S-1-16-8192',
  });
}

function sysmon(eventId: number, machine: Machine, timeUs: number, data: EventData): Draft {
  const kind = sysmonKind(eventId);
  return { kind, computer: machine.fullName, timeUs, data, userSid: LOCAL_SYSTEM, writerPid: SYSMON_PID };
}

function security(eventId: number, machine: Machine, timeUs: number, data: EventData): Draft {
  const kind = securityKind(eventId);
  return { kind, computer: machine.fullName, timeUs, data, userSid: null, writerPid: KERNEL_PID };
}

/** The account that acts, as the Security log names it: services act as the machine. */
export function subjectOf({ account, logonId, isSystem, machine }: LiveSession): EventData {
  return {
    SubjectUserSid: account.sid,
    SubjectUserName: isSystem ? `${machine.name}$` : account.name,
    SubjectDomainName: isSystem ? machine.domain : account.domain,
    SubjectLogonId: logonId,
  };
}

function about(process: LiveProcess, prefix: string): EventData {
  return { [`${prefix}Guid`]: process.guid, [`${prefix}Id`]: process.pid, Image: process.image };
}

function userOf({ account }: LiveSession): string {
  return `${account.domain}\\${account.name}`;
}

function integrityOf({ isSystem, elevated }: LiveSession): string {
  if (isSystem) return 'System';
  return elevated ? 'High' : 'Medium';
}

/** By file name alone, so that a copied tool has the same hash on every host. */
function hashesOf(world: World, path: string): string {
  const name = fileNameOf(path).toLowerCase();
  const digits = (key: string, count: number): string => world.seeded.hex(`${key} ${name}`, count).toUpperCase();
  return `SHA256=${digits('sha256', 64)},IMPHASH=${digits('imphash', 32)}`;
}

function versionOf(world: World, path: string): EventData {
  const name = fileNameOf(path);
  const known = world.programFacts(name);
  if (known !== undefined) {
    const { version, description, product, company } = known;
    return {
      FileVersion: version,
      Description: description,
      Product: product,
      Company: company,
      OriginalFileName: name,
    };
  }
  const isWindows = /^c:\\windows\\[^\\]+\\|^c:\\windows\\explorer\.exe$/i.test(path);
  return {
    FileVersion: isWindows ? '10.0.26100.1' : '-',
    Description: isWindows ? name : '-',
    Product: isWindows ? 'Microsoft® Windows® Operating System' : '-',
    Company: isWindows ? 'Microsoft Corporation' : '-',
    OriginalFileName: isWindows ? name : '-',
  };
}
