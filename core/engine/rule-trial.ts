/** Trying rules on sample events: each sample is read as evidence would be, and every rule explained on it. */
import { createNormaliser, readerFor, readRecords } from '../intake/read.ts';
import type { Source } from '../intake/source.ts';
import { DEFAULT_LIMITS } from '../kernel/limits.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb } from '../store/database.ts';
import { eventsById } from '../store/events.ts';
import { explainRules, type ExplainableEvent, type ExplainableRules, type ExplainedRules } from './explain.ts';

export const MAX_SAMPLES = 200;

export interface Samples {
  readonly events: readonly { readonly id: number | null; readonly event: ExplainableEvent }[];
  readonly unreadable: readonly { readonly what: string; readonly reason: string }[];
  /** Those beyond the limit. */
  readonly leftOut: number;
}

export interface Trial {
  readonly id: number | null;
  readonly timeUs: TimeUs;
  readonly message: string;
  /** Whether any of the rules fires. */
  readonly isMatch: boolean;
  readonly explanations: ExplainedRules['explanations'];
}

/** What `text` holds, one JSON object, an array of them or one a line, in the shape of any product we know. */
export async function samplesIn(text: string): Promise<Samples> {
  const bytes = Buffer.from(text);
  const source: Source = {
    kind: 'source',
    path: 'samples',
    sizeBytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
  const readable = await readerFor(source);
  if (readable.kind === 'skipped') {
    return { events: [], unreadable: [{ what: 'samples', reason: readable.reason }], leftOut: 0 };
  }
  const normalise = createNormaliser();
  const events: Samples['events'][number][] = [];
  const unreadable: Samples['unreadable'][number][] = [];
  let leftOut = 0;
  for await (const { records, damage } of readRecords(source, readable.reader, {
    limits: DEFAULT_LIMITS,
    recover: false,
  })) {
    for (const { offset, reason } of damage) unreadable.push({ what: `byte ${offset}`, reason });
    for (const record of records) {
      if (events.length < MAX_SAMPLES) events.push({ id: null, event: normalise(record) });
      else leftOut++;
    }
  }
  return { events, unreadable: unreadable.slice(0, MAX_SAMPLES), leftOut };
}

export function samplesStored(db: ReadableDb, ids: readonly number[]): Samples {
  const found = eventsById(db, ids);
  const known = new Set(found.map(({ id }) => id));
  const unreadable = ids
    .filter((id) => !known.has(id))
    .map((id) => ({ what: `e${id}`, reason: 'there is no such event' }));
  return { events: found.map((event) => ({ id: event.id, event })), unreadable, leftOut: 0 };
}

export function tryRules(rules: ExplainableRules, { events }: Samples): Trial[] {
  return events.map(({ id, event }) => {
    const { explanations } = explainRules(rules, event);
    const { timeUs, message } = event;
    return { id, timeUs, message, isMatch: explanations.some(({ isMatch }) => isMatch), explanations };
  });
}
