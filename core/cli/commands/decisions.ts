/** `vedette decisions`: what was decided by hand, by whom and why, and what of it holds. */
import type { Command } from 'commander';
import { listDecisions, type DecisionRow } from '../../store/decisions.ts';
import { count, counted, jsonTime, timeToSecond } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';

export function addDecisions(program: Command, session: Session): void {
  program
    .command('decisions')
    .description('what was decided by hand: merges, splits, detached and pinned alerts, verdicts, and what was undone')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('--json', 'print NDJSON, one decision a line', false)
    .action((flags: { readonly workspace: string; readonly json: boolean }) => {
      withReading(session, flags.workspace, (db) => {
        const decisions = listDecisions(db);
        if (flags.json) for (const decision of decisions) session.terminal.printJson(decisionJson(decision));
        else printTable(session.terminal, decisions);
      });
      process.exitCode = EXIT_OK;
    });
}

/** A decision for machines. */
export function decisionJson(decision: DecisionRow): Record<string, unknown> {
  const { id, kind, verdict, verdictOn, revokesId, actor, why, about, decidedUs, isInForce } = decision;
  const judged = verdict === null ? {} : { verdict, on: verdictOn };
  return {
    decision: id,
    kind,
    ...judged,
    undoes: revokesId,
    about,
    why,
    by: actor,
    at: jsonTime(decidedUs),
    in_force: isInForce,
  };
}

function printTable(terminal: Terminal, decisions: readonly DecisionRow[]): void {
  if (decisions.length === 0) {
    terminal.print('Nothing was decided by hand yet: fusion alone made the incidents.');
    terminal.print('Decide with vedette merge, split, detach, pin or verdict; each can be taken back.');
    return;
  }
  const lines = tableLines(
    decisions,
    [
      { title: 'N', cell: ({ id }) => String(id), align: 'right' },
      { title: 'WHEN', cell: ({ decidedUs }) => timeToSecond(decidedUs) },
      { title: 'BY', cell: ({ actor }) => safeText(actor) },
      { title: 'WHAT', cell: ({ kind }) => kind },
      { title: 'HOLDS', cell: ({ isInForce }) => (isInForce ? 'yes' : 'undone') },
      { title: 'ABOUT', cell: ({ about }) => safeText(about), isFlexible: true },
      { title: 'WHY', cell: ({ why }) => safeText(why) },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  const held = decisions.filter(({ kind, isInForce }) => isInForce && kind !== 'undo').length;
  const taken = decisions.filter(({ kind }) => kind !== 'undo').length;
  terminal.print(`${count(held)} of ${counted(taken, 'decision')} in force. Take one back: vedette undo N`);
}
