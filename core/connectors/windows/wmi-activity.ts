/** WMI-Activity: providers loaded, operations failed, and subscriptions, which can run code on events. */
import { file, machine, user } from '../../normalise/entity-rules.ts';
import { CLASS, OTHER } from './classes.ts';
import { table, type Kind, type MappingTable } from './define.ts';

function subscription(message: string, severity: Kind['severity']): Kind {
  return {
    classUid: CLASS.entityManagement,
    activity: 1,
    message,
    ...(severity === undefined ? {} : { severity }),
    entities: [user('actor', 'User'), machine('source', 'ClientMachine')],
    ocsf: {
      'entity.name': 'ESS Query NamespaceName Namespace',
      'entity.type': '=WMI subscription',
      'entity.data': 'CONSUMER Query PossibleCause|json',
      'actor.user': 'User|user',
    },
  };
}

export const WMI_ACTIVITY: MappingTable = table('wmi-activity', {
  5857: {
    classUid: CLASS.moduleActivity,
    activity: 1,
    message: 'WMI loaded the provider {ProviderName}[: {ProviderPath}]',
    entities: [file('target', 'ProviderPath')],
    ocsf: {
      'module.file': 'ProviderPath|file',
      'module.load_type_id': '#0',
      'actor.process.pid': 'ProcessID|int',
      'actor.process.name': 'HostProcess',
    },
  },
  5858: {
    classUid: CLASS.baseEvent,
    activity: OTHER,
    message: 'WMI operation failed[ for {User}]: {Operation}[, {ResultCode}]',
    entities: [user('actor', 'User'), machine('source', 'ClientMachine')],
    ocsf: { 'actor.user': 'User|user', status_id: '#2', status_code: 'ResultCode|text' },
  },
  5859: subscription('WMI activated the filter {Query}[ in {NamespaceName}]', 'low'),
  5860: subscription('WMI registered a temporary subscription[ of {User}][: {Query}]', undefined),
  5861: subscription('WMI registered a permanent subscription[ of {User}][: {ESS}][ with {CONSUMER}]', 'medium'),
});
