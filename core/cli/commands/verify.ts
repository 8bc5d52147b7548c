/** `vedette verify`: is the workspace whole, and is every chain in it as it was written? Exit code 1 where not. */
import type { Command } from 'commander';
import { VedetteError } from '../../kernel/errors.ts';
import { placeOfHash, verifyChains, type CheckedChain } from '../../store/chains.ts';
import type { ReadableDb } from '../../store/database.ts';
import { verifyWorkspace, type Verification } from '../../store/verify.ts';
import { counted } from '../render/format.ts';
import { withLongReading } from '../reading.ts';
import { defaultWorkspace, EXIT_FAILURE, EXIT_OK, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { append } from './options.ts';

interface VerifyFlags {
  readonly workspace: string;
  readonly quick: boolean;
  readonly head: boolean;
  readonly expect: readonly string[];
  readonly json: boolean;
}

const SHOWN_PROBLEMS = 20;

export function addVerify(program: Command, session: Session): void {
  program
    .command('verify')
    .description('check the workspace and its chains, and name the first row that was changed, removed or moved')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('--quick', 'leave the content of indexes unchecked', false)
    .option('--head', 'only print the last hash of each chain, to note down where nobody can change it', false)
    .option('--expect <hash>', 'a hash noted down earlier must still be in its chain; may be repeated', append, [])
    .option('--json', 'print one JSON object', false)
    .addHelpText(
      'after',
      '\nWhoever can write to the whole file can compute a chain anew. Only a hash that was noted down elsewhere\n' +
        'shows that: keep what `vedette verify --head` prints, and check it later with --expect.',
    )
    .action(async (flags: VerifyFlags) => {
      const expected = flags.expect.map(asHash);
      process.exitCode = flags.head
        ? await withLongReading(session.terminal, flags.workspace, async (db) =>
            printHeads(session.terminal, db, flags.json),
          )
        : await runVerify(session.terminal, flags, expected);
    });
}

/** Also `vedette workspace check`. */
export function runVerify(
  terminal: Terminal,
  flags: Pick<VerifyFlags, 'workspace' | 'quick' | 'json'>,
  expected: readonly string[] = [],
): Promise<number> {
  return withLongReading(terminal, flags.workspace, async (db) => {
    terminal.status(`Checking ${safeText(flags.workspace)} …`);
    return verify(terminal, db, flags, expected);
  });
}

function asHash(text: string): string {
  const hash = text.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hash)) {
    throw new VedetteError('E_USAGE', '--expect takes a hash as `vedette verify --head` prints it: 64 hex digits');
  }
  return hash;
}

/** The head of a chain that is not sound is nothing to note down. */
function printHeads(terminal: Terminal, db: ReadableDb, isJson: boolean): number {
  const checked = verifyChains(db);
  const heads = checked.filter(({ fault }) => fault === null).map(({ chain, head }) => ({ chain, ...head }));
  if (isJson) terminal.printJson({ heads });
  else for (const { chain, count, hash } of heads) terminal.print(`${chain} ${count} ${hash}`);
  for (const { chain, fault } of checked) if (fault !== null) terminal.warn(`${chain}: ${fault.reason}`);
  return heads.length === checked.length ? EXIT_OK : EXIT_FAILURE;
}

function verify(
  terminal: Terminal,
  db: ReadableDb,
  flags: Pick<VerifyFlags, 'workspace' | 'quick' | 'json'>,
  hashes: readonly string[],
): number {
  const verification = verifyWorkspace(db, flags.quick);
  const expected = hashes.map((hash) => ({ hash, foundAt: placeOfHash(db, hash) }));
  const isSound = verification.isSound && expected.every(({ foundAt }) => foundAt !== null);
  if (flags.json) {
    const { problems, chains } = verification;
    terminal.printJson({ workspace: flags.workspace, is_sound: isSound, problems, chains, expected });
  } else {
    printProblems(terminal, verification, flags.quick);
    for (const chain of verification.chains) printChain(terminal, chain);
    for (const { hash, foundAt } of expected) {
      const place =
        foundAt === null ? 'is in no chain: rows up to it were removed or written anew' : placeText(foundAt);
      terminal.print(`expected   ${hash} ${place}`);
    }
    terminal.print(`${safeText(flags.workspace)} is ${isSound ? 'sound' : 'NOT as it was written'}`);
  }
  return isSound ? EXIT_OK : EXIT_FAILURE;
}

function placeText({ chain, seq }: { readonly chain: string; readonly seq: number }): string {
  return `is row ${seq} of ${chain}: nothing up to it was changed since`;
}

function printProblems(terminal: Terminal, { problems }: Verification, isQuick: boolean): void {
  const checked = isQuick ? 'pages and references (quick)' : 'pages, indexes and references';
  terminal.print(`database   ${problems.length === 0 ? `sound: ${checked}` : counted(problems.length, 'problem')}`);
  for (const problem of problems.slice(0, SHOWN_PROBLEMS)) terminal.print(`             ${safeText(problem)}`);
  if (problems.length > SHOWN_PROBLEMS) terminal.print('             … all of them with --json');
}

function printChain(terminal: Terminal, { chain, head, fault }: CheckedChain): void {
  const state = fault === null ? `sound: ${counted(head.count, 'row')}, head ${head.hash}` : `BROKEN: ${fault.reason}`;
  terminal.print(`${chain.padEnd(10)} ${state}`);
  if (fault !== null && fault.seq > 1)
    terminal.print(`             ${counted(head.count, 'row')} before that as written`);
}
