/** One rule: what it looks for, as it is written, what it found here and why, and trying it out. */
import { Power, PowerOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { useAsk } from '../../app/engine/queries.tsx';
import { setParams, usePlace } from '../../app/router.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Body, Pane } from '../../ui/screen.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { RuleAbout } from './rule-about.tsx';
import { RuleBacktest } from './rule-backtest.tsx';
import { RuleHits } from './rule-hits.tsx';
import { RuleReach } from './rule-reach.tsx';
import { RuleTest } from './rule-test.tsx';
import { RuleText } from './rule-text.tsx';
import type { RuleRow } from './rule-words.ts';

interface RuleDetailProps {
  readonly rule: RuleRow;
  /** Those that switch it. */
  readonly commands: readonly Command[];
}

export function RuleDetail({ rule, commands }: RuleDetailProps): ReactNode {
  const { params } = usePlace();
  const { data, error, isPending, refetch } = useAsk('rules.read', { id: rule.id });
  const switching = commands.find(({ id }) => id === (rule.isEnabled ? 'rules.disable' : 'rules.enable'));
  const isTried = rule.kind !== 'filter';
  const within = (view: () => ReactNode) => () => <Body>{view()}</Body>;
  return (
    <Pane
      title={<EvidenceText isProse>{rule.title}</EvidenceText>}
      onClose={() => setParams({ id: '', view: '' }, true)}
      actions={
        <Button icon={rule.isEnabled ? PowerOff : Power} onPress={() => switching?.run()}>
          {rule.isEnabled ? 'Disable' : 'Enable'}
        </Button>
      }
    >
      {error !== null && <Failed error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data !== undefined && (
        <Tabs
          label="Rule"
          selected={params['view'] ?? 'about'}
          onSelect={(view) => setParams({ view: view === 'about' ? '' : view }, true)}
          tabs={[
            { id: 'about', title: 'About', view: within(() => <RuleAbout detail={data} />) },
            { id: 'text', title: 'YAML', view: within(() => <RuleText text={data.text} path={rule.path} />) },
            ...(isTried
              ? [
                  { id: 'hits', title: 'Hits', number: rule.findings, view: within(() => <RuleHits rule={rule} />) },
                  {
                    id: 'test',
                    title: 'Test',
                    view: within(() => <RuleTest rule={rule} testEvents={data.testEvents} />),
                  },
                  { id: 'backtest', title: 'Backtest', view: within(() => <RuleBacktest rule={rule} />) },
                  { id: 'reach', title: 'Reach', view: within(() => <RuleReach rule={rule} />) },
                ]
              : []),
          ]}
        />
      )}
    </Pane>
  );
}
