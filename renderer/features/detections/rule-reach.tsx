/** Whether one rule can fire on what is stored here, and what stands in its way. */
import type { ReactNode } from 'react';
import { useJob } from '../../app/engine/use-job.ts';
import { JobResult } from '../../app/shell/job-result.tsx';
import { count, counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Facts, Section } from '../../ui/screen.tsx';
import classes from './detections.module.css';
import { logsourceText, REACH_TITLES, reachReasons, type ReachRow, type RuleRow } from './rule-words.ts';

export function RuleReach({ rule }: { readonly rule: RuleRow }): ReactNode {
  const job = useJob('rules.explainReach', rule.id);
  return (
    <>
      <Section title="Can it fire here?" note="goes through every stored event; changes nothing">
        <Button kind="primary" isDisabled={job.run.state === 'running'} onPress={() => job.start({ id: rule.id })}>
          Look through the events
        </Button>
      </Section>
      <JobResult of={job}>
        {({ rules, events }) => (
          <>
            {rules.map((row) => (
              <ReachReasons key={row.id} row={row} events={events} />
            ))}
          </>
        )}
      </JobResult>
    </>
  );
}

export function ReachReasons({ row, events }: { readonly row: ReachRow; readonly events: number }): ReactNode {
  const { title, state, obstacle } = row;
  return (
    <Section title={title} note={REACH_TITLES[state]}>
      <ul className={classes['bullets']}>
        {reachReasons(row).map((reason) => (
          <li key={reason}>
            <EvidenceText isProse>{reason}</EvidenceText>
          </li>
        ))}
      </ul>
      <Facts
        of={[
          ['Looked at', counted(events, 'event')],
          [
            'Closest',
            obstacle === null
              ? null
              : `${counted(obstacle.events, 'event')} of ${obstacle.channel === '' ? logsourceText(obstacle.label) : obstacle.channel}${
                  obstacle.eventId === null ? '' : `, EventID ${obstacle.eventId}`
                }`,
          ],
          ['In its way', obstacle === null || obstacle.blockCount === 0 ? null : count(obstacle.blockCount)],
        ]}
      />
    </Section>
  );
}
