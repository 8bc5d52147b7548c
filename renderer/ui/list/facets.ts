/**
 * Filters of lists that are loaded whole: by the values of a column, by words, in an order. What is chosen stands in the
 * address, so that Back, reload and a link bring the same list.
 */
import type { Column, Sorting } from '../table/column.ts';

/** A property by whose values rows are chosen. */
export interface Facet<Row> {
  /** Also the name of its parameter in the address. */
  readonly id: string;
  readonly title: string;
  readonly valuesOf: (row: Row) => readonly string[];
  /** The order in which values are offered; those that it lacks follow, the most frequent first. */
  readonly order?: readonly string[];
  /** Has no menu: chosen by a link from elsewhere, shown and taken away like the others. */
  readonly isLinked?: boolean;
  /** A value for people, where it is not one already. */
  readonly labelOf?: (value: string) => string;
}

/** Values by the facet's id; a facet without values lets all rows through. */
export type Chosen = Readonly<Record<string, readonly string[]>>;

/** How a row is ordered; null stands last in both directions. */
export type Orders<Row> = Readonly<Record<string, (row: Row) => string | number | null>>;

export function chosenIn<Row>(params: Readonly<Record<string, string>>, facets: readonly Facet<Row>[]): Chosen {
  return Object.fromEntries(facets.map(({ id }) => [id, valuesOfParam(params[id] ?? '')]));
}

function valuesOfParam(param: string): readonly string[] {
  return param === '' ? [] : param.split(',').map(decoded);
}

/** A hand-made address may hold anything. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Commas part values, so those within a value are written otherwise. */
export function paramOf(values: readonly string[]): string {
  return values.map((value) => value.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
}

export function fits<Row>(row: Row, facets: readonly Facet<Row>[], chosen: Chosen): boolean {
  return facets.every(({ id, valuesOf }) => {
    const wanted = chosen[id] ?? [];
    return wanted.length === 0 || valuesOf(row).some((value) => wanted.includes(value));
  });
}

/** Whether every word of `text` stands in what the columns show of the row. */
export function holdsText<Row>(row: Row, columns: readonly Pick<Column<Row>, 'text'>[], text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const shown = columns
    .map((column) => column.text(row))
    .join('\n')
    .toLowerCase();
  return words.every((word) => shown.includes(word));
}

/** How many rows have each value, in the order in which values are offered. */
export function countValues<Row>(
  rows: readonly Row[],
  { valuesOf, order = [] }: Facet<Row>,
): readonly (readonly [value: string, rows: number])[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of valuesOf(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const placeOf = (value: string): number => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...counts].toSorted(
    ([a, rowsA], [b, rowsB]) => placeOf(a) - placeOf(b) || rowsB - rowsA || a.localeCompare(b),
  );
}

export function ordered<Row>(rows: readonly Row[], orders: Orders<Row>, sorting: Sorting | null): readonly Row[] {
  const valueOf = sorting === null ? undefined : orders[sorting.by];
  if (valueOf === undefined) return rows;
  const sign = sorting?.direction === 'descending' ? -1 : 1;
  return rows.toSorted((rowA, rowB) => {
    const [a, b] = [valueOf(rowA), valueOf(rowB)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)));
  });
}
