/** `vedette criticality`: how critical assets and accounts are, one by one or from a list; without any, what is rated. */
import type { Command } from 'commander';
import type { MethodOutput } from '../../contract/api.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { CRITICALITIES, RATED_TYPES, type RatedType } from '../../model/criticality.ts';
import { submittedEntity } from '../../normalise/submitted-entity.ts';
import type { ReadableDb } from '../../store/database.ts';
import { entitiesNamed } from '../../store/entity-profile.ts';
import { alertsNamingEach, listRatings } from '../../store/ratings.ts';
import { withApi } from '../api.ts';
import { readList } from '../csv-rows.ts';
import { namesOf } from '../entity-named.ts';
import { count, counted, jsonTime, timeToSecond } from '../render/format.ts';
import { printEffect } from '../render/ranking-effect.ts';
import { printRefused } from '../render/refused-lines.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';

type Outcome = MethodOutput<'assets.rateCriticality'>;

interface Flags {
  readonly workspace: string;
  readonly why: string;
  readonly file?: string;
  readonly json: boolean;
}

interface Draft {
  readonly type: string;
  readonly value: string;
  readonly level: string;
  readonly why: string;
}

/** With where it stands, for what is said of it; or why it was not understood. */
type Item = { readonly place: string } & (Draft | { readonly problem: string });

export function addCriticality(program: Command, session: Session): void {
  program
    .command('criticality')
    .description('how critical assets and accounts are, which moves the risk of incidents that name them')
    .argument('[entity]', `TYPE:VALUE, such as host:dc-01; TYPE is one of ${RATED_TYPES.join(', ')}`)
    .argument('[level]', CRITICALITIES.join(', '))
    .option('-w, --workspace <file>', 'workspace to read or change', defaultWorkspace())
    .option('--why <text>', 'the reason, kept and shown with it', '')
    .option('--file <csv>', 'a list with the columns type,value,criticality and, where you like, why')
    .option('--json', 'print JSON', false)
    .action(async (entity: string | undefined, level: string | undefined, flags: Flags) => {
      const items = await itemsOf(entity, level, flags);
      if (items.length === 0) withReading(session, flags.workspace, (db) => list(session.terminal, db, flags.json));
      else await rate(session, items, flags);
      process.exitCode = EXIT_OK;
    });
}

async function itemsOf(entity: string | undefined, level: string | undefined, flags: Flags): Promise<Item[]> {
  if (flags.file !== undefined) {
    if (entity !== undefined) throw new VedetteError('E_USAGE', 'Name an asset or a list with --file, not both');
    const { file, why } = flags;
    const rows = await readList(file, ['type', 'value', 'criticality', 'why'], ['type', 'value', 'criticality']);
    return rows.map((row): Item => {
      const place = `${file}, line ${row.line}`;
      if ('problem' in row) return { place, problem: row.problem };
      const { type, value, criticality, why: own } = row.cells;
      return { place, type, value, level: criticality, why: own === '' ? why : own };
    });
  }
  if (entity === undefined) return [];
  if (level === undefined) {
    throw new VedetteError('E_USAGE', `How critical is ${entity}? One of ${CRITICALITIES.join(', ')}`);
  }
  const colon = entity.indexOf(':');
  if (colon < 1) {
    throw new VedetteError(
      'E_USAGE',
      `${JSON.stringify(entity)} names no asset: it reads TYPE:VALUE, such as host:dc-01`,
    );
  }
  const named = { type: entity.slice(0, colon), value: entity.slice(colon + 1), level, why: flags.why };
  return [{ place: entity, ...named }];
}

async function rate(session: Session, items: readonly Item[], { workspace, json }: Flags): Promise<void> {
  const { terminal } = session;
  // A workspace that is not there must not be made.
  withReading(session, workspace, () => {});
  const drafts = items.filter((item): item is { readonly place: string } & Draft => !('problem' in item));
  const refused = items.flatMap((item) => ('problem' in item ? [{ place: item.place, reason: item.problem }] : []));
  const outcome = drafts.length === 0 ? null : await callApi(session, workspace, drafts);
  for (const { index, reason } of outcome?.refused ?? []) refused.push({ place: drafts[index]!.place, reason });
  const order = new Map(items.map(({ place }, index) => [place, index]));
  refused.sort((a, b) => order.get(a.place)! - order.get(b.place)!);
  const taken = items.length - refused.length;
  if (json && outcome !== null) return terminal.printJson({ ...outcome, refused });
  printRefused(terminal, refused, taken);
  if (outcome === null || taken === 0) throw new VedetteError('E_INPUT_INVALID', 'Nothing was rated');
  terminal.print(ratedText(outcome));
  if (items.length === 1) withReading(session, workspace, (db) => printNaming(terminal, db, drafts[0]!));
  printEffect(terminal, outcome.effect);
  if (items.length > 1) terminal.print('How many alerts name each: vedette criticality');
}

function callApi(
  session: Session,
  workspace: string,
  drafts: readonly ({ readonly place: string } & Draft)[],
): Promise<Outcome> {
  const items = drafts.map(({ type, value, level, why }) => ({ type, value, level, why }));
  return withApi(session, workspace, (api, caller) => api.call('assets.rateCriticality', { items }, caller));
}

function ratedText({ rated, unchanged }: Outcome): string {
  const kept = unchanged === 0 ? '' : `; ${count(unchanged)} ${unchanged === 1 ? 'was' : 'were'} rated so already`;
  return `Rated ${counted(rated, 'asset or account', 'assets and accounts')}${kept}.`;
}

/** How many alerts it weighs on; where there are none, what they call it perhaps. */
function printNaming(terminal: Terminal, db: ReadableDb, { type, value, level }: Draft): void {
  const kind = type.toLowerCase() as RatedType;
  const entity = { type: kind, value: submittedEntity(kind, value)!.value };
  const [alerts] = alertsNamingEach(db, [entity]);
  const name = `${kind}:${safeText(entity.value)}`;
  if (alerts! > 0) {
    terminal.print(`${name} is ${level.toLowerCase()} and named by ${counted(alerts!, 'alert')}.`);
    return;
  }
  const { meant, alike } = entitiesNamed(db, kind, entity.value);
  const others = [...meant, ...alike].filter((one) => one.value !== entity.value);
  const near = others.length === 0 ? '' : `; there are ${safeText(namesOf(others))}`;
  terminal.print(`${name} is ${level.toLowerCase()}; no alert names it yet${near}.`);
}

function list(terminal: Terminal, db: ReadableDb, isJson: boolean): void {
  const ratings = listRatings(db);
  const alerts = alertsNamingEach(db, ratings);
  const rows = ratings.map((rating, index) => ({ ...rating, alerts: alerts[index]! }));
  if (isJson) {
    for (const { type, value, level, why, actor, ratedUs, alerts: named } of rows) {
      terminal.printJson({ type, value, criticality: level, why, by: actor, at: jsonTime(ratedUs), alerts: named });
    }
    return;
  }
  if (rows.length === 0) {
    terminal.print('Nothing was rated: every asset and account is normal.');
    terminal.print(
      `Rate one: vedette criticality host:dc-01 critical --why 'domain controller'; or many: --file assets.csv`,
    );
    return;
  }
  const lines = tableLines(
    rows,
    [
      { title: 'CRITICALITY', cell: ({ level }) => level },
      { title: 'TYPE', cell: ({ type }) => type },
      { title: 'VALUE', cell: ({ value }) => safeText(value), isFlexible: true },
      { title: 'ALERTS', cell: (row) => count(row.alerts), align: 'right' },
      { title: 'RATED', cell: ({ ratedUs }) => timeToSecond(ratedUs) },
      { title: 'BY', cell: ({ actor }) => safeText(actor) },
      { title: 'WHY', cell: ({ why }) => safeText(why) },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  const named = rows.filter((row) => row.alerts > 0).length;
  const many = counted(rows.length, 'rated asset or account', 'rated assets and accounts');
  terminal.print(`${count(named)} of ${many} ${named === 1 ? 'is' : 'are'} named by alerts.`);
}
