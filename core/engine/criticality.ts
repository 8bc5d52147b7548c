/** Ratings of assets and accounts by hand or from a list: each item is taken, or refused with the reason. */
import { CRITICALITIES, RATED_TYPES, type Criticality, type Rating, type RatedType } from '../model/criticality.ts';
import { submittedEntity } from '../normalise/submitted-entity.ts';
import type { WritableDb } from '../store/database.ts';
import { addRating, ratingOf } from '../store/ratings.ts';
import type { Acting } from './acting.ts';
import { reranked, type RankingEffect } from './ranking-effect.ts';

export interface RatingDraft {
  readonly type: string;
  readonly value: string;
  readonly level: string;
  readonly why: string;
}

export interface Refused {
  /** In the list, from 0. */
  readonly index: number;
  readonly reason: string;
}

export interface RatingOutcome {
  readonly rated: number;
  /** Rated so already, for the same reason. */
  readonly unchanged: number;
  readonly refused: readonly Refused[];
  readonly effect: RankingEffect;
}

export function rateCriticality(db: WritableDb, drafts: readonly RatingDraft[], acting: Acting): RatingOutcome {
  const refused: Refused[] = [];
  let [rated, unchanged] = [0, 0];
  const effect = reranked(db, acting, () => {
    const stamp = { actor: acting.actor, ratedUs: acting.clock.nowUs() };
    for (const [index, draft] of drafts.entries()) {
      const read = readRating(draft);
      if ('problem' in read) {
        refused.push({ index, reason: read.problem });
        continue;
      }
      const why = draft.why.trim();
      const known = ratingOf(db, read);
      if (known?.level === read.level && known.why === why) unchanged += 1;
      else {
        addRating(db, { ...read, ...stamp, why });
        rated += 1;
      }
    }
    return rated > 0;
  });
  return { rated, unchanged, refused, effect };
}

function readRating({ type, value, level }: RatingDraft): Rating | { readonly problem: string } {
  const kind = type.trim().toLowerCase();
  if (!isRatedType(kind)) return { problem: `${JSON.stringify(type)} is none of ${RATED_TYPES.join(', ')}` };
  const degree = level.trim().toLowerCase();
  if (!isCriticality(degree)) return { problem: `${JSON.stringify(level)} is none of ${CRITICALITIES.join(', ')}` };
  const entity = submittedEntity(kind, value);
  if (entity === null) return { problem: `${JSON.stringify(value)} names no ${kind.replace('_', ' ')}` };
  return { type: kind, value: entity.value, level: degree };
}

function isRatedType(text: string): text is RatedType {
  return (RATED_TYPES as readonly string[]).includes(text);
}

function isCriticality(text: string): text is Criticality {
  return (CRITICALITIES as readonly string[]).includes(text);
}
