/** The head of a chained table as it is recorded apart from its rows; triggers move it with each row that is added. */
import type { ChainHead } from '../evidence/chain.ts';
import type { ReadableDb } from './database.ts';
import { statement } from './statements.ts';

/** Null where the record is gone, which only happens by force. */
export function headOf(db: ReadableDb, chain: string): ChainHead | null {
  const sql = 'SELECT count, last_hash AS hash FROM chain_head WHERE chain = ?';
  return (statement(db, sql).get(chain) as ChainHead | undefined) ?? null;
}
