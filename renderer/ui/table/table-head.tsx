/** The titles of a table: sorting, widths, and the menu that shows, hides and moves columns. */
import { ArrowDown, ArrowUp, ListFilter } from 'lucide-react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { Checkbox } from '../field.tsx';
import { Icon } from '../icon.tsx';
import type { Column, Columns, Sorting } from './column.ts';
import classes from './table.module.css';

interface TableHeadProps<Row> {
  readonly minWidth: number;
  readonly columns: Columns<Row>;
  readonly rows: readonly Row[];
  readonly keys: readonly string[];
  readonly checked: ReadonlySet<string>;
  readonly onChecked: ((keys: ReadonlySet<string>) => void) | undefined;
  readonly sorting: Sorting | undefined;
  readonly onSort: ((sorting: Sorting) => void) | undefined;
  readonly onFilterColumn: ((column: Column<Row>) => void) | undefined;
}

export function TableHead<Row>({
  minWidth,
  columns,
  keys,
  checked,
  onChecked,
  sorting,
  onSort,
  onFilterColumn,
}: TableHeadProps<Row>): ReactNode {
  const isAllChecked = keys.length > 0 && keys.every((key) => checked.has(key));
  return (
    <div className={classes['head']} role="rowgroup" style={{ minWidth }}>
      <div role="row" aria-rowindex={1} style={{ display: 'contents' }}>
        {onChecked !== undefined && (
          <span className={classes['check']} role="columnheader">
            <Checkbox
              label="Select all that are loaded"
              isSelected={isAllChecked}
              isIndeterminate={!isAllChecked && checked.size > 0}
              onChange={() => onChecked(new Set(isAllChecked ? [] : keys))}
            >
              {null}
            </Checkbox>
          </span>
        )}
        {columns.shown.map((column) => (
          <Title
            key={column.id}
            column={column}
            columns={columns}
            sorting={sorting}
            onSort={onSort}
            onFilterColumn={onFilterColumn}
          />
        ))}
      </div>
    </div>
  );
}

interface TitleProps<Row> {
  readonly column: Column<Row>;
  readonly columns: Columns<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort: ((sorting: Sorting) => void) | undefined;
  readonly onFilterColumn: ((column: Column<Row>) => void) | undefined;
}

function Title<Row>({ column, columns, sorting, onSort, onFilterColumn }: TitleProps<Row>): ReactNode {
  const direction = sorting?.by === column.sort ? sorting?.direction : undefined;
  const canSort = onSort !== undefined && column.sort !== undefined;

  /** Alt and the arrows move a column, with Shift they widen it; by mouse its edge is dragged. */
  function onKeyDown(event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    const by = event.key === 'ArrowRight' ? 1 : -1;
    if (event.shiftKey) columns.resize(column.id, column.widthPx + by * 16);
    else columns.move(column.id, by);
  }

  return (
    <span
      role="columnheader"
      className={`${classes['title']} ${column.isFlexible ? classes['flexible'] : ''}`}
      data-align={column.align}
      {...(canSort ? { 'aria-sort': direction ?? 'none' } : {})}
      style={{ flexBasis: column.widthPx }}
      onKeyDown={onKeyDown}
    >
      {canSort ? (
        <button
          type="button"
          className={classes['sort']}
          onClick={() =>
            onSort({ by: column.sort!, direction: direction === 'descending' ? 'ascending' : 'descending' })
          }
        >
          {column.title}
          {direction !== undefined && <Icon of={direction === 'ascending' ? ArrowUp : ArrowDown} size={12} />}
        </button>
      ) : (
        column.title
      )}
      {onFilterColumn !== undefined && column.field !== undefined && (
        <button
          type="button"
          className={classes['filter']}
          aria-label={`Filter by ${column.title}`}
          title={`Filter by ${column.title}`}
          onClick={() => onFilterColumn(column)}
        >
          <Icon of={ListFilter} size={12} />
        </button>
      )}
      {!column.isFlexible && <Edge column={column} onWidth={(widthPx) => columns.resize(column.id, widthPx)} />}
    </span>
  );
}

function Edge<Row>({
  column,
  onWidth,
}: {
  readonly column: Column<Row>;
  readonly onWidth: (px: number) => void;
}): ReactNode {
  function onPointerMove(event: PointerEvent<HTMLSpanElement>): void {
    const title = event.currentTarget.parentElement;
    if (event.buttons === 1 && title !== null) onWidth(event.clientX - title.getBoundingClientRect().left);
  }
  return (
    <span
      className={classes['edge']}
      aria-hidden="true"
      title={`Width of ${column.title}`}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  );
}
