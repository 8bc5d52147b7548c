/** Windows Security: processes, services, tasks, the filtering platform, and the log itself. */
import {
  commandFile,
  file,
  ip,
  port,
  process,
  registryKey,
  service,
  task,
  user,
  when,
} from '../../normalise/entity-rules.ts';
import { CLASS, OTHER } from './classes.ts';
import { join, table, type Kind, type MappingTable } from './define.ts';
import { callerProcess, subject, target } from './pieces.ts';

const processes = table('security', {
  4688: {
    classUid: CLASS.processActivity,
    activity: 1,
    message: '{NewProcessName|file} started[ by {ParentProcessName|file}] as {SubjectUserName}[: {CommandLine}]',
    pieces: [subject, { ...target, ocsf: {} }],
    entities: [
      process('actor', { pid: 'NewProcessId', image: 'NewProcessName', startsNow: true }),
      file('actor', 'NewProcessName'),
    ],
    ocsf: {
      'process.pid': 'NewProcessId|int',
      'process.name': 'NewProcessName|fileName',
      'process.file': 'NewProcessName|file',
      'process.cmd_line': 'CommandLine',
      'process.user.name': 'TargetUserName SubjectUserName',
      'process.user.domain': 'TargetDomainName SubjectDomainName',
      'process.parent_process.pid': 'ProcessId|int',
      'process.parent_process.name': 'ParentProcessName|fileName',
      'process.parent_process.file': 'ParentProcessName|file',
      'actor.process.pid': 'ProcessId|int',
      'actor.process.name': 'ParentProcessName|fileName',
      'actor.process.file': 'ParentProcessName|file',
    },
  },
  4689: {
    classUid: CLASS.processActivity,
    activity: 2,
    message: '{ProcessName|file} ended[, status {Status}]',
    pieces: [subject, callerProcess],
    ocsf: {
      'process.pid': 'ProcessId|int',
      'process.name': 'ProcessName|fileName',
      'process.file': 'ProcessName|file',
      exit_code: 'Status|int',
    },
  },
  4673: {
    classUid: CLASS.baseEvent,
    activity: OTHER,
    message: '{SubjectUserName} used {PrivilegeList}[ for {Service}][ by {ProcessName|file}]',
    pieces: [subject, callerProcess],
  },
  4674: {
    classUid: CLASS.baseEvent,
    activity: OTHER,
    message: '{SubjectUserName} used {PrivilegeList} on {ObjectType}[ {ObjectName}][ by {ProcessName|file}]',
    pieces: [subject, callerProcess],
    entities: [
      when('ObjectType', ['file'], file('target', 'ObjectName')),
      when('ObjectType', ['key'], registryKey('target', 'ObjectName')),
    ],
  },
  4697: {
    classUid: CLASS.windowsServiceActivity,
    activity: 1,
    message: '{SubjectUserName} installed the service {ServiceName}[: {ServiceFileName}]',
    severity: 'low',
    pieces: [subject],
    entities: [
      service('target', 'ServiceName'),
      commandFile('target', 'ServiceFileName'),
      user('target', 'ServiceAccount'),
    ],
    ocsf: {
      'win_service.name': 'ServiceName',
      'win_service.cmd_line': 'ServiceFileName',
      'win_service.service_start_name': 'ServiceAccount',
      'win_service.service_start_type_id': 'ServiceStartType|startType',
      'win_service.service_type_id': 'ServiceType|serviceType',
    },
  },
});

function job(activity: number, what: string, severity?: Kind['severity']): Kind {
  return {
    classUid: CLASS.scheduledJobActivity,
    activity,
    message: `{SubjectUserName} ${what} the task {TaskName}`,
    ...(severity === undefined ? {} : { severity }),
    pieces: [subject],
    entities: [task('target', 'TaskName')],
    ocsf: {
      'job.name': 'TaskName',
      'job.type_id': '#1',
      'job.desc': 'TaskContent TaskContentNew',
    },
  };
}

const jobs = table('security', {
  4698: job(1, 'made', 'low'),
  4699: job(3, 'deleted'),
  4700: job(4, 'enabled'),
  4701: job(5, 'disabled', 'low'),
  4702: job(2, 'changed'),
});

function filtered(activity: number, message: string, severity?: Kind['severity']): Kind {
  return {
    classUid: CLASS.networkActivity,
    activity,
    message,
    ...(severity === undefined ? {} : { severity }),
    entities: [
      ip('source', 'SourceAddress'),
      ip('destination', 'DestAddress'),
      port('destination', 'DestPort'),
      file('actor', 'Application'),
    ],
    ocsf: {
      'src_endpoint.ip': 'SourceAddress|ip',
      'src_endpoint.port': 'SourcePort|port',
      'dst_endpoint.ip': 'DestAddress|ip',
      'dst_endpoint.port': 'DestPort|port',
      'connection_info.protocol_num': 'Protocol|int',
      'connection_info.direction_id': 'Direction|wfpDirection',
      'actor.process.pid': 'ProcessId ProcessID|int',
      'actor.process.name': 'Application|fileName',
      'actor.process.file': 'Application|file',
    },
  };
}

const ENDS = '{SourceAddress}[:{SourcePort}] to {DestAddress}[:{DestPort}]';

const connections = table('security', {
  5150: filtered(5, `The filtering platform blocked a packet: ${ENDS}`),
  5152: filtered(5, `The filtering platform blocked a packet[ of {Application|file}]: ${ENDS}`),
  5154: filtered(7, '{Application|file} listens on {SourceAddress}[:{SourcePort}]'),
  5155: filtered(5, '{Application|file} was kept from listening on {SourceAddress}[:{SourcePort}]'),
  5156: filtered(1, `{Application|file} connected ${ENDS}`),
  5157: filtered(5, `{Application|file} was kept from connecting ${ENDS}`),
  5158: filtered(7, '{Application|file} bound {SourceAddress}[:{SourcePort}]'),
  5159: filtered(5, '{Application|file} was kept from binding {SourceAddress}[:{SourcePort}]'),
});

const LOG: Kind['ocsf'] = { log_name: '=Security', log_type_id: '#1' };

const theLog = table('security', {
  1100: {
    classUid: CLASS.eventLogActivity,
    activity: 7,
    message: 'The event log service stopped',
    ocsf: LOG,
  },
  1102: {
    classUid: CLASS.eventLogActivity,
    activity: 1,
    message: 'The Security log was cleared[ by {SubjectUserName}]',
    severity: 'high',
    pieces: [subject],
    ocsf: LOG,
  },
  1104: {
    classUid: CLASS.eventLogActivity,
    activity: OTHER,
    message: 'The Security log is full',
    severity: 'low',
    ocsf: LOG,
  },
  4616: {
    classUid: CLASS.baseEvent,
    activity: OTHER,
    message: '{SubjectUserName} changed the system time[ from {PreviousTime}][ to {NewTime}]',
    pieces: [subject, callerProcess],
  },
});

export const SYSTEM_SIDE: MappingTable = join(processes, jobs, connections, theLog);
