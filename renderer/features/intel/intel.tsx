/** What lists call bad, what is never a match, and how critical assets and accounts are: what moves risk. */
import type { ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { go, usePlace } from '../../app/router.ts';
import { count, counted } from '../../lib/format.ts';
import { ScreenHead } from '../../ui/screen.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Indicators } from './indicators.tsx';
import { Ratings } from './ratings.tsx';

/** As many as a list here is good for; the command line has them all. */
const MOST_INDICATORS = 20_000;

export function Intel(): ReactNode {
  const place = usePlace();
  const listed = useAsk('intel.listIndicators', { limit: MOST_INDICATORS });
  const rated = useAsk('assets.listRatings', {});
  const error = listed.error ?? rated.error;
  const sources = listed.data?.sources ?? [];
  const total = sources.reduce((sum, { indicators, allowed }) => sum + indicators + allowed, 0);
  const seen = sources.reduce((sum, source) => sum + source.seen, 0);
  return (
    <>
      <ScreenHead
        title="Intel"
        counts={
          listed.data !== undefined &&
          `${counted(total, 'indicator or exception', 'indicators and exceptions')} of ${counted(sources.length, 'list')} · ${count(seen)} seen in alerts`
        }
      />
      {error !== null && (
        <Failed
          error={error}
          retry={() => {
            void listed.refetch();
            void rated.refetch();
          }}
        />
      )}
      {(listed.isPending || rated.isPending) && <Skeleton />}
      {listed.data !== undefined && rated.data !== undefined && (
        <Tabs
          label="Intel"
          selected={place.params['tab'] ?? 'lists'}
          onSelect={(tab) => go({ ...place, params: tab === 'lists' ? {} : { tab } })}
          tabs={[
            {
              id: 'lists',
              title: 'Indicators and exceptions',
              number: total,
              view: () => <Indicators rows={listed.data.indicators} total={total} />,
            },
            {
              id: 'ratings',
              title: 'Criticality',
              number: rated.data.ratings.length,
              view: () => <Ratings rows={rated.data.ratings} />,
            },
          ]}
        />
      )}
    </>
  );
}
