/** Windows Security: files, registry keys, other objects, the directory, shares. */
import { file, ip, registryKey, when } from '../../normalise/entity-rules.ts';
import type { Activity } from '../../normalise/mapping.ts';
import { CLASS } from './classes.ts';
import { join, table, type Kind, type MappingTable } from './define.ts';
import { callerProcess, origin, subject } from './pieces.ts';

const object: Kind['entities'] = [
  when('ObjectType', ['file'], file('target', 'ObjectName')),
  when('ObjectType', ['key'], registryKey('target', 'ObjectName')),
];

const RESOURCE: Kind['ocsf'] = {
  'win_resource.name': 'ObjectName HandleId|text',
  'win_resource.type': 'ObjectType',
  'win_resource.type_id': 'ObjectType|resourceType',
  'win_resource.svc_name': 'ObjectServer',
  'win_resource.uid': 'HandleId|text',
  'win_resource.details': 'AccessMask|text',
};

function objectKind(message: string, severity?: Kind['severity']): Kind {
  return {
    classUid: CLASS.windowsResourceActivity,
    activity: 1,
    message,
    ...(severity === undefined ? {} : { severity }),
    pieces: [subject, callerProcess],
    entities: object,
    ocsf: RESOURCE,
  };
}

/** These name the object by its handle only; its kind is in an earlier event. */
function handleKind(message: string): Kind {
  return { ...objectKind(message), ocsf: { ...RESOURCE, 'win_resource.type_id': '#0' } };
}

const objects = table('security', {
  4656: objectKind('{SubjectUserName} asked for {ObjectType} {ObjectName}[ by {ProcessName|file}]'),
  4658: handleKind('A handle to an object was closed[ by {ProcessName|file}]'),
  4660: handleKind('{SubjectUserName} deleted an object[ by {ProcessName|file}]'),
  4661: objectKind('{SubjectUserName} asked for {ObjectType} {ObjectName}[ by {ProcessName|file}]'),
  4662: objectKind('{SubjectUserName} did {AccessMask} on the directory object {ObjectName}'),
  4663: objectKind('{SubjectUserName} accessed {ObjectType} {ObjectName}[ by {ProcessName|file}]'),
  4670: objectKind('{SubjectUserName} changed permissions of {ObjectType} {ObjectName}[ by {ProcessName|file}]', 'low'),
  4657: {
    classUid: CLASS.registryValueActivity,
    activity: {
      field: 'OperationType',
      values: { '%%1904': 2, '%%1905': 3, '%%1906': 4 },
      otherwise: 3,
    },
    message: '{SubjectUserName} changed {ObjectName}\\{ObjectValueName}[ to {NewValue}][ by {ProcessName|file}]',
    pieces: [subject, callerProcess],
    entities: [registryKey('target', 'ObjectName')],
    ocsf: {
      'reg_value.path': 'ObjectName',
      'reg_value.name': 'ObjectValueName',
      'reg_value.data': 'NewValue|json',
      'prev_reg_value.path': 'ObjectName',
      'prev_reg_value.name': 'ObjectValueName',
      'prev_reg_value.data': 'OldValue|json',
    },
  },
});

function entityKind(
  activity: Activity,
  message: string,
  name: string,
  type: string,
  severity?: Kind['severity'],
): Kind {
  return {
    classUid: CLASS.entityManagement,
    activity,
    message,
    ...(severity === undefined ? {} : { severity }),
    pieces: [subject],
    ocsf: { 'entity.name': name, 'entity.type': type },
  };
}

const UID: Kind['ocsf'] = { 'entity.uid': 'ObjectGUID' };

function directory(activity: number, message: string): Kind {
  const kind = entityKind(activity, message, 'ObjectDN NewObjectDN OldObjectDN', 'ObjectClass');
  return { ...kind, ocsf: { ...kind.ocsf, ...UID } };
}

const directoryObjects = table('security', {
  5136: directory(3, '{SubjectUserName} changed {AttributeLDAPDisplayName} of {ObjectDN}'),
  5137: directory(1, '{SubjectUserName} made {ObjectDN}'),
  5138: directory(1, '{SubjectUserName} restored {OldObjectDN} as {NewObjectDN}'),
  5139: directory(5, '{SubjectUserName} moved {OldObjectDN} to {NewObjectDN}'),
  5141: directory(4, '{SubjectUserName} deleted {ObjectDN}'),
});

function shareAccess(message: string): Kind {
  return {
    classUid: CLASS.smbActivity,
    activity: 2,
    message,
    pieces: [subject, origin],
    entities: [file('target', 'RelativeTargetName'), ip('source', 'IpAddress')],
    ocsf: {
      share: 'ShareName',
      file: 'RelativeTargetName|file',
      'dst_endpoint.hostname': 'Computer',
    },
  };
}

const shares = table('security', {
  5140: shareAccess('{SubjectUserName} opened the share {ShareName}[ from {IpAddress}]'),
  5142: entityKind(
    1,
    '{SubjectUserName} made the share {ShareName}[ of {ShareLocalPath}]',
    'ShareName',
    '=Network share',
    'low',
  ),
  5143: entityKind(3, '{SubjectUserName} changed the share {ShareName}', 'ShareName', '=Network share'),
  5144: entityKind(4, '{SubjectUserName} deleted the share {ShareName}', 'ShareName', '=Network share'),
  5145: shareAccess('{SubjectUserName} opened {RelativeTargetName} on {ShareName}[ from {IpAddress}]'),
});

const policy = table('security', {
  4719: entityKind(
    3,
    '{SubjectUserName} changed the audit policy[: {AuditPolicyChanges}]',
    'SubcategoryGuid',
    '=Audit policy',
    'medium',
  ),
  4739: entityKind(
    3,
    '{SubjectUserName} changed the domain policy[ of {DomainName}]',
    'DomainName',
    '=Domain policy',
    'low',
  ),
  4912: entityKind(
    3,
    '{SubjectUserName} changed the audit policy of {TargetUserSid}',
    'SubcategoryGuid',
    '=Audit policy',
    'medium',
  ),
  4946: entityKind(1, 'The firewall rule {RuleName} was added', 'RuleName', '=Firewall rule', 'low'),
  4947: entityKind(3, 'The firewall rule {RuleName} was changed', 'RuleName', '=Firewall rule'),
  4948: entityKind(4, 'The firewall rule {RuleName} was deleted', 'RuleName', '=Firewall rule'),
});

export const OBJECTS: MappingTable = join(objects, directoryObjects, shares, policy);
