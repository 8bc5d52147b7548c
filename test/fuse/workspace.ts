/** Workspaces filled with findings through the store's own door, for tests of what fusion does with what is kept. */
import path from 'node:path';
import type { Acting } from '../../core/engine/acting.ts';
import { keyed } from '../../core/engine/findings.ts';
import { fuseIfPending } from '../../core/engine/fuse.ts';
import { fixedClock } from '../../core/kernel/clock.ts';
import { createMetrics } from '../../core/kernel/metrics.ts';
import type { TimeUs } from '../../core/kernel/time.ts';
import type { Finding } from '../../core/model/alert.ts';
import { openForWriting, type WritableDb } from '../../core/store/database.ts';
import { createIngestWriter } from '../../core/store/ingest.ts';
import { beginSource } from '../../core/store/sources.ts';
import { temporaryFolder } from '../vedette.ts';

/** Somebody who acts on 2026-04-01. */
export const ACTING: Acting = {
  actor: 'eve',
  clock: fixedClock(1_775_000_000_000_000 as TimeUs),
  metrics: createMetrics(),
};

/** Runs `work` over an empty workspace and closes it. */
export function withWorkspace<Result>(work: (db: WritableDb) => Result): Result {
  const workspace = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
  try {
    return work(workspace.db);
  } finally {
    workspace.close();
  }
}

/** Adds `findings` as one source of their own and fuses. */
export function bringIn(db: WritableDb, findings: readonly Finding[]): void {
  const sha256 = `${String(Math.max(0, ...findings.map(({ sequence }) => sequence)))}-${findings.length}`;
  const source = beginSource(
    db,
    { sha256, path: sha256, kind: 'alerts', reader: 'submit', sizeBytes: 1 },
    ACTING.clock.nowUs(),
  );
  const items = findings.map((finding, index) => ({
    ordinal: index + 1,
    event: null,
    relations: [],
    matches: [],
    findings: [keyed({ ...finding, author: '', externalId: null, matched: [] })],
  }));
  createIngestWriter(db).commit(source.id, { items, damage: [] });
  fuseIfPending(db, ACTING.metrics);
}

/** The incidents of a workspace, each as the sorted facts of its alerts. */
export function pictureOf(db: WritableDb): unknown {
  return db
    .prepare(
      `SELECT incident.id, rank, incident.title, risk, group_concat(alert_id || link ORDER BY position) AS alerts
       FROM incident JOIN incident_alert ON incident_id = incident.id GROUP BY incident.id ORDER BY rank`,
    )
    .all();
}
