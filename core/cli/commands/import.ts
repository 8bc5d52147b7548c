/** `vedette import`: evidence into a workspace, and what became of each source. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { MIN_HISTORY_DAYS } from '../../fuse/baseline/habits.ts';
import type { MethodOutput } from '../../contract/api.ts';
import { totalSize } from '../../intake/sources.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { readSalt } from '../../store/cipher.ts';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import { withApi } from '../api.ts';
import { alertsCounted, counted, count } from '../render/format.ts';
import { createProgressLine } from '../render/progress.ts';
import { printSkipped } from '../render/skipped.ts';
import { tableLines } from '../render/table.ts';
import { rateLine } from '../render/rate.ts';
import { defaultWorkspace, EXIT_FAILURE, EXIT_OK, type Session } from '../session.ts';
import { safeText } from '../terminal.ts';
import { FUSING, onInterruption, RESUMES } from '../interrupt.ts';
import { append, listsOption } from './options.ts';

type ImportReport = MethodOutput<'evidence.importPaths'>;
type Baselines = NonNullable<ImportReport['baselines']>;
type SourceReport = ImportReport['sources'][number];

interface ImportFlags {
  readonly workspace: string;
  readonly rules: readonly string[];
  readonly lists: readonly string[];
  readonly recover: boolean;
  readonly encrypt: boolean;
  readonly json: boolean;
}

export function addImport(program: Command, session: Session): void {
  program
    .command('import')
    .description('read evidence into a workspace: normalise, detect, fuse into incidents')
    .argument('<path...>', 'files, folders and archives (zip, gzip, zstd), in any mix')
    .option('-w, --workspace <file>', 'workspace to write, made if it does not exist', defaultWorkspace())
    .option('-r, --rules <path>', 'Sigma rules to use instead of those of the workspace; may be repeated', append, [])
    .addOption(listsOption())
    .option('--recover', 'also read EVTX records from slack space, marked as recovered', false)
    .option('--encrypt', 'make the new workspace an encrypted one', false)
    .option('--json', 'print one JSON object', false)
    .action(async (paths: string[], flags: ImportFlags) => {
      process.exitCode = await runImport(session, paths, flags);
    });
}

async function runImport(session: Session, paths: string[], flags: ImportFlags): Promise<number> {
  const { terminal, clock } = session;
  const startedMs = clock.monotonicMs();
  const totalBytes = process.stderr.isTTY ? await totalSize(paths, DEFAULT_LIMITS) : null;
  if (flags.encrypt) expectNewOrEncrypted(session, flags.workspace);
  const interruption = onInterruption(terminal, RESUMES);
  const input = {
    paths,
    rules: [...flags.rules],
    lists: [...flags.lists],
    recover: flags.recover,
  };
  const report = await withApi(session, flags.workspace, (api, caller) =>
    api.call('evidence.importPaths', input, {
      ...caller,
      onProgress: createProgressLine(terminal, clock, totalBytes),
      onFusion: () => {
        interruption.release();
        terminal.status(FUSING);
      },
    }),
  );
  if (flags.json) terminal.printJson({ workspace: flags.workspace, ...report });
  else printReport(session, flags, report, clock.monotonicMs() - startedMs);
  return exitCodeOf(paths, report);
}

/** `--encrypt` on a plain workspace must not pass for encryption. */
function expectNewOrEncrypted(session: Session, file: string): void {
  session.passphrases.encryptNew();
  if (!existsSync(file) || readSalt(file) !== null) return;
  const message = `${file} is there already and is not encrypted: \`vedette workspace encrypt\` encrypts it`;
  throw new VedetteError('E_USAGE', message);
}

/** A path that was named and could not be read is a failure; a stray file in a folder is not. */
function exitCodeOf(paths: readonly string[], report: ImportReport): number {
  return report.skipped.some((skipped) => paths.includes(skipped.path)) ? EXIT_FAILURE : EXIT_OK;
}

function printReport(
  { terminal }: Session,
  { workspace, rules: rulePaths, recover }: ImportFlags,
  report: ImportReport,
  elapsedMs: number,
): void {
  const { rules, totals: counts } = report;
  if (report.sources.length > 0) {
    const lines = tableLines(
      report.sources,
      [
        { title: 'SOURCE', cell: (source) => safeText(source.path), isFlexible: true },
        { title: 'READ AS', cell: (source) => source.reader },
        { title: 'RECORDS', cell: (source) => count(source.records), align: 'right' },
        { title: 'DAMAGED', cell: (source) => count(source.damaged), align: 'right' },
        { title: 'EVENTS', cell: (source) => count(source.events), align: 'right' },
        { title: 'HITS', cell: (source) => count(source.hits), align: 'right' },
        { title: '', cell: remarkOn },
      ],
      terminal.widthColumns,
    );
    for (const line of lines) terminal.print(line);
  }
  for (const source of report.sources) printDamage(source, (line) => terminal.print(line));
  printSkipped(terminal, report.skipped);
  if ((rulePaths.length > 0 || recover) && report.sources.some((source) => source.outcome === 'known')) {
    terminal.print();
    terminal.print('What was imported already was not read again: --rules and --recover had no effect on it.');
    terminal.print('Import into another workspace to apply them, or match rules with vedette detect.');
  }
  const sum = (pick: (source: SourceReport) => number): number =>
    report.sources.reduce((total, one) => total + pick(one), 0);
  const events = sum((source) => source.events);
  terminal.print();
  terminal.print(
    `This run: ${counted(report.sources.length, 'source')}, ${counted(
      sum((one) => one.records),
      'record',
    )}, ` +
      `${count(sum((one) => one.damaged))} damaged, ${counted(events, 'event')}, ${counted(
        sum((one) => one.hits),
        'hit',
      )}, ` +
      `${count(report.skipped.length)} skipped · ${rateLine(events, elapsedMs)} · ${counted(rules.loaded, 'rule')}` +
      (rules.refused > 0 ? ` (${count(rules.refused)} refused: see vedette rules check)` : ''),
  );
  terminal.print(
    `Workspace ${safeText(workspace)}: ${counted(counts.events, 'event')} from ${counted(counts.sources, 'source')}, ` +
      `${counted(counts.findings, 'finding')} in ${alertsCounted(counts)} in ${counted(counts.incidents, 'incident')}`,
  );
  if (report.baselines !== null) terminal.print(baselineLine(report.baselines));
  if (counts.incidents > 0) terminal.print(`Next: vedette incidents --workspace ${safeText(workspace)}`);
}

/** Says so where there is too little history to call anything unusual. */
function baselineLine({ hosts, readyHosts, users, readyUsers, found, leftOut }: Baselines): string {
  const reach = `${count(readyHosts)} of ${counted(hosts, 'host')} and ${count(readyUsers)} of ${counted(users, 'user')}`;
  if (readyHosts + readyUsers === 0) {
    return `Baselines are off: ${reach} have the ${MIN_HISTORY_DAYS} active days of history that they need`;
  }
  const more = leftOut > 0 ? `, ${count(leftOut)} more left out` : '';
  return `Baselines of ${reach}: ${counted(found, 'unusual thing')}${more} (vedette baseline)`;
}

function remarkOn(source: SourceReport): string {
  if (source.outcome === 'known' && source.removed > 0)
    return `already imported, nothing added; ${count(source.removed)} of its events were removed as too old`;
  if (source.outcome === 'known') return 'already imported, nothing added';
  return source.outcome === 'resumed' ? 'resumed after an interruption' : '';
}

function printDamage(source: SourceReport, print: (line: string) => void): void {
  if (source.damaged === 0) return;
  print('');
  print(`Damaged in ${safeText(source.path)}: ${count(source.damage.length)} of ${count(source.damaged)} places`);
  for (const { offset, record, code, reason } of source.damage) {
    print(`  at byte ${count(offset)}${record === null ? '' : `, record ${record}`}: ${safeText(reason)} (${code})`);
  }
}
