/** Handlers about indicators. The audit log keeps how many were added or removed and, up to a page, which. */
import type { intelContract } from '../../contract/intel.ts';
import { indicatorSources, listIndicators } from '../../store/indicators.ts';
import { addIndicators, removeIndicators } from '../indicators.ts';
import { acting } from './acting-in.ts';
import type { HandlersOf } from './handler.ts';

/** A longer list is told by its length; each of its rows is in the workspace for ever. */
const RECORDED_ITEMS = 100;

export const intelHandlers: HandlersOf<typeof intelContract> = {
  'intel.listIndicators': ({ limit }, { workspace }) => {
    const db = workspace.reader();
    return { indicators: listIndicators(db, limit), sources: indicatorSources(db) };
  },
  'intel.addIndicators': (input, db, context) => {
    const out = addIndicators(db, input, acting(context));
    if (out.added === 0) return { out, change: null };
    const { items, isAllowed, why } = input;
    const after = {
      is_allowed: isAllowed,
      why,
      added: out.added,
      known: out.known,
      refused: out.refused.length,
      items: items.slice(0, RECORDED_ITEMS).map((item) => ({ ...item })),
      incidents_changed: out.effect.changed,
    };
    return { out, change: { subject: isAllowed ? 'allowed indicators' : 'indicators', before: {}, after } };
  },
  'intel.removeIndicators': (input, db, context) => {
    const out = removeIndicators(db, input, acting(context));
    const { names, source, why } = input;
    const before = { source, names: names.slice(0, RECORDED_ITEMS).map((name) => ({ ...name })) };
    const after = { removed: out.removed, why, incidents_changed: out.effect.changed };
    return { out, change: { subject: 'indicators', before, after } };
  },
};
