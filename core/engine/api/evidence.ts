/** Handlers that take in evidence and alerts. */
import type { evidenceContract } from '../../contract/evidence.ts';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import { countsOf } from '../../store/overview.ts';
import { importPaths } from '../import.ts';
import { createRuleEngine } from '../rule-engine.ts';
import { rulesFor } from '../rules-in-use.ts';
import { openSpooled } from '../spool.ts';
import { submitAlerts } from '../submit.ts';
import type { HandlersOf } from './handler.ts';

export const evidenceHandlers: HandlersOf<typeof evidenceContract> = {
  'evidence.importPaths': async ({ paths, rules, lists, recover }, context) => {
    // Before the workspace is opened, and so made: rules that cannot be read leave no file behind.
    const { pack, enabled } = await rulesFor(context.workspace, rules, lists);
    const db = context.workspace.writer();
    const engine = createRuleEngine(enabled);
    const options = { ...context, kind: 'evidence', engine, recover, limits: DEFAULT_LIMITS } as const;
    const report = await importPaths(db, paths, options);
    const counted = { loaded: enabled.rules.length, refused: pack.refused.length };
    return { rules: counted, ...report, totals: countsOf(db) };
  },

  'evidence.submitAlerts': async ({ path }, context) => {
    const db = context.workspace.writer();
    const input = { path, open: () => openSpooled(db, path) };
    const report = await submitAlerts(db, input, { ...context, limits: DEFAULT_LIMITS });
    return { ...report, totals: countsOf(db) };
  },
};
