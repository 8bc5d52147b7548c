/** What reader threads can be asked, by name; each in bounded steps, so that it can be watched and stopped between them. */
import type { Condition } from '../../query/compile.ts';
import type { Grouping } from '../../query/group.ts';
import type { ReadableDb } from '../database.ts';
import { countSteps, groupSteps, type ValueCount } from '../event-count.ts';
import { searchSteps } from '../event-search.ts';
import type { EventCursor, EventRow } from '../events.ts';
import { evidenceSteps, type EvidenceCheck, type EvidenceProgress } from '../evidence-check.ts';
import { kindSampleSteps, type KindSample } from '../kind-samples.ts';
import type { QueryStep } from '../query-run.ts';
import { countHops, type SourceHops } from '../source-hops.ts';
import { spanSteps, type SourceSpan } from '../source-spans.ts';
import type { SourceId } from '../sources.ts';
import { verifySteps, type Verification, type VerifyStep } from '../verify.ts';
import { CASE_ANSWERS, type CaseReads } from './case-reads.ts';
import { ENTITY_ANSWERS, type EntityReads } from './entity-reads.ts';

export interface Reads extends CaseReads, EntityReads {
  readonly 'events.page': {
    readonly in: { readonly condition: Condition; readonly limit: number; readonly after: EventCursor | null };
    readonly out: readonly EventRow[];
    /** How many rows of the page are found; earlier ones may still come. */
    readonly partial: number;
  };
  readonly 'events.count': {
    readonly in: { readonly condition: Condition };
    readonly out: number;
    readonly partial: number;
  };
  readonly 'events.countBy': {
    readonly in: { readonly condition: Condition; readonly grouping: Grouping; readonly limit: number };
    readonly out: readonly ValueCount[];
    readonly partial: readonly ValueCount[];
  };
  readonly 'events.kinds': {
    readonly in: Record<never, never>;
    readonly out: readonly KindSample[];
    /** How many kinds were met. */
    readonly partial: number;
  };
  readonly 'sources.spans': {
    readonly in: { readonly sources: readonly { readonly id: SourceId; readonly events: number }[] };
    readonly out: readonly SourceSpan[];
    /** How many sources are known to the end. */
    readonly partial: number;
  };
  readonly 'sources.hops': {
    readonly in: { readonly sourceId: SourceId; readonly detector: string };
    readonly out: SourceHops;
    readonly partial: null;
  };
  readonly 'sources.verify': {
    readonly in: { readonly sourceId: SourceId | null };
    readonly out: EvidenceCheck;
    readonly partial: EvidenceProgress;
  };
  readonly 'workspace.verify': {
    readonly in: { readonly isQuick: boolean };
    readonly out: Verification;
    readonly partial: VerifyStep;
  };
}

export type ReadName = keyof Reads;

/** What has been found so far, made only when somebody is told. */
export interface ReadStep<Partial> extends QueryStep {
  partial(): Partial;
}

type Read<Name extends ReadName> = (
  db: ReadableDb,
  input: Reads[Name]['in'],
) => Generator<ReadStep<Reads[Name]['partial']>, Reads[Name]['out']>;

export const READS: { readonly [Name in ReadName]: Read<Name> } = {
  'events.page': function* (db, { condition, limit, after }) {
    return yield* told(searchSteps(db, condition, limit, after), ({ found }) => found);
  },
  'events.count': function* (db, { condition }) {
    return yield* told(countSteps(db, condition), ({ found }) => found);
  },
  'events.countBy': function* (db, { condition, grouping, limit }) {
    return yield* told(groupSteps(db, condition, grouping, limit), (step) => step.values());
  },
  'events.kinds': function* (db) {
    return yield* told(kindSampleSteps(db), ({ found }) => found);
  },
  'sources.spans': function* (db, { sources }) {
    return yield* told(spanSteps(db, sources), ({ found }) => found);
  },
  // oxlint-disable-next-line require-yield -- one bounded look
  'sources.hops': function* (db, { sourceId, detector }) {
    return countHops(db, sourceId, detector);
  },
  'sources.verify': function* (db, { sourceId }) {
    return yield* toldAs(evidenceSteps(db, sourceId), ({ doneBytes, totalBytes }) => [doneBytes, totalBytes]);
  },
  'workspace.verify': function* (db, { isQuick }) {
    return yield* toldAs(verifySteps(db, isQuick), ({ done, total }) => [done, total]);
  },
  ...oneStep({ ...CASE_ANSWERS, ...ENTITY_ANSWERS }),
};

/** For what goes through other things than segments: `placeOf` says how many of how many are done. */
function* toldAs<Step, Out>(
  steps: Generator<Step, Out>,
  placeOf: (step: Step) => readonly [done: number, total: number],
): Generator<ReadStep<Step>, Out> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    const [doneSegments, totalSegments] = placeOf(value);
    yield { doneSegments, totalSegments, found: 0, partial: () => value };
  }
}

type OneStepReads = { readonly [Name in keyof CaseReads | keyof EntityReads]: Read<Name> };

/** Questions that are answered at once, as questions in steps. */
function oneStep(answers: typeof CASE_ANSWERS & typeof ENTITY_ANSWERS): OneStepReads {
  const reads = Object.entries(answers).map(([name, answer]) => [
    name,
    // oxlint-disable-next-line require-yield -- there is nothing to tell before the answer
    function* (db: ReadableDb, input: never) {
      return (answer as (db: ReadableDb, input: never) => unknown)(db, input);
    },
  ]);
  return Object.fromEntries(reads) as OneStepReads;
}

function* told<Step extends QueryStep, Out, Partial>(
  steps: Generator<Step, Out>,
  partialOf: (step: Step) => Partial,
): Generator<ReadStep<Partial>, Out> {
  try {
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      const { doneSegments, totalSegments, found } = value;
      yield { doneSegments, totalSegments, found, partial: () => partialOf(value) };
    }
  } finally {
    // Where it is abandoned half-way, what it set up is taken down.
    steps.return(undefined as never);
  }
}
