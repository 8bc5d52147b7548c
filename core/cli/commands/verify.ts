/** `vedette verify`: is the workspace whole, and is every chain in it as it was written? Exit code 1 where not. */
import type { Command } from 'commander';
import type { OnProgress } from '../../engine/progress.ts';
import type { Clock } from '../../kernel/clock.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { checkEvidence, type EvidenceCheck, type EvidenceProgress } from '../../store/evidence-check.ts';
import { placeOfHash, verifyChains, type CheckedChain } from '../../store/chains.ts';
import type { ReadableDb } from '../../store/database.ts';
import { verifyWorkspace, type Verification } from '../../store/verify.ts';
import { count, counted } from '../render/format.ts';
import { createProgressLine } from '../render/progress.ts';
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
    .option('--quick', 'leave the content of indexes and of kept evidence unchecked', false)
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
        : await runVerify(session, flags, expected);
    });
}

/** Also `vedette workspace check`. */
export function runVerify(
  { terminal, clock }: Session,
  flags: Pick<VerifyFlags, 'workspace' | 'quick' | 'json'>,
  expected: readonly string[] = [],
): Promise<number> {
  return withLongReading(terminal, flags.workspace, async (db) => {
    terminal.status(`Checking ${safeText(flags.workspace)} …`);
    const verification = verifyWorkspace(db, flags.quick);
    const evidence = flags.quick ? null : checkEvidence(db, evidenceLine(terminal, clock));
    return tell(terminal, db, flags, { ...verification, evidence }, expected);
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
  else for (const { chain, count: rows, hash } of heads) terminal.print(`${chain} ${rows} ${hash}`);
  for (const { chain, fault } of checked) if (fault !== null) terminal.warn(`${chain}: ${fault.reason}`);
  return heads.length === checked.length ? EXIT_OK : EXIT_FAILURE;
}

/** What was checked; `evidence` is null where it was left out. */
interface Checked extends Verification {
  readonly evidence: EvidenceCheck | null;
}

function tell(
  terminal: Terminal,
  db: ReadableDb,
  flags: Pick<VerifyFlags, 'workspace' | 'quick' | 'json'>,
  checked: Checked,
  hashes: readonly string[],
): number {
  const { problems, chains, evidence } = checked;
  const expected = hashes.map((hash) => ({ hash, foundAt: placeOfHash(db, hash) }));
  const isSound =
    checked.isSound &&
    (evidence === null || evidence.faults.length === 0) &&
    expected.every(({ foundAt }) => foundAt !== null);
  if (flags.json) {
    terminal.printJson({ workspace: flags.workspace, isSound, problems, chains, evidence, expected });
  } else {
    printProblems(terminal, checked, flags.quick);
    if (evidence !== null) printEvidence(terminal, evidence);
    for (const chain of chains) printChain(terminal, chain);
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

function printEvidence(terminal: Terminal, { sources, whole, inPart, notKept, changed, faults }: EvidenceCheck): void {
  const told = [
    `${count(whole)} of ${counted(sources, 'source')} kept whole`,
    `${count(inPart)} in part (retention)`,
    `${count(notKept)} not kept`,
  ];
  if (changed > 0) told.push(`${count(changed)} as read while they changed`);
  if (faults.length > 0) told.push(`${count(faults.length)} NOT as imported`);
  terminal.print(`evidence   ${told.join(', ')}`);
  for (const { path, sha256, reason } of faults.slice(0, SHOWN_PROBLEMS))
    terminal.print(`             ${safeText(path)} (${sha256}): ${safeText(reason)}`);
  if (faults.length > SHOWN_PROBLEMS) terminal.print('             … all of them with --json');
}

/** One source after the other, on a line that overwrites itself. */
function evidenceLine(terminal: Terminal, clock: Clock): (progress: EvidenceProgress) => void {
  let line: OnProgress | null = null;
  return ({ doneBytes, totalBytes }) => {
    line ??= createProgressLine(terminal, clock, totalBytes);
    line({ subject: 'evidence', doneBytes, totalBytes, events: null });
  };
}

function printChain(terminal: Terminal, { chain, head, fault }: CheckedChain): void {
  const state = fault === null ? `sound: ${counted(head.count, 'row')}, head ${head.hash}` : `BROKEN: ${fault.reason}`;
  terminal.print(`${chain.padEnd(10)} ${state}`);
  if (fault !== null && fault.seq > 1)
    terminal.print(`             ${counted(head.count, 'row')} before that as written`);
}
