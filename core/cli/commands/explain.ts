/** `vedette explain RULE EVENT`: every question the rule asks of the event, with the answer. */
import type { Command } from 'commander';
import type { Explanation } from '../../detect/explain/explain.ts';
import { explainRules, readEventAt, type ExplainableEvent, type ExplainedRules } from '../../engine/explain.ts';
import { findRules } from '../../engine/named-rule.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { findEvent } from '../../store/events.ts';
import { printExplanation } from '../render/explained.ts';
import { counted, jsonTime, time } from '../render/format.ts';
import { withLongReading } from '../reading.ts';
import { defaultWorkspace, EXIT_OK, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';
import { append, listFiles, listsOption } from './options.ts';

interface ExplainFlags {
  readonly lists: readonly string[];
  readonly workspace: string;
  readonly rules: readonly string[];
  readonly json: boolean;
}

export function addExplain(program: Command, session: Session): void {
  program
    .command('explain')
    .description('why a rule fires on an event, or why it does not')
    .argument('<rule>', 'a rule file, or the id of a rule, its first digits or its name')
    .argument(
      '<event>',
      'eNUMBER of the workspace, or a file with events; FILE#NUMBER for another record than the first',
    )
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('-r, --rules <path>', 'where the rule and its filters are, instead of our own; may be repeated', append, [])
    .addOption(listsOption())
    .option('--json', 'print one JSON object', false)
    .action(async (rule: string, place: string, flags: ExplainFlags) => {
      const named = await findRules(rule, flags.rules, listFiles(flags.workspace, flags.lists));
      const event = await eventAt(session.terminal, place, flags.workspace);
      print(session.terminal, place, event, explainRules(named, event), flags.json);
      process.exitCode = EXIT_OK;
    });
}

async function eventAt(terminal: Terminal, place: string, workspace: string): Promise<ExplainableEvent> {
  const id = /^e(\d{1,15})$/i.exec(place)?.[1];
  if (id === undefined) return readEventAt(place);
  return withLongReading(terminal, workspace, async (db) => {
    const event = findEvent(db, Number(id));
    if (event === null) throw new VedetteError('E_NOT_FOUND', `There is no event ${place} in ${workspace}`);
    return event;
  });
}

function print(
  terminal: Terminal,
  place: string,
  event: ExplainableEvent,
  { explanations, correlations }: ExplainedRules,
  isJson: boolean,
): void {
  if (isJson) {
    terminal.printJson({
      event: { place, time: jsonTime(event.timeUs), message: event.message, logsource: event.logsource },
      correlations,
      explanations: explanations.map(explanationJson),
    });
    return;
  }
  terminal.print(`Event ${safeText(place)} · ${time(event.timeUs)} · ${safeText(event.message)}`);
  for (const { rule, type, builtOn } of correlations) {
    terminal.print();
    terminal.print(`CORRELATION  ${safeText(rule.title)} (${type}) relates several events, so one does not decide it.`);
    terminal.print(`It is built on ${counted(builtOn.length, 'rule')}, here on this event:`);
  }
  for (const explanation of explanations) {
    terminal.print();
    printExplanation(terminal, explanation);
  }
}

function explanationJson(explanation: Explanation): unknown {
  const { rule, isMatch, logsource, path, line, event, ways, needs, unrouted } = explanation;
  return {
    rule_id: rule.id,
    title: rule.title,
    level: rule.level,
    author: rule.author,
    logsource,
    path,
    line,
    is_match: isMatch,
    event,
    routes: ways,
    needs,
    unrouted,
  };
}
