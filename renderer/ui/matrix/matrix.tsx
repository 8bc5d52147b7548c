/**
 * ATT&CK as its matrix: what is detected and what was seen, by tone and number, never by colour. The arrows go from cell to
 * cell, Space unfolds sub-techniques, the list says the same in rows.
 */
import { Grid3x3, ListTree } from 'lucide-react';
import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useMemory } from '../../app/memory.ts';
import { count } from '../../lib/format.ts';
import { IconButton } from '../button.tsx';
import { columnsOf, filterCounts, type MatrixCell } from './arrange.ts';
import { Cell } from './matrix-cell.tsx';
import { MatrixList } from './matrix-list.tsx';
import classes from './matrix.module.css';
import type { AttackMatrixProps, MatrixFilter } from './types.ts';

const FILTERS: readonly (readonly [MatrixFilter, string])[] = [
  ['all', 'All'],
  ['hits', 'With hits'],
  ['rules', 'With rules'],
  ['gaps', 'Gaps'],
];
const FOLDED: readonly string[] = [];

export function AttackMatrix(props: AttackMatrixProps): ReactNode {
  const { label, techniques, filter, onFilter } = props;
  const [isList, setIsList] = useState(false);
  const counts = useMemo(() => filterCounts(techniques), [techniques]);
  return (
    <section className={classes['matrix']} aria-label={label}>
      <div className={classes['tools']}>
        <div className={classes['filters']} role="group" aria-label="Techniques that are shown">
          {FILTERS.map(([id, title]) => (
            <button
              key={id}
              type="button"
              className={classes['filter']}
              aria-pressed={filter === id}
              onClick={() => onFilter(id)}
            >
              {title} <span className={classes['number']}>{count(counts[id])}</span>
            </button>
          ))}
        </div>
        <span className={classes['legend']}>bold: hits · plain: rules · ›: sub-techniques</span>
        <IconButton
          icon={isList ? Grid3x3 : ListTree}
          label={isList ? 'Show as a matrix' : 'Show as a list'}
          onPress={() => setIsList(!isList)}
        />
      </div>
      {isList ? <MatrixList {...props} /> : <MatrixGrid {...props} />}
    </section>
  );
}

interface Position {
  readonly column: number;
  readonly row: number;
}

function MatrixGrid(props: AttackMatrixProps): ReactNode {
  const { label, tactics, techniques, filter, selected, onSelect, onOpen } = props;
  const [unfolded, setUnfolded] = useMemory('matrix.unfolded', FOLDED);
  const [at, setAt] = useState<Position>({ column: 0, row: 0 });
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const columns = useMemo(
    () => columnsOf(tactics, techniques, filter, new Set(unfolded)),
    [tactics, techniques, filter, unfolded],
  );
  const height = Math.max(0, ...columns.map(({ cells }) => cells.length));
  const here = positionOf(at);
  const current: MatrixCell | undefined = columns[here.column]?.cells[here.row];

  /** The same technique may stand in several columns; where people are is kept as long as it is there. */
  function positionOf(wanted: Position): Position {
    if (columns[wanted.column]?.cells[wanted.row]?.technique.id === selected) return wanted;
    const column = columns.findIndex(({ cells }) => cells.some(({ technique }) => technique.id === selected));
    if (column < 0) return { column: -1, row: -1 };
    return { column, row: columns[column]!.cells.findIndex(({ technique }) => technique.id === selected) };
  }

  function moveTo(column: number, row: number): void {
    const cells = columns[column]?.cells ?? [];
    const within = Math.max(0, Math.min(cells.length - 1, row));
    const cell = cells[within];
    if (cell === undefined) return;
    setAt({ column, row: within });
    onSelect(cell.technique.id);
    document.getElementById(`${id}-${column}-${within}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** The next column that has anything. */
  function moveBy(by: number): void {
    for (let column = here.column + by; column >= 0 && column < columns.length; column += by)
      if (columns[column]!.cells.length > 0) return moveTo(column, here.row);
  }

  function fold({ technique, subs }: MatrixCell): void {
    if (subs === 0) return;
    const isOpen = unfolded.includes(technique.id);
    setUnfolded(isOpen ? unfolded.filter((one) => one !== technique.id) : [...unfolded, technique.id]);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { column, row } = here;
    if (current === undefined && event.key.startsWith('Arrow')) moveBy(1);
    else if (event.key === 'ArrowDown') moveTo(column, row + 1);
    else if (event.key === 'ArrowUp') moveTo(column, row - 1);
    else if (event.key === 'ArrowRight') moveBy(1);
    else if (event.key === 'ArrowLeft') moveBy(-1);
    else if (event.key === 'Home') moveTo(column, 0);
    else if (event.key === 'End') moveTo(column, height);
    else if (event.key === ' ' && current !== undefined) fold(current);
    else if (event.key === 'Enter' && current !== undefined) onOpen?.(current.technique);
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={frame}
      className={classes['grid']}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-colcount={columns.length}
      aria-rowcount={height + 1}
      aria-activedescendant={current === undefined ? undefined : `${id}-${here.column}-${here.row}`}
      style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(136px, 1fr))` }}
      onKeyDown={onKeyDown}
    >
      <div className={classes['row']} role="row" aria-rowindex={1}>
        {columns.map(({ tactic, techniques: some }) => (
          <div key={tactic.id} className={classes['tactic']} role="columnheader" title={tactic.id}>
            <span>{tactic.name}</span>
            <span className={classes['number']}>{count(some)}</span>
          </div>
        ))}
      </div>
      {Array.from({ length: height }, (_, row) => (
        // A row has no name but its number.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={row} className={classes['row']} role="row" aria-rowindex={row + 2}>
          {columns.map(({ tactic, cells }, column) => (
            <Cell
              key={tactic.id}
              id={`${id}-${column}-${row}`}
              column={column}
              row={row}
              cell={cells[row]}
              isCurrent={column === here.column && row === here.row}
              isSelected={cells[row] !== undefined && cells[row].technique.id === selected}
              onPress={(cell) => {
                frame.current?.focus({ preventScroll: true });
                setAt({ column, row });
                onSelect(cell.technique.id);
              }}
              onFold={fold}
              onOpen={(cell) => onOpen?.(cell.technique)}
            />
          ))}
        </div>
      ))}
      {height === 0 && <p className={classes['none']}>No technique is like that.</p>}
    </div>
  );
}
