/** Windows Security: accounts and groups made, changed, and looked through. */
import { machine, user } from '../../normalise/entity-rules.ts';
import type { EntityRule } from '../../normalise/mapping.ts';
import { textOf } from '../../normalise/fields.ts';
import { CLASS } from './classes.ts';
import { join, table, type Kind, type MappingTable } from './define.ts';
import { callerProcess, subject, target, type Piece } from './pieces.ts';

const account: Piece = { entities: target.entities.slice(0, 1), ocsf: target.ocsf };

function accountKind(activity: number, what: string, severity?: Kind['severity']): Kind {
  return {
    classUid: CLASS.userManagement,
    activity,
    message: `The account {TargetUserName} was ${what}[ by {SubjectUserName}]`,
    ...(severity === undefined ? {} : { severity }),
    pieces: [subject, account],
  };
}

/** `CN=Bob Smith,OU=…`: the first part names the member; a member told by SID only has no name here. */
const member: EntityRule = (mentions, fields) => {
  const match = /^CN=((?:[^,\\]|\\.){1,128})/i.exec(textOf(fields['MemberName']) ?? '');
  if (match !== null) mentions.user(match[1]!, null, 'target');
};

const GROUP: Kind['ocsf'] = {
  'group.name': 'TargetUserName',
  'group.domain': 'TargetDomainName',
  'group.uid': 'TargetSid',
};

function groupKind(activity: number, message: string, severity?: Kind['severity']): Kind {
  return {
    classUid: CLASS.groupManagement,
    activity,
    message,
    ...(severity === undefined ? {} : { severity }),
    pieces: [subject],
    entities: [member],
    ocsf: { ...GROUP, 'user.name': 'MemberName', 'user.uid': 'MemberSid' },
  };
}

const made = groupKind(6, 'The group {TargetUserName} was made[ by {SubjectUserName}]');
const removed = groupKind(5, 'The group {TargetUserName} was deleted[ by {SubjectUserName}]');
const changed = groupKind(9, 'The group {TargetUserName} was changed[ by {SubjectUserName}]');
const joined = groupKind(3, '{MemberName}[ ({MemberSid})] was added to {TargetUserName}[ by {SubjectUserName}]', 'low');
const left = groupKind(4, '{MemberName}[ ({MemberSid})] was removed from {TargetUserName}[ by {SubjectUserName}]');

const accounts = table('security', {
  4720: accountKind(1, 'made', 'low'),
  4722: accountKind(4, 'enabled'),
  4723: accountKind(8, 'given a new password by its owner'),
  4724: accountKind(9, 'given a new password', 'low'),
  4725: accountKind(5, 'disabled'),
  4726: accountKind(3, 'deleted', 'low'),
  4738: accountKind(2, 'changed'),
  4740: accountKind(6, 'locked out', 'low'),
  4741: accountKind(1, 'made (a computer)'),
  4742: accountKind(2, 'changed (a computer)'),
  4743: accountKind(3, 'deleted (a computer)'),
  4765: accountKind(2, 'given a SID history', 'medium'),
  4766: accountKind(2, 'nearly given a SID history', 'medium'),
  4767: accountKind(7, 'unlocked'),
  4780: accountKind(2, 'given the access list of administrators', 'medium'),
  4781: {
    classUid: CLASS.userManagement,
    activity: 2,
    message: 'The account {OldTargetUserName} was renamed to {NewTargetUserName}[ by {SubjectUserName}]',
    severity: 'low',
    pieces: [subject],
    entities: [
      user('target', 'OldTargetUserName', 'TargetDomainName'),
      user('target', 'NewTargetUserName', 'TargetDomainName'),
    ],
    ocsf: {
      'user.name': 'OldTargetUserName',
      'user.domain': 'TargetDomainName',
      'user.uid': 'TargetSid',
      'updated_user.name': 'NewTargetUserName',
      'updated_user.domain': 'TargetDomainName',
      'updated_user.uid': 'TargetSid',
    },
  },
});

const groups = table('security', {
  ...each([4727, 4731, 4744, 4749, 4754, 4759], made),
  ...each([4728, 4732, 4746, 4751, 4756, 4761], joined),
  ...each([4729, 4733, 4747, 4752, 4757, 4762], left),
  ...each([4730, 4734, 4748, 4753, 4758, 4763], removed),
  ...each([4735, 4737, 4745, 4750, 4755, 4760, 4764], changed),
});

const lookups = table('security', {
  4797: {
    classUid: CLASS.userQuery,
    activity: 1,
    message: '{SubjectUserName} checked {TargetUserName} for a blank password',
    severity: 'low',
    pieces: [subject, account],
    entities: [machine('source', 'Workstation')],
    ocsf: { query_result_id: '#0' },
  },
  4798: {
    classUid: CLASS.userQuery,
    activity: 1,
    message: '{SubjectUserName} listed the local groups of {TargetUserName}[ by {CallerProcessName|file}]',
    pieces: [subject, account, callerProcess],
    ocsf: { query_result_id: '#1' },
  },
  4799: {
    classUid: CLASS.adminGroupQuery,
    activity: 1,
    message: '{SubjectUserName} listed the members of {TargetUserName}[ by {CallerProcessName|file}]',
    pieces: [subject, callerProcess],
    ocsf: { ...GROUP, query_result_id: '#1' },
  },
});

export const ACCOUNTS: MappingTable = join(accounts, groups, lookups);

function each(ids: readonly number[], kind: Kind): Record<number, Kind> {
  return Object.fromEntries(ids.map((id) => [id, kind]));
}
