/** A change of what weighs on risk, with what it did to the queue. */
import type { Severity } from '../model/severity.ts';
import type { ReadableDb, WritableDb } from '../store/database.ts';
import { findIncident } from '../store/incidents.ts';
import { markPending } from '../store/pending.ts';
import type { Acting } from './acting.ts';
import { fuseIfPending } from './fuse.ts';

const SHOWN = 5;

export interface MovedIncident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly rankBefore: number;
  readonly rank: number;
  readonly riskBefore: number;
  readonly risk: number;
}

export interface RankingEffect {
  readonly incidents: number;
  /** Those whose risk is another now. */
  readonly changed: number;
  /** The most pressing of these. */
  readonly top: readonly MovedIncident[];
}

/** Does `work`, which says whether it changed anything, and ranks anew where it did; both in one transaction. */
export function reranked(db: WritableDb, { metrics }: Acting, work: () => boolean): RankingEffect {
  fuseIfPending(db, metrics);
  return db
    .transaction((): RankingEffect => {
      const before = standings(db);
      if (!work()) return { incidents: before.size, changed: 0, top: [] };
      markPending(db, 'fusion_pending');
      fuseIfPending(db, metrics);
      const changed = [...standings(db)].filter(([id, { risk }]) => before.has(id) && before.get(id)!.risk !== risk);
      const top = changed.slice(0, SHOWN).map(([id, { rank, risk }]): MovedIncident => {
        const { title, severity } = findIncident(db, id)!;
        const was = before.get(id)!;
        return { id, title, severity, rankBefore: was.rank, rank, riskBefore: was.risk, risk };
      });
      return { incidents: before.size, changed: changed.length, top };
    })
    .immediate();
}

/** By rank. */
function standings(db: ReadableDb): ReadonlyMap<string, { readonly rank: number; readonly risk: number }> {
  const rows = db.prepare('SELECT id, rank, risk FROM incident ORDER BY rank').raw().all() as [
    string,
    number,
    number,
  ][];
  return new Map(rows.map(([id, rank, risk]) => [id, { rank, risk }]));
}
