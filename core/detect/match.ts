/**
 * Events in, hits out. Rules are grouped by the routes that lead to them; each combination of channel, event id and
 * label is resolved once and then looked up. A detector belongs to one thread; it keeps nothing from event to event.
 */
import type { NormalisedEvent } from '../model/event.ts';
import type { Fields, FieldValue } from '../model/fields.ts';
import type { MatchedField, RuleHit } from '../model/hit.ts';
import { Compiler, type Compiled } from './compile.ts';
import { EventView, FieldSlots, textOf, valuesOf } from './event-view.ts';
import { PlanIndex } from './index/plan-index.ts';
import { Router, type NumberedRule, type RouteGroup } from './logsource/router.ts';
import type { FieldNames } from './logsource/route.ts';
import { planRule, type Plan } from './plan.ts';
import type { SigmaRule } from './rule.ts';
import { foldCase } from './values/folding.ts';

/** What a detector reads of an event. */
export type DetectableEvent = Pick<NormalisedEvent, 'fields' | 'logsource'>;

export interface Detector {
  /** How many rules it holds. */
  readonly ruleCount: number;
  /** The rules that match, in the order in which they were given. Never throws for what the event holds. */
  match(event: DetectableEvent): RuleHit[];
  /** Builds every index now instead of when the first event asks for it. Never needed; for measuring, mostly. */
  prepare(): void;
}

export interface DetectorOptions {
  /** False asks every rule of an event's routes one after the other: the baseline that measurements compare with. */
  readonly isIndexed?: boolean;
}

export function createDetector(rules: readonly SigmaRule[], options: DetectorOptions = {}): Detector {
  return new RoutedDetector(rules, options.isIndexed ?? true);
}

/** A plan that compiles itself when it is first asked: most rules never are. */
class ReadyPlan {
  readonly plan: Plan;
  /** Position among the given rules. */
  readonly order: number;
  readonly #compiler: Compiler;
  #compiled: Compiled | null = null;

  constructor(plan: Plan, order: number, compiler: Compiler) {
    this.plan = plan;
    this.order = order;
    this.#compiler = compiler;
  }

  get compiled(): Compiled {
    return (this.#compiled ??= this.#compiler.compile(this.plan.root));
  }
}

/** The rules of one logsource under one set of field names, asked together. */
class Unit {
  readonly #plans: readonly ReadyPlan[];
  readonly #index: PlanIndex | null;

  constructor(plans: readonly ReadyPlan[], index: PlanIndex | null) {
    this.#plans = plans;
    this.#index = index;
  }

  ask(view: EventView, fired: ReadyPlan[]): void {
    if (this.#index === null) {
      for (const plan of this.#plans) if (plan.compiled.ask(view)) fired.push(plan);
      return;
    }
    const candidates = this.#index.candidates(view);
    for (let at = 0; at < candidates.length; at++) {
      const plan = this.#plans[candidates[at]!]!;
      if (plan.compiled.ask(view)) fired.push(plan);
    }
  }
}

class RoutedDetector implements Detector {
  readonly ruleCount: number;
  readonly #router: Router<Unit>;
  readonly #slots = new FieldSlots();
  readonly #compiler = new Compiler(this.#slots);
  readonly #view = new EventView(this.#slots.names);
  readonly #isIndexed: boolean;

  constructor(rules: readonly SigmaRule[], isIndexed: boolean) {
    this.ruleCount = rules.length;
    this.#isIndexed = isIndexed;
    this.#router = new Router(rules, (numbered, fields) => this.#unitOf(numbered, fields));
  }

  match({ fields, logsource }: DetectableEvent): RuleHit[] {
    const groups = this.#router.groupsOf(
      firstText(fields, 'Channel'),
      firstText(fields, 'Provider_Name'),
      eventIdOf(fields),
      logsource,
    );
    if (groups.length === 0) return [];
    const view = this.#view;
    view.open(fields);
    const fired: ReadyPlan[] = [];
    for (const { where, unit } of groups) if (satisfiesWhere(where, fields)) unit.ask(view, fired);
    return fired.length === 0 ? [] : hitsOf(fired, view);
  }

  prepare(): void {
    this.#router.buildAll();
  }

  #unitOf(rules: readonly NumberedRule[], fields: FieldNames): Unit {
    const plans = rules.map(({ rule, order }) => new ReadyPlan(planRule(rule, fields), order, this.#compiler));
    const index = this.#isIndexed
      ? new PlanIndex(
          plans.map(({ plan }) => plan.root),
          this.#slots,
        )
      : null;
    return new Unit(plans, index);
  }
}

/** One hit a rule, also where a rule was reached on two routes. */
function hitsOf(fired: readonly ReadyPlan[], view: EventView): RuleHit[] {
  const hits = new Map<SigmaRule, RuleHit>();
  for (const { plan, compiled } of fired.toSorted((a, b) => a.order - b.order)) {
    if (hits.has(plan.rule)) continue;
    const matched: MatchedField[] = [];
    compiled.collect(view, '', matched);
    hits.set(plan.rule, { rule: plan.rule.facts, matched });
  }
  return [...hits.values()];
}

/** Whether an event with these fields goes the way that asks for `where`. */
export function satisfiesWhere(where: RouteGroup<unknown>['where'], fields: Fields): boolean {
  for (const [field, accepted] of where) {
    const values = valuesOf(ownValue(fields, field));
    if (!values.some((value) => value !== null && accepted.includes(foldCase(textOf(value))))) return false;
  }
  return true;
}

/** The field's value where the event itself has it. */
export function ownValue(fields: Fields, name: string): FieldValue | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The field's first value as text; empty where there is none. Channel and provider are read like this. */
export function firstText(fields: Fields, name: string): string {
  const [first] = valuesOf(ownValue(fields, name));
  return first === undefined || first === null ? '' : textOf(first);
}

/** The event id that routes are looked up by. */
export function eventIdOf(fields: Fields): number | null {
  const text = firstText(fields, 'EventID');
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
