/** Logons, credentials, shares and directory: records of the Security log with their whole field set. */
import type { Draft, EventData } from './envelope.ts';
import { logClearedKind, securityKind } from './record-kinds.ts';
import { subjectOf } from './sysmon-templates.ts';
import type { Templates } from './templates.ts';
import type { LiveSession, Machine, World } from './world.ts';
import { hex } from './wire-format.ts';

const LSASS_PID = 692;
const NOBODY = { SubjectUserSid: 'S-1-0-0', SubjectUserName: '-', SubjectDomainName: '-', SubjectLogonId: '0x0' };
const NO_GUID = '{00000000-0000-0000-0000-000000000000}';
const NETWORK = 3;

const ADMINISTRATOR_PRIVILEGES = [
  'SeSecurityPrivilege',
  'SeBackupPrivilege',
  'SeRestorePrivilege',
  'SeTakeOwnershipPrivilege',
  'SeDebugPrivilege',
  'SeSystemEnvironmentPrivilege',
  'SeLoadDriverPrivilege',
  'SeImpersonatePrivilege',
].join('\r\n\t\t\t');

export const securityTemplates = {
  logon(world, event, timeUs) {
    const session = world.session(event.on, event.session);
    const { account, machine, logonType } = session;
    const isNetwork = logonType === NETWORK;
    const logon = security(4_624, machine, timeUs, {
      ...(isNetwork ? NOBODY : subjectOf(world.session(event.on, 'system'))),
      TargetUserSid: account.sid,
      TargetUserName: account.name,
      TargetDomainName: account.domain,
      TargetLogonId: session.logonId,
      LogonType: logonType,
      LogonProcessName: isNetwork ? 'Kerberos' : 'User32 ',
      AuthenticationPackageName: isNetwork ? 'Kerberos' : 'Negotiate',
      WorkstationName: isNetwork ? '-' : machine.name,
      LogonGuid: session.guid,
      TransmittedServices: '-',
      LmPackageName: '-',
      KeyLength: 0,
      ProcessId: isNetwork ? '0x0' : hex(world.seeded.numberFor(`winlogon ${event.on}`, 200, 400) * 4),
      ProcessName: isNetwork ? '-' : 'C:\\Windows\\System32\\svchost.exe',
      ...from(world, event.from ?? '127.0.0.1', timeUs),
      ImpersonationLevel: '%%1833',
      RestrictedAdminMode: '-',
      TargetOutboundUserName: '-',
      TargetOutboundDomainName: '-',
      VirtualAccount: '%%1843',
      TargetLinkedLogonId: '0x0',
      ElevatedToken: session.elevated ? '%%1842' : '%%1843',
    });
    return session.elevated ? [logon, privileges(session, timeUs)] : [logon];
  },

  logon_failed(world, event, timeUs) {
    const isUnknown = event.reason === 'unknown_account';
    return [
      security(4_625, world.machine(event.on), timeUs, {
        ...NOBODY,
        TargetUserSid: 'S-1-0-0',
        TargetUserName: event.account,
        TargetDomainName: world.domain.netbios,
        Status: '0xc000006d',
        FailureReason: '%%2313',
        SubStatus: isUnknown ? '0xc0000064' : '0xc000006a',
        LogonType: event.logonType === 'network' ? NETWORK : 2,
        LogonProcessName: event.logonType === 'network' ? 'NtLmSsp ' : 'User32 ',
        AuthenticationPackageName: event.logonType === 'network' ? 'NTLM' : 'Negotiate',
        WorkstationName: event.logonType === 'network' ? event.from : world.machine(event.on).name,
        TransmittedServices: '-',
        LmPackageName: '-',
        KeyLength: 0,
        ProcessId: '0x0',
        ProcessName: '-',
        ...from(world, event.from, timeUs),
      }),
    ];
  },

  logoff(world, event, timeUs) {
    const { machine, account, logonId, logonType } = world.session(event.on, event.session);
    return [
      security(4_634, machine, timeUs, {
        TargetUserSid: account.sid,
        TargetUserName: account.name,
        TargetDomainName: account.domain,
        TargetLogonId: logonId,
        LogonType: logonType,
      }),
    ];
  },

  explicit_credentials(world, event, timeUs) {
    const process = world.process(event.on, event.process);
    const account = world.account(event.user);
    const target = world.machine(event.target);
    return [
      security(4_648, process.session.machine, timeUs, {
        ...subjectOf(process.session),
        LogonGuid: NO_GUID,
        TargetUserName: account.name,
        TargetDomainName: account.domain,
        TargetLogonGuid: NO_GUID,
        TargetServerName: target.fullName,
        TargetInfo: target.fullName,
        ProcessId: hex(process.pid),
        ProcessName: process.image,
        IpAddress: target.ip,
        IpPort: '445',
      }),
    ];
  },

  share(world, event, timeUs) {
    const session = world.session(event.on, event.session);
    const isWrite = event.access === 'write';
    const common = {
      ...subjectOf(session),
      ObjectType: 'File',
      ...from(world, event.from, timeUs),
      ShareName: `\\\\*\\${event.share}`,
      ShareLocalPath: event.folder === undefined ? '' : `\\??\\${event.folder}`,
    };
    const connected = security(5_140, session.machine, timeUs, {
      ...common,
      AccessMask: '0x1',
      AccessList: '%%4416\r\n\t\t\t\t',
    });
    const opened = security(5_145, session.machine, timeUs + 900, {
      ...common,
      RelativeTargetName: event.file ?? '\\',
      AccessMask: isWrite ? '0x12019f' : '0x120089',
      AccessList: isWrite ? '%%4416\r\n\t\t\t\t%%4417\r\n\t\t\t\t' : '%%4416\r\n\t\t\t\t',
      AccessReason: '-',
    });
    return event.file === undefined ? [connected] : [connected, opened];
  },

  kerberos_logon(world, event, timeUs) {
    const account = world.account(event.user);
    return [
      security(4_768, world.machine(event.on), timeUs, {
        TargetUserName: account.name,
        TargetDomainName: world.domain.netbios,
        TargetSid: account.sid,
        ServiceName: 'krbtgt',
        ServiceSid: world.domainSid(502),
        TicketOptions: '0x40810010',
        Status: '0x0',
        TicketEncryptionType: '0x12',
        PreAuthType: 2,
        ...mapped(from(world, event.from, timeUs)),
        CertIssuerName: '',
        CertSerialNumber: '',
        CertThumbprint: '',
      }),
    ];
  },

  kerberos_ticket(world, event, timeUs) {
    const account = world.account(event.user);
    const realm = world.domain.dns.toUpperCase();
    return [
      security(4_769, world.machine(event.on), timeUs, {
        TargetUserName: `${account.name}@${realm}`,
        TargetDomainName: realm,
        ServiceName: event.service,
        ServiceSid: world.domainSid(world.seeded.numberFor(`service ${event.service}`, 1_200, 1_900)),
        TicketOptions: '0x40810000',
        TicketEncryptionType: event.encryption === 'aes' ? '0x12' : '0x17',
        ...mapped(from(world, event.from, timeUs)),
        Status: '0x0',
        LogonGuid: NO_GUID,
        TransmittedServices: '-',
      }),
    ];
  },

  directory_access(world, event, timeUs) {
    const session = world.session(event.on, event.session);
    const domainClass = '{19195a5b-6da0-11d0-afd3-00c04fd930c9}';
    return [
      security(4_662, session.machine, timeUs, {
        ...subjectOf(session),
        ObjectServer: 'DS',
        ObjectType: `%${domainClass}`,
        ObjectName: `%{${world.seeded.hex('domain object', 8)}-0000-4000-8000-${world.seeded.hex('domain object', 12)}}`,
        OperationType: 'Object Access',
        HandleId: '0x0',
        AccessList: '%%7688\r\n\t\t\t\t',
        AccessMask: '0x100',
        Properties: `%%7688\r\n\t\t${event.properties.map((id) => `{${id}}`).join('\r\n\t\t')}\r\n\t${domainClass}\r\n`,
        AdditionalInfo: '-',
        AdditionalInfo2: '',
      }),
    ];
  },

  account_created(world, event, timeUs) {
    const session = world.session(event.on, event.session);
    const unset = '%%1793';
    return [
      security(4_720, session.machine, timeUs, {
        TargetUserName: event.account,
        TargetDomainName: world.domain.netbios,
        TargetSid: world.domainSid(event.rid),
        ...subjectOf(session),
        PrivilegeList: '-',
        SamAccountName: event.account,
        DisplayName: unset,
        UserPrincipalName: '-',
        HomeDirectory: unset,
        HomePath: unset,
        ScriptPath: unset,
        ProfilePath: unset,
        UserWorkstations: unset,
        PasswordLastSet: '%%1794',
        AccountExpires: '%%1794',
        PrimaryGroupId: '513',
        AllowedToDelegateTo: '-',
        OldUacValue: '0x0',
        NewUacValue: '0x15',
        UserAccountControl: '\r\n\t\t%%2080\r\n\t\t%%2082\r\n\t\t%%2084',
        UserParameters: unset,
        SidHistory: '-',
        LogonHours: '%%1797',
      }),
    ];
  },

  group_member_added(world, event, timeUs) {
    const session = world.session(event.on, event.session);
    const suffix = world.domain.dns
      .split('.')
      .map((part) => `DC=${part}`)
      .join(',');
    return [
      security(4_728, session.machine, timeUs, {
        MemberName: `CN=${event.member},CN=Users,${suffix}`,
        MemberSid: world.domainSid(event.memberRid),
        TargetUserName: event.group,
        TargetDomainName: world.domain.netbios,
        TargetSid: world.domainSid(event.groupRid),
        ...subjectOf(session),
        PrivilegeList: '-',
      }),
    ];
  },

  log_cleared(world, event, timeUs) {
    const session = world.session(event.on, event.session);
    const { SubjectUserSid, SubjectUserName, SubjectDomainName, SubjectLogonId } = subjectOf(session);
    const kind = logClearedKind(event.log);
    const who = { SubjectUserName: SubjectUserName!, SubjectDomainName: SubjectDomainName! };
    const data: EventData =
      event.log === 'Security'
        ? { SubjectUserSid: SubjectUserSid!, ...who, SubjectLogonId: SubjectLogonId! }
        : { ...who, Channel: event.log, BackupPath: '' };
    const userSid = event.log === 'Security' ? null : session.account.sid;
    return [{ kind, computer: session.machine.fullName, timeUs, data, userSid, writerPid: 1_340 }];
  },
} satisfies Partial<Templates>;

function privileges(session: LiveSession, timeUs: number): Draft {
  const data = { ...subjectOf(session), PrivilegeList: ADMINISTRATOR_PRIVILEGES };
  return security(4_672, session.machine, timeUs + 400, data);
}

/** @param source an address, or the key of a host. */
function from(world: World, source: string, timeUs: number): { readonly IpAddress: string; readonly IpPort: string } {
  const isAddress = /^[\d.]+$/.test(source);
  const port = source === '127.0.0.1' ? 0 : world.seeded.numberFor(`client port ${source} ${timeUs}`, 49_160, 65_500);
  return { IpAddress: isAddress ? source : world.machine(source).ip, IpPort: String(port) };
}

/** Controllers write IPv4 clients in IPv6 form. */
function mapped(client: { readonly IpAddress: string; readonly IpPort: string }): EventData {
  return { IpAddress: `::ffff:${client.IpAddress}`, IpPort: client.IpPort };
}

function security(eventId: number, machine: Machine, timeUs: number, data: EventData): Draft {
  const kind = securityKind(eventId);
  return { kind, computer: machine.fullName, timeUs, data, userSid: null, writerPid: LSASS_PID };
}
