/**
 * How an event finds the rules that are about it. An event has logsources in two ways: its own label, and the rows
 * of the table that its channel and event id satisfy. A rule is about an event when every key of the rule's logsource
 * equals the label's, or equals a row's of the same rank: rules that name a category take category rows, rules that
 * name a service but no category take service rows, rules that name only a product take any event of that product.
 */
import type { Logsource } from '../../model/event.ts';
import { CATEGORIES, CHANNEL_OF_PROVIDER, LINUX_SYSMON, SERVICES } from './windows.ts';

/** Field names of a rule, to field names of the events on this route. */
export type FieldNames = Readonly<Record<string, string>>;

/** One row of the routing table. */
export interface Route {
  readonly logsource: Logsource;
  /** Lower case; null for every channel of the product. */
  readonly channels: readonly string[] | null;
  /** Null for every event of the channels. */
  readonly eventIds: readonly number[] | null;
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly fields: FieldNames;
}

export const NO_RENAMES: FieldNames = {};

const ROUTES: readonly Route[] = buildRoutes();

function buildRoutes(): Route[] {
  const channelsOf = new Map(SERVICES.map(([service, ...channels]) => [service, channels]));
  const routes: Route[] = [route({ product: 'windows' }, null, null)];
  for (const [service, ...channels] of SERVICES) {
    routes.push(route({ product: 'windows', service }, channels, null));
  }
  for (const row of CATEGORIES) {
    const { category, service, eventIds, where = {}, fields = NO_RENAMES } = row;
    const logsource = { product: 'windows', category, service };
    routes.push({ logsource, channels: channelsOf.get(service)!, eventIds, where, fields });
    if (service === 'sysmon' && (LINUX_SYSMON.categories as readonly string[]).includes(category)) {
      routes.push(route({ product: 'linux', category, service }, [LINUX_SYSMON.channel], eventIds));
    }
  }
  routes.push(route({ product: 'linux', service: 'sysmon' }, [LINUX_SYSMON.channel], null));
  routes.push(route({ product: 'linux' }, [LINUX_SYSMON.channel], null));
  return routes;
}

function route(logsource: Logsource, channels: Route['channels'], eventIds: Route['eventIds']): Route {
  return { logsource, channels, eventIds, where: {}, fields: NO_RENAMES };
}

const KNOWN_CHANNELS = new Set(ROUTES.flatMap(({ channels }) => channels ?? []));
const KNOWN_EVENT_IDS = new Set(ROUTES.flatMap(({ eventIds }) => eventIds ?? []));
const COLLECTOR_PREFIX = 'wineventlog:';

/** Stands for any channel the table does not name. */
const OTHER_CHANNEL = '*';

/**
 * The channel as the table knows it; where it is missing or unknown, the provider's. Null for an event that names
 * neither: no Windows event.
 */
export function channelOf(channel: string, provider: string): string | null {
  const lower = channel.toLowerCase();
  const bare = lower.startsWith(COLLECTOR_PREFIX) ? lower.slice(COLLECTOR_PREFIX.length) : lower;
  if (KNOWN_CHANNELS.has(bare)) return bare;
  const name = provider.toLowerCase();
  if (name === LINUX_SYSMON.provider) return LINUX_SYSMON.channel;
  if (Object.hasOwn(CHANNEL_OF_PROVIDER, name)) return CHANNEL_OF_PROVIDER[name]!;
  return bare === '' ? null : OTHER_CHANNEL;
}

/** The event id where some row asks for it, else null: all others share their routes. */
export function routedEventId(eventId: number): number | null {
  return KNOWN_EVENT_IDS.has(eventId) ? eventId : null;
}

/** The rows that an event on this channel with this id satisfies, `where` left aside. */
export function routesOf(channel: string, eventId: number | null): Route[] {
  return ROUTES.filter(
    ({ channels, eventIds, logsource }) =>
      (channels === null
        ? channel !== LINUX_SYSMON.channel || logsource.product !== 'windows'
        : channels.includes(channel)) &&
      (eventIds === null || (eventId !== null && eventIds.includes(eventId))),
  );
}

/** Whether a rule with this logsource takes this row. */
export function takesRoute(rule: Logsource, row: Logsource): boolean {
  if ((rule.category === undefined) !== (row.category === undefined)) return false;
  if (rule.category === undefined && (rule.service === undefined) !== (row.service === undefined)) return false;
  return takesLabel(rule, row);
}

/** Whether every key the rule names equals the label's. */
export function takesLabel(rule: Logsource, label: Logsource): boolean {
  return (
    (rule.product === undefined || rule.product === label.product) &&
    (rule.category === undefined || rule.category === label.category) &&
    (rule.service === undefined || rule.service === label.service)
  );
}

/** Every row of the table; for documentation. */
export function allRoutes(): readonly Route[] {
  return ROUTES;
}
