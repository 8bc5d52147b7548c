/** `vedette backtest RULE.yml…`: what rules would have found in a workspace, and how many alerts that makes. */
import type { Command } from 'commander';
import { backtest } from '../../engine/backtest.ts';
import { beforeByRules } from '../../engine/rule-comparison.ts';
import { refusalText } from '../../engine/named-rule.ts';
import { readRulePack, type RulePack } from '../../engine/rule-pack.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { countsOf } from '../../store/overview.ts';
import { backtestJson, printBacktest } from '../render/backtested.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { createScanProgress } from '../render/scan-progress.ts';
import { withLongReading } from '../reading.ts';
import { defaultWorkspace, EXIT_FAILURE, EXIT_OK, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { append, listFiles, listsOption } from './options.ts';

interface BacktestFlags {
  readonly lists: readonly string[];
  readonly workspace: string;
  readonly against: readonly string[];
  readonly json: boolean;
}

export function addBacktest(program: Command, session: Session): void {
  program
    .command('backtest')
    .description('run rules over all stored events: hits, when, where, and alerts per day; changes nothing')
    .argument('<rule...>', 'rule files, folders or zip archives')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .addOption(listsOption())
    .option('--against <path>', 'rules as they were: tells the events gained and lost; may be repeated', append, [])
    .option('--json', 'print one JSON object', false)
    .action(async (paths: string[], flags: BacktestFlags) => {
      process.exitCode = await runBacktest(session, paths, flags);
    });
}

async function runBacktest(session: Session, paths: readonly string[], flags: BacktestFlags): Promise<number> {
  const { terminal, clock } = session;
  const lists = listFiles(flags.workspace, flags.lists);
  const rules = await loaded(terminal, paths, lists);
  const against =
    flags.against.length === 0 ? null : beforeByRules((await loaded(terminal, flags.against, lists)).rules);
  const startedMs = clock.monotonicMs();
  const [report, counts] = await withLongReading(terminal, flags.workspace, async (db) => {
    const onProgress = createScanProgress(terminal, clock);
    return [await backtest(db, { rules, against, onProgress }), countsOf(db)] as const;
  });
  if (flags.json) {
    terminal.printJson({ workspace: flags.workspace, refused: rules.refused, ...backtestJson(report) });
  } else {
    printDemoBanner(terminal, counts.isDemo);
    printBacktest(terminal, report, { workspace: flags.workspace, elapsedMs: clock.monotonicMs() - startedMs });
  }
  return rules.refused.length > 0 ? EXIT_FAILURE : EXIT_OK;
}

/** What is refused is told; where nothing else is left, that is the failure. */
async function loaded(terminal: Terminal, paths: readonly string[], lists: readonly string[]): Promise<RulePack> {
  const pack = await readRulePack(paths, lists);
  const [first] = pack.refused;
  if (pack.rules.length + pack.correlations.length === 0) {
    if (first !== undefined) throw new VedetteError(first.code, refusalText(first));
    throw new VedetteError('E_RULES_NOT_FOUND', `${paths.join(', ')} holds no rule`);
  }
  for (const refused of pack.refused) terminal.warn(`${safeText(refusalText(refused))} (${refused.code})`);
  return pack;
}
