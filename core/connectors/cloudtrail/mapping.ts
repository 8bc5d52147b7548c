/** AWS CloudTrail in OCSF: API Activity, and Authentication for sign-ins. */
import { ip, principal, resource } from '../../normalise/entity-rules.ts';
import { textOf } from '../../normalise/fields.ts';
import type { Fields } from '../../model/fields.ts';
import type { EntityRule, EventMapping, OcsfPaths } from '../../normalise/mapping.ts';
import { message } from '../../normalise/message.ts';

const CREATE = 1;
const READ = 2;
const UPDATE = 3;
const DELETE = 4;
const OTHER = 99;

/** AWS names its calls verb first. */
const VERBS: readonly (readonly [number, readonly string[]])[] = [
  [READ, ['Get', 'List', 'Describe', 'Head', 'Lookup', 'Search', 'Query', 'Scan', 'BatchGet', 'Select', 'Check']],
  [CREATE, ['Create', 'Run', 'Put', 'Add', 'Import', 'Register', 'Allocate', 'Generate', 'Copy', 'Issue', 'Send']],
  [DELETE, ['Delete', 'Remove', 'Terminate', 'Deregister', 'Release', 'Purge', 'Cancel', 'Destroy']],
  [
    UPDATE,
    [
      'Update',
      'Modify',
      'Set',
      'Attach',
      'Detach',
      'Associate',
      'Disassociate',
      'Enable',
      'Disable',
      'Start',
      'Stop',
      'Change',
      'Authorize',
      'Revoke',
      'Tag',
      'Untag',
      'Replace',
      'Reset',
      'Restore',
    ],
  ],
];

const known = new Map<string, number>();
const KNOWN = 8_192;

/** The OCSF activity of an API call, by the verb that its name starts with. */
export function callActivity(fields: Fields): number {
  const name = textOf(fields['eventName']) ?? '';
  let activity = known.get(name);
  if (activity === undefined) {
    activity = VERBS.find(([, verbs]) => verbs.some((verb) => name.startsWith(verb)))?.[0] ?? OTHER;
    if (known.size < KNOWN) known.set(name, activity);
  }
  return activity;
}

/** What is done with one access key belongs together, whichever service it is done to. */
const accessKey: EntityRule = (mentions, fields) => {
  const id = textOf(fields['userIdentity.accessKeyId']);
  if (id !== null) mentions.credential('aws', id, 'actor');
};

const bucket: EntityRule = (mentions, fields) => {
  const name = textOf(fields['requestParameters.bucketName']);
  if (name !== null) mentions.exact('cloud_resource', `arn:aws:s3:::${name}`, 'target');
};

const entities: readonly EntityRule[] = [
  principal('actor', 'userIdentity.arn'),
  principal('actor', 'userIdentity.sessionContext.sessionIssuer.arn'),
  accessKey,
  ip('source', 'sourceIPAddress'),
  resource('target', 'resources.ARN'),
  resource('target', 'requestParameters.roleArn'),
  bucket,
];

const shared: OcsfPaths = {
  'metadata.uid': 'eventID',
  'metadata.event_code': 'eventName',
  'metadata.log_version': 'eventVersion',
  'cloud.provider': '=AWS',
  'cloud.region': 'awsRegion',
  'cloud.account.uid': 'recipientAccountId userIdentity.accountId',
  'actor.user.uid': 'userIdentity.arn userIdentity.principalId',
  'actor.user.name': 'userIdentity.userName userIdentity.sessionContext.sessionIssuer.userName',
  'actor.user.uid_alt': 'userIdentity.principalId',
  'actor.user.type': 'userIdentity.type',
  'actor.user.account.uid': 'userIdentity.accountId',
  'actor.session.issuer': 'userIdentity.sessionContext.sessionIssuer.arn',
  'actor.invoked_by': 'userIdentity.invokedBy',
  'src_endpoint.ip': 'sourceIPAddress|ip',
  'src_endpoint.domain': 'sourceIPAddress|hostname',
  'http_request.user_agent': 'userAgent',
  status_code: 'errorCode',
  status_detail: 'errorMessage',
};

export const apiCall: EventMapping = {
  name: 'aws/cloudtrail/call',
  classUid: 6003,
  activity: callActivity,
  severity: null,
  message: message(
    '{eventName} on {eventSource}[ by {userIdentity.arn}][ for {userIdentity.invokedBy}][ from {sourceIPAddress}][: {errorCode}]',
  ),
  entities,
  ocsf: {
    ...shared,
    'api.operation': 'eventName',
    'api.service.name': 'eventSource',
    'api.request.uid': 'requestID',
    'api.request.data': 'requestParameters|tree',
    'api.response.error': 'errorCode',
    'api.response.error_message': 'errorMessage',
    'api.response.data': 'responseElements|tree',
  },
};

export const signIn: EventMapping = {
  name: 'aws/cloudtrail/sign-in',
  classUid: 3002,
  activity: 1,
  severity: null,
  message: message(
    '{eventName}[ {responseElements.ConsoleLogin}] for {userIdentity.arn}[ from {sourceIPAddress}][: {errorMessage}]',
  ),
  entities,
  ocsf: {
    ...shared,
    'user.uid': 'userIdentity.arn userIdentity.principalId',
    'user.name': 'userIdentity.userName',
    'service.name': 'eventSource',
    is_mfa: 'additionalEventData.MFAUsed|yes',
    status: 'responseElements.ConsoleLogin|status',
    status_id: 'responseElements.ConsoleLogin|statusId',
  },
};
