/** `vedette indicators list`: what is listed by whom, and in how many alerts it was seen. */
import type { Command } from 'commander';
import type { ReadableDb } from '../../store/database.ts';
import { indicatorSources, listIndicators, type IndicatorRow } from '../../store/indicators.ts';
import { count, counted, jsonTime, timeToSecond } from '../render/format.ts';
import { tableLines } from '../render/table.ts';
import { defaultWorkspace, EXIT_OK, withReading, type Session } from '../session.ts';
import { safeText, type Terminal } from '../terminal.ts';

const SHOWN = 50;

export function addIndicatorsList(indicators: Command, session: Session): void {
  indicators
    .command('list')
    .description('the indicators there are, those seen in most alerts first, and how many of each source')
    .option('-w, --workspace <file>', 'workspace to read', defaultWorkspace())
    .option('--json', 'print NDJSON, one indicator a line', false)
    .action((flags: { readonly workspace: string; readonly json: boolean }) => {
      withReading(session, flags.workspace, (db) => {
        if (flags.json) for (const row of listIndicators(db, -1)) session.terminal.printJson(indicatorJson(row));
        else print(session.terminal, db);
      });
      process.exitCode = EXIT_OK;
    });
}

function indicatorJson({ type, value, source, ...row }: IndicatorRow): Record<string, unknown> {
  const { expiresUs, isAllowed, alerts, actor, why, addedUs } = row;
  const expires = expiresUs === null ? null : jsonTime(expiresUs);
  return { type, value, source, expires, is_allowed: isAllowed, alerts, by: actor, why, at: jsonTime(addedUs) };
}

function print(terminal: Terminal, db: ReadableDb): void {
  const sources = indicatorSources(db);
  if (sources.length === 0) {
    terminal.print('No indicators: no alert is held against any list.');
    terminal.print('Add some: vedette indicators add FILE.csv --source NAME, or domain:evil.example --source NAME');
    return;
  }
  const rows = listIndicators(db, SHOWN);
  const lines = tableLines(
    rows,
    [
      { title: 'ALERTS', cell: ({ isAllowed, alerts }) => (isAllowed ? '-' : count(alerts)), align: 'right' },
      { title: 'KIND', cell: ({ isAllowed }) => (isAllowed ? 'exception' : 'listed') },
      { title: 'TYPE', cell: ({ type }) => type },
      { title: 'VALUE', cell: ({ value }) => safeText(value), isFlexible: true },
      { title: 'SOURCE', cell: ({ source }) => safeText(source) },
      {
        title: 'UNTIL (EVENT TIME)',
        cell: ({ expiresUs }) => (expiresUs === null ? 'no end' : timeToSecond(expiresUs)),
      },
      { title: 'BY', cell: ({ actor }) => safeText(actor) },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
  const all = sources.reduce((sum, { indicators, allowed }) => sum + indicators + allowed, 0);
  if (all > rows.length) terminal.print(`${count(rows.length)} of ${count(all)} shown: use --json for all`);
  for (const { source, indicators, allowed, seen } of sources) {
    const listed = indicators === 0 ? [] : [`${count(seen)} of ${counted(indicators, 'indicator')} seen in alerts`];
    const exceptions = allowed === 0 ? [] : [counted(allowed, 'exception')];
    terminal.print(`${safeText(source)}: ${[...listed, ...exceptions].join(', ')}`);
  }
}
