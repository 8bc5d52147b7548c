/** `vedette suppress | unsuppress`: hides alerts that are known and harmless, after showing what that would hide. */
import { InvalidArgumentError, type Command } from 'commander';
import type { MethodOutput } from '../../contract/api.ts';
import { suppressionEnd } from '../../engine/suppress.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { SCOPE_CATALOGUE } from '../../query/alert-fields.ts';
import { withApi } from '../api.ts';
import { prepareQuestion } from '../question.ts';
import { alertsCounted, counted, timeToSecond } from '../render/format.ts';
import { previewJson, printPreview } from '../render/suppression-preview.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText } from '../terminal.ts';
import { suppressionJson } from './suppressions.ts';

type SuppressionOutcome = MethodOutput<'cases.suppressAlerts'>;

interface Flags {
  readonly workspace: string;
  readonly why: string;
  readonly until?: string;
  readonly preview: boolean;
  readonly json: boolean;
}

export function addSuppress(program: Command, session: Session): void {
  program
    .command('suppress')
    .description('hide the alerts that a query asks for from incidents and risk; they stay and are counted')
    .argument('<query>', `which alerts, such as 'rule:"Port scan" and src_ip:10.0.0.9' (docs/query-language.md)`)
    .option('-w, --workspace <file>', 'workspace to change', defaultWorkspace())
    .option('--why <text>', 'the reason, kept and shown with it', '')
    .option('--until <time>', 'event time from which it hides nothing any more (default: no end)')
    .option('--preview', 'show what it would hide and change nothing', false)
    .option('--json', 'print one JSON object', false)
    .action(async (query: string, flags: Flags) => {
      await runSuppress(session, query, flags);
      process.exitCode = EXIT_OK;
    });
  program
    .command('unsuppress')
    .description('lift a suppression: what it hid is shown and fused again')
    .argument('<number>', 'as `vedette suppressions` lists it', suppressionNumber)
    .option('-w, --workspace <file>', 'workspace to change', defaultWorkspace())
    .option('--why <text>', 'the reason', '')
    .option('--json', 'print one JSON object', false)
    .action(async (id: number, { workspace, why, json }: Flags) => {
      // A workspace that is not there must not be made.
      withReading(session, workspace, () => {});
      const outcome = await withApi(session, workspace, (api, caller) =>
        api.call('cases.liftSuppression', { id, why }, caller),
      );
      if (json) session.terminal.printJson(outcomeJson(outcome));
      else {
        session.terminal.print(`Lifted suppression ${id}: ${safeText(outcome.suppression.scope)}`);
        printPictures(session, outcome);
      }
      process.exitCode = EXIT_OK;
    });
}

async function runSuppress(session: Session, query: string, flags: Flags): Promise<void> {
  const { terminal, clock } = session;
  // Marks the place of an error as the lists do.
  prepareQuestion(session, { catalogue: SCOPE_CATALOGUE, leftOut: null }, query, flags.json);
  const untilUs = flags.until === undefined ? null : suppressionEnd(flags.until, clock.nowUs());
  const scope = { scope: query, untilUs };
  if (!flags.preview && flags.why.trim() === '') {
    throw new VedetteError('E_USAGE', 'A suppression needs a reason: say why with --why, or look first with --preview');
  }
  withReading(session, flags.workspace, () => {});
  const preview = await withApi(session, flags.workspace, (api, caller) =>
    api.call('cases.previewSuppression', scope, caller),
  );
  if (flags.preview) {
    if (flags.json) return terminal.printJson(previewJson(query, untilUs, preview));
    printPreview(terminal, preview, 'Would hide');
    terminal.print();
    terminal.print('Nothing was changed. To do it, give the reason instead: --why TEXT');
    return;
  }
  const outcome = await withApi(session, flags.workspace, (api, caller) =>
    api.call('cases.suppressAlerts', { ...scope, why: flags.why }, caller),
  );
  if (flags.json) return terminal.printJson({ ...outcomeJson(outcome), hid: previewJson(query, untilUs, preview) });
  const { id, why, actor } = outcome.suppression;
  terminal.print(`Suppression ${id} by ${safeText(actor)}: ${safeText(why)}`);
  if (untilUs !== null) terminal.print(`ends with what was last seen after ${timeToSecond(untilUs)} (event time)`);
  printPreview(terminal, preview, 'Hides');
  terminal.print();
  printPictures(session, outcome);
  terminal.print(`Look at them: vedette alerts 'suppressed:${id}'   Lift it: vedette unsuppress ${id}`);
}

function printPictures({ terminal }: Session, { before, after }: SuppressionOutcome): void {
  terminal.print(`before  ${alertsCounted(before)} · ${counted(before.incidents, 'incident')}`);
  terminal.print(`after   ${alertsCounted(after)} · ${counted(after.incidents, 'incident')}`);
}

function outcomeJson({ suppression, before, after }: SuppressionOutcome): Record<string, unknown> {
  return { ...suppressionJson(suppression), before, after };
}

function suppressionNumber(text: string): number {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  if (number === undefined) throw new InvalidArgumentError('It must be the number of a suppression.');
  return Number(number);
}
