/** Runs fusion over everything a workspace holds and stores the result; the only place where both are known. */
import { placeAside } from '../fuse/baseline/aside.ts';
import { BASELINE_DETECTOR } from '../fuse/baseline/unusual.ts';
import { alertsNamed, type Decision } from '../fuse/decisions.ts';
import { dedupSorted } from '../fuse/dedup.ts';
import { fuseInOrder } from '../fuse/fuse.ts';
import { TUNING } from '../fuse/tuning.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Alert } from '../model/alert.ts';
import type { WritableDb } from '../store/database.ts';
import { decisionsInForce } from '../store/decisions.ts';
import { isPending } from '../store/pending.ts';
import { findingsByKey, replaceFusion } from '../store/fusion.ts';
import { applySuppressions } from '../store/suppressions.ts';
import { gatherRiskContext } from './risk-context.ts';

/** Brings alerts and incidents up to date with the findings; does nothing where they are, else calls `onStart` first. */
export function fuseIfPending(db: WritableDb, metrics: Metrics, onStart: () => void = () => {}): void {
  if (!isPending(db, 'fusion_pending')) return;
  onStart();
  replaceFusion(db, (writer) => {
    const alerts: Alert[] = [];
    for (const { alert, sequences } of dedupSorted(findingsByKey(db))) {
      writer.addAlert(alert, sequences);
      alerts.push(alert);
      metrics.alertsDeduplicated.inc(alert.count - 1);
    }
    const hidden = applySuppressions(db);
    const shown = hidden.size === 0 ? alerts : alerts.filter(({ id }) => !hidden.has(id));
    const decisions = decisionsInForce(db);
    const isAside = asideOf(decisions);
    const told = shown.filter((alert) => !isAside(alert));
    const incidents = fuseInOrder(told, decisions, TUNING, gatherRiskContext(db, alerts));
    const aside = shown.filter(isAside);
    // Written one by one where nothing is put among them, for all at once may be more than memory holds.
    writer.putIncidents(aside.length === 0 ? incidents : placeAside([...incidents], told, aside));
  });
}

/** What is only unusual stands beside incidents (A), unless somebody decided about it. */
export function asideOf(decisions: readonly Decision[]): (alert: Pick<Alert, 'id' | 'detector'>) => boolean {
  const decided = new Set(decisions.flatMap(alertsNamed));
  return ({ id, detector }) => detector === BASELINE_DETECTOR && !decided.has(id);
}
