/** Pages of a list as one list of rows, and which of them are chosen; the same in every list that the engine pages. */
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useMemory } from '../../app/memory.ts';

interface Rows<Row> {
  readonly rows: readonly Row[];
  /** Fetches the next page, if there is one. */
  readonly onEndNear: () => void;
}

export function useRows<Row>(
  pages: UseInfiniteQueryResult<InfiniteData<{ readonly rows: readonly Row[] }>>,
): Rows<Row> {
  const onEndNear = useCallback(() => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  }, [pages]);
  return { rows: pages.data?.pages.flatMap((page) => page.rows) ?? [], onEndNear };
}

interface Chosen<Row> {
  /** What the cursor is on, listed or not. */
  readonly current: string | null;
  setCurrent(id: string | null): void;
  /** Whether the row under the cursor is listed. */
  readonly isCurrentThere: boolean;
  readonly checked: ReadonlySet<string>;
  setChecked(ids: Iterable<string>): void;
  /** What a command is about: the rows that are checked, else the one under the cursor. */
  readonly chosen: readonly Row[];
}

/** Remembered under `name`. */
export function useChosen<Row extends { readonly id: string }>(name: string, rows: readonly Row[]): Chosen<Row> {
  const [current, setCurrent] = useMemory<string | null>(`${name}.current`, null);
  const [checkedList, setCheckedList] = useMemory<readonly string[]>(`${name}.checked`, []);
  const keys = new Set(rows.map(({ id }) => id));
  const checked = new Set(checkedList.filter((id) => keys.has(id)));
  return {
    current,
    setCurrent,
    isCurrentThere: current !== null && keys.has(current),
    checked,
    setChecked: (ids) => setCheckedList([...ids]),
    chosen: rows.filter(({ id }) => (checked.size > 0 ? checked.has(id) : id === current)),
  };
}
