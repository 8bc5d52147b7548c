/**
 * Fields about entities are answered in two steps: which entities fit (a probe, run once), and which events mention
 * any of them. Few entities are looked up in the index of mentions; so many that this would take longer than reading
 * the events' own lists are tested event by event.
 */
import { ENTITY_ROLES, type EntityRole } from '../model/entity.ts';
import type { Sql } from './sql.ts';

export interface Probe {
  /** Selects ids of entities. */
  readonly select: Sql;
  /**
   * Conditions on an event that mean the same, without `?` parameters; named ones are `@run`, which tells one run's
   * probes from another's, and `@from` and `@to`, the ids that are looked at.
   */
  readonly narrow: string;
  readonly wide: string;
  /** Selects the ids of all events that satisfy it, each once. */
  readonly events: string;
}

/** Roles as bits by rank, as `mentions_any` takes them. */
export function roleMask(roles: readonly EntityRole[] | null): number {
  return roles === null ? 255 : roles.reduce((bits, role) => bits | (1 << ENTITY_ROLES.indexOf(role)), 0);
}

/** Of the entities that `select` gives, mentioned in one of `roles` (null is any); `field` numbers the probes of a query. */
export function probeOf(select: Sql, roles: readonly EntityRole[] | null, field: number): Probe {
  const ranks = roles?.map((role) => ENTITY_ROLES.indexOf(role)) ?? null;
  const among = `entity_id IN (SELECT entity_id FROM probe WHERE run = @run AND field = ${field})`;
  const roleTest = ranks === null ? '' : ` AND role IN (${ranks.join(', ')})`;
  return {
    select,
    narrow: `event.id IN (SELECT event_id FROM event_entity WHERE ${among} AND event_id BETWEEN @from AND @to${roleTest})`,
    wide: `mentions_any(event.mentions, @run, ${field}, ${roleMask(roles)})`,
    events: `SELECT DISTINCT event_id FROM event_entity WHERE ${among}${roleTest}`,
  };
}
