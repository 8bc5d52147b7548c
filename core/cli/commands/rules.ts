/** `vedette rules …`: what loads, what does not with the reason, what can fire, what proved right, what is switched off. */
import type { Command } from 'commander';
import { readRulePack, type RulePack } from '../../engine/rule-pack.ts';
import { count, counted } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { EXIT_OK, type Session } from '../session.ts';
import { safeText, severityMark } from '../terminal.ts';
import { listsOption, ruleSources } from './options.ts';
import { addPrecision } from './precision.ts';
import { addReach } from './reach.ts';
import { addRuleSwitches } from './rule-switches.ts';

interface RulesFlags {
  readonly lists: readonly string[];
  readonly json: boolean;
}

export function addRules(program: Command, session: Session): void {
  const rules = program.command('rules').description('look at Sigma rules');
  rules
    .command('list')
    .description('the rules that load')
    .argument('[path...]', 'folders, files or zip archives of rules; our own where none is named')
    .addOption(listsOption())
    .option('--json', 'print NDJSON, one rule a line', false)
    .action(async (paths: string[], flags: RulesFlags) => {
      await listRules(session, paths, flags);
      process.exitCode = EXIT_OK;
    });
  rules
    .command('check')
    .description('the rules that are refused, each with the reason, and how many load')
    .argument('[path...]', 'folders, files or zip archives of rules; our own where none is named')
    .addOption(listsOption())
    .option('--json', 'print one JSON object', false)
    .action(async (paths: string[], flags: RulesFlags) => {
      await checkRules(session, paths, flags);
      process.exitCode = EXIT_OK;
    });
  addReach(rules, session);
  addPrecision(rules, session);
  addRuleSwitches(rules, session);
}

async function listRules({ terminal }: Session, paths: readonly string[], flags: RulesFlags): Promise<void> {
  const pack = await readRulePack(ruleSources(paths), flags.lists);
  const facts = [...pack.rules, ...pack.correlations].map((rule) => rule.facts);
  if (flags.json) {
    for (const { id, title, level, author, techniques, tactics } of facts) {
      terminal.printJson({ rule_id: id, title, level, author, techniques, tactics });
    }
    return;
  }
  const lines = tableLines(
    facts,
    [
      { title: 'LEVEL', cell: (rule) => severityMark(rule.level, terminal) },
      { title: 'RULE', cell: (rule) => safeText(rule.title), isFlexible: true },
      { title: 'TECHNIQUES', cell: (rule) => rule.techniques.join(' ') },
      { title: 'ID', cell: (rule) => rule.id },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  terminal.print(loadedText(pack));
}

async function checkRules({ terminal }: Session, paths: readonly string[], flags: RulesFlags): Promise<void> {
  const pack = await readRulePack(ruleSources(paths), flags.lists);
  if (flags.json) {
    const { skipped } = pack;
    terminal.printJson({
      loaded: pack.rules.length,
      correlations: pack.correlations.length,
      filters: pack.filters.length,
      refused_count: pack.refused.length,
      refused: pack.refused,
      skipped,
    });
    return;
  }
  for (const { path, line, title, field, reason, code } of pack.refused) {
    const place = `${safeText(path)}${line === null ? '' : `:${line}`}`;
    const subject = [title, field === null ? null : `field ${field}`].filter((part) => part !== null).join(', ');
    terminal.print(`${place}: ${subject === '' ? '' : `${safeText(subject)}: `}${safeText(reason)} (${code})`);
  }
  for (const { path, reason, code } of pack.skipped) terminal.print(`${safeText(path)}: ${safeText(reason)} (${code})`);
  for (const { facts, unmatched } of pack.filters) {
    if (unmatched.length > 0)
      terminal.print(
        `filter ${safeText(facts.title)} names rules that are not here: ${safeText(unmatched.join(', '))}`,
      );
  }
  terminal.print(loadedText(pack));
}

/** `3,755 rules, 12 correlations, 3 filters loaded, 25 refused`; what there is none of is left out. */
function loadedText({ rules, correlations, filters, refused }: RulePack): string {
  const loaded = [
    counted(rules.length, 'rule'),
    correlations.length > 0 ? counted(correlations.length, 'correlation') : null,
    filters.length > 0 ? counted(filters.length, 'filter') : null,
  ];
  return `${loaded.filter((part) => part !== null).join(', ')} loaded, ${count(refused.length)} refused`;
}
