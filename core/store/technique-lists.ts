/** Which techniques are named together, and how often; what is counted of them is worked out from these few lists. */
import type { ReadableDb } from './database.ts';

export interface TechniqueList {
  readonly techniques: readonly string[];
  /** How many rows name just these. */
  readonly count: number;
}

export function techniqueLists(db: ReadableDb, table: 'finding' | 'alert' | 'incident'): TechniqueList[] {
  const rows = db
    .prepare(`SELECT techniques, count(*) FROM ${table} WHERE techniques <> '[]' GROUP BY techniques`)
    .raw()
    .all() as [string, number][];
  return rows.map(([text, count]) => ({ techniques: JSON.parse(text) as string[], count }));
}
