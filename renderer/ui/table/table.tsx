/**
 * The one table of the program: rows are made while they can be seen, columns are moved, widened and hidden, and everything
 * works by keys. It holds the focus itself and names the current row, as a grid of ARIA does.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useLayoutEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { recall, remember } from '../../app/memory.ts';
import { ContextMenu, type MenuAction } from '../menu.tsx';
import { useColumns, type Column, type Sorting } from './column.ts';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import { useListKeys } from './use-list-keys.ts';
import classes from './table.module.css';

export interface TableProps<Row> {
  /** Under which columns, scroll and so on are remembered; also the scope of its keys. */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** How many there are, loaded or not; for screen readers. */
  readonly total?: number;
  readonly current: string | null;
  readonly onCurrent: (key: string) => void;
  /** Left out where rows cannot be chosen. */
  readonly checked?: ReadonlySet<string>;
  readonly onChecked?: (keys: ReadonlySet<string>) => void;
  readonly onOpen?: (row: Row) => void;
  readonly actionsOf?: (row: Row) => readonly MenuAction[];
  readonly sorting?: Sorting;
  readonly onSort?: (sorting: Sorting) => void;
  /** Asks what the list is narrowed to by this column; offered on columns with a field. */
  readonly onFilterColumn?: ((column: Column<Row>) => void) | undefined;
  /** Called when the end of what is loaded comes near. */
  readonly onEndNear?: () => void;
  /** Takes the focus when it appears. */
  readonly isFocused?: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();
const OVERSCAN_ROWS = 16;
/** Of the column of boxes; as in the style sheet. */
const CHECK_PX = 28;
/** How early the next page is asked for. */
const NEAR_ROWS = 60;

interface OpenMenu {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

export function Table<Row>(props: TableProps<Row>): ReactNode {
  const { name, label, rows, keyOf, total = rows.length, current, onCurrent, onOpen, actionsOf, onEndNear } = props;
  const { checked = NOTHING, onChecked, isFocused = false } = props;
  const columns = useColumns(name, props.columns);
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const rowPx = useRowPx();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: 26,
    initialOffset: recall(`scroll.${name}`, 0),
  });
  const keys = rows.map(keyOf);
  const items = virtual.getVirtualItems();
  // Where the columns do not fit they are scrolled; the flexible one takes what is left over.
  const minWidth = columns.shown.reduce((sum, { widthPx }) => sum + widthPx, onChecked === undefined ? 0 : CHECK_PX);

  useLayoutEffect(() => virtual.measure(), [rowPx, virtual]);

  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - NEAR_ROWS) onEndNear?.();
  }, [lastShown, rows.length, onEndNear]);

  useEffect(() => {
    if (isFocused) frame.current?.focus({ preventScroll: true });
  }, [isFocused]);

  function choose(key: string): void {
    const at = keys.indexOf(key);
    if (at >= 0) virtual.scrollToIndex(at);
    onCurrent(key);
  }

  function openMenuAt(key: string): void {
    const row = document.getElementById(`${id}-${key}`)?.getBoundingClientRect();
    setMenu({ key, x: (row?.left ?? 0) + 80, y: row?.bottom ?? 0 });
  }

  const rowOf = (key: string): Row | undefined => rows[keys.indexOf(key)];
  useListKeys(`table.${name}`, {
    keys,
    current,
    checked,
    canCheck: onChecked !== undefined,
    setCurrent: choose,
    setChecked: (next) => onChecked?.(next),
    pageRows: Math.max(1, Math.floor((frame.current?.clientHeight ?? 400) / rowPx) - 2),
    open: onOpen === undefined ? undefined : (key) => onOpen(rowOf(key)!),
    openMenu: actionsOf === undefined ? undefined : openMenuAt,
  });

  function check(key: string, event: { readonly shiftKey: boolean }): void {
    if (onChecked === undefined) return;
    const next = new Set(checked);
    const from = current === null ? -1 : keys.indexOf(current);
    const to = keys.indexOf(key);
    if (event.shiftKey && from >= 0)
      for (const one of keys.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
    else if (!next.delete(key)) next.add(key);
    onChecked(next);
    onCurrent(key);
  }

  function onClick(event: MouseEvent, key: string): void {
    frame.current?.focus({ preventScroll: true });
    if (onChecked !== undefined && (event.shiftKey || event.ctrlKey || event.metaKey)) check(key, event);
    else onCurrent(key);
  }

  const menuRow = menu === null ? undefined : rowOf(menu.key);
  return (
    <div
      ref={frame}
      className={classes['frame']}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.shown.length}
      aria-multiselectable={onChecked !== undefined}
      aria-activedescendant={current === null || !keys.includes(current) ? undefined : `${id}-${current}`}
      onScroll={(event) => remember(`scroll.${name}`, event.currentTarget.scrollTop)}
    >
      <TableHead
        minWidth={minWidth}
        columns={columns}
        rows={rows}
        checked={checked}
        keys={keys}
        onChecked={onChecked}
        sorting={props.sorting}
        onSort={props.onSort}
        onFilterColumn={props.onFilterColumn}
      />
      <div className={classes['body']} role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth }}>
        {items.map(({ index, start }) => {
          const row = rows[index]!;
          const key = keys[index]!;
          return (
            <TableRow
              key={key}
              id={`${id}-${key}`}
              row={row}
              index={index}
              start={start}
              columns={columns.shown}
              isCurrent={key === current}
              isChecked={checked.has(key)}
              onCheck={onChecked === undefined ? undefined : (event) => check(key, event)}
              onClick={(event) => onClick(event, key)}
              onDoubleClick={() => onOpen?.(row)}
              onContextMenu={(event) => {
                if (actionsOf === undefined) return;
                event.preventDefault();
                onCurrent(key);
                setMenu({ key, x: event.clientX, y: event.clientY });
              }}
            />
          );
        })}
      </div>
      {menu !== null && menuRow !== undefined && (
        <ContextMenu label="Actions on the row" actions={actionsOf!(menuRow)} at={menu} onClose={() => setMenu(null)} />
      )}
    </div>
  );
}

/** The height of a row as the density of settings has it. */
function useRowPx(): number {
  const density = document.documentElement.dataset['density'];
  return density === 'comfortable' ? 36 : 28;
}
