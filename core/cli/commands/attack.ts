/** `vedette attack`: what the rules in use cover of ATT&CK, and what was found of it here. */
import { writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { MethodOutput } from '../../contract/api.ts';
import { messageOf, VedetteError } from '../../kernel/errors.ts';
import { withApi } from '../api.ts';
import { count, counted } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';

type Coverage = MethodOutput<'attack.readCoverage'>;
type Technique = Coverage['techniques'][number];

const SCORES = ['enabledRules', 'rulesWithData', 'findings', 'alerts', 'incidents'] as const;

interface AttackFlags {
  readonly workspace: string;
  readonly navigator?: string;
  readonly score: (typeof SCORES)[number];
  readonly all: boolean;
  readonly json: boolean;
}

export function addAttack(program: Command, session: Session): void {
  program
    .command('attack')
    .description('ATT&CK techniques that the rules in use cover, and those found here')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('--navigator <file>', 'write a layer for the ATT&CK Navigator (format 4.5) instead')
    .addOption(new Option('--score <what>', 'what colours the layer').choices(SCORES).default('enabledRules'))
    .option('--all', 'also techniques that are covered and were not found', false)
    .option('--json', 'print one JSON object', false)
    .action(async (flags: AttackFlags) => {
      await (flags.navigator === undefined ? show(session, flags) : exportLayer(session, flags, flags.navigator));
      process.exitCode = EXIT_OK;
    });
}

async function show(session: Session, { workspace, all, json }: AttackFlags): Promise<void> {
  const { terminal } = session;
  const coverage = await withApi(session, workspace, (api, caller) => api.call('attack.readCoverage', {}, caller));
  if (json) terminal.printJson({ workspace, ...coverage });
  else print(terminal, coverage, all);
}

async function exportLayer(session: Session, { workspace, score, json }: AttackFlags, file: string): Promise<void> {
  const { text, techniques } = await withApi(session, workspace, (api, caller) =>
    api.call('attack.exportNavigator', { score }, caller),
  );
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw new VedetteError('E_INPUT_INVALID', `${file} was not written: ${messageOf(error)}`);
  }
  if (json) session.terminal.printJson({ file, techniques });
  else session.terminal.print(`${safeText(file)}: ${counted(techniques, 'technique')}`);
}

/** The matrix by tactic, then what was found, most alerts first. */
function print(terminal: Terminal, coverage: Coverage, all: boolean): void {
  const { tactics, techniques, unknown, rulesWithoutTechnique } = coverage;
  const foundIn = (ids: readonly string[]): number =>
    techniques.filter(({ id, parentId, withParts }) => parentId === null && ids.includes(id) && withParts.findings > 0)
      .length;
  const lines = tableLines(
    tactics,
    [
      { title: 'TACTIC', cell: (tactic) => tactic.name },
      { title: 'TECHNIQUES', cell: (tactic) => count(tactic.listed), align: 'right' },
      { title: 'COVERED', cell: (tactic) => count(tactic.covered), align: 'right' },
      { title: 'FOUND', cell: (tactic) => count(foundIn(tactic.techniqueIds)), align: 'right' },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  printTechniques(
    terminal,
    techniques.filter(({ own }) => own.findings > 0 || (all && own.rules > 0)),
  );
  terminal.print();
  if (unknown.length > 0)
    terminal.print(`Not in the list of ATT&CK: ${unknown.map(({ id }) => safeText(id)).join(' ')}`);
  if (rulesWithoutTechnique > 0) terminal.print(`${counted(rulesWithoutTechnique, 'rule')} without a technique`);
  terminal.print(`${coverage.notice} Version ${coverage.version}.`);
}

function printTechniques(terminal: Terminal, techniques: readonly Technique[]): void {
  if (techniques.length === 0) return;
  terminal.print();
  const lines = tableLines(
    techniques.toSorted((a, b) => b.own.alerts - a.own.alerts || b.own.findings - a.own.findings),
    [
      { title: 'ID', cell: (technique) => technique.id },
      { title: 'TECHNIQUE', cell: (technique) => technique.name, isFlexible: true },
      { title: 'RULES ON', cell: ({ own }) => count(own.enabledRules), align: 'right' },
      { title: 'WITH DATA', cell: ({ own }) => count(own.rulesWithData), align: 'right' },
      { title: 'FINDINGS', cell: ({ own }) => count(own.findings), align: 'right' },
      { title: 'ALERTS', cell: ({ own }) => count(own.alerts), align: 'right' },
      { title: 'INCIDENTS', cell: ({ own }) => count(own.incidents), align: 'right' },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
}
