/**
 * The stored events of a workspace as rules see them, in one pass: stored they are as they came, so pipelines are
 * applied as at import. Of an event that no rule is asked about the fields are not even decoded.
 */
import type { DetectableEvent } from '../detect/match.ts';
import { createPipelines } from '../detect/pipeline/apply.ts';
import type { SigmaRule } from '../detect/rule.ts';
import { VedetteError } from '../kernel/errors.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { Fields } from '../model/fields.ts';
import type { ReadableDb } from '../store/database.ts';
import { scanEvents, scanExtent } from '../store/event-scan.ts';
import { RouteGate } from './route-gate.ts';
import { shippedPipelines } from './rule-engine.ts';

export interface StoredEvent extends DetectableEvent {
  readonly id: number;
  /** 0 where the record names no time. */
  readonly timeUs: TimeUs;
}

export interface ScanProgress {
  readonly doneEvents: number;
  readonly totalEvents: number;
}

export interface ScanOptions {
  /** Events that none of these is asked about may be left out. */
  readonly rules: readonly SigmaRule[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
}

export interface ScanVisitor {
  /** Called for every event, whether any rule is asked about it or not. */
  readonly onTime?: (timeUs: TimeUs) => void;
  /** Called for the events that some rule may be asked about, in the order in which they are stored. */
  readonly onEvent: (event: StoredEvent) => void;
}

export interface Scanned {
  readonly events: number;
  /** Those of them that were decoded. */
  readonly considered: number;
}

/**
 * Visits all events there are when it starts. Lets other work in after each page; once `signal` is aborted it throws
 * `E_CANCELLED`.
 */
export async function scanStored(db: ReadableDb, options: ScanOptions, visitor: ScanVisitor): Promise<Scanned> {
  const { signal, onProgress } = options;
  const { lastId, events: totalEvents } = scanExtent(db);
  const pipelines = shippedPipelines();
  const see = createPipelines(pipelines);
  const gate = new RouteGate(options.rules, pipelines);
  let events = 0;
  let considered = 0;
  for (const page of scanEvents(db, lastId)) {
    if (signal?.aborted === true) throw cancelled(events, totalEvents);
    for (const { id, timeUs, logsource, fields: text } of page) {
      events++;
      visitor.onTime?.(timeUs);
      if (!gate.isOpenTo(text, logsource)) continue;
      considered++;
      visitor.onEvent(see({ id, timeUs, logsource, fields: JSON.parse(text) as Fields }));
    }
    onProgress?.({ doneEvents: events, totalEvents });
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (signal?.aborted === true) throw cancelled(events, totalEvents);
  return { events, considered };
}

function cancelled(events: number, totalEvents: number): VedetteError {
  return new VedetteError('E_CANCELLED', `Cancelled after ${events} of ${totalEvents} events`);
}
