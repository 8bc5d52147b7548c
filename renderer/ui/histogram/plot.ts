/**
 * Draws the bars. uPlot places them and writes the axis; the bars are ours, because they stand on whole pixels, have one
 * that is seen for whatever is there at all, and take their colours from the tokens as they are at the moment.
 */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { SEVERITIES } from '../../../core/model/severity.ts';
import { time } from '../../lib/format.ts';
import type { BucketGrid } from './grid.ts';

const AXIS_PX = 18;
const HALF_TICK_PX = 20;
/** What only informs is most of what there is; it stays behind. */
const FAINT = 0.6;
const DAY_MS = 86_400_000;

export interface Plot {
  resize(widthPx: number): void;
  /** Of the upper edge of a bucket from the left of the plot, in pixels. */
  leftOf(place: number): number;
  /** The bucket under a point. */
  placeAt(leftPx: number): number;
  redraw(): void;
  destroy(): void;
}

export function createPlot(host: HTMLElement, grid: BucketGrid, zone: string, heightPx: number): Plot {
  const bucketMs = grid.bucketUs / 1_000;
  const firstMs = grid.firstUs / 1_000;
  const places = [...grid.at.keys()].toSorted((a, b) => a - b);
  const color = (name: string): string => getComputedStyle(host).getPropertyValue(name);

  const plot = new uPlot(
    {
      width: Math.max(1, host.clientWidth),
      height: heightPx,
      ms: 1,
      padding: [0, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      tzDate: (stampMs) => uPlot.tzDate(new Date(stampMs), zone),
      scales: {
        x: { range: [firstMs, firstMs + grid.length * bucketMs] },
        y: { range: [0, Math.max(1, grid.peak)] },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        {
          size: AXIS_PX,
          gap: 2,
          space: 72,
          font: '11px "Inter Variable", system-ui, sans-serif',
          stroke: () => color('--text-3'),
          grid: { show: false },
          ticks: { show: true, size: 3, width: 1, stroke: () => color('--line-strong') },
          border: { show: true, width: 1, stroke: () => color('--line-strong') },
          values: (self, splits, _axis, _space, step) =>
            splits.map((ms) => {
              const left = self.valToPos(ms, 'x');
              // A text that would be cut at an edge is left out.
              const isWhole = left >= HALF_TICK_PX && left <= self.bbox.width / uPlot.pxRatio - HALF_TICK_PX;
              return isWhole ? tickText(ms, zone, step) : '';
            }),
        },
        { show: false },
      ],
      hooks: { draw: [(self) => drawBars(self, grid, places, color)] },
    },
    [places.map((place) => firstMs + place * bucketMs), places.map((place) => grid.at.get(place)!.count)],
    host,
  );

  return {
    resize: (widthPx) => plot.setSize({ width: Math.max(1, widthPx), height: heightPx }),
    leftOf: (place) => plot.valToPos(firstMs + place * bucketMs, 'x'),
    placeAt: (leftPx) => Math.floor((plot.posToVal(leftPx, 'x') - firstMs) / bucketMs),
    redraw: () => plot.redraw(false),
    destroy: () => plot.destroy(),
  };
}

/** `09:14`, or the day where one begins; seconds where the steps are shorter than a minute. */
function tickText(ms: number, zone: string, stepMs: number): string {
  const text = time(ms * 1_000, zone, 'second');
  // Over months the year tells more than the day.
  if (stepMs >= 25 * DAY_MS) return text.slice(0, 7);
  if (stepMs >= DAY_MS || text.endsWith('00:00:00')) return text.slice(5, 10);
  return stepMs < 60_000 ? text.slice(11) : text.slice(11, 16);
}

function drawBars(plot: uPlot, grid: BucketGrid, places: readonly number[], color: (name: string) => string): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const bottom = bbox.top + bbox.height;
  const widthPx = bbox.width / grid.length;
  const gap = widthPx >= 4 * ratio ? ratio : 0;
  const colors = SEVERITIES.toReversed().map((severity) => [severity, color(`--${severity}`)] as const);
  const neutral = color('--text-3');
  ctx.save();
  for (const place of places) {
    const { count, bySeverity } = grid.at.get(place)!;
    const left = Math.round(bbox.left + place * widthPx);
    const width = Math.max(1, Math.round(bbox.left + (place + 1) * widthPx) - left - gap);
    let top = bottom;
    // The worst stands on the ground, where heights can be compared.
    const parts: readonly (readonly [number, string, number])[] =
      bySeverity === undefined
        ? [[count, neutral, FAINT]]
        : colors.map(([one, its]) => [bySeverity[one] ?? 0, its, one === 'informational' ? FAINT : 1]);
    for (const [some, its, alpha] of parts) {
      if (some === 0) continue;
      const height = Math.max(ratio, Math.round((some / grid.peak) * (bbox.height - ratio)));
      ctx.fillStyle = its;
      ctx.globalAlpha = alpha;
      ctx.fillRect(left, Math.max(bbox.top, top - height), width, Math.min(height, top - bbox.top));
      top -= height;
    }
  }
  ctx.restore();
}
