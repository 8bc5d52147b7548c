/** `vedette rules reach`: which rules have fired over a workspace, which could, and why the others cannot. */
import type { Command } from 'commander';
import { reachOver } from '../../engine/reach.ts';
import { rulesFor } from '../../engine/rules-in-use.ts';
import { countsOf } from '../../store/overview.ts';
import { printDemoBanner } from '../render/demo-banner.ts';
import { printReach, reachJson } from '../render/reached.ts';
import { createScanProgress } from '../render/scan-progress.ts';
import { withLongReading } from '../reading.ts';
import { defaultWorkspace, EXIT_OK, type Session } from '../session.ts';
import { listsOption } from './options.ts';

interface ReachFlags {
  readonly lists: readonly string[];
  readonly workspace: string;
  readonly all: boolean;
  readonly json: boolean;
}

/** Adds `reach` to the `rules` command. */
export function addReach(rules: Command, session: Session): void {
  rules
    .command('reach')
    .description('which rules fired over the stored events, which could, and why the others cannot')
    .argument('[path...]', 'folders, files or zip archives of rules; those of the workspace where none is named')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .addOption(listsOption())
    .option('--all', 'name every rule instead of the first of each group', false)
    .option('--json', 'print one JSON object', false)
    .action(async (paths: string[], flags: ReachFlags) => {
      await showReach(session, paths, flags);
      process.exitCode = EXIT_OK;
    });
}

async function showReach(session: Session, paths: readonly string[], flags: ReachFlags): Promise<void> {
  const { terminal, clock } = session;
  const startedMs = clock.monotonicMs();
  const [report, counts, pack] = await withLongReading(terminal, flags.workspace, async (db) => {
    const rules = await rulesFor({ file: flags.workspace, reader: () => db }, paths, flags.lists);
    const onProgress = createScanProgress(terminal, clock);
    return [await reachOver(db, rules.pack, { onProgress }), countsOf(db), rules.pack] as const;
  });
  if (flags.json) {
    terminal.printJson({ workspace: flags.workspace, refused: pack.refused.length, ...reachJson(report) });
    return;
  }
  printDemoBanner(terminal, counts.isDemo);
  printReach(terminal, report, {
    workspace: flags.workspace,
    refused: pack.refused.length,
    showsAll: flags.all,
    elapsedMs: clock.monotonicMs() - startedMs,
  });
}
