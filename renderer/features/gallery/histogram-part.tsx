/** Histograms of made-up counts. */
import { useState, type ReactNode } from 'react';
import { Histogram } from '../../ui/histogram/histogram.tsx';
import type { HistogramBucket, TimeRange } from '../../ui/histogram/types.ts';
import { time } from '../../lib/format.ts';
import { Example } from './example.tsx';
import classes from './gallery.module.css';

const MINUTE_US = 60_000_000;
const START_US = Date.UTC(2026, 2, 4, 6) * 1_000;

const DAY: readonly HistogramBucket[] = Array.from({ length: 240 }, (_, at) => {
  const count = Math.round(120 + 90 * Math.sin(at / 19) + 40 * Math.sin(at * 1.7) + (at > 150 && at < 162 ? 420 : 0));
  const critical = at > 152 && at < 158 ? 30 : 0;
  const high = at > 140 && at < 170 ? 40 + (at % 7) : 0;
  const medium = at % 11 === 0 ? 12 : 0;
  const low = Math.round(count / 9);
  const rest = count - critical - high - medium - low;
  return {
    fromUs: START_US + at * MINUTE_US,
    count,
    bySeverity: { critical, high, medium, low, informational: Math.max(0, rest) },
  };
});

const SPARSE: readonly HistogramBucket[] = [0, 3, 4, 40, 41, 90].map((at) => ({
  fromUs: START_US + at * 86_400_000_000,
  count: 1 + at * 3,
}));

export function HistogramPart(): ReactNode {
  const [range, setRange] = useState<TimeRange | null>(null);
  return (
    <>
      <Example title="Four hours, by severity">
        <Histogram
          label="Events over time"
          buckets={DAY}
          bucketUs={MINUTE_US}
          zone="UTC"
          what="event"
          range={range}
          onBrush={(fromUs, toUs) => setRange({ fromUs, toUs })}
          onClear={() => setRange(null)}
        />
        <p className={classes['said']} data-testid="brush-said">
          {range === null
            ? 'no range'
            : `${time(range.fromUs, 'UTC', 'minute')} to ${time(range.toUs, 'UTC', 'minute')}`}
        </p>
      </Example>
      <Example title="Days, without severity, in another zone">
        <Histogram
          label="Sparse events"
          buckets={SPARSE}
          bucketUs={86_400_000_000}
          zone="Europe/Berlin"
          what="event"
          onBrush={() => undefined}
        />
      </Example>
      <Example title="Loading">
        <Histogram
          label="Loading events"
          buckets={[]}
          bucketUs={MINUTE_US}
          zone="UTC"
          what="event"
          isLoading
          onBrush={() => undefined}
        />
      </Example>
      <Example title="Empty">
        <Histogram
          label="No events"
          buckets={[]}
          bucketUs={MINUTE_US}
          zone="UTC"
          what="event"
          onBrush={() => undefined}
        />
      </Example>
    </>
  );
}
