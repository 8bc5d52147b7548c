/**
 * Lists that people keep in spreadsheets: CSV as RFC 4180 has it, in UTF-8, with or without a first line that names the
 * columns. Blank lines and lines that begin with `#` are passed over. Every row knows its line, so that a bad one can
 * be named.
 */
import { readFile, stat } from 'node:fs/promises';
import { messageOf, VedetteError } from '../kernel/errors.ts';

/** A list of a million lines is a third of it. */
const MAX_LIST_BYTES = 128 * 1024 * 1024;

/** A row, or why its line is none. */
export type CsvRow = { readonly line: number } & ({ readonly cells: readonly string[] } | { readonly problem: string });

/** The same by column: trimmed, and empty where the row has none. */
export type ListRow<Column extends string> = { readonly line: number } & (
  | { readonly cells: Readonly<Record<Column, string>> }
  | { readonly problem: string }
);

/**
 * The rows of a file, by column. Without a line that names the `needed` columns they are `columns` in this order. Throws
 * `E_SOURCE_NOT_FOUND`, `E_SOURCE_UNREADABLE`, `E_LIMIT_EXCEEDED`, and `E_LIST_INVALID` where there is no row.
 */
export async function readList<Column extends string>(
  file: string,
  columns: readonly Column[],
  needed: readonly Column[],
): Promise<ListRow<Column>[]> {
  const rows = csvRows(await readText(file));
  const first = rows[0];
  const named = first === undefined || 'problem' in first ? [] : first.cells.map((cell) => cell.trim().toLowerCase());
  const isHeader = needed.every((column) => named.includes(column));
  const places = new Map(columns.map((column, index) => [column, isHeader ? named.indexOf(column) : index]));
  const body = isHeader ? rows.slice(1) : rows;
  if (body.length === 0) throw new VedetteError('E_LIST_INVALID', `${file} lists nothing`);
  return body.map((row) => {
    if ('problem' in row) return row;
    const cells = columns.map((column) => [column, (row.cells[places.get(column)!] ?? '').trim()] as const);
    return { line: row.line, cells: Object.fromEntries(cells) as Record<Column, string> };
  });
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_LIST_BYTES) {
      throw new VedetteError('E_LIMIT_EXCEEDED', `${file} has ${size} bytes; a list may have ${MAX_LIST_BYTES}`);
    }
    return new TextDecoder().decode(await readFile(file));
  } catch (error) {
    if (error instanceof VedetteError) throw error;
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing) throw new VedetteError('E_SOURCE_NOT_FOUND', `There is no file ${file}`);
    throw new VedetteError('E_SOURCE_UNREADABLE', `${file}: ${messageOf(error)}`);
  }
}

/** A cell, quoted or not, and what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y;
const PASSED_OVER = /(?:#[^\r\n]*|[ \t]*)(?:\r?\n|\r|$)/y;
const PASSED_LINE = /[^\r\n]*(?:\r?\n|\r|$)/y;

export function csvRows(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 1;
  for (let at = 0; at < text.length;) {
    PASSED_OVER.lastIndex = at;
    const passed = PASSED_OVER.exec(text);
    if (passed !== null) {
      at += passed[0].length;
      line += 1;
      continue;
    }
    const row = rowAt(text, at);
    rows.push('problem' in row ? { line, problem: row.problem } : { line, cells: row.cells });
    line += linesIn(text.slice(at, row.end));
    at = row.end;
  }
  return rows;
}

/** The row that begins at `from`; of a bad one its first line. */
function rowAt(text: string, from: number): { readonly end: number } & ({ cells: string[] } | { problem: string }) {
  const cells: string[] = [];
  for (let at = from; ;) {
    CELL.lastIndex = at;
    const cell = CELL.exec(text);
    if (cell === null) {
      PASSED_LINE.lastIndex = from;
      const end = from + PASSED_LINE.exec(text)![0].length;
      return { end, problem: 'a quote begins or ends within a cell, or never ends' };
    }
    const [all, quoted, plain = '', ending] = cell;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += all.length;
    if (ending !== ',') return { end: at, cells };
  }
}

function linesIn(text: string): number {
  return text.match(/\r?\n|\r/g)?.length ?? 0;
}
