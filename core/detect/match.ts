/**
 * Events in, hits out. Rules are grouped by the routes that lead to them; each combination of channel, event id and
 * label is resolved once and then looked up. A detector belongs to one thread; it keeps nothing from event to event.
 */
import type { NormalisedEvent } from '../model/event.ts';
import type { Fields, FieldValue } from '../model/fields.ts';
import type { MatchedField, RuleHit } from '../model/hit.ts';
import { Compiler, type Compiled } from './compile.ts';
import { EventView, FieldSlots, textOf, valuesOf } from './event-view.ts';
import { Router, type RouteGroup } from './logsource/router.ts';
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
}

export function createDetector(rules: readonly SigmaRule[]): Detector {
  return new RoutedDetector(rules);
}

interface ReadyPlan extends Compiled {
  readonly plan: Plan;
  /** Position among the given rules. */
  readonly order: number;
}

class RoutedDetector implements Detector {
  readonly ruleCount: number;
  readonly #router: Router<ReadyPlan>;
  readonly #slots = new FieldSlots();
  readonly #compiler = new Compiler(this.#slots);
  #view = new EventView([], 0);

  constructor(rules: readonly SigmaRule[]) {
    this.ruleCount = rules.length;
    this.#router = new Router(rules, (rule, fields, order) => this.#ready(rule, fields, order));
  }

  match({ fields, logsource }: DetectableEvent): RuleHit[] {
    const groups = this.#router.groupsOf(
      firstText(fields, 'Channel'),
      firstText(fields, 'Provider_Name'),
      eventIdOf(fields),
      logsource,
    );
    if (groups.length === 0) return [];
    this.#view = this.#roomyView();
    const view = this.#view;
    view.open(fields);
    const fired = new Set<ReadyPlan>();
    for (const group of groups) {
      if (!satisfiesWhere(group, fields)) continue;
      for (const ready of group.plans) if (ready.ask(view)) fired.add(ready);
    }
    return fired.size === 0 ? [] : hitsOf(fired, view);
  }

  #ready(rule: SigmaRule, fields: FieldNames, order: number): ReadyPlan {
    const plan = planRule(rule, fields);
    return { plan, order, ...this.#compiler.compile(plan.root) };
  }

  /** Routes are compiled when the first event takes them, so the view may have to grow. */
  #roomyView(): EventView {
    const { fieldCount, questionCount } = this.#view;
    if (fieldCount === this.#slots.count && questionCount === this.#compiler.questions) return this.#view;
    return new EventView(this.#slots.names(), this.#compiler.questions);
  }
}

/** One hit a rule, also where a rule was reached on two routes. */
function hitsOf(fired: ReadonlySet<ReadyPlan>, view: EventView): RuleHit[] {
  const hits = new Map<SigmaRule, RuleHit>();
  for (const { plan, collect } of [...fired].toSorted((a, b) => a.order - b.order)) {
    if (hits.has(plan.rule)) continue;
    const matched: MatchedField[] = [];
    collect(view, '', matched);
    hits.set(plan.rule, { rule: plan.rule.facts, matched });
  }
  return [...hits.values()];
}

function satisfiesWhere({ where }: RouteGroup<ReadyPlan>, fields: Fields): boolean {
  for (const [field, accepted] of where) {
    const values = valuesOf(ownValue(fields, field));
    if (!values.some((value) => value !== null && accepted.includes(foldCase(textOf(value))))) return false;
  }
  return true;
}

function ownValue(fields: Fields, name: string): FieldValue | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function firstText(fields: Fields, name: string): string {
  const [first] = valuesOf(ownValue(fields, name));
  return first === undefined || first === null ? '' : textOf(first);
}

function eventIdOf(fields: Fields): number | null {
  const text = firstText(fields, 'EventID');
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
