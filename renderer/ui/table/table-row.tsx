/** One row of a table. */
import { memo, type MouseEvent, type ReactNode } from 'react';
import { Checkbox } from '../field.tsx';
import type { Column } from './column.ts';
import classes from './table.module.css';

interface TableRowProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly index: number;
  /** In pixels from the top of the body. */
  readonly start: number;
  readonly columns: readonly Column<Row>[];
  readonly isCurrent: boolean;
  readonly isChecked: boolean;
  readonly onCheck: ((event: { readonly shiftKey: boolean }) => void) | undefined;
  readonly onClick: (event: MouseEvent) => void;
  readonly onDoubleClick: () => void;
  readonly onContextMenu: (event: MouseEvent) => void;
}

function TableRowOf<Row>(props: TableRowProps<Row>): ReactNode {
  const { id, row, index, start, columns, isCurrent, isChecked, onCheck } = props;
  return (
    // The grid has the keys; a row is clicked only.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      className={classes['row']}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={onCheck === undefined ? isCurrent : isChecked}
      data-current={isCurrent}
      style={{ transform: `translateY(${start}px)` }}
      onClick={props.onClick}
      onDoubleClick={props.onDoubleClick}
      onContextMenu={props.onContextMenu}
    >
      {onCheck !== undefined && (
        <span className={classes['check']} role="gridcell">
          <Checkbox label="Select" isSelected={isChecked} onChange={() => onCheck({ shiftKey: false })}>
            {null}
          </Checkbox>
        </span>
      )}
      {columns.map((column) => (
        <span
          key={column.id}
          role="gridcell"
          className={`${classes['cell']} ${column.isFlexible ? classes['flexible'] : ''}`}
          data-align={column.align}
          style={{ flexBasis: column.widthPx }}
          title={column.text(row)}
        >
          {column.cell(row)}
        </span>
      ))}
    </div>
  );
}

export const TableRow = memo(TableRowOf) as typeof TableRowOf;
