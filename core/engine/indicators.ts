/** Indicators by hand or from a list: each is taken, or refused with the reason; removed ones stay on record. */
import { VedetteError } from '../kernel/errors.ts';
import type { TimeUs } from '../kernel/time.ts';
import { indicatorValue, isIndicatorType } from '../intel/indicator.ts';
import { INDICATOR_TYPES, type IndicatorType } from '../model/indicator.ts';
import type { WritableDb } from '../store/database.ts';
import { addIndicator, endIndicator, indicatorsInForce } from '../store/indicators.ts';
import type { Acting } from './acting.ts';
import type { Refused } from './criticality.ts';
import { reranked, type RankingEffect } from './ranking-effect.ts';

export interface IndicatorDraft {
  readonly type: string;
  readonly value: string;
  readonly source: string;
  readonly expiresUs: TimeUs | null;
}

export interface AddedIndicators {
  readonly added: number;
  /** There already, from this source and with this end. */
  readonly known: number;
  readonly refused: readonly Refused[];
  readonly effect: RankingEffect;
}

export function addIndicators(
  db: WritableDb,
  {
    items,
    isAllowed,
    why,
  }: { readonly items: readonly IndicatorDraft[]; readonly isAllowed: boolean; readonly why: string },
  acting: Acting,
): AddedIndicators {
  const refused: Refused[] = [];
  let [added, known] = [0, 0];
  const effect = reranked(db, acting, () => {
    const stamp = { actor: acting.actor, why: why.trim(), atUs: acting.clock.nowUs() };
    for (const [index, { source, expiresUs, ...draft }] of items.entries()) {
      const read = readName(draft);
      if ('problem' in read) refused.push({ index, reason: read.problem });
      else if (addIndicator(db, { ...read, source: source.toWellFormed(), expiresUs, isAllowed }, stamp)) added += 1;
      else known += 1;
    }
    return added > 0;
  });
  return { added, known, refused, effect };
}

export interface Removal {
  /** Empty for whatever its name. */
  readonly names: readonly { readonly type: string; readonly value: string }[];
  /** Null for whatever its source. */
  readonly source: string | null;
  readonly why: string;
}

/** Throws `E_INDICATOR_INVALID` where a name is none, nothing is named at all, or nothing named is there. */
export function removeIndicators(
  db: WritableDb,
  { names, source, why }: Removal,
  acting: Acting,
): { readonly removed: number; readonly effect: RankingEffect } {
  if (names.length === 0 && source === null) throw invalid('Name the indicators to remove, or a source with --source');
  const wanted = new Set(names.map((name) => keyOf(readNameOrThrow(name))));
  let removed = 0;
  const effect = reranked(db, acting, () => {
    const stamp = { actor: acting.actor, why: why.trim(), atUs: acting.clock.nowUs() };
    const isMeant = (one: { readonly type: string; readonly value: string; readonly source: string }): boolean =>
      (wanted.size === 0 || wanted.has(keyOf(one))) && (source === null || one.source === source);
    const found = [...indicatorsInForce(db)].filter(isMeant);
    for (const { id } of found) endIndicator(db, id, stamp);
    removed = found.length;
    return removed > 0;
  });
  if (removed === 0) throw invalid(`There is no such indicator${source === null ? '' : ` of ${source}`}`);
  return { removed, effect };
}

interface ReadName {
  readonly type: IndicatorType;
  readonly value: string;
}

function readName(draft: { readonly type: string; readonly value: string }): ReadName | { readonly problem: string } {
  const type = draft.type.trim().toLowerCase();
  if (!isIndicatorType(type)) {
    return { problem: `${JSON.stringify(draft.type)} is none of ${INDICATOR_TYPES.join(', ')}` };
  }
  const read = indicatorValue(type, draft.value);
  return 'problem' in read ? { problem: `${JSON.stringify(draft.value)} ${read.problem}` } : { type, ...read };
}

function readNameOrThrow(name: { readonly type: string; readonly value: string }): ReadName {
  const read = readName(name);
  if ('problem' in read) throw invalid(read.problem);
  return read;
}

function keyOf({ type, value }: { readonly type: string; readonly value: string }): string {
  return `${type} ${value}`;
}

function invalid(message: string): VedetteError {
  return new VedetteError('E_INDICATOR_INVALID', message);
}
