/** The chained tables of a workspace: the head of each, and the check of them all. */
import { EMPTY_CHAIN, verifyChain, type ChainHead, type ChainRow, type ChainVerdict } from '../evidence/chain.ts';
import { auditChain } from './audit.ts';
import { decisionChain } from './decisions.ts';
import { headOf } from './chain-head.ts';
import type { ReadableDb } from './database.ts';

/** Every chained table with the way to read its rows as a chain. */
const CHAINS: Readonly<Record<string, (db: ReadableDb) => Iterable<ChainRow>>> = {
  audit: auditChain,
  decision: decisionChain,
};

export interface CheckedChain extends ChainVerdict {
  readonly chain: string;
  /** The head as it is recorded apart from the rows; null where that record is gone. */
  readonly recorded: ChainHead | null;
}

export const CHAIN_NAMES: readonly string[] = Object.keys(CHAINS);

export function verifyChains(db: ReadableDb): CheckedChain[] {
  return CHAIN_NAMES.map((chain) => verifyNamed(db, chain));
}

/** Of the chain with this name. */
export function verifyNamed(db: ReadableDb, chain: string): CheckedChain {
  const recorded = headOf(db, chain);
  return { chain, recorded, ...verifyChain(() => CHAINS[chain]!(db), recorded) };
}

/** Where the row with this hash stands, 0 for the head of a chain without rows; null where no chain has it. */
export function placeOfHash(db: ReadableDb, hash: string): { readonly chain: string; readonly seq: number } | null {
  for (const [chain, rowsOf] of Object.entries(CHAINS)) {
    if (hash === EMPTY_CHAIN.hash) return { chain, seq: 0 };
    for (const row of rowsOf(db)) if (row.hash === hash) return { chain, seq: row.seq };
  }
  return null;
}
