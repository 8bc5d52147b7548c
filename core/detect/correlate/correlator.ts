/**
 * Correlation rules over matches, on event time: the same for what happens now and for what was imported. Matches may
 * come late by a stated time and in any order within it; they are held that long and then taken in order. Later ones
 * are counted and left out. Memory is bounded, whatever is given up is counted.
 *
 * A correlator belongs to one thread.
 */
import type { Fields } from '../../model/fields.ts';
import type { EventKey } from './event-log.ts';
import type { Contribution, CorrelationHit } from './hit.ts';
import { valuesOfLabel } from './key.ts';
import { Pending } from './pending.ts';
import type { CorrelationRule } from './rule.ts';
import { CorrelationWindow, type Arrival, type Child, type Held, type Moment } from './window.ts';

/** A rule's match of an event. */
export interface CorrelatedMatch {
  /** What the event is known by; hits name it. */
  readonly event: EventKey;
  readonly timeUs: number;
  readonly fields: Fields;
  /** Of the rule that matched: `rule.facts.id`. */
  readonly ruleId: string;
}

export interface CorrelatorOptions {
  /** How late a match may come, against the latest one seen. 0 judges each at once: for sources that are in order. */
  readonly latenessUs?: number;
  /** Matches that wait for late ones; the earliest are taken before their time. */
  readonly maxWaiting?: number;
  /**
   * Matches kept within the timespans of all rules together; past it the rule that keeps the most gives up its oldest.
   * A million in a million groups take about 100 MB, and those that count values as much again.
   */
  readonly maxEvents?: number;
  /** Events that a hit names, at most. */
  readonly maxContributions?: number;
}

export interface CorrelatorCounters {
  readonly observed: number;
  /** Came later than the bound and were left out. */
  readonly late: number;
  /** Taken before their time because too many waited. */
  readonly hurried: number;
  /** Given up before their timespan was over. */
  readonly evicted: number;
  /** Without the fields to group by or a value to measure. */
  readonly unusable: number;
  /** Held now. */
  readonly waiting: number;
  readonly events: number;
  readonly groups: number;
}

export interface Correlator {
  /** Whether any correlation is about this rule: others need not be observed. */
  wants(ruleId: string): boolean;
  /** Takes one match; returns the hits that are certain by now, in order of their time. */
  observe(match: CorrelatedMatch): readonly CorrelationHit[];
  /** Says that time has come this far: nothing earlier than `timeUs` less the lateness is waited for. */
  advance(timeUs: number): readonly CorrelationHit[];
  /** Says that nothing more will come: everything is judged and forgotten. */
  flush(): readonly CorrelationHit[];
  counters(): CorrelatorCounters;
}

const MINUTE_US = 60_000_000;
const DEFAULTS: Required<CorrelatorOptions> = {
  latenessUs: MINUTE_US,
  maxWaiting: 500_000,
  maxEvents: 2_000_000,
  maxContributions: 1_000,
};
/** A table of texts holds no more than 2^24. */
const MAX_EVENTS = 16_000_000;
/** Matches after which windows that get none themselves give back their memory. */
const SWEEP_EVERY = 65_536;

/** `rules` as `loadRules` gives them: each before those that are built on it. */
export function createCorrelator(rules: readonly CorrelationRule[], options: CorrelatorOptions = {}): Correlator {
  const all = { ...DEFAULTS, ...options };
  return new WindowedCorrelator(rules, { ...all, maxEvents: Math.min(all.maxEvents, MAX_EVENTS) });
}

interface Subscription {
  readonly window: CorrelationWindow;
  readonly index: number;
}

class WindowedCorrelator implements Correlator {
  readonly #options: Required<CorrelatorOptions>;
  readonly #windows: CorrelationWindow[] = [];
  readonly #deferred: CorrelationWindow[] = [];
  readonly #subscriptions = new Map<string, Subscription[]>();
  readonly #held: Held = { events: 0 };
  readonly #pending = new Pending<CorrelatedMatch>();
  #hits: CorrelationHit[] = [];
  /** Everything earlier has been taken. */
  #takenUs = -Infinity;
  #latestUs = -Infinity;
  #nextCloseUs = Infinity;
  #observed = 0;
  #late = 0;
  #hurried = 0;

  constructor(rules: readonly CorrelationRule[], options: Required<CorrelatorOptions>) {
    this.#options = options;
    for (const rule of rules) {
      const window = this.#windowOf(rule, rules);
      this.#windows.push(window);
      if (window.isDeferred) this.#deferred.push(window);
      for (const [index, { id }] of rule.rules.entries()) {
        const subscriptions = this.#subscriptions.get(id) ?? [];
        subscriptions.push({ window, index });
        this.#subscriptions.set(id, subscriptions);
      }
    }
  }

  wants(ruleId: string): boolean {
    return this.#subscriptions.has(ruleId);
  }

  observe(match: CorrelatedMatch): readonly CorrelationHit[] {
    if (!this.#subscriptions.has(match.ruleId)) return NO_HITS;
    if (++this.#observed % SWEEP_EVERY === 0) this.#sweep();
    const { timeUs } = match;
    if (timeUs < this.#takenUs || Number.isNaN(timeUs)) {
      this.#late++;
      return NO_HITS;
    }
    if (timeUs > this.#latestUs) this.#latestUs = timeUs;
    if (this.#options.latenessUs === 0) {
      this.#take(match);
    } else {
      this.#pending.push(match);
      this.#drain(this.#latestUs - this.#options.latenessUs);
      while (this.#pending.size > this.#options.maxWaiting) {
        this.#hurried++;
        this.#take(this.#pending.pop());
      }
    }
    return this.#takeHits();
  }

  advance(timeUs: number): readonly CorrelationHit[] {
    if (timeUs > this.#latestUs) this.#latestUs = timeUs;
    const untilUs = this.#latestUs - this.#options.latenessUs;
    this.#drain(untilUs);
    if (untilUs > this.#takenUs) this.#takenUs = untilUs;
    this.#closeBefore(untilUs);
    this.#sweep();
    return this.#takeHits();
  }

  flush(): readonly CorrelationHit[] {
    this.#drain(Infinity);
    this.#closeBefore(Infinity);
    for (const window of this.#windows) window.closeBefore(Infinity);
    return this.#takeHits();
  }

  counters(): CorrelatorCounters {
    const sum = (count: (window: CorrelationWindow) => number): number =>
      this.#windows.reduce((total, window) => total + count(window), 0);
    return {
      observed: this.#observed,
      late: this.#late,
      hurried: this.#hurried,
      evicted: sum(({ evicted }) => evicted),
      unusable: sum(({ unusable }) => unusable),
      waiting: this.#pending.size,
      events: sum(({ eventCount }) => eventCount),
      groups: sum(({ groupCount }) => groupCount),
    };
  }

  /** Takes what is earlier than `beforeUs`, of which nothing can come any more. */
  #drain(beforeUs: number): void {
    while (this.#pending.nextUs < beforeUs) this.#take(this.#pending.pop());
  }

  #take(match: CorrelatedMatch): void {
    const { timeUs, ruleId } = match;
    this.#takenUs = timeUs;
    if (this.#nextCloseUs < timeUs) this.#closeBefore(timeUs);
    this.#deliver(ruleId, match);
    while (this.#held.events > this.#options.maxEvents) this.#evictOne();
  }

  #evictOne(): void {
    this.#windows.reduce((most, window) => (window.eventCount > most.eventCount ? window : most)).evictOldest();
  }

  #deliver(ruleId: string, arrival: Arrival): void {
    const subscriptions = this.#subscriptions.get(ruleId);
    if (subscriptions === undefined) return;
    for (const { window, index } of subscriptions) {
      if (window.isDeferred) {
        window.add(index, arrival);
        if (window.closesAtUs < this.#nextCloseUs) this.#nextCloseUs = window.closesAtUs;
      } else {
        window.closeBefore(arrival.timeUs);
        window.add(index, arrival);
      }
    }
  }

  /** Ends timespans in the order of their ends over all windows, because what one finds another may be built on. */
  #closeBefore(beforeUs: number): void {
    for (;;) {
      let first: CorrelationWindow | null = null;
      for (const window of this.#deferred) {
        if (window.closesAtUs < (first?.closesAtUs ?? beforeUs)) first = window;
      }
      if (first === null) break;
      first.closeBefore(Math.min(beforeUs, after(first.closesAtUs)));
    }
    this.#nextCloseUs = Math.min(Infinity, ...this.#deferred.map(({ closesAtUs }) => closesAtUs));
  }

  /** Events of windows that nothing more arrives in; deferred ones are closed on time anyway. */
  #sweep(): void {
    for (const window of this.#windows) if (!window.isDeferred) window.closeBefore(this.#takenUs);
  }

  #takeHits(): readonly CorrelationHit[] {
    if (this.#hits.length === 0) return NO_HITS;
    const hits = this.#hits;
    this.#hits = [];
    return hits;
  }

  #windowOf(rule: CorrelationRule, rules: readonly CorrelationRule[]): CorrelationWindow {
    const parents = rules.filter((other) => other.rules.some(({ id }) => id === rule.facts.id));
    return new CorrelationWindow(rule, {
      held: this.#held,
      maxContributions: this.#options.maxContributions,
      carriedFields: parents.length === 0 ? [] : carriedFields(rule, rules),
      tellsStill: parents.some(({ type }) => type.startsWith('temporal')),
      onMoment: (moment) => this.#onMoment(rule, parents, moment),
    });
  }

  #onMoment(rule: CorrelationRule, parents: readonly CorrelationRule[], moment: Moment): void {
    if (moment.still === null && rule.isSilent !== true) this.#hits.push(hitOf(rule, moment));
    if (parents.length === 0) return;
    const { timeUs, contributions, still } = moment;
    const child: Child = { contributions, last: still };
    const fields = {
      ...moment.fields,
      ...Object.fromEntries(groupOf(rule, moment).map(({ field, value }) => [field, value])),
    };
    for (const { window, index } of this.#subscriptions.get(rule.facts.id) ?? []) {
      if (still !== null && !window.rule.type.startsWith('temporal')) continue;
      if (!window.isDeferred) window.closeBefore(timeUs);
      window.add(index, { timeUs, event: child, fields });
      if (window.isDeferred && window.closesAtUs < this.#nextCloseUs) this.#nextCloseUs = window.closesAtUs;
    }
  }
}

const NO_HITS: readonly CorrelationHit[] = [];

/** What `rule`'s matches must carry for the correlations above it, near and far. */
function carriedFields(rule: CorrelationRule, rules: readonly CorrelationRule[]): string[] {
  const names = new Set<string>();
  const visit = (id: string): void => {
    for (const parent of rules) {
      for (const child of parent.rules) {
        if (child.id !== id) continue;
        for (const name of [...child.groupFields, ...child.valueFields]) names.add(name);
        visit(parent.facts.id);
      }
    }
  };
  visit(rule.facts.id);
  return [...names];
}

function hitOf(rule: CorrelationRule, moment: Moment): CorrelationHit {
  const { contributions, timeUs, measured, eventCount } = moment;
  const times = contributions.map((contribution: Contribution) => contribution.timeUs);
  return {
    rule: rule.facts,
    type: rule.type,
    timeUs,
    firstUs: times[0] ?? timeUs,
    lastUs: times.at(-1) ?? timeUs,
    group: groupOf(rule, moment),
    measured,
    contributions,
    eventCount,
  };
}

function groupOf({ groupBy }: CorrelationRule, { label }: Moment): { field: string; value: string }[] {
  if (groupBy.length === 0) return [];
  const values = valuesOfLabel(label);
  return groupBy.map((field, index) => ({ field, value: values[index] ?? '' }));
}

/** The least number above `timeUs`: times are whole microseconds. */
function after(timeUs: number): number {
  return timeUs + 0.5;
}
