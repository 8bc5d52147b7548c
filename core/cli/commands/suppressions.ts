/** `vedette suppressions`: what is hidden, by whom and why, and how much it hides now. */
import type { Command } from 'commander';
import { countsOf } from '../../store/overview.ts';
import { listSuppressions, type SuppressionRow } from '../../store/suppressions.ts';
import { alertsCounted, count, counted, jsonTime, timeToSecond } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';

export function addSuppressions(program: Command, session: Session): void {
  program
    .command('suppressions')
    .description('what is suppressed, by whom and why, and how much it hides')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('--json', 'print NDJSON, one suppression a line', false)
    .action((flags: { readonly workspace: string; readonly json: boolean }) => {
      withReading(session, flags.workspace, (db) => {
        const { terminal } = session;
        const suppressions = listSuppressions(db);
        if (flags.json) for (const one of suppressions) terminal.printJson(suppressionJson(one));
        else {
          printTable(terminal, suppressions);
          if (suppressions.length > 0) terminal.print(`${alertsCounted(countsOf(db))}: vedette alerts 'suppressed:*'`);
        }
      });
      process.exitCode = EXIT_OK;
    });
}

/** A suppression for machines. */
export function suppressionJson(suppression: SuppressionRow): Record<string, unknown> {
  const { id, scope, untilUs, actor, why, madeUs, alerts, findings, lifted } = suppression;
  return {
    suppression: id,
    scope,
    why,
    by: actor,
    at: jsonTime(madeUs),
    until: untilUs === null ? null : jsonTime(untilUs),
    alerts,
    findings,
    lifted: lifted === null ? null : { by: lifted.actor, why: lifted.why, at: jsonTime(lifted.liftedUs) },
  };
}

function printTable(terminal: Terminal, suppressions: readonly SuppressionRow[]): void {
  if (suppressions.length === 0) {
    terminal.print('Nothing is suppressed: every alert takes part in incidents.');
    terminal.print('What costs attention and tells nothing: vedette noise');
    return;
  }
  const lines = tableLines(
    suppressions,
    [
      { title: 'N', cell: ({ id }) => String(id), align: 'right' },
      { title: 'MADE', cell: ({ madeUs }) => timeToSecond(madeUs) },
      { title: 'BY', cell: ({ actor }) => safeText(actor) },
      { title: 'HOLDS', cell: ({ lifted }) => (lifted === null ? 'yes' : 'lifted') },
      { title: 'UNTIL (EVENT TIME)', cell: ({ untilUs }) => (untilUs === null ? 'no end' : timeToSecond(untilUs)) },
      { title: 'ALERTS', cell: ({ alerts }) => count(alerts), align: 'right' },
      { title: 'FINDINGS', cell: ({ findings }) => count(findings), align: 'right' },
      { title: 'SCOPE', cell: ({ scope }) => safeText(scope), isFlexible: true },
      { title: 'WHY', cell: ({ why }) => safeText(why) },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  const held = suppressions.filter(({ lifted }) => lifted === null).length;
  terminal.print(
    `${count(held)} of ${counted(suppressions.length, 'suppression')} in force. Lift one: vedette unsuppress N`,
  );
}
