/** How many events there are when, over what the query asks for. */
import type { ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { setParams } from '../../app/router.ts';
import { useZone } from '../../lib/format.ts';
import { Histogram } from '../../ui/histogram/histogram.tsx';
import { bucketWidth } from './bucket-width.ts';
import { rangeOf, withoutTime, withTime } from '../../lib/query-terms.ts';
import classes from './explore.module.css';

interface EventHistogramProps {
  readonly query: string;
  readonly counts: { readonly firstEventUs: number | null; readonly lastEventUs: number | null } | null;
}

export function EventHistogram({ query, counts }: EventHistogramProps): ReactNode {
  const zone = useZone((store) => store.zone);
  const range = rangeOf(query);
  const span =
    range ??
    (counts?.firstEventUs == null || counts.lastEventUs === null
      ? null
      : { fromUs: counts.firstEventUs, toUs: counts.lastEventUs });
  const width = span === null ? null : bucketWidth(span.toUs - span.fromUs);
  const { data, isFetching } = useAsk(
    'events.countBy',
    width === null ? null : { query, zone, by: `time:${width.text}`, limit: -1 },
    { keepsPrevious: true },
  );
  if (counts !== null && span === null) return null;
  const buckets = (data?.values ?? [])
    .filter(({ value }) => typeof value === 'number')
    .map(({ value, count }) => ({ fromUs: value as number, count }));
  return (
    <div className={classes['histogram']}>
      <Histogram
        label="Events over time"
        what="event"
        buckets={buckets}
        bucketUs={width?.us ?? 1}
        zone={zone}
        isLoading={data === undefined || (isFetching && buckets.length === 0)}
        range={range}
        onBrush={(fromUs, toUs) => setParams({ q: withTime(query, fromUs, toUs) })}
        onClear={() => setParams({ q: withoutTime(query) })}
      />
    </div>
  );
}
