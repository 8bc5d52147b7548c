/** A main pane and, beside it, one that follows the selection; the line between them is dragged or moved with the arrows. */
import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useMemory } from '../app/memory.ts';
import classes from './split.module.css';

const LEAST = 280;
const STEP = 24;

interface SplitProps {
  /** Under which the width is remembered. */
  readonly name: string;
  readonly main: ReactNode;
  /** Null where nothing is selected. */
  readonly side: ReactNode;
  readonly sideLabel: string;
  /** Of the side, until somebody moves the line. */
  readonly widthPx?: number;
}

export function Split({ name, main, side, sideLabel, widthPx = 440 }: SplitProps): ReactNode {
  const [width, setWidth] = useMemory(`split.${name}`, widthPx);
  const frame = useRef<HTMLDivElement>(null);

  function resize(next: number): void {
    const most = (frame.current?.clientWidth ?? 1_200) - 360;
    setWidth(Math.round(Math.max(LEAST, Math.min(most, next))));
  }

  function onPointerMove({ buttons, clientX }: PointerEvent): void {
    if (buttons !== 1 || frame.current === null) return;
    resize(frame.current.getBoundingClientRect().right - clientX);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    resize(width + (event.key === 'ArrowLeft' ? STEP : -STEP));
  }

  return (
    <div className={classes['split']} ref={frame}>
      <div className={classes['main']}>{main}</div>
      {side !== null && (
        <>
          <div
            className={classes['handle']}
            role="separator"
            tabIndex={0}
            aria-orientation="vertical"
            aria-label={`Width of ${sideLabel}`}
            aria-valuenow={width}
            aria-valuemin={LEAST}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={onPointerMove}
          />
          <aside className={classes['side']} style={{ width }} aria-label={sideLabel}>
            {side}
          </aside>
        </>
      )}
    </div>
  );
}
