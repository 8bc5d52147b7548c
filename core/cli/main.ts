/**
 * `vedette …`: builds the commands, runs one, and turns whatever goes wrong into a sentence, a next step and a code.
 * Exit codes: 0 done, 1 failed, 2 called the wrong way.
 */
import { Command, CommanderError } from 'commander';
import { systemClock } from '../kernel/clock.ts';
import { withContext } from '../kernel/context.ts';
import { reportOf } from '../kernel/errors.ts';
import { newUuid } from '../kernel/ids.ts';
import { createLog, type LogLevel } from '../kernel/log.ts';
import { createMetrics } from '../kernel/metrics.ts';
import { addAlerts } from './commands/alerts.ts';
import { addCaseWork } from './commands/case-work.ts';
import { addComplete } from './commands/complete.ts';
import { addAttack } from './commands/attack.ts';
import { addAudit } from './commands/audit.ts';
import { addCriticality } from './commands/criticality.ts';
import { addCount } from './commands/count.ts';
import { addBaseline } from './commands/baseline.ts';
import { addBacktest } from './commands/backtest.ts';
import { addDecide } from './commands/decide.ts';
import { addDecisions } from './commands/decisions.ts';
import { addDemo } from './commands/demo.ts';
import { addDetect } from './commands/detect.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDump } from './commands/dump.ts';
import { addEntity } from './commands/entity.ts';
import { addEvents } from './commands/events.ts';
import { addExplain } from './commands/explain.ts';
import { addImport } from './commands/import.ts';
import { addIncidents } from './commands/incidents.ts';
import { addIndicators } from './commands/indicators.ts';
import { addNoise } from './commands/noise.ts';
import { addRules } from './commands/rules.ts';
import { addServe } from './commands/serve.ts';
import { addShow } from './commands/show.ts';
import { addSubmit } from './commands/submit.ts';
import { addSuppress } from './commands/suppress.ts';
import { addSuppressions } from './commands/suppressions.ts';
import { addVerdict } from './commands/verdict.ts';
import { addVerify } from './commands/verify.ts';
import { addWorkspace } from './commands/workspace.ts';
import { operatorName } from '../engine/operator.ts';
import { VERSION } from '../engine/version.ts';
import { createPassphraseSource } from './passphrase.ts';
import { usePassphrases } from '../store/keyring.ts';
import { EXIT_FAILURE, EXIT_OK, EXIT_USAGE, type Session } from './session.ts';
import { createTerminal, safeText, type Terminal } from './terminal.ts';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

interface GlobalOptions {
  readonly operator?: string;
  readonly passphraseFile?: string;
}

/** Runs one command line and sets the process' exit code. */
export async function main(args: readonly string[]): Promise<void> {
  const terminal = createTerminal();
  const program = buildProgram();
  const options = (): GlobalOptions => program.opts<GlobalOptions>();
  const passphrases = createPassphraseSource(terminal, () => options().passphraseFile);
  usePassphrases(passphrases);
  const session: Session = {
    terminal,
    clock: systemClock,
    log: createLog(logLevel()),
    metrics: createMetrics(),
    operator: () => operatorName(options().operator),
    passphrases,
  };
  addCommands(program, session);
  try {
    await withContext({ correlation_id: newUuid() }, () => program.parseAsync(args, { from: 'user' }));
  } catch (error) {
    process.exitCode = report(error, terminal, args.includes('--json'));
  } finally {
    terminal.flush();
  }
}

/** Without commands. */
export function buildProgram(): Command {
  return new Command('vedette')
    .description(
      'A security operations centre in one program: evidence in, incidents out, with no server and no network.',
    )
    .version(VERSION, '-V, --version')
    .option('--operator <name>', 'who you are, for the audit log (default: VEDETTE_OPERATOR, else your account)')
    .option(
      '--passphrase-file <file>',
      'file whose first line opens an encrypted workspace, and encrypts a new one (default: VEDETTE_PASSPHRASE_FILE, else ask)',
    )
    .exitOverride()
    .showHelpAfterError('(run with --help for the options)');
}

export function addCommands(program: Command, session: Session): void {
  for (const add of [
    addImport,
    addDetect,
    addExplain,
    addBacktest,
    addDump,
    addRules,
    addAttack,
    addIncidents,
    addAlerts,
    addEvents,
    addCount,
    addComplete,
    addShow,
    addEntity,
    addBaseline,
    addDecide,
    addVerdict,
    addCaseWork,
    addDecisions,
    addCriticality,
    addIndicators,
    addNoise,
    addSuppress,
    addSuppressions,
    addSubmit,
    addServe,
    addAudit,
    addVerify,
    addWorkspace,
    addDoctor,
    addDemo,
  ]) {
    add(program, session);
  }
}

function report(error: unknown, terminal: Terminal, isJson: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
  const { code, message, hint } = reportOf(error);
  if (isJson) {
    terminal.warn(JSON.stringify({ error: { code, message, hint } }));
  } else {
    terminal.warn(`${safeText(message)} (${code})`);
    terminal.warn(hint);
    if (code === 'E_INTERNAL' && error instanceof Error) terminal.warn(error.stack ?? '');
  }
  return code === 'E_USAGE' ? EXIT_USAGE : EXIT_FAILURE;
}

function logLevel(): LogLevel | 'silent' {
  const wanted = process.env['VEDETTE_LOG'];
  return LOG_LEVELS.find((level) => level === wanted) ?? 'silent';
}
