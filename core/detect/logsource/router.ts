/**
 * Looks up which rules an event has to be asked. What an event can choose (channel, id, label) is first reduced to
 * what the table and the rules know, so that hostile events cannot fill the memory.
 */
import type { Logsource } from '../../model/event.ts';
import { usesAny } from '../plan.ts';
import { ALSO_KNOWN_AS, alsoKnownAs } from './labels.ts';
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

/** Rules to ask where every field of `where` holds one of its values. */
export interface RouteGroup<Unit> {
  readonly where: readonly (readonly [string, readonly string[]])[];
  readonly unit: Unit;
}

export interface NumberedRule {
  readonly rule: SigmaRule;
  /** Position among the given rules. */
  readonly order: number;
}

/** All rules that name the same logsource: they always go the same ways. */
interface Peers {
  readonly logsource: Logsource;
  readonly rules: NumberedRule[];
}

const MAX_CACHED = 10_000;

export class Router<Unit> {
  readonly #makeUnit: (rules: readonly NumberedRule[], fields: FieldNames) => Unit;
  readonly #byLogsource = new Map<string, Peers>();
  readonly #known = { product: new Set<string>(), category: new Set<string>(), service: new Set<string>() };
  readonly #units = new Map<FieldNames, Map<Peers, Unit>>();
  readonly #groups = new Map<string, readonly RouteGroup<Unit>[]>();

  /**
   * `makeUnit` is called once for all rules of a logsource and each distinct renaming, when the first event takes the
   * route. What events can choose decides only which units are asked, so it cannot make more of them.
   */
  constructor(rules: readonly SigmaRule[], makeUnit: (rules: readonly NumberedRule[], fields: FieldNames) => Unit) {
    this.#makeUnit = makeUnit;
    for (const { label } of ALSO_KNOWN_AS) this.#know(label);
    for (const [order, rule] of rules.entries()) {
      const { product, category, service } = rule.logsource;
      const key = JSON.stringify([product, category, service]);
      let peers = this.#byLogsource.get(key);
      if (peers === undefined) {
        peers = { logsource: rule.logsource, rules: [] };
        this.#byLogsource.set(key, peers);
      }
      peers.rules.push({ rule, order });
      this.#know(rule.logsource);
    }
  }

  groupsOf(channel: string, provider: string, eventId: number | null, label: Logsource): readonly RouteGroup<Unit>[] {
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

  /** Makes the units of all logsources, under the rules' own field names. */
  buildAll(): void {
    for (const peers of this.#byLogsource.values()) this.#unitOf(peers, NO_RENAMES);
  }

  #know({ product, category, service }: Logsource): void {
    if (product !== undefined) this.#known.product.add(product);
    if (category !== undefined) this.#known.category.add(category);
    if (service !== undefined) this.#known.service.add(service);
  }

  /** The label's part as rules and tables write it; `*` for one that none names, empty for none. */
  #knownPart(part: keyof Logsource, label: Logsource): string {
    const text = label[part]?.toLowerCase() ?? '';
    return text === '' || this.#known[part].has(text) ? text : '*';
  }

  #build(channel: string | null, eventId: number | null, label: Required<Logsource>): RouteGroup<Unit>[] {
    const groups: RouteGroup<Unit>[] = [];
    const routed = new Set<Peers>();
    const routes = channel === null ? [] : routesOf(channel, eventId).filter((route) => agrees(route, label));
    for (const route of routes) {
      const where = Object.entries(route.where);
      for (const peers of this.#peersWhere((logsource) => takesRoute(logsource, route.logsource))) {
        if (where.length === 0) routed.add(peers);
        groups.push({ where, unit: this.#unitOf(peers, route.fields) });
      }
    }
    const labels = [{ also: label, fields: NO_RENAMES }, ...alsoKnownAs(label)];
    for (const { also, fields = NO_RENAMES } of labels) {
      for (const peers of this.#peersWhere((logsource) => takesLabel(logsource, also))) {
        if (!routed.has(peers)) groups.push({ where: [], unit: this.#unitOf(peers, fields) });
        routed.add(peers);
      }
    }
    return groups;
  }

  #peersWhere(takes: (logsource: Logsource) => boolean): Peers[] {
    return [...this.#byLogsource.values()].filter(({ logsource }) => takes(logsource));
  }

  #unitOf(peers: Peers, fields: FieldNames): Unit {
    const renames = peers.rules.some(({ rule }) => usesAny(rule.predicate, fields)) ? fields : NO_RENAMES;
    let units = this.#units.get(renames);
    if (units === undefined) {
      units = new Map();
      this.#units.set(renames, units);
    }
    let unit = units.get(peers);
    if (unit === undefined) {
      unit = this.#makeUnit(peers.rules, renames);
      units.set(peers, unit);
    }
    return unit;
  }
}

/** A label that names another product overrules what a channel would suggest. */
function agrees(route: Route, label: Required<Logsource>): boolean {
  return label.product === '' || label.product === route.logsource.product;
}
