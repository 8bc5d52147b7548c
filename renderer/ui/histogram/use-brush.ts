/** Marking a time on a histogram, by pointer and by keys; what is marked counts only when it is applied. */
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { rangeOf, runBetween, runOf, type BucketGrid, type Run } from './grid.ts';
import type { HistogramProps } from './types.ts';

interface Draft {
  /** Where it began, and where its moving end is. */
  readonly anchor: number;
  readonly head: number;
}

export interface Brush {
  /** What is marked or, where nothing is being marked, what is in force. */
  readonly run: Run | null;
  readonly isDraft: boolean;
  /** Under the pointer. */
  readonly hovered: number | null;
  clear(): void;
  onKeyDown(event: KeyboardEvent): void;
  readonly pointer: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(): void;
    onPointerLeave(): void;
  };
}

type BrushProps = Pick<HistogramProps, 'range' | 'onBrush' | 'onClear'>;

export function useBrush(grid: BucketGrid, placeAt: (leftPx: number) => number, props: BrushProps): Brush {
  const { range = null, onBrush, onClear } = props;
  const [draft, setDraft] = useState<Draft | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const applied = range === null ? null : runOf(grid, range);
  const run = draft === null ? applied : runBetween(grid, draft.anchor, draft.head);

  function apply(): void {
    if (draft === null) return;
    const { fromUs, toUs } = rangeOf(grid, runBetween(grid, draft.anchor, draft.head));
    setDraft(null);
    onBrush(fromUs, toUs);
  }

  function clear(): void {
    setDraft(null);
    if (draft === null) onClear?.();
  }

  function moveTo(head: number, isWider: boolean): void {
    const within = Math.max(0, Math.min(grid.length - 1, head));
    setDraft({ anchor: isWider ? (draft?.anchor ?? applied?.from ?? within) : within, head: within });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (grid.length === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const here = draft?.head ?? applied?.to ?? -1;
    if (event.key === 'ArrowLeft') moveTo(here < 0 ? grid.length - 1 : here - 1, event.shiftKey);
    else if (event.key === 'ArrowRight') moveTo(here + 1, event.shiftKey);
    else if (event.key === 'Home') moveTo(0, event.shiftKey);
    else if (event.key === 'End') moveTo(grid.length - 1, event.shiftKey);
    else if (event.key === 'Enter' && draft !== null) apply();
    else if (event.key === 'Escape' && run !== null) clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const placeOf = (event: PointerEvent<HTMLElement>): number =>
    placeAt(event.clientX - event.currentTarget.getBoundingClientRect().left);

  return {
    run,
    isDraft: draft !== null,
    hovered,
    clear,
    onKeyDown,
    pointer: {
      onPointerDown: (event) => {
        if (event.button !== 0 || grid.length === 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(placeOf(event), event.shiftKey);
      },
      onPointerMove: (event) => {
        const place = placeOf(event);
        setHovered(place >= 0 && place < grid.length ? place : null);
        if (event.buttons === 1 && draft !== null) moveTo(place, true);
      },
      onPointerUp: apply,
      onPointerLeave: () => setHovered(null),
    },
  };
}
