/** Which of a correlation's rules have matched in a group, for `temporal`, and in what order, for `temporal_ordered`. */
import { evaluate, wantedRules } from './bounds.ts';
import { enlarged } from './groups.ts';
import type { Measure } from './measure.ts';
import type { Expression } from './rule.ts';

/** How many events of each rule a group holds. */
export class Occurrences implements Measure {
  protected readonly ruleCount: number;
  #counts = new Int32Array(0);
  #distinct = new Int32Array(0);

  constructor(ruleCount: number) {
    this.ruleCount = ruleCount;
  }

  reserve(capacity: number): void {
    this.#counts = enlarged(this.#counts, new Int32Array(capacity * this.ruleCount));
    this.#distinct = enlarged(this.#distinct, new Int32Array(capacity));
  }

  numberFor(): number {
    return 0;
  }

  add(group: number, _value: number, rule: number, _timeUs: number): void {
    if (this.#counts[group * this.ruleCount + rule]!++ === 0) this.#distinct[group]!++;
  }

  remove(group: number, _value: number, rule: number): void {
    if (--this.#counts[group * this.ruleCount + rule]! === 0) this.#distinct[group]!--;
  }

  clear(group: number): void {
    this.#counts.fill(0, group * this.ruleCount, (group + 1) * this.ruleCount);
    this.#distinct[group] = 0;
  }

  /** The number of different rules. */
  measure(group: number): number {
    return this.#distinct[group]!;
  }

  protected hasOccurred(group: number, rule: number): boolean {
    return this.#counts[group * this.ruleCount + rule]! > 0;
  }
}

/** 1 where the boolean condition holds for the rules that occurred. */
export class Occurring extends Occurrences {
  readonly #expression: Expression;

  constructor(ruleCount: number, expression: Expression) {
    super(ruleCount);
    this.#expression = expression;
  }

  override measure(group: number): number {
    return evaluate(this.#expression, (rule) => this.hasOccurred(group, rule)) ? 1 : 0;
  }
}

/**
 * The number of rules where all have just followed each other, else 0. For each rule it keeps when the youngest
 * sequence that it ends has begun: one comparison an event, whatever the group holds. Events of one time count as in
 * order, whichever came first.
 */
export class Sequence implements Measure {
  readonly #ruleCount: number;
  readonly #timespanUs: number;
  #starts = new Float64Array(0);
  #seen = new Float64Array(0);
  /** Time of the group's last event. */
  #now = new Float64Array(0);

  constructor(ruleCount: number, timespanUs: number) {
    this.#ruleCount = ruleCount;
    this.#timespanUs = timespanUs;
  }

  reserve(capacity: number): void {
    const had = this.#now.length;
    this.#starts = enlarged(this.#starts, new Float64Array(capacity * this.#ruleCount));
    this.#seen = enlarged(this.#seen, new Float64Array(capacity * this.#ruleCount));
    this.#now = enlarged(this.#now, new Float64Array(capacity));
    this.#starts.fill(-Infinity, had * this.#ruleCount);
    this.#seen.fill(-Infinity, had * this.#ruleCount);
  }

  numberFor(): number {
    return 0;
  }

  add(group: number, _value: number, rule: number, timeUs: number): void {
    const base = group * this.#ruleCount;
    this.#now[group] = timeUs;
    this.#seen[base + rule] = timeUs;
    for (let at = rule; at < this.#ruleCount && this.#seen[base + at] === timeUs; at++) {
      this.#starts[base + at] = at === 0 ? timeUs : Math.max(this.#starts[base + at]!, this.#starts[base + at - 1]!);
    }
  }

  /** What has left the timespan is too old by its own time. */
  remove(): void {}

  clear(group: number): void {
    this.#starts.fill(-Infinity, group * this.#ruleCount, (group + 1) * this.#ruleCount);
    this.#seen.fill(-Infinity, group * this.#ruleCount, (group + 1) * this.#ruleCount);
  }

  measure(group: number): number {
    const last = group * this.#ruleCount + this.#ruleCount - 1;
    const now = this.#now[group]!;
    const isComplete = this.#seen[last] === now && now - this.#starts[last]! <= this.#timespanUs;
    return isComplete ? this.#ruleCount : 0;
  }
}

/** A group's events by time: which rules matched at each time. */
export type Steps = (group: number) => Iterable<ReadonlySet<number>>;

/** How many different rules follow each other in the order of the rules; for bounds other than "all of them". */
export class InOrder extends Occurrences {
  readonly #steps: Steps;

  constructor(ruleCount: number, steps: Steps) {
    super(ruleCount);
    this.#steps = steps;
  }

  override measure(group: number): number {
    const longest = new Int32Array(this.ruleCount);
    for (const rules of this.#steps(group)) {
      for (let rule = 0, before = 0; rule < this.ruleCount; rule++) {
        if (rules.has(rule)) longest[rule] = Math.max(longest[rule]!, before + 1);
        before = Math.max(before, longest[rule]!);
      }
    }
    return Math.max(...longest);
  }
}

/** 1 where the boolean condition holds and the rules it wants, as far as they occurred, came in the order of the rules. */
export class OccurringInOrder extends Occurrences {
  readonly #expression: Expression;
  readonly #wanted: readonly number[];
  readonly #steps: Steps;

  constructor(ruleCount: number, expression: Expression, steps: Steps) {
    super(ruleCount);
    this.#expression = expression;
    this.#wanted = wantedRules(expression).toSorted((a, b) => a - b);
    this.#steps = steps;
  }

  override measure(group: number): number {
    const occurred = (rule: number): boolean => this.hasOccurred(group, rule);
    if (!evaluate(this.#expression, occurred)) return 0;
    const sequence = this.#wanted.filter(occurred);
    let done = 0;
    for (const rules of this.#steps(group)) while (done < sequence.length && rules.has(sequence[done]!)) done++;
    return done === sequence.length ? 1 : 0;
  }
}
