/**
 * Fields about entities are answered in two steps: which entities fit (a probe, run once), and which events mention
 * any of them. Few entities are looked up in the registers of mentions; so many that this would take longer than reading
 * the events' own lists are tested event by event.
 */
import { ENTITY_ROLES, type EntityRole } from '../model/entity.ts';
import type { Sql } from './sql.ts';

export interface Probe {
  /** Selects ids of entities. */
  readonly select: Sql;
  /** Bits by rank; see `roleMask`. */
  readonly roles: number;
  /**
   * Conditions on an event that mean the same, without `?` parameters. The first names the ids of the events, of those
   * that are looked at, as JSON: `@mentions0` for the first probe. The other names `@run`, which tells one run's probes
   * from another's.
   */
  readonly narrow: string;
  readonly wide: string;
}

/** Roles as bits by rank, as `mentions_any` takes them. */
export function roleMask(roles: readonly EntityRole[] | null): number {
  return roles === null ? 255 : roles.reduce((bits, role) => bits | (1 << ENTITY_ROLES.indexOf(role)), 0);
}

/** Of the entities that `select` gives, mentioned in one of `roles` (null is any); `field` numbers the probes of a query. */
export function probeOf(select: Sql, roles: readonly EntityRole[] | null, field: number): Probe {
  return {
    select,
    roles: roleMask(roles),
    narrow: `event.id IN (SELECT value FROM json_each(@mentions${field}))`,
    wide: `mentions_any(event.mentions, @run, ${field}, ${roleMask(roles)})`,
  };
}
