/** What a person names by a rank or the first digits of an id. */
import { VedetteError } from '../kernel/errors.ts';
import type { ReadableDb } from '../store/database.ts';
import { findByIdPrefix, incidentAtRank, type Named } from '../store/overview.ts';

/**
 * The incident or alert that `id` names: `#3` or `3` is the incident at that rank where there is one. Throws
 * `E_NOT_FOUND` where nothing or more than one thing is meant.
 */
export function resolveNamed(db: ReadableDb, id: string, workspace: string): Named {
  const rank = /^#?(\d{1,6})$/.exec(id)?.[1];
  const byRank = rank === undefined ? null : incidentAtRank(db, Number(rank));
  if (byRank !== null) return { kind: 'incident', id: byRank };
  const found = findByIdPrefix(db, id);
  if (found.length === 0) {
    const what = /^e\d+$/i.test(id)
      ? `There is no event ${id} in ${workspace}`
      : rank !== undefined
        ? `There is no incident #${rank} in ${workspace}, and no id starts with ${rank}`
        : `Nothing in ${workspace} has an id that starts with ${JSON.stringify(id)}`;
    throw new VedetteError('E_NOT_FOUND', what);
  }
  if (found.length > 1) {
    throw new VedetteError(
      'E_NOT_FOUND',
      `${id} could be ${found.map((one) => `${one.kind} ${one.id}`).join(' or ')}; give more digits`,
    );
  }
  return found[0]!;
}

/** The id of what `id` names, which must be of that kind. */
export function resolveKind(db: ReadableDb, kind: Named['kind'], id: string, workspace: string): string {
  const named = resolveKindFirst(db, kind, id) ?? resolveNamed(db, id, workspace);
  if (named.kind !== kind) {
    throw new VedetteError('E_NOT_FOUND', `${id} is an ${named.kind}; an ${kind} is wanted here`);
  }
  return named.id;
}

/** An alert's id may be all digits and then looks like a rank; where an alert is wanted, none is meant. */
function resolveKindFirst(db: ReadableDb, kind: Named['kind'], id: string): Named | null {
  if (kind !== 'alert' || !/^\d+$/.test(id)) return null;
  const alerts = findByIdPrefix(db, id).filter((one) => one.kind === 'alert');
  return alerts.length === 1 ? alerts[0]! : null;
}
