/** `vedette workspace …`: the file itself. Whatever replaces it is checked first and swapped in one step. */
import type { Command } from 'commander';
import type { ApiContract, MethodOutput } from '../../contract/api.ts';
import type { Api, Caller } from '../../engine/api/registry.ts';
import { withApi } from '../api.ts';
import type { TimeUs } from '../../kernel/time.ts';
import { bytes, count, counted, timeToSecond } from '../render/format.ts';
import { createProgressLine } from '../render/progress.ts';
import { addRetain } from './retain.ts';
import { runVerify } from './verify.ts';
import { defaultWorkspace, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';

interface Flags {
  readonly workspace: string;
  readonly json: boolean;
}

type Rewritten = MethodOutput<'workspace.compact'>;

export function addWorkspace(program: Command, session: Session): void {
  const workspace = program
    .command('workspace')
    .description('the workspace file: what it is, its encryption, its upkeep');
  const add = (name: string, description: string): Command =>
    workspace
      .command(name)
      .description(description)
      .option('-w, --workspace <file>', 'workspace', defaultWorkspace())
      .option('--json', 'print one JSON object', false);
  const newPassphrase = [
    '--new-passphrase-file <file>',
    'file whose first line is the new passphrase (default: ask)',
  ] as const;

  add('info', 'size, content, encryption and the files that belong to it').action(async (flags: Flags) => {
    const info = await withApi(session, flags.workspace, (api, caller) => api.call('workspace.describe', {}, caller));
    if (flags.json) session.terminal.printJson(info);
    else printInfo(session.terminal, info);
  });

  add('encrypt', 'encrypt a plain workspace with a passphrase')
    .option(...newPassphrase)
    .action((flags: Flags & { readonly newPassphraseFile?: string }) =>
      replace(session, flags, 'is encrypted now', (api, caller) =>
        api.call('workspace.encrypt', { passphrase: choose(session, flags) }, caller),
      ),
    );

  add('rekey', 'encrypt with another passphrase')
    .option(...newPassphrase)
    .action((flags: Flags & { readonly newPassphraseFile?: string }) =>
      replace(session, flags, 'has another passphrase now', (api, caller) =>
        api.call('workspace.rekey', { passphrase: choose(session, flags) }, caller),
      ),
    );

  add('decrypt', 'write an encrypted workspace in plain text again').action((flags: Flags) =>
    replace(session, flags, 'is in plain text now', (api, caller) => api.call('workspace.decrypt', {}, caller)),
  );

  add('check', 'is it whole: pages, indexes, references, schema, chains and evidence (as vedette verify)')
    .option('--quick', 'leave the content of indexes and of kept evidence unchecked', false)
    .action(async (flags: Flags & { readonly quick: boolean }) => {
      process.exitCode = await runVerify(session, flags);
    });

  add('backup', 'copy it while it is in use, with a manifest of what is in the copy')
    .argument('<file>', 'where to; it must not exist yet')
    .action((to: string, flags: Flags) => backUp(session, to, flags));

  add('restore', 'put a backup in its place, checked against its manifest first')
    .argument('<backup>', 'file that vedette workspace backup made')
    .action((from: string, flags: Flags) => restore(session, from, flags));

  addRetain(add, session);

  add('compact', 'give unused space back to the disk').action((flags: Flags) =>
    replace(session, flags, 'is compact', (api, caller) => api.call('workspace.compact', {}, caller)),
  );
}

function choose(session: Session, flags: Flags & { readonly newPassphraseFile?: string }): string {
  return session.passphrases.choose(flags.workspace, flags.newPassphraseFile);
}

const STEPS: Readonly<Record<string, string>> = {
  copy: 'Copying …',
  encrypt: 'Encrypting the copy …',
  decrypt: 'Writing the copy in plain text …',
  check: 'Checking the copy …',
  replace: 'Putting the copy in place …',
};

async function replace(
  session: Session,
  flags: Flags,
  done: string,
  work: (api: Api<ApiContract>, caller: Caller) => Promise<Rewritten>,
): Promise<void> {
  const { terminal, clock } = session;
  const onStep = (step: string): void => terminal.status(STEPS[step] ?? step);
  const report = await withApi(session, flags.workspace, async (api, caller) => {
    // Whether it can be opened is said before anybody thinks up a new passphrase.
    const { sizeBytes } = await api.call('workspace.describe', {}, caller);
    return work(api, { ...caller, onStep, onProgress: createProgressLine(terminal, clock, sizeBytes) });
  });
  if (flags.json) {
    terminal.printJson({ workspace: flags.workspace, ...report });
    return;
  }
  terminal.print(
    `${safeText(flags.workspace)} ${done}: ${bytes(report.sizeBefore)} before, ${bytes(report.sizeAfter)} after`,
  );
  for (const file of report.plainNeighbours) terminal.warn(`${safeText(file)} belongs to it and is not encrypted`);
}

async function backUp(session: Session, to: string, flags: Flags): Promise<void> {
  const { terminal, clock } = session;
  const onStep = (step: string): void => terminal.status(STEPS[step] ?? step);
  const { manifest } = await withApi(session, flags.workspace, async (api, caller) => {
    const { sizeBytes } = await api.call('workspace.describe', {}, caller);
    const onProgress = createProgressLine(terminal, clock, sizeBytes);
    return api.call('workspace.backUp', { to }, { ...caller, onStep, onProgress });
  });
  if (flags.json) {
    terminal.printJson({ workspace: flags.workspace, file: to, manifest });
    return;
  }
  terminal.print(`${safeText(to)}: ${bytes(manifest.sizeBytes)}, checked; SHA-256 ${manifest.sha256}`);
  terminal.print(`What must be in it stands in ${safeText(to)}.manifest.json; keep the two together.`);
}

async function restore(session: Session, from: string, flags: Flags): Promise<void> {
  const { terminal } = session;
  const onStep = (step: string): void => terminal.status(STEPS[step] ?? step);
  const { manifest, replaced } = await withApi(session, flags.workspace, (api, caller) =>
    api.call('workspace.restore', { from }, { ...caller, onStep }),
  );
  if (flags.json) {
    terminal.printJson({ workspace: flags.workspace, from, manifest, replaced });
    return;
  }
  const { createdUs, counts } = manifest;
  terminal.print(
    `${safeText(flags.workspace)} is what it was at ${timeToSecond(createdUs as TimeUs)}: ${counted(counts.events, 'event')}, ` +
      `${counted(counts.alerts, 'alert')}, ${counted(counts.incidents, 'incident')}`,
  );
  if (replaced !== null) terminal.print(`What was there before is kept as ${safeText(replaced)}`);
}

function printInfo(terminal: Terminal, info: MethodOutput<'workspace.describe'>): void {
  const rows: readonly (readonly [string, string])[] = [
    ['file', safeText(info.file)],
    ['size', `${bytes(info.sizeBytes)}, of which ${bytes(info.unusedBytes)} unused`],
    ['encryption', info.encryption ?? 'none: anybody who has the file can read it'],
    ['schema', String(info.schema)],
    ['events', `${count(info.events)} from ${count(info.sources)} sources${removedText(info.eventsRemoved)}`],
    ['alerts', `${count(info.alerts)} of ${count(info.findings)} findings, in ${count(info.incidents)} incidents`],
    ['audit log', `${count(info.auditRows)} rows, head ${info.auditHead}`],
    ...info.neighbours.map(({ file, sizeBytes }) => ['beside it', `${safeText(file)}, ${bytes(sizeBytes)}`] as const),
  ];
  for (const [name, value] of rows) terminal.print(`${name.padEnd(10)} ${value}`);
}

function removedText(eventsRemoved: number): string {
  return eventsRemoved === 0 ? '' : `; ${count(eventsRemoved)} more were removed as too old`;
}
