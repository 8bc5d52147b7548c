/**
 * The pipeline for sources that never end: records come in small batches, and with each batch's commit their alerts and
 * incidents are up to date. What has to look at everything (routine, bursts, correlation rules, suppressions, baselines)
 * waits for `settle`, which ends in the same as importing all of it at once. Killed before that, the workspace says so,
 * and whoever opens it next fuses.
 */
import { LiveFuser, type KeyedAlert, type LiveChange } from '../fuse/live/live.ts';
import { dedup, dedupSorted, type KeyedFinding } from '../fuse/dedup.ts';
import { createNormaliser } from '../intake/read.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { NormalisedEvent } from '../model/event.ts';
import type { SourceRecord } from '../model/record.ts';
import { createBackgroundCheckpointer } from '../store/background-checkpoint.ts';
import type { WritableDb } from '../store/database.ts';
import { decisionsInForce } from '../store/decisions.ts';
import { findingsByKey } from '../store/fusion.ts';
import { createIngestWriter, type IngestItem } from '../store/ingest.ts';
import { createLiveFusionWriter, type LiveFusionWriter } from '../store/live-fusion.ts';
import type { SourceId } from '../store/sources.ts';
import { createHiding, hiddenAlertIds } from '../store/suppressions.ts';
import { correlateIfPending } from './correlate.ts';
import { findingsOf } from './findings.ts';
import { asideOf, fuseIfPending } from './fuse.ts';
import { relationsOf } from './relations.ts';
import type { RuleEngine } from './rule-engine.ts';

export interface LivePipeline {
  /** Takes in the next records of `sourceId`, by ordinal; what they changed, in order. Throws as the store does. */
  take(sourceId: SourceId, records: readonly SourceRecord[]): LiveChange[];
  /** The same for events that are normalised already. */
  takeEvents(sourceId: SourceId, events: readonly NormalisedEvent[]): LiveChange[];
  /** Brings everything up to date with everything. */
  settle(): void;
  /** Ends the thread that looks after the log; call it before the workspace is closed. */
  close(): Promise<void>;
}

export function createLivePipeline(db: WritableDb, engine: RuleEngine, metrics: Metrics): LivePipeline {
  let ingest = createIngestWriter(db);
  const normalise = createNormaliser();
  const checkpointer = createBackgroundCheckpointer(db);
  let fusing: Fusing | null = null;

  function settle(): Fusing {
    correlateIfPending(db, engine);
    fuseIfPending(db, metrics);
    return (fusing = fusingOver(db));
  }

  function itemOf(event: NormalisedEvent): IngestItem {
    const { hits, correlated } = engine.judge(event);
    const findings = findingsOf(event, hits);
    return { ordinal: event.place.ordinal, event, relations: relationsOf(event), findings, matches: correlated };
  }

  function takeEvents(sourceId: SourceId, events: readonly NormalisedEvent[]): LiveChange[] {
    const { fuser, writer, isHidden } = fusing ?? settle();
    const all: LiveChange[] = [];
    try {
      const commit = db.transaction((items: readonly IngestItem[]) =>
        ingest.commit(sourceId, {
          items,
          damage: [],
          onFinding: (sequence, finding) => {
            const keyed = { key: finding.dedupKey, finding: { ...finding, sequence } };
            if (isHidden(keyed)) return;
            for (const change of fuser.add(keyed)) all.push(writer.put(change, sequence));
          },
        }),
      );
      commit.immediate(events.map(itemOf));
      checkpointer.afterCommit();
      return all;
    } catch (error) {
      // What is in memory is ahead of what is stored; the next batch begins from there.
      fusing = null;
      ingest = createIngestWriter(db);
      throw error;
    }
  }

  return {
    take: (sourceId, records) => takeEvents(sourceId, records.map(normalise)),
    takeEvents,
    settle: () => void settle(),
    close: () => checkpointer.close(),
  };
}

interface Fusing {
  readonly fuser: LiveFuser;
  readonly writer: LiveFusionWriter;
  /** What is suppressed waits for settling, where it is hidden as all of its kind. */
  readonly isHidden: (next: KeyedFinding) => boolean;
}

/** Over what fusion looked at last. */
function fusingOver(db: WritableDb): Fusing {
  const hiddenIds = hiddenAlertIds(db);
  const decisions = decisionsInForce(db);
  const isAside = asideOf(decisions);
  const alerts: KeyedAlert[] = [];
  const hiddenKeys = new Set<string>();
  for (const { key, alert } of dedupSorted(findingsByKey(db))) {
    if (isAside(alert)) continue;
    if (hiddenIds.has(alert.id)) hiddenKeys.add(key);
    else alerts.push({ key, alert });
  }
  const wouldHide = createHiding(db);
  return {
    fuser: new LiveFuser(alerts, decisions),
    writer: createLiveFusionWriter(db),
    isHidden: ({ key, finding }) => hiddenKeys.has(key) || wouldHide(dedup([finding])[0]!.alert),
  };
}
