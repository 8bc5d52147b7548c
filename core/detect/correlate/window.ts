/**
 * One correlation rule at work: the events of the last timespan, by group, and the moments at which they satisfy it.
 *
 * Where more events can never make the condition false, it is judged at each event. Everything else (fewer than, equal
 * to, averages, `not`) is judged when the timespan of an event is over, over the largest sets of events that a
 * timespan holds: a burst of ten is never also taken for one of two. After a hit, the group is silent until its
 * events have left the timespan, so that no event stands in two hits of one rule.
 */
import type { Fields } from '../../model/fields.ts';
import { growsOnly, hasNegation, satisfies } from './bounds.ts';
import { EventLog, type EventKey } from './event-log.ts';
import { Groups } from './groups.ts';
import type { Contribution } from './hit.ts';
import { countedTexts, groupKeysOf } from './key.ts';
import { DistinctCount, EventCount, Percentile, Sum, type Measure } from './measure.ts';
import { InOrder, Occurrences, Occurring, OccurringInOrder, Sequence } from './occurrence.ts';
import type { Bound, CorrelationRule } from './rule.ts';
import { Shares } from './shares.ts';

/** A match of a correlation, on its way to a correlation that is built on it. */
export interface Child {
  readonly contributions: readonly Contribution[];
  /** The event at which it still held, where that came after the hit. */
  readonly last: Contribution | null;
}

export interface Arrival {
  readonly timeUs: number;
  readonly event: EventKey | Child;
  readonly fields: Fields;
}

/** A moment at which the condition holds for a group. */
export interface Moment {
  readonly timeUs: number;
  readonly label: string;
  readonly measured: number;
  readonly contributions: readonly Contribution[];
  readonly eventCount: number;
  /** The event at which it still holds, where this is no hit of its own; only asked for by some. */
  readonly still: Contribution | null;
  readonly fields: Fields;
}

/** Events kept by all windows together. */
export interface Held {
  events: number;
}

export interface WindowOptions {
  readonly held: Held;
  readonly maxContributions: number;
  /** Fields that correlations built on this one read. */
  readonly carriedFields: readonly string[];
  /** Whether every moment at which the condition still holds is told, and not only hits. */
  readonly tellsStill: boolean;
  readonly onMoment: (moment: Moment) => void;
}

/** Cells of the tables that have a place for each group and rule; together with their groups they bound the memory. */
const MAX_CELLS = 32 * 1024 * 1024;

export class CorrelationWindow {
  readonly rule: CorrelationRule;
  /** Judged when a timespan is over, not at each event. */
  readonly isDeferred: boolean;
  /** Events given up before their timespan was over, to bound the memory. */
  evicted = 0;
  /** Matches without the fields to group by, or without a value to measure. */
  unusable = 0;
  readonly #options: WindowOptions;
  readonly #log: EventLog<string | Child>;
  readonly #groups = new Groups();
  readonly #measure: Measure;
  readonly #bounds: readonly Bound[];
  readonly #maxGroups: number;
  readonly #hasValues: boolean;
  readonly #carried: (Fields | null)[] = [];
  /** What the last hit of a group was made of, while the group lives. */
  readonly #lastHits = new Map<number, readonly Contribution[]>();

  constructor(rule: CorrelationRule, options: WindowOptions) {
    this.rule = rule;
    this.#options = options;
    this.#hasValues = rule.valueFields.length > 0;
    this.#log = new EventLog({ hasRule: rule.rules.length > 1, hasValue: this.#hasValues });
    const steps = (group: number): Iterable<ReadonlySet<number>> => this.#stepsOf(group);
    ({
      measure: this.#measure,
      bounds: this.#bounds,
      isDeferred: this.isDeferred,
    } = judgeOf(rule, this.#groups, steps));
    this.#groups.attach(this.#measure);
    const cells = rule.type.startsWith('temporal') ? rule.rules.length : 1;
    this.#maxGroups = Math.floor(MAX_CELLS / cells);
  }

  get eventCount(): number {
    return this.#log.size;
  }

  get groupCount(): number {
    return this.#groups.size;
  }

  /** When the timespan of the oldest event is over; Infinity where there is none. */
  get closesAtUs(): number {
    return this.#log.size === 0 ? Infinity : this.#log.timeAt(this.#log.first) + this.rule.timespanUs;
  }

  /** Takes a match of the rule at `index`; times never go back. Events whose timespan is over must be closed before. */
  add(index: number, arrival: Arrival): void {
    const { groupFields, valueFields } = this.rule.rules[index]!;
    const keys = groupKeysOf(arrival.fields, groupFields);
    const texts = this.#hasValues ? countedTexts(arrival.fields, valueFields) : NO_VALUE;
    if (keys.length === 0 || texts.length === 0) this.unusable++;
    else for (const { key, label } of keys) this.#addToGroup(index, arrival, key, label, texts);
  }

  /** Closes the timespans that are over before `beforeUs`, in order. */
  closeBefore(beforeUs: number): void {
    while (this.closesAtUs < beforeUs) this.#dropOldest(true);
  }

  #addToGroup(index: number, arrival: Arrival, key: string, label: string, texts: readonly string[]): void {
    const { timeUs, event, fields } = arrival;
    while (this.#groups.size >= this.#maxGroups && this.#log.size > 0) this.evictOldest();
    const groups = this.#groups;
    const group = groups.numberOf(key, label);
    let added = 0;
    for (const text of texts) {
      const value = this.#measure.numberFor(group, text);
      if (value === null) continue;
      const position = this.#log.push(timeUs, event, group, index, value);
      if (groups.counts[group] === 0) groups.heads[group] = position;
      else this.#log.link(groups.tails[group]!, position);
      groups.tails[group] = position;
      groups.counts[group]!++;
      this.#measure.add(group, value, index, timeUs);
      added++;
    }
    this.#options.held.events += added;
    if (added === 0) {
      this.unusable++;
      if (groups.counts[group] === 0) this.#release(group);
      return;
    }
    groups.grown[group] = 1;
    if (this.#options.carriedFields.length > 0) this.#carried[group] = picked(fields, this.#options.carriedFields);
    if (!this.isDeferred) this.#judge(group, timeUs);
  }

  /** Gives up the oldest event before its timespan is over; there must be one. */
  evictOldest(): void {
    const group = this.#log.groupAt(this.#log.first);
    this.#groups.partial[group] = 1;
    this.evicted++;
    this.#dropOldest(false);
  }

  #dropOldest(judges: boolean): void {
    const position = this.#log.first;
    const groups = this.#groups;
    const group = this.#log.groupAt(position);
    if (judges && this.isDeferred && groups.grown[group] === 1) {
      groups.grown[group] = 0;
      if (groups.partial[group] === 0) this.#judge(group, this.closesAtUs);
    }
    this.#measure.remove(group, this.#log.valueAt(position), this.#log.ruleAt(position));
    groups.counts[group]!--;
    if (groups.counts[group] === 0) this.#release(group);
    else groups.heads[group] = this.#log.nextOf(position);
    this.#log.shift();
    this.#options.held.events--;
  }

  #release(group: number): void {
    this.#measure.clear(group);
    this.#groups.release(group);
    if (this.#options.carriedFields.length > 0) this.#carried[group] = null;
    this.#lastHits.delete(group);
  }

  #judge(group: number, timeUs: number): void {
    const measured = this.#measure.measure(group);
    if (!satisfies(measured, this.#bounds)) return;
    const groups = this.#groups;
    const isHit = this.#log.timeAt(groups.heads[group]!) > groups.firedUntil[group]!;
    if (!isHit && !this.#options.tellsStill) return;
    const lastPosition = groups.tails[group]!;
    const about = { timeUs, measured, label: groups.labelOf(group), fields: this.#carried[group] ?? {} };
    if (isHit) {
      groups.firedUntil[group] = this.#log.timeAt(lastPosition);
      const { contributions, eventCount } = this.#contributionsOf(group);
      if (this.#options.tellsStill) this.#lastHits.set(group, contributions);
      this.#options.onMoment({ ...about, contributions, eventCount, still: null });
    } else {
      const contributions = this.#lastHits.get(group) ?? [];
      const still = this.#contributionsAt(lastPosition).at(-1) ?? null;
      this.#options.onMoment({ ...about, contributions, eventCount: groups.counts[group]!, still });
    }
  }

  #contributionsOf(group: number): { contributions: Contribution[]; eventCount: number } {
    let positions = this.#positionsOf(group);
    if (this.#measure instanceof Sequence) positions = this.#youngestSequence(positions);
    if (this.#measure instanceof Shares) {
      const shares = this.#measure;
      positions = positions.filter((position) => shares.isWitness(group, this.#log.valueAt(position)));
    }
    const latest = positions.slice(-this.#options.maxContributions);
    const all = new Map<string, Contribution>();
    for (const position of latest) {
      for (const one of this.#contributionsAt(position)) all.set(`${typeof one.event} ${one.event} ${one.ruleId}`, one);
    }
    const contributions = [...all.values()].toSorted((a, b) => a.timeUs - b.timeUs);
    return {
      contributions: contributions.slice(-this.#options.maxContributions),
      eventCount: Math.max(contributions.length, positions.length),
    };
  }

  #contributionsAt(position: number): readonly Contribution[] {
    const event = this.#log.eventAt(position);
    if (typeof event === 'object')
      return event.last === null ? event.contributions : [...event.contributions, event.last];
    const ruleId = this.rule.rules[this.#log.ruleAt(position)]!.id;
    return [{ event, timeUs: this.#log.timeAt(position), ruleId }];
  }

  /** Of each rule the latest event that one of the next rule follows. */
  #youngestSequence(positions: readonly number[]): number[] {
    const chosen: number[] = [];
    let beforeUs = Infinity;
    for (let rule = this.rule.rules.length - 1; rule >= 0; rule--) {
      const found = positions.findLast(
        (position) => this.#log.ruleAt(position) === rule && this.#log.timeAt(position) <= beforeUs,
      );
      if (found === undefined) break;
      chosen.unshift(found);
      beforeUs = this.#log.timeAt(found);
    }
    return chosen;
  }

  #positionsOf(group: number): number[] {
    const positions: number[] = [];
    let position = this.#groups.heads[group]!;
    for (let left = this.#groups.counts[group]!; left > 0; left--) {
      positions.push(position);
      if (left > 1) position = this.#log.nextOf(position);
    }
    return positions;
  }

  *#stepsOf(group: number): Generator<ReadonlySet<number>> {
    let rules = new Set<number>();
    let timeUs = Number.NaN;
    for (const position of this.#positionsOf(group)) {
      const at = this.#log.timeAt(position);
      if (at !== timeUs && rules.size > 0) {
        yield rules;
        rules = new Set();
      }
      timeUs = at;
      rules.add(this.#log.ruleAt(position));
    }
    if (rules.size > 0) yield rules;
  }
}

const NO_VALUE: readonly string[] = [''];
const HOLDS: readonly Bound[] = [{ operator: 'gte', value: 1 }];

interface Judge {
  readonly measure: Measure;
  readonly bounds: readonly Bound[];
  readonly isDeferred: boolean;
}

function judgeOf(
  rule: CorrelationRule,
  groups: Groups,
  steps: (group: number) => Iterable<ReadonlySet<number>>,
): Judge {
  const { condition, rules, type } = rule;
  const isOrdered = type === 'temporal_ordered';
  if (condition.kind === 'expression') {
    const { expression } = condition;
    const measure = isOrdered
      ? new OccurringInOrder(rules.length, expression, steps)
      : new Occurring(rules.length, expression);
    return { measure, bounds: HOLDS, isDeferred: isOrdered || hasNegation(expression) };
  }
  const { bounds } = condition;
  const isDeferred = !growsOnly(bounds);
  switch (type) {
    case 'event_count':
      return { measure: new EventCount(groups), bounds, isDeferred };
    case 'value_count':
      return { measure: new DistinctCount(), bounds, isDeferred };
    case 'value_sum':
      return { measure: new Sum(groups, false), bounds, isDeferred };
    case 'value_avg':
      return { measure: new Sum(groups, true), bounds, isDeferred: true };
    case 'value_median':
    case 'value_percentile': {
      const { percentile } = rule;
      const measure = percentile === null ? new Shares(groups, bounds) : new Percentile(percentile);
      return { measure, bounds, isDeferred: true };
    }
    case 'temporal':
      return { measure: new Occurrences(rules.length), bounds, isDeferred };
    case 'temporal_ordered': {
      const asksForAll = bounds.length === 1 && bounds[0]!.operator === 'gte' && bounds[0]!.value === rules.length;
      return asksForAll
        ? { measure: new Sequence(rules.length, rule.timespanUs), bounds, isDeferred: false }
        : { measure: new InOrder(rules.length, steps), bounds, isDeferred: true };
    }
  }
}

function picked(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(fields, name) ? [[name, fields[name]!]] : [])));
}
