/**
 * Looks up which plans an event has to be asked. What an event can choose (channel, id, label) is first reduced to
 * what the table and the rules know, so that hostile events cannot fill the memory.
 */
import type { Logsource } from '../../model/event.ts';
import { usesAny } from '../plan.ts';
import type { SigmaRule } from '../rule.ts';
import {
  channelOf,
  NO_RENAMES,
  routedEventId,
  routesOf,
  takesLabel,
  takesRoute,
  type FieldNames,
  type Route,
} from './route.ts';

/** Plans to ask where every field of `where` holds one of its values. */
export interface RouteGroup<Plan> {
  readonly where: readonly (readonly [string, readonly string[]])[];
  readonly plans: readonly Plan[];
}

interface NumberedRule {
  readonly rule: SigmaRule;
  readonly order: number;
}

const MAX_CACHED = 50_000;

export class Router<Plan> {
  readonly #makePlan: (rule: SigmaRule, fields: FieldNames, order: number) => Plan;
  readonly #byLogsource = new Map<string, { readonly logsource: Logsource; readonly rules: NumberedRule[] }>();
  readonly #known = { product: new Set<string>(), category: new Set<string>(), service: new Set<string>() };
  readonly #plans = new Map<FieldNames, Map<SigmaRule, Plan>>();
  readonly #groups = new Map<string, readonly RouteGroup<Plan>[]>();

  /** `makePlan` is called once for each rule and distinct renaming, when the first event takes the route. */
  constructor(rules: readonly SigmaRule[], makePlan: (rule: SigmaRule, fields: FieldNames, order: number) => Plan) {
    this.#makePlan = makePlan;
    for (const [order, rule] of rules.entries()) {
      const { product, category, service } = rule.logsource;
      const key = JSON.stringify([product, category, service]);
      let group = this.#byLogsource.get(key);
      if (group === undefined) {
        group = { logsource: rule.logsource, rules: [] };
        this.#byLogsource.set(key, group);
      }
      group.rules.push({ rule, order });
      if (product !== undefined) this.#known.product.add(product);
      if (category !== undefined) this.#known.category.add(category);
      if (service !== undefined) this.#known.service.add(service);
    }
  }

  groupsOf(channel: string, provider: string, eventId: number | null, label: Logsource): readonly RouteGroup<Plan>[] {
    const known = channelOf(channel, provider);
    const routed = eventId === null ? null : routedEventId(eventId);
    const product = this.#knownPart('product', label);
    const category = this.#knownPart('category', label);
    const service = this.#knownPart('service', label);
    const key = `${known ?? ''}|${routed ?? ''}|${product}|${category}|${service}`;
    let groups = this.#groups.get(key);
    if (groups === undefined) {
      groups = this.#build(known, routed, { product, category, service });
      if (this.#groups.size >= MAX_CACHED) this.#groups.clear();
      this.#groups.set(key, groups);
    }
    return groups;
  }

  /** The label's part as rules write it; `*` for one that no rule names, empty for none. */
  #knownPart(part: keyof Logsource, label: Logsource): string {
    const text = label[part]?.toLowerCase() ?? '';
    return text === '' || this.#known[part].has(text) ? text : '*';
  }

  #build(channel: string | null, eventId: number | null, label: Required<Logsource>): RouteGroup<Plan>[] {
    const groups: RouteGroup<Plan>[] = [];
    const routed = new Set<SigmaRule>();
    const routes = channel === null ? [] : routesOf(channel, eventId).filter((route) => agrees(route, label));
    for (const route of routes) {
      const where = Object.entries(route.where);
      const chosen = this.#rulesWhere((logsource) => takesRoute(logsource, route.logsource));
      if (where.length === 0) for (const { rule } of chosen) routed.add(rule);
      groups.push({ where, plans: chosen.map((rule) => this.#planOf(rule, route.fields)) });
    }
    const labelled = this.#rulesWhere((logsource) => takesLabel(logsource, label)).filter(
      ({ rule }) => !routed.has(rule),
    );
    groups.push({ where: [], plans: labelled.map((rule) => this.#planOf(rule, NO_RENAMES)) });
    return groups.filter(({ plans }) => plans.length > 0);
  }

  #rulesWhere(takes: (logsource: Logsource) => boolean): NumberedRule[] {
    return [...this.#byLogsource.values()].flatMap(({ logsource, rules }) => (takes(logsource) ? rules : []));
  }

  #planOf({ rule, order }: NumberedRule, fields: FieldNames): Plan {
    const renames = usesAny(rule.predicate, fields) ? fields : NO_RENAMES;
    let plans = this.#plans.get(renames);
    if (plans === undefined) {
      plans = new Map();
      this.#plans.set(renames, plans);
    }
    let plan = plans.get(rule);
    if (plan === undefined) {
      plan = this.#makePlan(rule, renames, order);
      plans.set(rule, plan);
    }
    return plan;
  }
}

/** A label that names another product overrules what a channel would suggest. */
function agrees(route: Route, label: Required<Logsource>): boolean {
  return label.product === '' || label.product === route.logsource.product;
}
