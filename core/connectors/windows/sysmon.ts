/** Sysmon, all event ids: field names as in its manifest (schema 4.90). */
import { domain, file, hashes, ip, machine, pipe, port, registryKey, session } from '../../normalise/entity-rules.ts';
import type { Activity } from '../../normalise/mapping.ts';
import { CLASS, OTHER } from './classes.ts';
import { table, type Kind, type MappingTable } from './define.ts';
import { sysmonProcess, sysmonUser, type Piece } from './pieces.ts';
import { dnsAnswers, networkEnds } from './sysmon-network.ts';

const actor = sysmonProcess('actor', ['actor.process']);
const actingUser = sysmonUser('actor', 'actor.user');
const acting: readonly Piece[] = [actor, actingUser];

const launch: Kind = {
  classUid: CLASS.processActivity,
  activity: 1,
  message: '{Image|file} started[ by {ParentImage|file}][ as {User}][: {CommandLine}]',
  pieces: [
    sysmonProcess('actor', ['process']),
    sysmonProcess('parent', ['actor.process', 'process.parent_process'], 'Parent'),
    sysmonUser('actor', 'process.user'),
  ],
  entities: [session('actor', 'LogonId'), file('actor', 'Image'), hashes('actor', 'Hashes')],
  ocsf: {
    'process.cmd_line': 'CommandLine',
    'process.working_directory': 'CurrentDirectory',
    'process.integrity': 'IntegrityLevel',
    'process.integrity_id': 'IntegrityLevel|integrity',
    'process.session.uid': 'LogonId|text',
    'process.session.terminal': 'TerminalSessionId|text',
    'process.file.hashes': 'Hashes|hashes',
    'process.file.version': 'FileVersion',
    'process.file.desc': 'Description',
    'process.file.company_name': 'Company',
    'process.file.internal_name': 'OriginalFileName',
    'process.file.product.name': 'Product',
    'actor.process.cmd_line': 'ParentCommandLine',
    'actor.user': 'ParentUser|user',
    'process.parent_process.cmd_line': 'ParentCommandLine',
  },
};

const FILE: Kind['ocsf'] = { file: 'TargetFilename|file', 'file.hashes': 'Hashes|hashes' };

function fileKind(activity: Activity, message: string, ocsf: Kind['ocsf'] = {}): Kind {
  return {
    classUid: CLASS.fileActivity,
    activity,
    message,
    pieces: acting,
    entities: [file('target', 'TargetFilename'), hashes('target', 'Hashes')],
    ocsf: { ...FILE, ...ocsf },
  };
}

const BLOCKED: Kind['ocsf'] = { action_id: '#2', disposition_id: '#2', status_id: '#2' };

const REGISTRY_KEY_CHANGE: Activity = {
  field: 'EventType',
  values: { createkey: 1, deletekey: 4, deletevalue: 3 },
  otherwise: 3,
};

const CHANGE: Activity = { field: 'Operation', values: { created: 1, modified: 3, deleted: 4 }, otherwise: OTHER };

/** WMI's three kinds of objects that together run something on an event. */
function wmiKind(type: string, name: string, data: string): Kind {
  return {
    classUid: CLASS.entityManagement,
    activity: CHANGE,
    message: `WMI ${type} {${name}}[ {Operation}][ by {User}][: {${data}}]`,
    severity: 'low',
    pieces: [actingUser],
    ocsf: { 'entity.name': name, 'entity.type': `=WMI ${type}`, 'entity.data': `${data}|json` },
  };
}

const sourceProcess = (guid: string): Piece => sysmonProcess('actor', ['actor.process'], 'Source', guid);
const targetProcess = (guid: string): Piece => sysmonProcess('target', ['process'], 'Target', guid);

export const SYSMON: MappingTable = table('sysmon', {
  1: launch,
  2: fileKind(6, '{Image|file} set the creation time of {TargetFilename} to {CreationUtcTime}', {
    'file.created_time': 'CreationUtcTime|time',
  }),
  3: {
    classUid: CLASS.networkActivity,
    activity: 1,
    message:
      '{Image|file} connected {SourceIp}[:{SourcePort}] to {DestinationIp}[:{DestinationPort}][ ({DestinationHostname})]',
    pieces: acting,
    entities: [
      ip('source', 'SourceIp'),
      ip('destination', 'DestinationIp'),
      port('destination', 'DestinationPort'),
      machine('source', 'SourceHostname'),
      domain('destination', 'DestinationHostname'),
    ],
    ocsf: networkEnds,
  },
  4: {
    classUid: CLASS.applicationLifecycle,
    activity: { field: 'State', values: { started: 3, stopped: 4 }, otherwise: OTHER },
    message: 'Sysmon {State}',
    ocsf: { 'app.name': '=Sysmon', 'app.version': 'Version|text' },
  },
  5: {
    classUid: CLASS.processActivity,
    activity: 2,
    message: '{Image|file} ended',
    pieces: [sysmonProcess('actor', ['process', 'actor.process']), sysmonUser('actor', 'process.user')],
  },
  6: {
    classUid: CLASS.kernelExtensionActivity,
    activity: 1,
    message: 'Driver {ImageLoaded} loaded[, signature {SignatureStatus}][ by {Signature}]',
    entities: [file('target', 'ImageLoaded'), hashes('target', 'Hashes')],
    ocsf: { 'driver.file': 'ImageLoaded|file', 'driver.file.hashes': 'Hashes|hashes' },
  },
  7: {
    classUid: CLASS.moduleActivity,
    activity: 1,
    message: '{Image|file} loaded {ImageLoaded}',
    pieces: acting,
    entities: [file('target', 'ImageLoaded'), hashes('target', 'Hashes')],
    ocsf: {
      'module.file': 'ImageLoaded|file',
      'module.file.hashes': 'Hashes|hashes',
      'module.file.version': 'FileVersion',
      'module.file.desc': 'Description',
      'module.file.company_name': 'Company',
      'module.file.internal_name': 'OriginalFileName',
      'module.file.product.name': 'Product',
      'module.load_type_id': '#0',
    },
  },
  8: {
    classUid: CLASS.processActivity,
    activity: 4,
    message: '{SourceImage|file} created a thread in {TargetImage|file}[ at {StartModule}][!{StartFunction}]',
    severity: 'low',
    pieces: [
      sourceProcess('ProcessGuid'),
      targetProcess('ProcessGuid'),
      sysmonUser('actor', 'actor.user', 'SourceUser'),
      sysmonUser('target', 'process.user', 'TargetUser'),
    ],
    ocsf: {
      injection_type_id: '#1',
      'module.start_address': 'StartAddress',
      'module.function_name': 'StartFunction',
      'module.file': 'StartModule|file',
      'module.load_type_id': '#0',
    },
  },
  9: {
    classUid: CLASS.fileActivity,
    activity: 2,
    message: '{Image|file} read {Device} directly',
    pieces: acting,
    entities: [file('target', 'Device')],
    ocsf: { file: 'Device|device' },
  },
  10: {
    classUid: CLASS.processActivity,
    activity: 3,
    message: '{SourceImage|file} opened {TargetImage|file} with access {GrantedAccess}',
    pieces: [
      sourceProcess('ProcessGUID'),
      targetProcess('ProcessGUID'),
      sysmonUser('actor', 'actor.user', 'SourceUser'),
      sysmonUser('target', 'process.user', 'TargetUser'),
    ],
    ocsf: { actual_permissions: 'GrantedAccess|int' },
  },
  11: fileKind(1, '{Image|file} created {TargetFilename}', { 'file.created_time': 'CreationUtcTime|time' }),
  12: {
    classUid: CLASS.registryKeyActivity,
    activity: REGISTRY_KEY_CHANGE,
    message: '{Image|file} {EventType} {TargetObject}',
    pieces: acting,
    entities: [registryKey('target', 'TargetObject')],
    ocsf: { 'reg_key.path': 'TargetObject' },
  },
  13: {
    classUid: CLASS.registryValueActivity,
    activity: 2,
    message: '{Image|file} set {TargetObject}[ to {Details}]',
    pieces: acting,
    entities: [registryKey('target', 'TargetObject')],
    ocsf: {
      'reg_value.path': 'TargetObject|parent',
      'reg_value.name': 'TargetObject|fileName',
      'reg_value.data': 'Details|json',
    },
  },
  14: {
    classUid: CLASS.registryKeyActivity,
    activity: 5,
    message: '{Image|file} renamed {TargetObject} to {NewName}',
    pieces: acting,
    entities: [registryKey('target', 'TargetObject'), registryKey('target', 'NewName')],
    ocsf: { 'prev_reg_key.path': 'TargetObject', 'reg_key.path': 'NewName' },
  },
  15: {
    ...fileKind(1, '{Image|file} created the stream {TargetFilename}', { 'file.hashes': 'Hash|hashes' }),
    entities: [file('target', 'TargetFilename'), hashes('target', 'Hash')],
  },
  16: {
    classUid: CLASS.applicationLifecycle,
    activity: 8,
    message: 'Sysmon configuration changed[: {Configuration}]',
    severity: 'low',
    ocsf: { 'app.name': '=Sysmon' },
  },
  17: {
    classUid: CLASS.fileActivity,
    activity: 1,
    message: '{Image|file} created the pipe {PipeName}',
    pieces: acting,
    entities: [pipe('target', 'PipeName')],
    ocsf: { file: 'PipeName|pipe' },
  },
  18: {
    classUid: CLASS.fileActivity,
    activity: 14,
    message: '{Image|file} connected to the pipe {PipeName}',
    pieces: acting,
    entities: [pipe('target', 'PipeName')],
    ocsf: { file: 'PipeName|pipe' },
  },
  19: wmiKind('event filter', 'Name', 'Query'),
  20: wmiKind('event consumer', 'Name', 'Destination'),
  21: wmiKind('binding', 'Consumer', 'Filter'),
  22: {
    classUid: CLASS.dnsActivity,
    activity: 1,
    message: '{Image|file} looked up {QueryName}[: {QueryResults}]',
    pieces: acting,
    entities: [domain('target', 'QueryName'), dnsAnswers],
    ocsf: {
      'query.hostname': 'QueryName',
      answers: 'QueryResults|dnsAnswers',
      status_code: 'QueryStatus|text',
      'src_endpoint.hostname': 'Computer',
    },
  },
  23: fileKind(4, '{Image|file} deleted {TargetFilename} (archived)'),
  24: {
    classUid: CLASS.clipboardActivity,
    activity: 2,
    message: '{Image|file} changed the clipboard[ of {ClientInfo}]',
    pieces: acting,
    entities: [hashes('target', 'Hashes')],
    ocsf: { 'clipboard.name': '=clipboard' },
  },
  25: {
    classUid: CLASS.processActivity,
    activity: OTHER,
    message: 'The image of {Image|file} was tampered with[: {Type}]',
    severity: 'medium',
    pieces: [sysmonProcess('target', ['process']), sysmonUser('target', 'process.user')],
  },
  26: fileKind(4, '{Image|file} deleted {TargetFilename}'),
  27: fileKind(1, '{Image|file} was kept from creating the executable {TargetFilename}', BLOCKED),
  28: fileKind(4, '{Image|file} was kept from shredding {TargetFilename}', BLOCKED),
  29: fileKind(1, '{Image|file} created the executable {TargetFilename}'),
  255: {
    classUid: CLASS.applicationError,
    activity: 1,
    message: 'Sysmon error[ {ID}][: {Description}]',
    severity: 'low',
    ocsf: { status_code: 'ID', status_detail: 'Description' },
  },
});
