/** Handlers about assets. The audit log keeps how many were rated and, up to a page, which. */
import type { assetsContract } from '../../contract/assets.ts';
import { listRatings } from '../../store/ratings.ts';
import { rateCriticality } from '../criticality.ts';
import { acting } from './acting-in.ts';
import type { HandlersOf } from './handler.ts';

/** A longer list is told by its length; each of its rows is in the workspace for ever. */
const RECORDED_ITEMS = 100;

export const assetsHandlers: HandlersOf<typeof assetsContract> = {
  'assets.listRatings': (_input, { workspace }) => ({ ratings: listRatings(workspace.reader()) }),
  'assets.rateCriticality': ({ items }, db, context) => {
    const out = rateCriticality(db, items, acting(context));
    if (out.rated === 0) return { out, change: null };
    const { rated, unchanged, refused } = out;
    const after = {
      rated,
      unchanged,
      refused: refused.length,
      items: items.slice(0, RECORDED_ITEMS).map((item) => ({ ...item })),
      incidents_changed: out.effect.changed,
    };
    return { out, change: { subject: 'criticality', before: {}, after } };
  },
};
