/** Handlers of the demo. */
import path from 'node:path';
import type { demoContract } from '../../contract/demo.ts';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import { countsOf } from '../../store/overview.ts';
import { writeScenario } from '../demo.ts';
import { importPaths } from '../import.ts';
import { recorded } from '../recorded.ts';
import { createRuleEngine } from '../rule-engine.ts';
import { readRulePack, STARTER_RULES } from '../rule-pack.ts';
import type { HandlersOf } from './handler.ts';

export const demoHandlers: HandlersOf<typeof demoContract> = {
  'demo.resetWorkspace': async ({ scenario }, context) => {
    const { workspace, clock } = context;
    // Before the workspace is opened: an earlier demo is removed with its file.
    const { evidence, replaced } = await writeScenario(scenario, workspace.file);
    const pack = await readRulePack([STARTER_RULES]);
    const db = workspace.writer();
    recorded(db, clock, 'demo.resetWorkspace', () => ({
      result: undefined,
      change: { subject: path.resolve(workspace.file), before: replaced, after: { scenario } },
    }));
    const options = { ...context, kind: 'demo', recover: false, limits: DEFAULT_LIMITS } as const;
    const report = await importPaths(db, [evidence], { ...options, engine: createRuleEngine(pack) });
    const rules = { loaded: pack.rules.length, refused: pack.refused.length };
    return { rules, ...report, totals: countsOf(db) };
  },
};
