/**
 * Rules over everything a workspace holds: what they would have found, when, where, and how many alerts that makes a
 * day; and against other rules, which events were gained and lost. Reads only. Memory is bounded by how much is kept of
 * the hits, never by the events.
 */
import type { CorrelationHit } from '../detect/correlate/hit.ts';
import type { CorrelationRule } from '../detect/correlate/rule.ts';
import { createDetector } from '../detect/match.ts';
import type { RuleSet, SigmaRule } from '../detect/rule.ts';
import { US_PER_DAY, type TimeUs } from '../kernel/time.ts';
import type { RuleFacts } from '../model/hit.ts';
import type { ReadableDb } from '../store/database.ts';
import { entitiesOfEvents } from '../store/event-scan.ts';
import { AlertEstimate } from './alert-estimate.ts';
import { entitiesOf } from './correlate.ts';
import { HistoryMatches } from './history.ts';
import { RuleComparison, type Before, type Comparison } from './rule-comparison.ts';
import { RuleTally, type FieldValues } from './rule-tally.ts';
import { scanStored, type ScanOptions, type StoredEvent } from './stored-events.ts';
import type { TimelineBucket } from '../kernel/timeline.ts';

type Rules = Pick<RuleSet, 'rules' | 'correlations'>;

export interface BacktestOptions extends Omit<ScanOptions, 'rules'> {
  readonly rules: Rules;
  /** What to compare with. */
  readonly against: Before | null;
}

export interface RuleBacktest {
  readonly rule: RuleFacts;
  readonly kind: 'rule' | 'correlation';
  /** True where only correlations use its matches: they make no alerts. */
  readonly isSilent: boolean;
  readonly hits: number;
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
  readonly bucketUs: number;
  readonly timeline: readonly TimelineBucket[];
  readonly hosts: readonly { readonly host: string; readonly count: number }[];
  readonly values: readonly FieldValues[];
  /** Ids of the first events; of a correlation the last event of each hit. */
  readonly examples: readonly number[];
  /** After deduplication; null where there are too many hits to tell, or none of them makes alerts. */
  readonly alerts: number | null;
  readonly alertsPerDay: number | null;
}

export interface BacktestReport {
  readonly events: number;
  /** Those that any of the rules could be asked about. */
  readonly considered: number;
  /** Of the events that have a time. */
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
  /** Days (UTC) on which there is any event: what alerts per day are counted over. */
  readonly daysWithEvents: number;
  readonly rules: readonly RuleBacktest[];
  readonly alerts: number | null;
  readonly alertsPerDay: number | null;
  readonly comparison: Comparison | null;
  /** Matches that were too many to correlate. */
  readonly uncorrelated: number;
}

/** A hit that waits for what its event mentions. */
interface WaitingHit {
  readonly eventId: number;
  readonly timeUs: TimeUs;
  readonly rule: RuleFacts;
}

const MAX_WAITING = 20_000;

export async function backtest(db: ReadableDb, options: BacktestOptions): Promise<BacktestReport> {
  const run = new BacktestRun(db, options);
  const rules = [...options.rules.rules, ...(options.against?.rules ?? [])];
  const { events, considered } = await scanStored(db, { ...options, rules }, run);
  return { events, considered, ...run.finish() };
}

class BacktestRun {
  readonly #db: ReadableDb;
  readonly #rules: Rules;
  readonly #detector;
  readonly #tallies = new Map<string, RuleTally>();
  readonly #silent: ReadonlySet<string>;
  readonly #estimate = new AlertEstimate();
  readonly #history: HistoryMatches;
  readonly #comparison: RuleComparison | null;
  readonly #days = new Set<number>();
  #waiting: WaitingHit[] = [];
  #firstUs: TimeUs | null = null;
  #lastUs: TimeUs | null = null;

  constructor(db: ReadableDb, { rules, against }: BacktestOptions) {
    this.#db = db;
    this.#rules = rules;
    this.#detector = createDetector(rules.rules);
    this.#history = new HistoryMatches(rules.correlations);
    this.#comparison = against === null ? null : new RuleComparison(against);
    this.#silent = new Set([...rules.rules, ...rules.correlations].filter(isSilent).map(({ facts }) => facts.id));
    for (const { facts } of [...rules.rules, ...rules.correlations]) this.#tallies.set(facts.id, new RuleTally());
  }

  readonly onTime = (timeUs: TimeUs): void => {
    if (timeUs === 0) return;
    this.#days.add(Math.floor(timeUs / US_PER_DAY));
    if (this.#firstUs === null || timeUs < this.#firstUs) this.#firstUs = timeUs;
    if (this.#lastUs === null || timeUs > this.#lastUs) this.#lastUs = timeUs;
  };

  readonly onEvent = (event: StoredEvent): void => {
    const hits = this.#detector.match(event);
    for (const { rule, matched } of hits) {
      this.#tallies.get(rule.id)!.add(event.id, event.timeUs, matched);
      this.#history.add(event, rule.id);
      if (!this.#silent.has(rule.id)) this.#waiting.push({ eventId: event.id, timeUs: event.timeUs, rule });
    }
    this.#comparison?.add(event, hits.length > 0);
    if (this.#waiting.length >= MAX_WAITING) this.#estimateWaiting();
  };

  finish(): Omit<BacktestReport, 'events' | 'considered'> {
    this.#estimateWaiting();
    for (const hit of this.#history.correlate()) this.#addCorrelation(hit);
    const alerts = this.#estimate.leftOut > 0 ? null : this.#estimate.alerts();
    const days = this.#days.size;
    const perDay = (count: number | null): number | null => (count === null || days === 0 ? null : count / days);
    const all = [
      ...this.#rules.rules.map((rule) => ['rule', rule] as const),
      ...this.#rules.correlations.map((rule) => ['correlation', rule] as const),
    ];
    const total = alerts === null ? null : [...alerts.values()].reduce((sum, count) => sum + count, 0);
    return {
      firstUs: this.#firstUs,
      lastUs: this.#lastUs,
      daysWithEvents: days,
      rules: all.map(([kind, rule]) => {
        const own = alerts === null || isSilent(rule) ? null : (alerts.get(rule.facts.id) ?? 0);
        return { ...this.#resultOf(kind, rule), alerts: own, alertsPerDay: perDay(own) };
      }),
      alerts: total,
      alertsPerDay: perDay(total),
      comparison: this.#comparison?.finish(this.#db) ?? null,
      uncorrelated: this.#history.leftOut,
    };
  }

  /** Looks up what the events mention, many at once; they wait in the order of their ids. */
  #estimateWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const ids = [...new Set(waiting.map(({ eventId }) => eventId))];
    const entities = new Map(entitiesOfEvents(this.#db, ids).map((found) => [found.id, found.entities]));
    for (const { eventId, timeUs, rule } of waiting) this.#estimate.add(rule, timeUs, entities.get(eventId) ?? []);
  }

  #addCorrelation({ rule, timeUs, group, contributions }: CorrelationHit): void {
    const eventIds = [...new Set(contributions.map(({ event }) => Number(event)))];
    const matched = group.map(({ field, value }) => ({ selection: 'group-by', field, value }));
    this.#tallies.get(rule.id)!.add(eventIds.at(-1)!, timeUs as TimeUs, matched);
    this.#estimate.add(rule, timeUs as TimeUs, entitiesOf(this.#db, eventIds));
  }

  #resultOf(
    kind: RuleBacktest['kind'],
    rule: SigmaRule | CorrelationRule,
  ): Omit<RuleBacktest, 'alerts' | 'alertsPerDay'> {
    const { hits, firstUs, lastUs, timeline, values, examples } = this.#tallies.get(rule.facts.id)!;
    return {
      rule: rule.facts,
      kind,
      isSilent: isSilent(rule),
      hits,
      firstUs,
      lastUs,
      bucketUs: timeline.widthUs,
      timeline: timeline.buckets,
      hosts: this.#estimate.hostsOf(rule.facts.id),
      values,
      examples,
    };
  }
}

function isSilent(rule: SigmaRule | CorrelationRule): boolean {
  return rule.isSilent === true;
}
