/** One technique in one column: its name, its id, how many hits and how many rules. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { count, counted } from '../../lib/format.ts';
import { Icon } from '../icon.tsx';
import { toneOf, type MatrixCell } from './arrange.ts';
import classes from './matrix.module.css';

interface CellProps {
  readonly id: string;
  readonly column: number;
  readonly row: number;
  /** Undefined below the end of a column. */
  readonly cell: MatrixCell | undefined;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly onPress: (cell: MatrixCell) => void;
  readonly onFold: (cell: MatrixCell) => void;
  readonly onOpen: (cell: MatrixCell) => void;
}

export function Cell({ id, column, row, cell, isCurrent, isSelected, onPress, onFold, onOpen }: CellProps): ReactNode {
  const place = { gridColumn: column + 1, gridRow: row + 2 };
  if (cell === undefined) return <div className={classes['blank']} role="gridcell" style={place} />;
  const { technique, rules, hits, subs, isSub, isOpen } = cell;
  return (
    // The grid has the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      className={classes['cell']}
      role="gridcell"
      aria-selected={isSelected}
      aria-expanded={subs === 0 ? undefined : isOpen}
      title={`${technique.id} ${technique.name}`}
      data-tone={toneOf(hits)}
      data-sub={isSub}
      data-current={isCurrent}
      style={place}
      onClick={() => onPress(cell)}
      onDoubleClick={() => onOpen(cell)}
    >
      <span className="visually-hidden">{sayCell(cell)}</span>
      <span className={classes['name']} aria-hidden="true">
        {technique.name}
      </span>
      <span className={classes['foot']} aria-hidden="true">
        <span className={classes['id']}>{technique.id}</span>
        {subs > 0 && (
          // Space does the same.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
          <span
            className={classes['fold']}
            onClick={(event) => {
              event.stopPropagation();
              onFold(cell);
            }}
          >
            <Icon of={isOpen ? ChevronDown : ChevronRight} size={12} />
            {count(subs)}
          </span>
        )}
        <span className={classes['rules']}>{rules > 0 && count(rules)}</span>
        <span className={classes['hits']}>{hits > 0 && count(hits)}</span>
      </span>
    </div>
  );
}

function sayCell({ technique, rules, hits, subs }: MatrixCell): string {
  const parts = [`${technique.id} ${technique.name}`, counted(hits, 'hit'), counted(rules, 'rule')];
  if (subs > 0) parts.push(counted(subs, 'sub-technique'));
  return parts.join(', ');
}
