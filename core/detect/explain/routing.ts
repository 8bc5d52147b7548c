/**
 * How one event comes to one rule, or why it does not. The ways are the router's own, so that what is explained is
 * what the engine does; only what a way would need is read from the routing table.
 */
import type { Logsource } from '../../model/event.ts';
import type { FieldValue } from '../../model/fields.ts';
import { ALSO_KNOWN_AS } from '../logsource/labels.ts';
import { allRoutes, takesLabel, takesRoute, type FieldNames } from '../logsource/route.ts';
import { Router, type RouteGroup } from '../logsource/router.ts';
import { eventIdOf, firstText, ownValue, satisfiesWhere, type DetectableEvent } from '../match.ts';
import type { SigmaRule } from '../rule.ts';

/** One way from an event to the rule. */
export interface Way {
  /** Names the rule uses, to those this kind of event has. */
  readonly renames: FieldNames;
  /** What the event must hold besides, such as `EventType: createkey`. */
  readonly where: readonly WhereCheck[];
  readonly isOpen: boolean;
}

export interface WhereCheck {
  readonly field: string;
  /** One of these, compared without case. */
  readonly accepted: readonly string[];
  readonly actual: FieldValue | null;
  readonly holds: boolean;
}

/** What an event would have to be to come to the rule. */
export type Need =
  | {
      readonly kind: 'channel';
      /** Lower case; empty where any channel of the product will do. */
      readonly channels: readonly string[];
      /** Empty for every event of the channel. */
      readonly eventIds: readonly number[];
      readonly where: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly kind: 'label'; readonly label: Logsource };

/** What of an event decides where it goes. */
export interface RoutingFacts {
  readonly channel: string;
  readonly provider: string;
  readonly eventId: number | null;
  readonly label: Logsource;
}

export type RuleWays = (event: DetectableEvent) => readonly Way[];

/** The ways of events to `rule`; make it once for many events. */
export function createRuleWays(rule: SigmaRule): RuleWays {
  const router = new Router<FieldNames>([rule], (_rules, fields) => fields);
  return (event) => {
    const { channel, provider, eventId, label } = routingFacts(event);
    return router.groupsOf(channel, provider, eventId, label).map((group) => wayOf(group, event));
  };
}

function wayOf({ where, unit }: RouteGroup<FieldNames>, { fields }: DetectableEvent): Way {
  const checks = where.map(([field, accepted]) => ({
    field,
    accepted,
    actual: ownValue(fields, field) ?? null,
    holds: satisfiesWhere([[field, accepted]], fields),
  }));
  return { renames: unit, where: checks, isOpen: checks.every(({ holds }) => holds) };
}

export function routingFacts({ fields, logsource }: DetectableEvent): RoutingFacts {
  return {
    channel: firstText(fields, 'Channel'),
    provider: firstText(fields, 'Provider_Name'),
    eventId: eventIdOf(fields),
    label: logsource,
  };
}

/** Every kind of event that a rule with this logsource is asked about. */
export function needsOf(logsource: Logsource): Need[] {
  const channels = allRoutes()
    .filter((route) => takesRoute(logsource, route.logsource))
    .map((route): Need => {
      const { eventIds, where } = route;
      return { kind: 'channel', channels: route.channels ?? [], eventIds: eventIds ?? [], where };
    });
  const labels = ALSO_KNOWN_AS.filter(({ also }) => takesLabel(logsource, also)).map(({ label }) => label);
  return [...channels, ...[logsource, ...labels].map((label): Need => ({ kind: 'label', label }))];
}
