/** The System channel, by provider: services, the event log itself, power. */
import { commandFile, service, user } from '../../normalise/entity-rules.ts';
import { CLASS, OTHER } from './classes.ts';
import { table, type Kind, type MappingTable } from './define.ts';

/** OCSF asks for more of a service than its name; that its type is unknown is the truth. */
const SERVICE: Kind['ocsf'] = { 'win_service.name': 'param1', 'win_service.service_type_id': '#0' };

function failed(message: string): Kind {
  return {
    classUid: CLASS.windowsServiceActivity,
    activity: OTHER,
    message,
    entities: [service('target', 'param1')],
    ocsf: { ...SERVICE, status_id: '#2', status_code: 'param2' },
  };
}

export const SERVICE_CONTROL: MappingTable = table('system', {
  7000: failed('The service {param1} did not start[: {param2}]'),
  7001: failed('The service {param1} did not start, for it needs {param2}[: {param3}]'),
  7009: failed('A service did not answer in {param1} ms[: {param2}]'),
  7023: failed('The service {param1} ended with an error[: {param2}]'),
  7024: failed('The service {param1} ended with an error of its own[: {param2}]'),
  7026: failed('Drivers did not load: {param1}'),
  7031: failed('The service {param1} ended unexpectedly, {param2} times'),
  7034: { ...failed('The service {param1} ended unexpectedly, {param2} times'), activity: 4 },
  7035: {
    classUid: CLASS.windowsServiceActivity,
    activity: { field: 'param2', values: { start: 3, stop: 4, pause: 5, continue: 6 }, otherwise: OTHER },
    message: 'The service {param1} was told to {param2}',
    entities: [service('target', 'param1')],
    ocsf: { ...SERVICE, 'actor.user.uid': 'UserID' },
  },
  7036: {
    classUid: CLASS.windowsServiceActivity,
    activity: { field: 'param2', values: { running: 3, stopped: 4, paused: 5 }, otherwise: OTHER },
    message: 'The service {param1} is {param2}',
    entities: [service('target', 'param1')],
    ocsf: SERVICE,
  },
  7040: {
    classUid: CLASS.windowsServiceActivity,
    activity: 2,
    message: 'The start type of the service {param1} changed from {param2} to {param3}',
    entities: [service('target', 'param4'), service('target', 'param1')],
    ocsf: {
      'win_service.name': 'param4 param1',
      'win_service.service_start_type': 'param3',
      'win_service.service_start_type_id': 'param3|startType',
      'actor.user.uid': 'UserID',
    },
  },
  7045: {
    classUid: CLASS.windowsServiceActivity,
    activity: 1,
    message: 'The service {ServiceName} was installed[: {ImagePath}][ as {AccountName}]',
    severity: 'low',
    entities: [service('target', 'ServiceName'), commandFile('target', 'ImagePath')],
    ocsf: {
      'win_service.name': 'ServiceName',
      'win_service.cmd_line': 'ImagePath',
      'win_service.service_start_name': 'AccountName',
      'win_service.service_start_type': 'StartType',
      'win_service.service_start_type_id': 'StartType|startType',
      'win_service.service_type': 'ServiceType',
      'win_service.service_type_id': 'ServiceType|serviceType',
      'actor.user.uid': 'UserID',
    },
  },
});

export const EVENT_LOG: MappingTable = table('system', {
  104: {
    classUid: CLASS.eventLogActivity,
    activity: 1,
    message: 'The log[ {EventData.Channel}] was cleared[ by {SubjectUserName}]',
    severity: 'medium',
    entities: [user('actor', 'SubjectUserName', 'SubjectDomainName')],
    ocsf: {
      log_name: 'EventData.Channel Channel',
      log_type_id: '#1',
      'actor.user.name': 'SubjectUserName',
      'actor.user.domain': 'SubjectDomainName',
    },
  },
  6005: {
    classUid: CLASS.eventLogActivity,
    activity: 6,
    message: 'The event log service started',
    ocsf: { log_type_id: '#1' },
  },
  6006: {
    classUid: CLASS.eventLogActivity,
    activity: 7,
    message: 'The event log service stopped',
    ocsf: { log_type_id: '#1' },
  },
  6008: {
    classUid: CLASS.devicePowerStateActivity,
    activity: 2,
    message: 'The previous shutdown was unexpected',
    severity: 'low',
  },
});

export const POWER: MappingTable = table('system', {
  41: {
    classUid: CLASS.devicePowerStateActivity,
    activity: 5,
    message: 'The system restarted without shutting down first',
    severity: 'low',
  },
  12: { classUid: CLASS.devicePowerStateActivity, activity: 1, message: 'The operating system started' },
  13: { classUid: CLASS.devicePowerStateActivity, activity: 2, message: 'The operating system is shutting down' },
  109: { classUid: CLASS.devicePowerStateActivity, activity: 2, message: 'The kernel began to shut down' },
  1074: {
    classUid: CLASS.devicePowerStateActivity,
    activity: { field: 'param5', values: { restart: 5, 'power off': 2, shutdown: 2 }, otherwise: OTHER },
    message: '{param1|file} asked for {param5}[ as {param7}][: {param3}]',
    entities: [user('actor', 'param7')],
    ocsf: { 'actor.user': 'param7|user' },
  },
});
