/**
 * Retention: events before a time go, in pieces, each its own transaction. Killed or cancelled between two of them, a
 * workspace is whole, and the same request finishes it.
 */
import type { Clock } from '../kernel/clock.ts';
import { VedetteError } from '../kernel/errors.ts';
import type { TimeUs } from '../kernel/time.ts';
import { createCheckpointer } from '../store/checkpoint.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { meanEventBytes } from '../store/event-bytes.ts';
import { createEventRemover } from '../store/event-remover.ts';
import { scanExtent } from '../store/event-scan.ts';
import { countsOf } from '../store/overview.ts';
import { isPending } from '../store/pending.ts';
import { rangesBefore } from '../store/removable.ts';
import { cutoffOf, newestTime, type RetentionLimit } from '../store/retention-cutoff.ts';
import { planRetention, type RetentionPlan } from '../store/retention-plan.ts';
import { addRemoved, addRemovedRaw, type Removed, type RetentionRun } from '../store/retention-run.ts';
import { findUnusedRaw, removeRaw, type UnusedRaw } from '../store/unused-raw.ts';
import { mergeWords } from '../store/words.ts';
import { refreshBaselines } from './baselines.ts';
import type { OnProgress } from './progress.ts';
import { beginRecorded, endRecorded } from './retention-record.ts';

export interface RetentionPreview extends RetentionPlan {
  /** Events before it go; null where none has to. */
  readonly cutoffUs: TimeUs | null;
  /** What an age is counted back from; null where no event has a time. */
  readonly newestUs: TimeUs | null;
  /** An earlier run was stopped before it was done, and the next one finishes it. */
  readonly isUnfinished: boolean;
}

export interface RetentionOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  readonly onStep: (step: string) => void;
  /** Blocks of details that are taken at once; for tests. */
  readonly blocksAtOnce?: number;
}

export interface Retained extends Removed {
  readonly cutoffUs: TimeUs | null;
  /** Events that are there now. */
  readonly eventsLeft: number;
}

type Watched = Pick<RetentionOptions, 'signal' | 'onProgress'>;

const LOOKING = 'looking';
const REMOVING = 'removing';
const RAW_AT_ONCE = 256;

/** Throws `E_CANCELLED`. */
export async function previewRetention(
  db: ReadableDb,
  limit: RetentionLimit,
  watched: Watched,
): Promise<RetentionPreview> {
  const cutoffUs = cutoffOf(db, limit);
  const plan = await planned(db, cutoffUs, watched, () => {
    throw new VedetteError('E_CANCELLED', 'The preview was cancelled');
  });
  return {
    cutoffUs,
    newestUs: newestTime(db),
    isUnfinished: isPending(db, 'retention_tidying_pending'),
    ...plan,
  };
}

/** Workspaces that something is being removed from: a second run would take the first for one that was killed. */
const busy = new WeakSet<WritableDb>();

/**
 * `shownUs` is the cutoff that a preview gave for the limit, where one was shown. Throws `E_RETENTION_STOPPED` where it was
 * cancelled, and `E_WORKSPACE_BUSY` while it runs already.
 */
export async function applyRetention(
  db: WritableDb,
  limit: RetentionLimit,
  shownUs: TimeUs | null,
  options: RetentionOptions,
): Promise<Retained> {
  if (busy.has(db)) throw new VedetteError('E_WORKSPACE_BUSY', `Old events are being removed from ${db.name} already`);
  busy.add(db);
  try {
    return await removeOld(db, limit, shownUs, options);
  } finally {
    busy.delete(db);
  }
}

async function removeOld(
  db: WritableDb,
  limit: RetentionLimit,
  shownUs: TimeUs | null,
  options: RetentionOptions,
): Promise<Retained> {
  const { clock } = options;
  // What is usual is summed from events that may be about to go, and what it finds holds events.
  refreshBaselines(db);
  const { lastId } = scanExtent(db);
  const cutoffUs = shownUs ?? cutoffOf(db, limit);
  const stop = (): never => {
    throw new VedetteError('E_RETENTION_STOPPED', `The removal of old events from ${db.name} was stopped`);
  };
  const plan = await planned(db, cutoffUs, options, stop);
  if (plan.removable === 0 && !isPending(db, 'retention_tidying_pending')) return nothing(db, cutoffUs);
  const run = beginRecorded(db, clock, { limit, cutoffUs: cutoffUs ?? (0 as TimeUs), lastId }, plan);
  const checkpointer = createCheckpointer(db);
  const pause = async (): Promise<void> => {
    checkpointer.afterCommit();
    await nextTurn();
    if (!options.signal.aborted) return;
    endRecorded(db, clock, 'stopped');
    stop();
  };
  await removeEvents(db, run, plan, options, pause);
  options.onStep('evidence');
  await removeEvidence(db, pause);
  options.onStep('words');
  for (const _ of mergeWords(db)) await pause();
  const removed = endRecorded(db, clock, 'done');
  checkpointer.afterCommit();
  return { cutoffUs, ...removed, eventsLeft: countsOf(db).events };
}

function nothing(db: ReadableDb, cutoffUs: TimeUs | null): Retained {
  const removed = { events: 0, firstUs: null, lastUs: null, rawBlocks: 0, rawBytes: 0, sources: [] };
  return { cutoffUs, ...removed, eventsLeft: countsOf(db).events };
}

async function planned(
  db: ReadableDb,
  cutoffUs: TimeUs | null,
  { signal, onProgress }: Watched,
  stop: () => never,
): Promise<RetentionPlan> {
  const eventBytes = meanEventBytes(db);
  const totalBytes = Math.round(countsOf(db).events * eventBytes);
  const steps = planRetention(db, cutoffUs ?? 0, eventBytes);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    onProgress({ subject: LOOKING, doneBytes: Math.round(step.value * eventBytes), totalBytes, events: step.value });
    await nextTurn();
    if (signal.aborted) stop();
  }
}

async function removeEvents(
  db: WritableDb,
  { cutoffUs, lastId }: RetentionRun,
  { removable, estimatedBytes }: RetentionPlan,
  { onProgress, onStep, blocksAtOnce }: RetentionOptions,
  pause: () => Promise<void>,
): Promise<void> {
  onStep('events');
  const remover = createEventRemover(db);
  const removeIn = db.transaction((range: { readonly fromId: number; readonly toId: number }): number => {
    const removed = remover.removeIn(range, cutoffUs);
    addRemoved(db, removed);
    return removed.reduce((sum, { events }) => sum + events, 0);
  });
  let events = 0;
  for (const range of rangesBefore(db, cutoffUs, lastId, blocksAtOnce)) {
    events += removeIn.immediate(range);
    const share = Math.min(1, events / Math.max(1, removable));
    onProgress({
      subject: REMOVING,
      doneBytes: Math.round(share * estimatedBytes),
      totalBytes: estimatedBytes,
      events,
    });
    await pause();
  }
}

async function removeEvidence(db: WritableDb, pause: () => Promise<void>): Promise<void> {
  const looking = findUnusedRaw(db);
  let step = looking.next();
  for (; step.done !== true; step = looking.next()) await pause();
  const unused = step.value;
  const remove = db.transaction((blocks: readonly UnusedRaw[]): void => {
    for (const block of blocks) removeRaw(db, block);
    const bytes = blocks.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
    addRemovedRaw(db, blocks.length, bytes);
  });
  for (let from = 0; from < unused.length; from += RAW_AT_ONCE) {
    remove.immediate(unused.slice(from, from + RAW_AT_ONCE));
    await pause();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
