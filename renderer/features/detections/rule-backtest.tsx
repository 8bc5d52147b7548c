/** A rule over everything stored: what it would have found, when and where, and how that differs from what it did find. */
import { useState, type ReactNode } from 'react';
import type { PageInput, PageOutput } from '../../../core/contract/page.ts';
import { useJob } from '../../app/engine/use-job.ts';
import { JobResult } from '../../app/shell/job-result.tsx';
import { count, counted, time, useZone, zoneText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Select } from '../../ui/field.tsx';
import { Facts, Section } from '../../ui/screen.tsx';
import classes from './detections.module.css';
import { valueText, type RuleRow } from './rule-words.ts';

type Report = PageOutput<'rules.backtest'>;
type CompareWith = NonNullable<PageInput<'rules.backtest'>['compareWith']>;

const SHOWN_HOSTS = 10;

export function RuleBacktest({ rule }: { readonly rule: RuleRow }): ReactNode {
  const job = useJob('rules.backtest', rule.id);
  const [compareWith, setCompareWith] = useState<CompareWith>(rule.kind === 'rule' ? 'stored' : 'nothing');
  return (
    <>
      <Section title="Run it over everything stored" note="changes nothing">
        <div className={classes['row']}>
          {/* A correlation relates several events, so it cannot be compared event by event. */}
          {rule.kind === 'rule' && (
            <Select
              label="Compare with"
              isLabelHidden
              value={compareWith}
              options={[
                ['stored', 'compare with what it found'],
                ['nothing', 'without a comparison'],
              ]}
              onChange={setCompareWith}
            />
          )}
          <Button
            kind="primary"
            isDisabled={job.run.state === 'running'}
            onPress={() => job.start({ rule: { id: rule.id }, compareWith })}
          >
            Run the backtest
          </Button>
        </div>
      </Section>
      <JobResult of={job}>{(report) => <Result report={report} />}</JobResult>
    </>
  );
}

function Result({ report }: { readonly report: Report }): ReactNode {
  const zone = useZone((store) => store.zone);
  const { events, considered, firstUs, lastUs, daysWithEvents, comparison } = report;
  const span =
    firstUs === null || lastUs === null
      ? 'no times'
      : `${time(firstUs, zone, 'minute')} to ${time(lastUs, zone, 'minute')} ${zoneText(zone)}`;
  return (
    <>
      {report.rules.map((one) => (
        <Section key={one.rule.id} title={one.rule.title}>
          <div className={classes['figures']}>
            <Figure value={count(one.hits)} what={`hits in ${counted(considered, 'event')} asked`} />
            <Figure
              value={one.alerts === null ? '—' : count(one.alerts)}
              what={one.isSilent ? 'no alerts: it feeds correlations' : 'alerts'}
            />
            <Figure
              value={one.alertsPerDay === null ? '—' : one.alertsPerDay.toFixed(1)}
              what={`alerts a day over ${counted(daysWithEvents, 'day')}`}
            />
          </div>
          <Bars timeline={one.timeline} />
          <Facts
            of={[
              ['Events', `${count(considered)} of ${count(events)} could be asked, ${span}`],
              [
                'Hosts',
                one.hosts.length === 0
                  ? null
                  : one.hosts.slice(0, SHOWN_HOSTS).map(({ host, count: hits }) => (
                      <div key={host}>
                        <EvidenceText>{host}</EvidenceText> {count(hits)}
                      </div>
                    )),
              ],
              ...one.values.map(
                ({ field, distinct, top }) =>
                  [
                    field === '' ? 'keywords' : field,
                    <div key={field}>
                      {top.map(({ value, count: hits }) => (
                        <div key={String(value)}>
                          <EvidenceText>{valueText(value)}</EvidenceText> {count(hits)}
                        </div>
                      ))}
                      <span className={classes['dim']}>{`${count(top.length)} of ${counted(distinct, 'value')}`}</span>
                    </div>,
                  ] as const,
              ),
            ]}
          />
        </Section>
      ))}
      {comparison !== null && <Comparison of={comparison} />}
    </>
  );
}

function Comparison({ of }: { readonly of: NonNullable<Report['comparison']> }): ReactNode {
  const { before, after, gained, lost, gainedExamples, lostExamples } = of;
  return (
    <Section title="Before and after" note="events that match">
      <div className={classes['figures']}>
        <Figure value={count(before)} what="before" />
        <Figure value={count(after)} what="after" />
        <Figure value={count(gained)} what="only after" />
        <Figure value={count(lost)} what="only before" />
      </div>
      <Examples title="Only after" of={gainedExamples} total={gained} />
      <Examples title="Only before" of={lostExamples} total={lost} />
    </Section>
  );
}

interface ExamplesProps {
  readonly title: string;
  readonly of: NonNullable<Report['comparison']>['gainedExamples'];
  readonly total: number;
}

function Examples({ title, of, total }: ExamplesProps): ReactNode {
  const zone = useZone((store) => store.zone);
  if (of.length === 0) return null;
  return (
    <>
      <p className={classes['dim']}>{`${title}: ${count(of.length)} of ${counted(total, 'event')}`}</p>
      <ul className={classes['bullets']}>
        {of.map(({ eventId, timeUs, message }) => (
          <li key={eventId}>
            {time(timeUs, zone)} <EvidenceText>{message}</EvidenceText>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Hits by time, for the eye; the numbers are in the title of each. */
function Bars({ timeline }: { readonly timeline: Report['rules'][number]['timeline'] }): ReactNode {
  const zone = useZone((store) => store.zone);
  const most = Math.max(0, ...timeline.map((bucket) => bucket.count));
  if (most === 0) return null;
  return (
    <div
      className={classes['bars']}
      role="img"
      aria-label={`Hits by time, ${count(timeline.length)} spans, at most ${count(most)} in one`}
    >
      {timeline.map(({ startUs, count: hits }) => (
        <span
          key={startUs}
          title={`${time(startUs, zone, 'minute')}: ${counted(hits, 'hit')}`}
          style={{ height: `${hits === 0 ? 0 : Math.max(4, (hits / most) * 100)}%` }}
        />
      ))}
    </div>
  );
}

function Figure({ value, what }: { readonly value: string; readonly what: string }): ReactNode {
  return (
    <span className={classes['figure']}>
      <strong>{value}</strong>
      <span className={classes['dim']}>{what}</span>
    </span>
  );
}
