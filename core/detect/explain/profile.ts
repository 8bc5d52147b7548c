/**
 * What the events of each route look like: which of the fields that rules read they have, and with which values. Made
 * in one pass and within bounds: a field with too many values, or too long ones, is marked as not known in full, and
 * nothing may then be concluded from a value that is not in the list.
 */
import type { Logsource } from '../../model/event.ts';
import type { FieldScalar, Fields, FieldValue } from '../../model/fields.ts';
import { isList } from '../event-view.ts';
import type { FieldNames } from '../logsource/route.ts';
import { Router, type RouteGroup } from '../logsource/router.ts';
import { ownValue, type DetectableEvent } from '../match.ts';
import type { Predicate } from '../predicate.ts';
import type { SigmaRule } from '../rule.ts';
import { routingFacts } from './routing.ts';
import { renamed } from './tree.ts';

export interface ProfileLimits {
  /** Distinct values kept for a field of one route. */
  readonly valuesPerField: number;
  /** Characters of them together. */
  readonly charsPerField: number;
  /** Characters of all values of all routes. */
  readonly chars: number;
  /** Different routes; events of further ones are counted and left out, and nothing is concluded any more. */
  readonly routes: number;
}

export const PROFILE_LIMITS: ProfileLimits = {
  valuesPerField: 2_000,
  charsPerField: 400_000,
  chars: 40_000_000,
  routes: 10_000,
};

/** The rules of one logsource, with the names this route has for their fields. */
export interface RouteRules {
  readonly rules: readonly SigmaRule[];
  readonly renames: FieldNames;
}

export interface SeenValue {
  readonly value: FieldValue;
  readonly count: number;
}

/** One field of the events of one route. */
export class FieldProfile {
  /** Events that have the field, be it null. */
  present = 0;
  #isExhaustive = true;
  #chars = 0;
  #scalars = new Map<FieldScalar, number>();
  #lists = new Map<string, number>();

  /** Whether `values` are all there are. */
  get isExhaustive(): boolean {
    return this.#isExhaustive;
  }

  get distinct(): number {
    return this.#scalars.size + this.#lists.size;
  }

  /** Every value with the number of events that have it; the first ones only where they are not all. */
  *values(): Generator<SeenValue> {
    for (const [value, count] of this.#scalars) yield { value, count };
    for (const [text, count] of this.#lists) yield { value: JSON.parse(text) as FieldScalar[], count };
  }

  /** Returns the characters it has kept for the first time. */
  observe(value: FieldValue, limits: ProfileLimits, charsLeft: number): number {
    this.present++;
    if (isList(value)) return this.#count(this.#lists, JSON.stringify(value), limits, charsLeft);
    return this.#count(this.#scalars, value, limits, charsLeft);
  }

  #count<Key extends FieldScalar>(
    counts: Map<Key, number>,
    key: Key,
    limits: ProfileLimits,
    charsLeft: number,
  ): number {
    const known = counts.get(key);
    if (known !== undefined) {
      counts.set(key, known + 1);
      return 0;
    }
    if (!this.#isExhaustive) return 0;
    const chars = typeof key === 'string' ? key.length : 8;
    const isFull = this.distinct >= limits.valuesPerField || this.#chars + chars > limits.charsPerField;
    if (isFull || chars > charsLeft) {
      this.#isExhaustive = false;
      return 0;
    }
    this.#chars += chars;
    counts.set(key, 1);
    return chars;
  }
}

/** The events that go the same ways. */
export interface RouteProfile {
  /** Of the first such event. */
  readonly channel: string;
  readonly eventId: number | null;
  readonly label: Logsource;
  readonly groups: readonly RouteGroup<RouteRules>[];
  /** By the event's own names, as far as any rule on the route asks for them. */
  readonly fields: ReadonlyMap<string, FieldProfile>;
  readonly events: number;
}

interface OpenProfile extends RouteProfile {
  events: number;
}

export class WorkspaceProfile {
  readonly #router: Router<RouteRules>;
  readonly #limits: ProfileLimits;
  readonly #profiles = new Map<readonly RouteGroup<RouteRules>[], OpenProfile>();
  #charsLeft: number;
  #unprofiled = 0;

  constructor(rules: readonly SigmaRule[], limits: ProfileLimits = PROFILE_LIMITS) {
    this.#limits = limits;
    this.#charsLeft = limits.chars;
    this.#router = new Router(rules, (numbered, renames) => ({ rules: numbered.map(({ rule }) => rule), renames }));
  }

  get routes(): readonly RouteProfile[] {
    return [...this.#profiles.values()];
  }

  /** Events that rules are asked about and that no profile holds. Above 0 nothing can be said to be impossible. */
  get unprofiled(): number {
    return this.#unprofiled;
  }

  observe(event: DetectableEvent): void {
    const { channel, provider, eventId, label } = routingFacts(event);
    const groups = this.#router.groupsOf(channel, provider, eventId, label);
    if (groups.length === 0) return;
    let profile = this.#profiles.get(groups);
    if (profile === undefined) {
      if (this.#profiles.size >= this.#limits.routes) {
        this.#unprofiled++;
        return;
      }
      profile = { channel, eventId, label, groups, fields: wantedFields(groups), events: 0 };
      this.#profiles.set(groups, profile);
    }
    profile.events++;
    this.#observeFields(profile.fields, event.fields);
  }

  #observeFields(wanted: ReadonlyMap<string, FieldProfile>, fields: Fields): void {
    for (const [name, profile] of wanted) {
      const value = ownValue(fields, name);
      if (value !== undefined) this.#charsLeft -= profile.observe(value, this.#limits, this.#charsLeft);
    }
  }
}

function wantedFields(groups: readonly RouteGroup<RouteRules>[]): Map<string, FieldProfile> {
  const names = new Set<string>();
  for (const { where, unit } of groups) {
    for (const [field] of where) names.add(field);
    for (const rule of unit.rules) for (const name of fieldsIn(rule.predicate)) names.add(renamed(name, unit.renames));
  }
  return new Map([...names].map((name) => [name, new FieldProfile()]));
}

/** The fields a predicate reads, as the rule names them. */
function* fieldsIn(predicate: Predicate): Generator<string> {
  switch (predicate.kind) {
    case 'field':
      yield predicate.field;
      for (const test of predicate.tests) if (test.kind === 'fieldref') yield test.field;
      return;
    case 'keyword':
      return;
    case 'and':
    case 'or':
      for (const child of predicate.children) yield* fieldsIn(child);
      return;
    case 'not':
    case 'selection':
      yield* fieldsIn(predicate.child);
  }
}
