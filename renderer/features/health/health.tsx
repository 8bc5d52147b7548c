/** Whether everything that Vedette needs is there and working; the doctor tries it for real. */
import { Stethoscope } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useAsk } from '../../app/engine/queries.tsx';
import { useJob } from '../../app/engine/use-job.ts';
import { JobResult } from '../../app/shell/job-result.tsx';
import { counted, duration } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Body, ScreenHead, Section } from '../../ui/screen.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { StateMark, type HealthState } from './state-mark.tsx';
import classes from './health.module.css';

const NAMES: Readonly<Record<string, string>> = {
  store: 'Store',
  writer_lock: 'Writing',
  rules: 'Rules',
  readers: 'Readers',
  disk: 'Disk',
  memory: 'Memory',
  clock: 'Clock',
  model: 'Model',
  sync: 'Sync',
};

export function Health(): ReactNode {
  const { data, error, isPending, refetch, isFetching } = useAsk('health.read', {});
  const job = useJob('health.runDoctor');
  const start = (): void => job.start({});
  useCommands('health', [
    { id: 'health.doctor', title: 'Run the doctor', group: 'Workspace', keys: ['r'], run: start },
    {
      id: 'health.look',
      title: 'Look at every part again',
      group: 'Workspace',
      keys: ['Shift+r'],
      run: () => void refetch(),
    },
  ]);
  const healthy = data?.subsystems.filter(({ state }) => state === 'ok').length ?? 0;
  return (
    <>
      <ScreenHead
        title="Health"
        counts={data !== undefined && `${healthy} of ${counted(data.subsystems.length, 'part')} ok`}
      >
        <Button isDisabled={isFetching} onPress={() => void refetch()}>
          Look again
        </Button>
        <Button icon={Stethoscope} kind="primary" isDisabled={job.run.state === 'running'} onPress={start}>
          Run doctor
        </Button>
      </ScreenHead>
      {error !== null && <Failed error={error} retry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data !== undefined && (
        <Body>
          <Section title="Parts" note="what a look at them says; nothing is tried">
            <ul className={classes['list']}>
              {data.subsystems.map(({ name, state, detail, fix }) => (
                <Line key={name} name={NAMES[name] ?? name} state={state} detail={detail} fix={fix} />
              ))}
            </ul>
          </Section>
          <Section title="Doctor" note="tries everything for real, in a workspace of its own that is removed again">
            <JobResult of={job} idle={<p className={classes['dim']}>It was not run since this window was opened.</p>}>
              {({ checks, counts, state }) => (
                <>
                  <p className={classes['summary']}>
                    <StateMark state={state} />
                    <span className={classes['dim']}>
                      {(['ok', 'degraded', 'down', 'disabled'] as const)
                        .filter((one) => counts[one] > 0)
                        .map((one) => `${counts[one]} ${one}`)
                        .join(' · ')}{' '}
                      of {counted(checks.length, 'check')}
                    </span>
                  </p>
                  <ul className={classes['list']}>
                    {checks.map(({ id, title, state: found, detail, fix, tookMs }) => (
                      <Line key={id} name={title} state={found} detail={detail} fix={fix} took={duration(tookMs)} />
                    ))}
                  </ul>
                </>
              )}
            </JobResult>
          </Section>
        </Body>
      )}
    </>
  );
}

interface LineProps {
  readonly name: string;
  readonly state: HealthState;
  readonly detail: string;
  readonly fix: string;
  readonly took?: string;
}

function Line({ name, state, detail, fix, took }: LineProps): ReactNode {
  return (
    <li className={classes['line']}>
      <StateMark state={state} />
      <span className={classes['name']}>{name}</span>
      <span className={classes['detail']}>
        <EvidenceText isProse>{detail}</EvidenceText>
        {fix !== '' && (
          <span className={classes['fix']}>
            To do: <EvidenceText isProse>{fix}</EvidenceText>
          </span>
        )}
      </span>
      <span className={classes['dim']}>{took}</span>
    </li>
  );
}
