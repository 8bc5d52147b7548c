/** Handlers of the audit domain. */
import type { auditContract } from '../../contract/audit.ts';
import { pageOfAudit } from '../../store/audit.ts';
import { auditNames, searchAudit } from '../../store/audit-search.ts';
import type { HandlersOf } from './handler.ts';

export const auditHandlers: HandlersOf<typeof auditContract> = {
  'audit.listRows': ({ beforeSeq, limit }, { workspace }) => pageOfAudit(workspace.reader(), beforeSeq ?? null, limit),

  'audit.search': ({ beforeSeq, limit, ...question }, { workspace }) => {
    const db = workspace.reader();
    const page = searchAudit(db, question, beforeSeq, limit);
    const next = page.rows.length < limit ? null : (page.rows.at(-1)?.seq ?? null);
    return { ...page, next, actors: auditNames(db, 'actor'), actions: auditNames(db, 'action') };
  },

  'audit.verify': ({ isQuick }, { workspace, signal, onStep }) =>
    workspace.readers().read('workspace.verify', { isQuick }, { signal, onStep: (_step, { next }) => onStep(next) }),
};
