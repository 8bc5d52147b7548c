/** Rules over everything stored: what they would have found, and which can find anything at all. */
import type { rulesContract } from '../../contract/rules.ts';
import type { OutputOf, ParsedInputOf } from '../../contract/method.ts';
import { VedetteError } from '../../kernel/errors.ts';
import type { ReadableDb } from '../../store/database.ts';
import { backtest } from '../backtest.ts';
import { chosenRules } from '../chosen-rules.ts';
import { reachOver } from '../reach.ts';
import { beforeByRules, beforeByStoredHits, type Before } from '../rule-comparison.ts';
import { rulesInUse } from '../rules-in-use.ts';
import type { JobContext } from './handler.ts';
import { ruleById, ruleToTry, type RuleToTry } from './rule-to-try.ts';
import { scanProgress } from './scan-progress.ts';

type Method<Name extends keyof typeof rulesContract> = (typeof rulesContract)[Name];

export async function backtestRule(
  { rule, compareWith }: ParsedInputOf<Method<'rules.backtest'>>,
  context: JobContext,
): Promise<OutputOf<Method<'rules.backtest'>>> {
  const { workspace, signal } = context;
  const inUse = await rulesInUse(workspace);
  const toTry = await ruleToTry(rule, inUse);
  const [problem] = toTry.problems;
  if (problem !== undefined) throw new VedetteError(problem.code, `Line ${problem.line}: ${problem.reason}`);
  const ids = new Set([...toTry.rules, ...toTry.correlations].map(({ facts }) => facts.id));
  const db = workspace.reader();
  const against = compareWith === 'nothing' ? null : before(db, compareWith, toTry, chosenRules(inUse.pack, ids).rules);
  const rules = chosenRules(toTry.pack, ids);
  return await backtest(db, { rules, against, signal, onProgress: scanProgress(db, context) });
}

function before(
  db: ReadableDb,
  compareWith: 'stored' | 'pack',
  { rules, correlations }: RuleToTry,
  inPack: Before['rules'],
): Before {
  if (correlations.length > 0) {
    const message = 'A correlation relates several events, so what it found cannot be compared event by event';
    throw new VedetteError('E_INPUT_INVALID', message);
  }
  if (compareWith === 'pack') return beforeByRules(inPack);
  return beforeByStoredHits(
    db,
    rules.map(({ facts }) => facts.id),
    inPack,
  );
}

export async function explainReach(
  id: string | null,
  context: JobContext,
): Promise<OutputOf<Method<'rules.explainReach'>>> {
  const { workspace, signal } = context;
  const { pack } = await rulesInUse(workspace);
  const named = id === null ? null : ruleById(id, pack);
  const ids = named === null ? null : new Set([...named.rules, ...named.correlations].map(({ facts }) => facts.id));
  const db = workspace.reader();
  const wanted = ids === null ? pack : chosenRules(pack, ids);
  const { events, rules, correlations, counts } = await reachOver(db, wanted, {
    signal,
    onProgress: scanProgress(db, context),
  });
  return {
    events,
    rules: [
      ...rules.map(({ rule, state, hits, reach }) => {
        const { id: ruleId, title, level } = rule.facts;
        const obstacle = reach.kind === 'could_fire' || reach.kind === 'no_logsource' ? null : reach;
        return { id: ruleId, title, level, kind: 'rule' as const, state, hits, logsource: rule.logsource, obstacle };
      }),
      ...correlations.map(({ rule, state, hits }) => {
        const { id: ruleId, title, level } = rule.facts;
        return { id: ruleId, title, level, kind: 'correlation' as const, state, hits, logsource: null, obstacle: null };
      }),
    ],
    counts,
  };
}
