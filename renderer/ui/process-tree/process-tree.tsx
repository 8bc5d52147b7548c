/**
 * Who started whom, as a tree grid of ARIA: the right arrow unfolds, the left one folds or goes to the parent. Rows are made
 * while they can be seen. Command lines are cut in their column and stand in full below for the current row.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useMemory } from '../../app/memory.ts';
import { counted, zoneText } from '../../lib/format.ts';
import { EvidenceText } from '../evidence-text.tsx';
import { ContextMenu } from '../menu.tsx';
import { Empty } from '../states.tsx';
import table from '../table/table.module.css';
import { COLUMNS, ProcessRow } from './process-row.tsx';
import classes from './process-tree.module.css';
import { forestOf, rowsOf, type TreeRow } from './tree.ts';
import type { ProcessNode, ProcessTreeProps } from './types.ts';

const NOTHING_FOLDED: readonly string[] = [];
const ROW_PX = 28;
const HEAD_PX = 26;

export function ProcessTree(props: ProcessTreeProps): ReactNode {
  const { name, label, processes, zone, selected, onSelect, onOpen, actionsOf } = props;
  const [foldedIds, setFolded] = useMemory(`tree.${name}`, NOTHING_FOLDED);
  const [menu, setMenu] = useState<{ readonly process: ProcessNode; readonly x: number; readonly y: number } | null>(
    null,
  );
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const forest = useMemo(() => forestOf(processes), [processes]);
  const folded = useMemo(() => new Set(foldedIds), [foldedIds]);
  const rows = useMemo(() => rowsOf(forest, folded), [forest, folded]);
  const at = rows.findIndex(({ process }) => process.id === selected);
  const current = rows[at];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollPaddingStart: HEAD_PX,
  });

  function moveTo(index: number): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    virtual.scrollToIndex(rows.indexOf(row));
    onSelect(row.process.id);
  }

  function fold(process: ProcessNode, isFolded: boolean): void {
    const next = new Set(folded);
    if (isFolded) next.add(process.id);
    else next.delete(process.id);
    setFolded([...next]);
  }

  function onArrow(row: TreeRow, isRight: boolean): void {
    if (isRight && row.isOpen === false) fold(row.process, false);
    else if (isRight && row.isOpen === true) moveTo(at + 1);
    else if (!isRight && row.isOpen === true) fold(row.process, true);
    else if (!isRight && row.parent !== null) moveTo(rows.findIndex(({ process }) => process.id === row.parent));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 400) / ROW_PX) - 2);
    if (event.key === 'ArrowDown' || event.key === 'j') moveTo(at + 1);
    else if (event.key === 'ArrowUp' || event.key === 'k') moveTo(at - 1);
    else if (event.key === 'PageDown') moveTo(at + page);
    else if (event.key === 'PageUp') moveTo(at - page);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(rows.length - 1);
    else if (event.key === '*') setFolded([]);
    else if (current === undefined) return;
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') onArrow(current, event.key === 'ArrowRight');
    else if (event.key === 'Enter') onOpen?.(current.process);
    else if (event.key === '.' && actionsOf !== undefined) openMenu(current.process);
    else return;
    event.preventDefault();
  }

  function openMenu(process: ProcessNode): void {
    const box = document.getElementById(`${id}-${process.id}`)?.getBoundingClientRect();
    setMenu({ process, x: (box?.left ?? 0) + 80, y: box?.bottom ?? 0 });
  }

  if (processes.length === 0)
    return <Empty title="No processes" text="Processes appear here once events tell of their start." />;
  return (
    <div className={classes['tree']}>
      <div
        ref={frame}
        className={table['frame']}
        role="treegrid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={COLUMNS.length}
        aria-activedescendant={current === undefined ? undefined : `${id}-${current.process.id}`}
        onKeyDown={onKeyDown}
      >
        <div className={`${table['head']} ${classes['head']}`} role="rowgroup">
          <div className={classes['columns']} role="row" aria-rowindex={1}>
            {COLUMNS.map(({ title, align, isTime = false }) => (
              <span key={title} className={table['title']} role="columnheader" data-align={align}>
                {isTime ? `${title} (${zoneText(zone)})` : title}
              </span>
            ))}
          </div>
        </div>
        <div className={table['body']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]!;
            const { process } = row;
            return (
              <ProcessRow
                key={process.id}
                id={`${id}-${process.id}`}
                row={row}
                index={index}
                start={start}
                zone={zone}
                isCurrent={process.id === selected}
                onClick={() => {
                  frame.current?.focus({ preventScroll: true });
                  onSelect(process.id);
                }}
                onFold={() => fold(process, row.isOpen === true)}
                onOpen={() => onOpen?.(process)}
                onMenu={(x, y) => {
                  onSelect(process.id);
                  if (actionsOf !== undefined) setMenu({ process, x, y });
                }}
              />
            );
          })}
        </div>
      </div>
      {/* What scrolls has to be reachable by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes['full']} role="group" tabIndex={0} aria-label="Command line in full">
        {current === undefined ? (
          <span className={classes['hint']}>{counted(processes.length, 'process', 'processes')}</span>
        ) : (
          <EvidenceText>{current.process.commandLine || current.process.image}</EvidenceText>
        )}
      </div>
      {menu !== null && (
        <ContextMenu
          label="Actions on the process"
          actions={actionsOf!(menu.process)}
          at={menu}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}
