/**
 * One run of a query over events: looks up its entities, gives the condition its final form, and goes from segment to
 * segment. Every step is bounded, so whoever drives it can show what there is, let others work, and stop.
 */
import type { Condition } from '../query/compile.ts';
import type { ReadableDb } from './database.ts';
import { detailsOf } from './event-details.ts';
import { prepareForQueries, widen, type WideProbes } from './query-functions.ts';
import { segmentsBetween, type Segment } from './segments.ts';
import { answered } from './slow-queries.ts';
import { statement } from './statements.ts';
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
    this.#wide = widen(db);
    this.#words = condition.words.map((match) => new WordHits(db, match));
    this.params = condition.params;
    this.where = condition.probes.reduce((where, probe, field) => {
      const isNarrow = this.#lookUp(field, probe.select) <= narrowEntities;
      if (!isNarrow) this.#widen(field);
      return isNarrow ? where : where.replaceAll(probe.narrow, probe.wide);
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
    const isNarrow = this.#condition.probes.every(
      ({ narrow }) => this.#condition.where !== narrow || this.where === narrow,
    );
    return isNarrow ? this.#condition.index : null;
  }

  /** Parameters that conditions name; those without a segment are for statements that look at no event. */
  named(segment: Pick<Segment, 'fromId' | 'toId'> | null): Record<string, number | string> {
    if (segment === null) return { run: this.#run };
    const { fromId, toId } = segment;
    const words = this.#words.map((hits, number) => [`words${number}`, JSON.stringify(hits.between(fromId, toId))]);
    return { run: this.#run, from: fromId, to: toId, ...(Object.fromEntries(words) as Record<string, string>) };
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
    if (this.#condition.probes.length === 0) return;
    statement(this.db, 'DELETE FROM temp.probe WHERE run = ?').run(this.#run);
    this.#wide.forget(this.#run);
  }

  #lookUp(field: number, { text, params }: { readonly text: string; readonly params: readonly Param[] }): number {
    return this.db
      .prepare(`INSERT OR IGNORE INTO temp.probe (run, field, entity_id) SELECT ?, ?, found.id FROM (${text}) AS found`)
      .run(this.#run, field, ...params).changes;
  }

  #widen(field: number): void {
    const ids = this.db
      .prepare('SELECT entity_id FROM temp.probe WHERE run = ? AND field = ?')
      .pluck()
      .all(this.#run, field) as number[];
    this.#wide.set(this.#run, field, new Set(ids));
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
