/** Handlers of saved views. */
import type { MethodOutput } from '../../contract/api.ts';
import type { viewsContract } from '../../contract/views.ts';
import { VedetteError } from '../../kernel/errors.ts';
import type { JsonValue } from '../../model/json.ts';
import { findView, listViews, putView, removeView, type SavedView } from '../../store/views.ts';
import { acting } from './acting-in.ts';
import type { HandlersOf } from './handler.ts';

type ShownView = MethodOutput<'views.remove'>['undo'];

export const viewsHandlers: HandlersOf<typeof viewsContract> = {
  'views.list': ({ subject }, { workspace }) => ({ views: listViews(workspace.reader(), subject) }),

  'views.save': (given, db, context) => {
    const { actor, clock } = acting(context);
    const before = findView(db, given.subject, given.name);
    putView(db, { ...given, actor, savedUs: clock.nowUs() });
    const view = findView(db, given.subject, given.name)!;
    const undo = before === null ? null : shownView(before);
    return { out: { view, undo }, change: { subject: nameOf(view), before: undo && kept(before!), after: kept(view) } };
  },

  'views.remove': ({ subject, name }, db) => {
    const before = findView(db, subject, name);
    if (before === null) throw new VedetteError('E_NOT_FOUND', `There is no view ${name} of ${subject}`);
    removeView(db, subject, name);
    return { out: { undo: shownView(before) }, change: { subject: nameOf(before), before: kept(before), after: null } };
  },
};

function nameOf({ subject, name }: SavedView): string {
  return `view ${name} of ${subject}`;
}

/** As it can be saved again. */
function shownView({ subject, name, query, columns, sort }: SavedView): ShownView {
  return { subject, name, query, columns, sort };
}

function kept({ query, columns, sort }: SavedView): JsonValue {
  return { query, columns, sort };
}
