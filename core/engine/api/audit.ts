/** Handlers of the audit domain. */
import type { auditContract } from '../../contract/audit.ts';
import { pageOfAudit } from '../../store/audit.ts';
import type { HandlersOf } from './handler.ts';
import { unwritten } from './unwritten.ts';

export const auditHandlers: HandlersOf<typeof auditContract> = {
  'audit.listRows': ({ beforeSeq, limit }, { workspace }) => pageOfAudit(workspace.reader(), beforeSeq ?? null, limit),
  'audit.search': unwritten,
  'audit.verify': unwritten,
};
