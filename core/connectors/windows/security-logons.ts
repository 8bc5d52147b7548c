/** Windows Security: logons, logoffs, Kerberos and NTLM, and the rights a session gets. */
import { machine, service, session, user } from '../../normalise/entity-rules.ts';
import { CLASS } from './classes.ts';
import { table, type Kind, type MappingTable } from './define.ts';
import { callerProcess, origin, subject, target } from './pieces.ts';

const SUCCESS: Kind['ocsf'] = { status_id: '#1' };
const FAILURE: Kind['ocsf'] = {
  status_id: '#2',
  status_code: 'Status FailureCode|text',
  status_detail: 'FailureReason',
};

const LOGON: Kind['ocsf'] = {
  'dst_endpoint.hostname': 'Computer',
  'session.uid': 'TargetLogonId|text',
  logon_type_id: 'LogonType|logonType',
  auth_protocol: 'AuthenticationPackageName',
  auth_protocol_id: 'AuthenticationPackageName|authProtocol',
};

const KERBEROS: Kind['ocsf'] = {
  'service.name': 'ServiceName',
  'service.uid': 'ServiceSid',
  auth_protocol: '=Kerberos',
  auth_protocol_id: '#2',
  status_code: 'Status|text',
  status_id: 'Status|ntStatus',
};

const account = { entities: target.entities.slice(0, 1), ocsf: target.ocsf };

function kerberos(activity: number, message: string, extra: Partial<Kind> = {}): Kind {
  return {
    classUid: CLASS.authentication,
    activity,
    message,
    pieces: [account, origin],
    entities: [service('target', 'ServiceName')],
    ocsf: KERBEROS,
    ...extra,
  };
}

const RECONNECT: Kind['entities'] = [
  user('target', 'AccountName', 'AccountDomain'),
  session('target', 'LogonID'),
  machine('source', 'ClientAddress'),
  machine('source', 'ClientName'),
];

export const LOGONS: MappingTable = table('security', {
  4624: {
    classUid: CLASS.authentication,
    activity: 1,
    message:
      '{TargetDomainName}\\{TargetUserName} logged on, type {LogonType}[ from {IpAddress}][ ({WorkstationName})]',
    pieces: [subject, target, origin, callerProcess],
    ocsf: { ...LOGON, ...SUCCESS },
  },
  4625: {
    classUid: CLASS.authentication,
    activity: 1,
    message:
      '{TargetUserName} failed to log on, type {LogonType}[ from {IpAddress}][ ({WorkstationName})][: {SubStatus}]',
    severity: 'low',
    pieces: [subject, account, origin, callerProcess],
    ocsf: { ...LOGON, ...FAILURE, status_code: 'SubStatus Status|text' },
  },
  4634: {
    classUid: CLASS.authentication,
    activity: 2,
    message: '{TargetDomainName}\\{TargetUserName} logged off, type {LogonType}',
    pieces: [target],
    ocsf: LOGON,
  },
  4647: {
    classUid: CLASS.authentication,
    activity: 2,
    message: '{TargetDomainName}\\{TargetUserName} chose to log off',
    pieces: [target],
    ocsf: LOGON,
  },
  4648: {
    classUid: CLASS.authentication,
    activity: 1,
    message:
      '{SubjectUserName} used the credentials of {TargetUserName}[ on {TargetServerName}][ by {ProcessName|file}]',
    severity: 'low',
    pieces: [subject, account, origin, callerProcess],
    entities: [machine('destination', 'TargetServerName')],
    ocsf: { 'dst_endpoint.hostname': 'TargetServerName', ...SUCCESS },
  },
  4672: {
    classUid: CLASS.authorizeSession,
    activity: 1,
    message: '{SubjectDomainName}\\{SubjectUserName} got special privileges[: {PrivilegeList}]',
    pieces: [subject],
    ocsf: {
      'user.name': 'SubjectUserName',
      'user.domain': 'SubjectDomainName',
      'user.uid': 'SubjectUserSid',
      'session.uid': 'SubjectLogonId|text',
      privileges: 'PrivilegeList|words',
    },
  },
  4768: kerberos(3, '{TargetUserName} asked for a Kerberos ticket[ from {IpAddress}][, status {Status}]'),
  4769: kerberos(4, '{TargetUserName} asked for a ticket to {ServiceName}[ from {IpAddress}][, status {Status}]'),
  4770: kerberos(5, '{TargetUserName} renewed a ticket to {ServiceName}[ from {IpAddress}]'),
  4771: kerberos(6, 'Kerberos pre-authentication of {TargetUserName} failed[ from {IpAddress}][: {Status}]', {
    severity: 'low',
  }),
  4776: {
    classUid: CLASS.authentication,
    activity: 1,
    message: 'NTLM check of {TargetUserName}[ from {Workstation}][, status {Status}]',
    pieces: [account],
    entities: [machine('source', 'Workstation')],
    ocsf: {
      'dst_endpoint.hostname': 'Computer',
      'src_endpoint.name': 'Workstation',
      auth_protocol: '=NTLM',
      auth_protocol_id: '#1',
      status_code: 'Status|text',
      status_id: 'Status|ntStatus',
    },
  },
  4777: {
    classUid: CLASS.authentication,
    activity: 1,
    message: 'The domain controller refused the credentials of {TargetUserName}[ from {Workstation}]',
    severity: 'low',
    pieces: [account],
    entities: [machine('source', 'Workstation')],
    ocsf: { 'dst_endpoint.hostname': 'Computer', status_id: '#2', status_code: 'Status|text' },
  },
  4778: {
    classUid: CLASS.authentication,
    activity: 1,
    message: '{AccountDomain}\\{AccountName} reconnected[ from {ClientAddress}][ ({ClientName})]',
    entities: RECONNECT,
    ocsf: sessionPaths(),
  },
  4779: {
    classUid: CLASS.authentication,
    activity: 2,
    message: '{AccountDomain}\\{AccountName} disconnected[ from {ClientAddress}][ ({ClientName})]',
    entities: RECONNECT,
    ocsf: sessionPaths(),
  },
});

function sessionPaths(): NonNullable<Kind['ocsf']> {
  return {
    'user.name': 'AccountName',
    'user.domain': 'AccountDomain',
    'session.uid': 'LogonID|text',
    'session.terminal': 'SessionName',
    'src_endpoint.ip': 'ClientAddress|ip',
    'src_endpoint.name': 'ClientName',
    'dst_endpoint.hostname': 'Computer',
  };
}
