/** Fields about entities, which events, alerts and incidents share: only where the entities are kept differs. */
import type { EntityRole, EntityType } from '../model/entity.ts';
import type { EntityHolding, FieldDefinition, FieldType, RowEntity } from './catalogue.ts';
import type { Facet } from './facets.ts';

interface EntityField {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly about: string;
  readonly types: readonly EntityType[] | null;
  readonly roles?: readonly EntityRole[];
  readonly facets?: readonly Facet[];
  readonly type?: FieldType;
}

const NAMED: readonly Facet[] = ['value', 'label'];
const HOST: readonly Facet[] = ['value', 'label', 'shortHost'];
const USER: readonly Facet[] = ['value', 'label', 'account'];
const PATH: readonly Facet[] = ['label', 'value'];
const FILE: readonly Facet[] = ['fileName'];

/** The first facet is what is shown and counted. */
const FIELDS: readonly EntityField[] = [
  {
    name: 'host',
    aliases: ['hostname', 'computer_name', 'host.name'],
    about: 'any machine by name, short or full',
    types: ['host'],
    facets: HOST,
  },
  {
    name: 'device',
    aliases: ['device.hostname', 'device.name', 'host.device'],
    about: 'the machine it happened on',
    types: ['host'],
    roles: ['device'],
    facets: HOST,
  },
  {
    name: 'src_host',
    aliases: ['src_endpoint.name', 'src_endpoint.hostname', 'source.host'],
    about: 'the machine a connection or logon came from',
    types: ['host'],
    roles: ['source'],
    facets: HOST,
  },
  {
    name: 'dst_host',
    aliases: ['dst_endpoint.name', 'dst_endpoint.hostname', 'destination.host'],
    about: 'the machine a connection or logon went to',
    types: ['host', 'domain'],
    roles: ['destination'],
    facets: HOST,
  },
  {
    name: 'user',
    aliases: ['username', 'user_name', 'user.name', 'account'],
    about: 'any account, with or without its domain',
    types: ['user'],
    facets: USER,
  },
  {
    name: 'actor.user',
    aliases: ['actor.user.name', 'src_user'],
    about: 'the account that acted',
    types: ['user'],
    roles: ['actor'],
    facets: USER,
  },
  {
    name: 'target.user',
    aliases: ['dst_user', 'user.target.name'],
    about: 'the account it was done to',
    types: ['user'],
    roles: ['target'],
    facets: USER,
  },
  {
    name: 'ip',
    aliases: ['ip_address', 'device.ip'],
    about: 'any address, or a network such as 10.0.0.0/8',
    types: ['ip'],
    facets: NAMED,
    type: 'ip',
  },
  {
    name: 'src_ip',
    aliases: ['src', 'source_ip', 'source.ip', 'src_endpoint.ip', 'client_ip'],
    about: 'the address a connection came from',
    types: ['ip'],
    roles: ['source'],
    facets: NAMED,
    type: 'ip',
  },
  {
    name: 'dst_ip',
    aliases: ['dst', 'dest_ip', 'destination_ip', 'destination.ip', 'dst_endpoint.ip'],
    about: 'the address a connection went to',
    types: ['ip'],
    roles: ['destination'],
    facets: NAMED,
    type: 'ip',
  },
  {
    name: 'dst_port',
    aliases: ['dest_port', 'destination_port', 'destination.port', 'dst_endpoint.port', 'port'],
    about: 'the port a connection went to',
    types: ['port'],
    facets: ['value'],
  },
  {
    name: 'process',
    about: 'any process, by path, file name or id',
    types: ['process'],
    facets: ['label', 'fileName', 'value'],
  },
  {
    name: 'process.name',
    aliases: ['process_name', 'actor.process.name'],
    about: 'file name of the process that acted or was acted on',
    types: ['process'],
    roles: ['actor', 'target'],
    facets: FILE,
  },
  {
    name: 'process.path',
    aliases: ['process.file.path', 'process.executable', 'actor.process.file.path'],
    about: 'path of the process that acted or was acted on',
    types: ['process'],
    roles: ['actor', 'target'],
    facets: ['label'],
  },
  {
    name: 'process.id',
    aliases: ['process.uid', 'process.entity_id', 'actor.process.uid'],
    about: 'identity of a process: host|guid or host|pid|start',
    types: ['process'],
    facets: ['value'],
  },
  {
    name: 'parent.name',
    aliases: ['process.parent.name', 'process.parent_process.name', 'parent_process'],
    about: 'file name of the process that started it',
    types: ['process'],
    roles: ['parent'],
    facets: FILE,
  },
  {
    name: 'parent.path',
    aliases: ['process.parent.executable', 'process.parent_process.file.path'],
    about: 'path of the process that started it',
    types: ['process'],
    roles: ['parent'],
    facets: ['label'],
  },
  {
    name: 'session',
    aliases: ['session.uid', 'logon_id'],
    about: 'logon session: host|id, or the id as written',
    types: ['session'],
    facets: NAMED,
  },
  {
    name: 'domain',
    aliases: ['query.hostname', 'dns.question.name', 'url.domain'],
    about: 'name in DNS',
    types: ['domain'],
    facets: NAMED,
  },
  {
    name: 'url',
    aliases: ['url.full', 'http_request.url.url_string'],
    about: 'web address',
    types: ['url'],
    facets: NAMED,
  },
  {
    name: 'hash',
    aliases: ['file.hash', 'file.hashes.value', 'process.file.hashes.value'],
    about: 'MD5, SHA-1 or SHA-256 of a file',
    types: ['hash'],
    facets: ['value'],
  },
  { name: 'file.path', aliases: ['file'], about: 'path of a file', types: ['file'], facets: PATH },
  {
    name: 'file.name',
    aliases: ['file_name'],
    about: 'name of a file without its folder',
    types: ['file'],
    facets: FILE,
  },
  {
    name: 'registry',
    aliases: ['registry_key', 'reg_key.path', 'registry.path'],
    about: 'registry key or value',
    types: ['registry_key'],
    facets: NAMED,
  },
  { name: 'service', aliases: ['service.name'], about: 'service by name', types: ['service'], facets: NAMED },
  {
    name: 'task',
    aliases: ['job.name', 'scheduled_task'],
    about: 'scheduled task by name',
    types: ['task'],
    facets: NAMED,
  },
  { name: 'pipe', aliases: ['pipe.name'], about: 'named pipe', types: ['pipe'], facets: NAMED },
  { name: 'mail', aliases: ['email', 'email.from', 'email.to'], about: 'mail address', types: ['mail'], facets: NAMED },
  {
    name: 'principal',
    aliases: ['cloud_principal', 'actor.user.uid'],
    about: 'who acted in a cloud',
    types: ['cloud_principal'],
    facets: NAMED,
  },
  {
    name: 'resource',
    aliases: ['cloud_resource', 'resources.uid'],
    about: 'what was acted on in a cloud',
    types: ['cloud_resource'],
    facets: NAMED,
  },
  {
    name: 'entity',
    aliases: ['observable', 'observables.value'],
    about: 'anything an event names, of any kind',
    types: null,
    facets: ['value', 'label', 'fileName'],
  },
];

/** The fields for a subject; fields that ask for a role are left out where the subject's entities have none. */
export function entityFields<Row>(
  held: EntityHolding,
  read: (row: Row) => readonly RowEntity[],
  hasRoles: boolean,
): FieldDefinition<Row>[] {
  return FIELDS.filter((field) => hasRoles || field.roles === undefined).map(
    ({ name, aliases = [], about, types, roles = null, facets = NAMED, type = 'text' }) => ({
      name,
      aliases,
      about,
      type,
      storage: { kind: 'entity', held, types, roles, facets, read },
    }),
  );
}
