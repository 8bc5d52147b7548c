/** `vedette verdict`: what a person concludes about an incident or an alert; what is learned of it: `rules precision`. */
import { InvalidArgumentError, type Command } from 'commander';
import { VERDICTS, type Verdict } from '../../model/verdict.ts';
import { withApi } from '../api.ts';
import { resolveNamed } from '../named.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { outcomeJson, printOutcome } from './decide.ts';

interface Flags {
  readonly workspace: string;
  readonly why: string;
  readonly json: boolean;
}

export function addVerdict(program: Command, session: Session): void {
  program
    .command('verdict')
    .description('say what an incident or alert turned out to be; later ones of the same signals weigh accordingly')
    .argument('<id>', 'an incident (#RANK, its id or the first digits of it) or an alert')
    .argument('<verdict>', VERDICTS.join(', '), verdictNamed)
    .option('-w, --workspace <file>', 'workspace to change', defaultWorkspace())
    .option('--why <text>', 'the reason, kept and shown with it', '')
    .option('--json', 'print one JSON object', false)
    .action(async (name: string, verdict: Verdict, { workspace, why, json }: Flags) => {
      const { kind: on, id } = withReading(session, workspace, (db) => resolveNamed(db, name, workspace));
      const outcome = await withApi(session, workspace, (api, caller) =>
        api.call('cases.giveVerdict', { on, id, verdict, why }, caller),
      );
      if (json) session.terminal.printJson(outcomeJson(outcome));
      else {
        printOutcome(session.terminal, outcome);
        session.terminal.print('It moves the risk of others, not its own. What was learned: vedette rules precision');
      }
      process.exitCode = EXIT_OK;
    });
}

/** Also as people write it: `false-positive`, `False Positive`. */
function verdictNamed(text: string): Verdict {
  const name = text.trim().toLowerCase().replaceAll(/[ -]/g, '_');
  const known = VERDICTS.find((verdict) => verdict === name);
  if (known === undefined) throw new InvalidArgumentError(`It is one of ${VERDICTS.join(', ')}.`);
  return known;
}
