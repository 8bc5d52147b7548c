/** What a column of a table is, and how people changed it. */
import type { ReactNode } from 'react';
import { recall, remember, useMemory } from '../../app/memory.ts';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly widthPx: number;
  /** Takes what room is left; one column of a table should. */
  readonly isFlexible?: boolean;
  readonly align?: 'right';
  /** Hidden until somebody asks for it. */
  readonly isHiddenAtFirst?: boolean;
  /** Under which the list can be sorted by it. */
  readonly sort?: string;
  /** The field of queries that the list can be narrowed by. */
  readonly field?: string;
  readonly cell: (row: Row) => ReactNode;
  /** The cell as text: for copying, and to be read in full where it is cut. */
  readonly text: (row: Row) => string;
}

export interface Sorting {
  readonly by: string;
  readonly direction: 'ascending' | 'descending';
}

interface Layout {
  readonly order: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  /** What was shown or hidden by hand. */
  readonly shown: Readonly<Record<string, boolean>>;
}

const NO_LAYOUT: Layout = { order: [], widths: {}, shown: {} };
const LEAST_PX = 40;

export interface Columns<Row> {
  /** As they are shown, in their order and widths. */
  readonly shown: readonly Column<Row>[];
  readonly all: readonly { readonly column: Column<Row>; readonly isShown: boolean }[];
  resize(id: string, widthPx: number): void;
  /** By places to the right; negative to the left. */
  move(id: string, by: number): void;
  show(id: string, isShown: boolean): void;
  reset(): void;
}

/** Shows just these columns of the table `name`, in this order; for a view that was saved. */
export function arrangeColumns(name: string, all: readonly { readonly id: string }[], shown: readonly string[]): void {
  const widths = recall<Layout>(keyOf(name), NO_LAYOUT).widths;
  const isShown = Object.fromEntries(all.map(({ id }) => [id, shown.includes(id)]));
  const hidden = all.map(({ id }) => id).filter((id) => !shown.includes(id));
  remember(keyOf(name), { order: [...shown, ...hidden], widths, shown: isShown });
}

function keyOf(name: string): string {
  return `columns.${name}`;
}

export function useColumns<Row>(name: string, columns: readonly Column<Row>[]): Columns<Row> {
  const [layout, setLayout] = useMemory<Layout>(keyOf(name), NO_LAYOUT);
  const placeOf = ({ id }: Column<Row>): number => {
    const at = layout.order.indexOf(id);
    return at < 0 ? columns.findIndex((column) => column.id === id) : at;
  };
  const ordered = columns.toSorted((a, b) => placeOf(a) - placeOf(b));
  const isShown = ({ id, isHiddenAtFirst = false }: Column<Row>): boolean => layout.shown[id] ?? !isHiddenAtFirst;
  return {
    shown: ordered
      .filter(isShown)
      .map((column) => ({ ...column, widthPx: layout.widths[column.id] ?? column.widthPx })),
    all: ordered.map((column) => ({ column, isShown: isShown(column) })),
    resize: (id, widthPx) =>
      setLayout({ ...layout, widths: { ...layout.widths, [id]: Math.max(LEAST_PX, Math.round(widthPx)) } }),
    move: (id, by) => {
      const ids = ordered.map((column) => column.id);
      const from = ids.indexOf(id);
      const to = Math.max(0, Math.min(ids.length - 1, from + by));
      ids.splice(to, 0, ...ids.splice(from, 1));
      setLayout({ ...layout, order: ids });
    },
    show: (id, shown) => setLayout({ ...layout, shown: { ...layout.shown, [id]: shown } }),
    reset: () => setLayout(NO_LAYOUT),
  };
}
