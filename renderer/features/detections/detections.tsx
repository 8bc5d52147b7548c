/** The rules that look for attacks here: what each found, why, and which of them are in use. */
import type { ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { go, usePlace } from '../../app/router.ts';
import { count, counted } from '../../lib/format.ts';
import { ScreenHead } from '../../ui/screen.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ReachView } from './reach-view.tsx';
import { RefusedRules } from './refused-rules.tsx';
import { RuleList } from './rule-list.tsx';

export function Detections(): ReactNode {
  const place = usePlace();
  const { data, error, isPending, refetch } = useAsk('rules.listAll', {});
  const enabled = data?.rules.filter(({ isEnabled }) => isEnabled).length ?? 0;
  const found = data?.rules.filter(({ findings }) => findings > 0).length ?? 0;
  return (
    <>
      <ScreenHead
        title="Detections"
        counts={
          data !== undefined &&
          `${count(enabled)} of ${counted(data.rules.length, 'rule')} enabled · ${count(found)} with hits · ${
            data.pack.paths.length === 0 ? 'the rules that come with Vedette' : data.pack.paths.join(', ')
          }`
        }
      />
      {error !== null && <Failed error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data !== undefined && (
        <Tabs
          label="Detections"
          selected={place.params['tab'] ?? 'rules'}
          // The filters of one list are not those of another.
          onSelect={(tab) => go({ ...place, params: tab === 'rules' ? {} : { tab } })}
          tabs={[
            { id: 'rules', title: 'Rules', number: data.rules.length, view: () => <RuleList rules={data.rules} /> },
            {
              id: 'refused',
              title: 'Refused',
              number: data.refused.length + data.skipped.length,
              view: () => <RefusedRules refused={data.refused} skipped={data.skipped} loaded={data.rules.length} />,
            },
            { id: 'reach', title: 'What can fire here', view: () => <ReachView /> },
          ]}
        />
      )}
    </>
  );
}
