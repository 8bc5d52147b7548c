/** `vedette indicators add | list | remove`: what others list as bad, and what is an exception from it. */
import type { Command } from 'commander';
import { suppressionEnd } from '../../engine/suppress.ts';
import { isIndicatorType } from '../../intel/indicator.ts';
import { VedetteError } from '../../kernel/errors.ts';
import type { TimeUs } from '../../kernel/time.ts';
import { INDICATOR_TYPES } from '../../model/indicator.ts';
import { withApi } from '../api.ts';
import { readList } from '../csv-rows.ts';
import { count, counted } from '../render/format.ts';
import { printEffect } from '../render/ranking-effect.ts';
import { printRefused } from '../render/refused-lines.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText } from '../terminal.ts';
import { addIndicatorsList } from './indicators-list.ts';

interface Flags {
  readonly workspace: string;
  readonly source?: string;
  readonly why: string;
  readonly json: boolean;
}

interface AddFlags extends Flags {
  readonly expires?: string;
  readonly allow: boolean;
}

interface Draft {
  readonly type: string;
  readonly value: string;
  readonly source: string;
  readonly expiresUs: TimeUs | null;
}

/** An indicator with where it was written, or why it was not understood. */
type Item = { readonly place: string } & (Draft | { readonly problem: string });

const NAMED = `TYPE:VALUE, such as domain:evil.example; TYPE is one of ${INDICATOR_TYPES.join(', ')}`;

export function addIndicators(program: Command, session: Session): void {
  const indicators = program.command('indicators').description('what lists call bad, held against what alerts name');
  indicators
    .command('add')
    .description('add indicators, or exceptions that win over all of them')
    .argument('<what...>', `${NAMED}; or a CSV file with the columns type,value and, where you like, source,expires`)
    .option('-w, --workspace <file>', 'workspace to change', defaultWorkspace())
    .option('--source <name>', 'who lists it, for what does not say so itself')
    .option('--expires <time>', 'event time after which it matches nothing that begins (default: no end)')
    .option('--allow', 'exceptions: what they name is never a match', false)
    .option('--why <text>', 'the reason, kept with it', '')
    .option('--json', 'print one JSON object', false)
    .action(async (what: readonly string[], flags: AddFlags) => {
      await runAdd(session, what, flags);
      process.exitCode = EXIT_OK;
    });
  addIndicatorsList(indicators, session);
  indicators
    .command('remove')
    .description('remove indicators by name, by source, or both; they stay on record')
    .argument('[what...]', NAMED)
    .option('-w, --workspace <file>', 'workspace to change', defaultWorkspace())
    .option('--source <name>', 'only of this source; without names, all of it')
    .option('--why <text>', 'the reason', '')
    .option('--json', 'print one JSON object', false)
    .action(async (what: readonly string[], { workspace, source, why, json }: Flags) => {
      withReading(session, workspace, () => {});
      const input = { names: what.map(named), source: source ?? null, why };
      const outcome = await withApi(session, workspace, (api, caller) =>
        api.call('intel.removeIndicators', input, caller),
      );
      if (json) session.terminal.printJson(outcome);
      else {
        session.terminal.print(`Removed ${counted(outcome.removed, 'indicator')}.`);
        printEffect(session.terminal, outcome.effect);
      }
      process.exitCode = EXIT_OK;
    });
}

async function runAdd(session: Session, what: readonly string[], flags: AddFlags): Promise<void> {
  const { terminal } = session;
  const { workspace, allow: isAllowed, why } = flags;
  withReading(session, workspace, () => {});
  const read: Item[] = [];
  for (const text of what) read.push(...(await itemsOf(text, flags, session.clock.nowUs())));
  const drafts = read.filter((item): item is { readonly place: string } & Draft => !('problem' in item));
  const refused = read.flatMap((item) => ('problem' in item ? [{ place: item.place, reason: item.problem }] : []));
  const items = drafts.map(({ type, value, source, expiresUs }) => ({ type, value, source, expiresUs }));
  const outcome =
    items.length === 0
      ? null
      : await withApi(session, workspace, (api, caller) =>
          api.call('intel.addIndicators', { items, isAllowed, why }, caller),
        );
  for (const { index, reason } of outcome?.refused ?? []) refused.push({ place: drafts[index]!.place, reason });
  const order = new Map(read.map(({ place }, index) => [place, index]));
  refused.sort((a, b) => order.get(a.place)! - order.get(b.place)!);
  if (flags.json && outcome !== null) return terminal.printJson({ ...outcome, refused });
  printRefused(terminal, refused, read.length - refused.length);
  if (outcome === null || outcome.added + outcome.known === 0) {
    throw new VedetteError('E_INDICATOR_INVALID', 'Nothing was added');
  }
  const noun = isAllowed ? 'exception' : 'indicator';
  const known =
    outcome.known === 0 ? '' : `; ${count(outcome.known)} ${outcome.known === 1 ? 'was' : 'were'} there already`;
  terminal.print(`Added ${counted(outcome.added, noun)}${known}.`);
  printEffect(terminal, outcome.effect);
  terminal.print('What is seen of them: vedette indicators list');
}

async function itemsOf(text: string, flags: AddFlags, nowUs: TimeUs): Promise<Item[]> {
  const expiresUs = flags.expires === undefined ? null : suppressionEnd(flags.expires, nowUs, '--expires');
  if (isNamed(text)) {
    if (flags.source === undefined) throw new VedetteError('E_USAGE', `Who says so of ${text}? Name it with --source`);
    return [{ place: text, ...named(text), source: flags.source, expiresUs }];
  }
  const rows = await readList(text, ['type', 'value', 'source', 'expires'], ['type', 'value']);
  return rows.map((row): Item => {
    const place = `${text}, line ${row.line}`;
    if ('problem' in row) return { place, problem: row.problem };
    const { cells } = row;
    const source = cells.source === '' ? flags.source : cells.source;
    if (source === undefined) return { place, problem: 'names no source, and there is no --source' };
    if (cells.expires === '') return { place, type: cells.type, value: cells.value, source, expiresUs };
    try {
      const ownUs = suppressionEnd(cells.expires, nowUs, 'expires');
      return { place, type: cells.type, value: cells.value, source, expiresUs: ownUs };
    } catch (error) {
      if (!(error instanceof VedetteError)) throw error;
      return { place, problem: error.message };
    }
  });
}

function isNamed(text: string): boolean {
  return isIndicatorType(text.slice(0, Math.max(0, text.indexOf(':'))).toLowerCase());
}

function named(text: string): { readonly type: string; readonly value: string } {
  const colon = text.indexOf(':');
  if (colon < 1)
    throw new VedetteError('E_USAGE', `${JSON.stringify(safeText(text))} names no indicator: it reads ${NAMED}`);
  return { type: text.slice(0, colon), value: text.slice(colon + 1) };
}
