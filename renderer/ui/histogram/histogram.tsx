/**
 * How many over time: bars stacked by severity, a brush that narrows the list beside it, and a table with the same numbers.
 * It is as high while it loads and where there is nothing as it is with bars, so that nothing under it moves.
 */
import { ChartColumn, Table2, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { counted, count, duration, zoneText } from '../../lib/format.ts';
import { IconButton } from '../button.tsx';
import { gridOf, sayRun, type BucketGrid, type Run } from './grid.ts';
import { HistogramTable } from './histogram-table.tsx';
import classes from './histogram.module.css';
import { createPlot, type Plot } from './plot.ts';
import type { HistogramProps } from './types.ts';
import { useBrush } from './use-brush.ts';

const PLOT_PX = 52;

export function Histogram(props: HistogramProps): ReactNode {
  const { label, buckets, bucketUs, zone, what, isLoading = false, onClear } = props;
  const [isTable, setIsTable] = useState(false);
  const grid = useMemo(() => gridOf(buckets, bucketUs), [buckets, bucketUs]);
  const plot = useRef<Plot>(null);
  const brush = useBrush(grid, (leftPx) => plot.current?.placeAt(leftPx) ?? 0, props);
  const shown: Run | null =
    brush.isDraft || brush.hovered === null ? brush.run : { from: brush.hovered, to: brush.hovered };
  const said = shown === null ? sayAll(grid, what, isLoading) : sayRun(grid, shown, zone, what);

  return (
    <section className={classes['histogram']} aria-label={label} aria-busy={isLoading}>
      <div className={classes['head']}>
        <span className={classes['said']}>{said}</span>
        {brush.isDraft && <span className={classes['hint']}>Enter applies, Esc clears</span>}
        <span className={classes['scale']}>
          {grid.peak > 0 && `peak ${count(grid.peak)} in `}
          {duration(bucketUs / 1_000)} · {zoneText(zone, grid.firstUs || undefined)}
        </span>
        <span className={classes['tools']}>
          {onClear !== undefined && (
            <IconButton icon={X} label="Clear the time" isDisabled={brush.run === null} onPress={brush.clear} />
          )}
          <IconButton
            icon={isTable ? ChartColumn : Table2}
            label={isTable ? 'Show as bars' : 'Show as a table'}
            isDisabled={grid.length === 0}
            onPress={() => setIsTable(!isTable)}
          />
        </span>
      </div>
      {isTable ? (
        <HistogramTable label={label} grid={grid} zone={zone} what={what} />
      ) : (
        <div
          className={classes['plot']}
          role="slider"
          tabIndex={0}
          aria-label={`Time in ${label}`}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, grid.length - 1)}
          aria-valuenow={brush.run?.to ?? 0}
          aria-valuetext={brush.run === null ? `${said}; nothing is marked` : said}
          aria-disabled={grid.length === 0}
          data-loading={isLoading}
          onKeyDown={brush.onKeyDown}
          {...brush.pointer}
        >
          <Bars grid={grid} zone={zone} plot={plot} run={brush.run} hovered={brush.hovered} />
        </div>
      )}
    </section>
  );
}

function sayAll(grid: BucketGrid, what: string, isLoading: boolean): string {
  if (isLoading && grid.length === 0) return 'Counting';
  return grid.total === 0 ? `No ${what}s in this time` : counted(grid.total, what);
}

interface BarsProps {
  readonly grid: BucketGrid;
  readonly zone: string;
  readonly plot: { current: Plot | null };
  readonly run: Run | null;
  readonly hovered: number | null;
}

/** The picture, redrawn when it is given other numbers, room or colours. */
function Bars({ grid, zone, plot, run, hovered }: BarsProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(0);

  useLayoutEffect(() => {
    if (grid.length === 0) return undefined;
    const made = createPlot(host.current!, grid, zone, PLOT_PX);
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [grid, zone, plot]);

  useEffect(() => {
    const sized = new ResizeObserver(([entry]) => {
      const next = Math.round(entry!.contentRect.width);
      plot.current?.resize(next);
      setWidthPx(next);
    });
    const themed = new MutationObserver(() => plot.current?.redraw());
    sized.observe(host.current!);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      sized.disconnect();
      themed.disconnect();
    };
  }, [plot]);

  const px = grid.length === 0 ? 0 : widthPx / grid.length;
  const boxOf = ({ from, to }: Run): { left: number; width: number } => ({
    left: Math.round(from * px),
    width: Math.max(1, Math.round((to + 1) * px) - Math.round(from * px)),
  });
  return (
    <>
      <div ref={host} className={classes['bars']} aria-hidden="true" />
      {hovered !== null && <div className={classes['hovered']} style={boxOf({ from: hovered, to: hovered })} />}
      {run !== null && <div className={classes['brush']} style={boxOf(run)} />}
    </>
  );
}
