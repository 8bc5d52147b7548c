/**
 * One run of a query over events: looks up its entities, gives the condition its final form, and goes from segment to
 * segment. Every step is bounded, so whoever drives it can show what there is, let others work, and stop.
 */
import type { Condition } from '../query/compile.ts';
import type { ReadableDb } from './database.ts';
import { detailsOf } from './event-details.ts';
import { prepareForQueries, wideProbesOf, type WideProbes } from './query-functions.ts';
import { MentionFinder } from './registers.ts';
import { segmentsBetween, type Segment } from './segments.ts';
import { answered } from './slow-queries.ts';
import { WordHits } from './word-hits.ts';

/** Up to so many entities their events are looked up; for more, events are asked what they mention. */
const NARROW_ENTITIES = 20_000;

export interface QueryStep {
  readonly doneSegments: number;
  readonly totalSegments: number;
  /** Rows or values found so far. */
  readonly found: number;
}

export type OnStep = (step: QueryStep) => void;

type Param = string | number;

export class QueryRun {
  readonly db: ReadableDb;
  /** On a row of `event`. */
  readonly where: string;
  readonly params: readonly Param[];
  readonly segments: readonly Segment[];
  readonly #condition: Condition;
  readonly #run: number;
  readonly #wide: WideProbes;
  readonly #words: readonly WordHits[];
  /** By number of the probe. */
  readonly #narrow = new Map<number, MentionFinder>();
  readonly #name: string;
  readonly #startMs = performance.now();

  /** `name` is what the log calls it; `narrowEntities` up to how many entities their events are looked up. */
  constructor(db: ReadableDb, name: string, condition: Condition, narrowEntities = NARROW_ENTITIES) {
    prepareForQueries(db);
    this.#name = name;
    // The functions of queries read details for as long as the connection is open.
    detailsOf(db);
    this.db = db;
    this.#condition = condition;
    this.#run = ++runs;
    this.#wide = wideProbesOf(db);
    this.#words = condition.words.map((match) => new WordHits(db, match));
    this.params = condition.params;
    this.where = condition.probes.reduce((where, probe, field) => {
      const entityIds = new Set(db.prepare(probe.select.text).pluck().all(probe.select.params) as number[]);
      if (entityIds.size <= narrowEntities) {
        this.#narrow.set(field, new MentionFinder(db, { entityIds, roles: probe.roles }));
        return where;
      }
      this.#wide.set(this.#run, field, entityIds);
      return where.replaceAll(probe.narrow, probe.wide);
    }, condition.where);
    const { fromUs, toUs } = condition.times ?? { fromUs: 0, toUs: Number.MAX_SAFE_INTEGER };
    this.segments = segmentsBetween(db, fromUs, toUs);
  }

  /** Everything there is. */
  get isOpen(): boolean {
    return this.where === '1';
  }

  get isTallied(): boolean {
    return this.#condition.isTallied;
  }

  /** A statement whose rows are just the ids wanted, where an index gives them; see `CompiledQuery.index`. */
  get index(): Condition['index'] {
    return this.#condition.index;
  }

  /** Where the query asks for mentions of a few entities and nothing else: finds just the events wanted. */
  get mentions(): MentionFinder | null {
    return this.where === this.#condition.probes[0]?.narrow ? this.#narrow.get(0)! : null;
  }

  /** Parameters that conditions name; those without a segment are for statements that look at no event. */
  named(segment: Pick<Segment, 'fromId' | 'toId'> | null): Record<string, number | string> {
    if (segment === null) return { run: this.#run };
    const { fromId, toId } = segment;
    const named: Record<string, number | string> = { run: this.#run, from: fromId, to: toId };
    for (const [number, hits] of this.#words.entries())
      named[`words${number}`] = JSON.stringify(hits.between(fromId, toId));
    for (const [field, finder] of this.#narrow)
      named[`mentions${field}`] = JSON.stringify(finder.between(fromId, toId));
    return named;
  }

  /** Calls `visit` for each segment in order of time, until it returns true. */
  *steps(visit: (segment: Segment) => boolean | void): Generator<Omit<QueryStep, 'found'>, void> {
    const totalSegments = this.segments.length;
    for (const [index, segment] of this.segments.entries()) {
      if (visit(segment) === true) return;
      yield { doneSegments: index + 1, totalSegments };
    }
  }

  close(): void {
    answered(this.db, this.#name, this.#startMs);
    this.#wide.forget(this.#run);
  }
}

let runs = 0;

/** Runs `work` to its end and gives what it returns; `onStep` sees each step. */
export function finished<Step, Result>(work: Generator<Step, Result>, onStep?: (step: Step) => void): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    onStep?.(value);
  }
}
