/** `vedette rules precision`: how far each signal could be trusted here, by the verdicts that people gave. */
import type { Command } from 'commander';
import { precisionOf, precisionPoints, PRIOR } from '../../fuse/weigh/precision.ts';
import { judgedSignals, type JudgedSignal } from '../../store/verdicts.ts';
import { count, counted } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';

interface Learned extends JudgedSignal {
  readonly judged: number;
  readonly precision: number;
  /** What an alert of it alone is raised or lowered by. */
  readonly points: number;
}

export function addPrecision(rules: Command, session: Session): void {
  rules
    .command('precision')
    .description('what was learned of each detection from verdicts in this workspace')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('--json', 'print NDJSON, one detection a line', false)
    .action((flags: { readonly workspace: string; readonly json: boolean }) => {
      withReading(session, flags.workspace, (db) => {
        const learned = judgedSignals(db).map(learnedOf).toSorted(compare);
        if (flags.json) for (const one of learned) session.terminal.printJson(learnedJson(one));
        else printTable(session.terminal, learned);
      });
      process.exitCode = EXIT_OK;
    });
}

function learnedOf(signal: JudgedSignal): Learned {
  const { true_positive: right, false_positive: wrong, benign } = signal.counts;
  const judged = { judged: right + wrong + benign, wrong: wrong + benign };
  const points = Math.round(precisionPoints(judged)) + 0;
  return { ...signal, judged: judged.judged, precision: precisionOf(judged), points };
}

function compare(a: Learned, b: Learned): number {
  return a.precision - b.precision || b.judged - a.judged || (a.title < b.title ? -1 : 1);
}

function learnedJson({ detector, title, counts, judged, precision, points }: Learned): Record<string, unknown> {
  return { detector, title, ...counts, judged, precision, points };
}

function printTable(terminal: Terminal, learned: readonly Learned[]): void {
  if (learned.length === 0) {
    terminal.print('Nothing was judged yet, so every detection weighs the same.');
    terminal.print(`Judge an incident or alert: vedette verdict 1 false_positive --why '…'`);
    return;
  }
  const lines = tableLines(
    learned,
    [
      {
        title: 'PRECISION',
        cell: ({ judged, precision }) => (judged === 0 ? '-' : `${Math.round(precision * 100)} %`),
        align: 'right',
      },
      { title: 'POINTS', cell: ({ points }) => (points > 0 ? `+${points}` : String(points)), align: 'right' },
      { title: 'TRUE', cell: ({ counts }) => count(counts.true_positive), align: 'right' },
      { title: 'BENIGN TRUE', cell: ({ counts }) => count(counts.benign_true_positive), align: 'right' },
      { title: 'FALSE', cell: ({ counts }) => count(counts.false_positive), align: 'right' },
      { title: 'BENIGN', cell: ({ counts }) => count(counts.benign), align: 'right' },
      { title: 'TO REVIEW', cell: ({ counts }) => count(counts.needs_review), align: 'right' },
      { title: 'FOUND BY', cell: ({ detector }) => safeText(detector) },
      { title: 'DETECTION', cell: ({ title }) => safeText(title), isFlexible: true },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  const counting = learned.filter(({ judged }) => judged > 0).length;
  terminal.print(`${count(counting)} of ${counted(learned.length, 'judged detection')} learned from.`);
  terminal.print(
    `PRECISION is (true + ${PRIOR.right}) of (true, false and benign + ${PRIOR.right + PRIOR.wrong}); POINTS is what an incident of it alone gains or loses.`,
  );
}
