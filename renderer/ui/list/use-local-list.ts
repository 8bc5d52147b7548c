/** A list that is loaded whole, with its filters, words and order in the address. */
import { useCallback, useMemo } from 'react';
import { setParams, usePlace } from '../../app/router.ts';
import { useColumns, type Column, type Sorting } from '../table/column.ts';
import { chosenIn, fits, holdsText, ordered, paramOf, type Chosen, type Facet, type Orders } from './facets.ts';

export interface LocalListOptions<Row> {
  /** The table's name: columns that are hidden there are not searched. */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly facets: readonly Facet<Row>[];
  readonly orders: Orders<Row>;
  readonly sorting: Sorting;
}

export interface LocalList<Row> {
  readonly shown: readonly Row[];
  readonly chosen: Chosen;
  readonly text: string;
  readonly sorting: Sorting;
  readonly isFiltered: boolean;
  onText(text: string): void;
  onChosen(id: string, values: readonly string[]): void;
  onClear(): void;
  onSort(sorting: Sorting): void;
}

export function useLocalList<Row>(options: LocalListOptions<Row>): LocalList<Row> {
  const { name, rows, columns, facets, orders } = options;
  const { params } = usePlace();
  const { shown: seen } = useColumns(name, columns);
  const text = params['q'] ?? '';
  const chosen = chosenIn(params, facets);
  const sorting: Sorting = {
    by: params['sort'] ?? options.sorting.by,
    direction: params['direction'] === undefined ? options.sorting.direction : directionOf(params['direction']),
  };
  // Thousands of rows are not gone through again for a move of the selection.
  const state = JSON.stringify([text, chosen, sorting, seen.map(({ id }) => id)]);
  const shown = useMemo(
    () =>
      ordered(
        rows.filter((row) => fits(row, facets, chosen) && holdsText(row, seen, text)),
        orders,
        sorting,
      ),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `state` says all that the others say
    [rows, state],
  );
  const onText = useCallback((next: string) => setParams({ q: next }, true), []);
  return {
    shown,
    chosen,
    text,
    sorting,
    isFiltered: text !== '' || facets.some(({ id }) => (chosen[id] ?? []).length > 0),
    onText,
    onChosen: (id, values) => setParams({ [id]: paramOf(values) }),
    onClear: () => setParams({ q: '', ...Object.fromEntries(facets.map(({ id }) => [id, ''])) }),
    onSort: ({ by, direction }) => setParams({ sort: by, direction }, true),
  };
}

function directionOf(text: string): Sorting['direction'] {
  return text === 'ascending' ? 'ascending' : 'descending';
}
