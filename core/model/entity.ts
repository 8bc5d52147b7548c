/** The things events are about. Fusion joins alerts over them; the analyst pivots on them. */
export const ENTITY_TYPES = [
  'host',
  'user',
  'process',
  'session',
  'ip',
  'domain',
  'url',
  'port',
  'file',
  'hash',
  'registry_key',
  'service',
  'task',
  'pipe',
  'mail',
  'cloud_principal',
  'cloud_resource',
] as const;

export type EntityType = (typeof ENTITY_TYPES)[number];

/** What the entity does in the event: who acted, what was acted on, and the two ends of a connection. */
export const ENTITY_ROLES = ['actor', 'parent', 'target', 'source', 'destination', 'device'] as const;

export type EntityRole = (typeof ENTITY_ROLES)[number];

export interface EntityMention {
  readonly type: EntityType;
  /**
   * Canonical, so that equal things are equal strings: hosts, domains, users and hashes in lower case, users as
   * `domain\name` or a bare name, IP addresses in their shortest form. A `process` is `host|guid` or
   * `host|pid|start time in µs`; a `session` is `host|logon id`.
   */
  readonly value: string;
  readonly role: EntityRole;
  /** As the source wrote it, or what people call it (a process' image path); shown instead of `value`. */
  readonly label?: string;
}
