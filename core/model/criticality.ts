/** How much it would hurt if an asset or account were lost. What nobody rated is normal. */
import type { EntityType } from './entity.ts';

export const CRITICALITIES = ['low', 'normal', 'high', 'critical'] as const;

export type Criticality = (typeof CRITICALITIES)[number];

/** Machines, addresses, accounts and what is kept in a cloud: what somebody owns, is answerable for and can name. */
export const RATED_TYPES = [
  'host',
  'ip',
  'domain',
  'user',
  'mail',
  'cloud_principal',
  'cloud_resource',
] as const satisfies readonly EntityType[];

export type RatedType = (typeof RATED_TYPES)[number];

export interface Rating {
  readonly type: RatedType;
  /** Canonical, as entities hold it. */
  readonly value: string;
  readonly level: Criticality;
}
