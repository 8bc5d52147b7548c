/** `vedette doctor`: does everything that Vedette needs work here? Each check does the real thing. Exit code 1 where one fails. */
import type { Command } from 'commander';
import type { MethodOutput } from '../../contract/api.ts';
import { withApi } from '../api.ts';
import { stoppedByInterruption } from '../interrupt.ts';
import { count, counted } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_FAILURE, EXIT_OK, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';

type Examined = MethodOutput<'health.runDoctor'>;
type Check = Examined['checks'][number];

export function addDoctor(program: Command, session: Session): void {
  program
    .command('doctor')
    .description('try everything that Vedette needs, for real: database, pipeline, backup, rules, disk, clock')
    .option('-w, --workspace <file>', 'workspace to look at; it is not written to', defaultWorkspace())
    .option('--json', 'print one JSON object', false)
    .action(async (flags: { readonly workspace: string; readonly json: boolean }) => {
      const { terminal } = session;
      const stopping = stoppedByInterruption(terminal, 'Interrupted. What was made for the checks is removed.');
      const examined = await withApi(session, flags.workspace, (api, caller) =>
        api.call(
          'health.runDoctor',
          {},
          { ...caller, signal: stopping.signal, onStep: (step) => terminal.status(`Checking: ${step} …`) },
        ),
      );
      stopping.release();
      if (flags.json) terminal.printJson({ workspace: flags.workspace, ...examined });
      else print(terminal, examined);
      process.exitCode = examined.state === 'down' ? EXIT_FAILURE : EXIT_OK;
    });
}

/** In capitals what somebody has to do something about. */
const WORDS = { ok: 'ok', degraded: 'DEGRADED', down: 'DOWN', disabled: 'not there' } as const;

/** The table, then what to do, the worst first, then the sum in one sentence. */
function print(terminal: Terminal, { checks, counts, state }: Examined): void {
  const lines = tableLines(
    checks,
    [
      { title: 'STATE', cell: (check) => WORDS[check.state] },
      { title: 'CHECK', cell: (check) => check.title },
      { title: 'MS', cell: (check) => count(Math.round(check.tookMs)), align: 'right' },
      { title: 'WHAT WAS FOUND', cell: (check) => safeText(check.detail), isFlexible: true },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  for (const check of [...inState(checks, 'down'), ...inState(checks, 'degraded')]) {
    terminal.print();
    terminal.print(`${WORDS[check.state]}  ${check.title}: ${safeText(check.detail)}`);
    terminal.print(`  ${safeText(check.fix)}`);
  }
  terminal.print();
  terminal.print(`${sentence(state)} ${countsText(counts)}`);
}

function inState(checks: readonly Check[], state: Check['state']): Check[] {
  return checks.filter((check) => check.state === state);
}

function sentence(state: Examined['state']): string {
  if (state === 'down') return 'Vedette does not work as it should here.';
  return state === 'degraded' ? 'Vedette works here, with less than it could have.' : 'Everything works.';
}

function countsText({ ok, degraded, down }: Examined['counts']): string {
  const parts = [
    `${counted(ok, 'check')} passed`,
    degraded > 0 ? `${count(degraded)} degraded` : null,
    down > 0 ? `${count(down)} failed` : null,
  ];
  return `${parts.filter((part) => part !== null).join(', ')}.`;
}
