/** Removing old events: what would go is shown first, and just that goes. */
import { useState, type ReactNode } from 'react';
import type { PageOutput } from '../../../core/contract/page.ts';
import { useAsk } from '../../app/engine/queries.tsx';
import { useJob } from '../../app/engine/use-job.ts';
import { JobResult } from '../../app/shell/job-result.tsx';
import { bytes, count, counted, fileName, time, useZone, zoneText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { Facts, Section } from '../../ui/screen.tsx';
import { Failed, Notice, Skeleton } from '../../ui/states.tsx';
import { limitOf, type Limit, type LimitKind } from './retention-limit.ts';
import classes from './settings.module.css';

type Plan = PageOutput<'workspace.previewRetention'>;

const KINDS: readonly (readonly [LimitKind, string])[] = [
  ['age', 'older than so many days'],
  ['time', 'before a time'],
  ['size', 'until so many megabytes are left'],
];
const LABELS: Readonly<Record<LimitKind, string>> = {
  age: 'Days before the newest event',
  time: 'Time',
  size: 'Megabytes that stay',
};

export function Retention(): ReactNode {
  const zone = useZone((store) => store.zone);
  const job = useJob('workspace.applyRetention');
  const [kind, setKind] = useState<LimitKind>('age');
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Limit | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const limit = limitOf(kind, text, zone);
  const {
    data: plan,
    error,
    isFetching,
  } = useAsk('workspace.previewRetention', shown === null ? null : { limit: shown });
  return (
    <Section title="Old events" note="what findings rest on stays, and so does everything that was found">
      <form
        className={classes['column']}
        onSubmit={(event) => {
          event.preventDefault();
          if (limit !== null) setShown(limit);
        }}
      >
        <Select
          label="Remove events"
          value={kind}
          options={KINDS}
          onChange={(next) => {
            setKind(next);
            setShown(null);
          }}
        />
        <TextField
          label={kind === 'time' ? `${LABELS[kind]}, ${zoneText(zone)}` : LABELS[kind]}
          value={text}
          onChange={(next) => {
            setText(next);
            setShown(null);
          }}
          placeholder={kind === 'time' ? '2026-03-04 09:14' : '90'}
          error={
            text !== '' && limit === null
              ? kind === 'time'
                ? 'Write it as 2026-03-04 09:14'
                : 'A number above 0'
              : null
          }
        />
        <div className={classes['actions']}>
          <Button type="submit" isDisabled={limit === null}>
            Show what would go
          </Button>
          {plan !== undefined && shown !== null && plan.removable > 0 && (
            <Button kind="danger" isDisabled={job.run.state === 'running'} onPress={() => setIsAsking(true)}>
              {`Remove ${counted(plan.removable, 'event')}`}
            </Button>
          )}
        </div>
      </form>
      {error !== null && <Failed error={error} />}
      {isFetching && <Skeleton rows={3} />}
      {plan !== undefined && shown !== null && <Preview plan={plan} />}
      <JobResult of={job}>
        {({ events, eventsLeft, rawBytes }) => (
          <Notice>
            {counted(events, 'event')} removed, {count(eventsLeft)} left, {bytes(rawBytes)} of evidence no longer kept
          </Notice>
        )}
      </JobResult>
      {isAsking && plan !== undefined && shown !== null && (
        <Confirm
          title={`Remove ${counted(plan.removable, 'event')}?`}
          action={`Remove ${counted(plan.removable, 'event')}`}
          onClose={() => setIsAsking(false)}
          onConfirm={() => {
            job.start({ limit: shown, ...(plan.cutoffUs === null ? {} : { shownCutoffUs: plan.cutoffUs }) });
            setShown(null);
          }}
        >
          <p>
            They cannot be brought back but by importing their evidence again. {counted(plan.held, 'event')} as old{' '}
            {plan.held === 1 ? 'stays' : 'stay'}, because findings rest on them.
          </p>
        </Confirm>
      )}
    </Section>
  );
}

function Preview({ plan }: { readonly plan: Plan }): ReactNode {
  const zone = useZone((store) => store.zone);
  const { cutoffUs, events, removable, firstUs, lastUs, held, unfinished, withoutTime, estimatedBytes, sources } = plan;
  const at = (timeUs: number): string => `${time(timeUs, zone, 'second')} ${zoneText(zone, timeUs)}`;
  return (
    <>
      <Facts
        of={[
          ['Would go', `${count(removable)} of ${counted(events, 'event')}, about ${bytes(estimatedBytes)}`],
          ['Before', cutoffUs === null ? 'nothing has to go' : at(cutoffUs)],
          ['They span', firstUs === null || lastUs === null ? null : `${at(firstUs)} to ${at(lastUs)}`],
          ['Held', held === 0 ? null : `${count(held)} as old, kept for findings or correlation`],
          [
            'Unfinished',
            unfinished === 0 ? null : `${count(unfinished)} kept, because their source is not read to its end`,
          ],
          ['Without time', withoutTime === 0 ? null : `${count(withoutTime)} kept`],
        ]}
      />
      {sources.length > 0 && (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Would go</th>
              <th scope="col">Of</th>
              <th scope="col">Held</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.sha256}>
                <td title={source.path}>
                  <EvidenceText>{fileName(source.path)}</EvidenceText>
                </td>
                <td>{count(source.removable)}</td>
                <td>{count(source.events)}</td>
                <td>{count(source.held)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
