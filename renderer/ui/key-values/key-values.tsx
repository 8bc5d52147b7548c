/**
 * The fields of one thing, each value in reach of what can be done with it: right-click, Enter or `.` opens its actions, and
 * the usual ones have keys of their own. A long value is cut until it is the current one.
 */
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { EvidenceText } from '../evidence-text.tsx';
import { ContextMenu, type MenuAction } from '../menu.tsx';
import { copyText } from '../states.tsx';
import { linesOf, type FieldLine } from './lines.ts';
import classes from './key-values.module.css';
import type { KeyValuesProps } from './types.ts';

interface OpenMenu {
  readonly line: FieldLine;
  readonly x: number;
  readonly y: number;
}

export function KeyValues(props: KeyValuesProps): ReactNode {
  const { label, fields } = props;
  const lines = linesOf(fields);
  const [current, setCurrent] = useState(0);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const id = useId();
  const at = Math.min(current, lines.length - 1);

  function moveTo(index: number): void {
    const next = Math.max(0, Math.min(lines.length - 1, index));
    setCurrent(next);
    const cell = document.getElementById(`${id}-${next}`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const line = lines[at];
    if (line === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actionsOf(props, line).find(
      ({ keys = [], whyNot }) => whyNot == null && keys.includes(pressOf(event)),
    );
    if (event.key === 'ArrowDown' || event.key === 'j') moveTo(at + 1);
    else if (event.key === 'ArrowUp' || event.key === 'k') moveTo(at - 1);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(lines.length - 1);
    else if (event.key === 'Enter' || event.key === '.') openMenu(at);
    else if (action !== undefined) action.run();
    else return;
    event.preventDefault();
  }

  function openMenu(index: number): void {
    const box = document.getElementById(`${id}-${index}`)!.getBoundingClientRect();
    setMenu({ line: lines[index]!, x: box.left + 8, y: Math.min(box.bottom, box.top + 24) });
  }

  return (
    <>
      <div
        ref={grid}
        className={classes['list']}
        role="grid"
        tabIndex={-1}
        aria-label={label}
        aria-rowcount={lines.length}
        onKeyDown={onKeyDown}
      >
        {lines.map((line, index) => (
          <Line
            key={line.key}
            id={`${id}-${index}`}
            line={line}
            isCurrent={index === at}
            onFocus={() => setCurrent(index)}
            onMenu={(x, y) => setMenu({ line, x, y })}
          />
        ))}
      </div>
      {menu !== null && (
        <ContextMenu
          label={`Actions on ${menu.line.name}`}
          actions={actionsOf(props, menu.line)}
          at={menu}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  );
}

interface LineProps {
  readonly id: string;
  readonly line: FieldLine;
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
  readonly onMenu: (x: number, y: number) => void;
}

function Line({ id, line, isCurrent, onFocus, onMenu }: LineProps): ReactNode {
  return (
    <>
      {line.heading !== null && (
        <div className={classes['heading']} role="row">
          <span role="gridcell" aria-colspan={2}>
            {line.heading}
          </span>
        </div>
      )}
      <div className={classes['row']} role="row">
        <span className={classes['name']} role="rowheader" title={line.name} data-repeated={line.isRepeated}>
          {line.name}
        </span>
        <div
          id={id}
          className={classes['value']}
          role="gridcell"
          tabIndex={isCurrent ? 0 : -1}
          onFocus={onFocus}
          onContextMenu={(event) => {
            event.preventDefault();
            onMenu(event.clientX, event.clientY);
          }}
        >
          {line.value === '' ? (
            <span className={classes['none']}>empty</span>
          ) : (
            <EvidenceText>{line.value}</EvidenceText>
          )}
        </div>
      </div>
    </>
  );
}

function pressOf({ key, shiftKey }: KeyboardEvent): string {
  return shiftKey ? `Shift+${key.toLowerCase()}` : key.toLowerCase();
}

function actionsOf(props: KeyValuesProps, { name, value }: FieldLine): readonly MenuAction[] {
  const { onFilterIn, onFilterOut, onPivot, onPin, canPivot = () => true } = props;
  const given = [
    { id: 'value.filterIn', title: 'Filter in', keys: ['f'], act: onFilterIn },
    { id: 'value.filterOut', title: 'Filter out', keys: ['Shift+f'], act: onFilterOut },
    {
      id: 'value.pivot',
      title: 'Pivot on it',
      keys: ['p'],
      act: onPivot,
      whyNot: canPivot(name, value) ? null : 'it is no entity',
    },
    { id: 'value.pin', title: 'Pin', keys: ['Shift+p'], act: onPin },
  ];
  return [
    { id: 'value.copy', title: 'Copy', keys: ['c'], run: () => copyText(value) },
    ...given.flatMap(({ act, ...action }) => (act === undefined ? [] : [{ ...action, run: () => act(name, value) }])),
  ];
}
