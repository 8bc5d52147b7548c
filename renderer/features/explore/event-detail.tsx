/** One event in full: its fields, the record as it stands in the evidence, what is around it, and where it comes from. */
import type { ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { useMemory } from '../../app/memory.ts';
import { goScreen } from '../../app/router.ts';
import { bytes, count, time, useZone, zoneText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { KeyValues } from '../../ui/key-values/key-values.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { EventContext } from './event-context.tsx';
import { EventRaw } from './event-raw.tsx';
import { fieldsOf } from './event-fields.ts';
import classes from './explore.module.css';

interface EventDetailProps {
  readonly id: number;
  /** Adds a test to the query, or its opposite. */
  readonly onFilter: (field: string, value: string, isOut: boolean) => void;
  readonly onEvent: (id: string) => void;
}

export function EventDetail({ id, onFilter, onEvent }: EventDetailProps): ReactNode {
  const zone = useZone((store) => store.zone);
  const [tab, setTab] = useMemory('event.tab', 'fields');
  const { data, error } = useAsk('events.read', { id }, { keepsPrevious: true });
  if (error !== null) return <Failed error={error} />;
  if (data === undefined) return <Skeleton rows={10} />;
  const { event, entities, findings, findingCount, raw } = data;
  return (
    <>
      <header className={classes['detailHead']}>
        <p className={classes['line']}>
          <SeverityMark severity={event.severity} />
          <span>
            <time>{time(event.timeUs, zone, 'us')}</time> {zoneText(zone, event.timeUs)}
          </span>
          <span>{event.mapping}</span>
          <code>e{event.id}</code>
        </p>
        <div className={classes['message']}>
          <EvidenceText>{event.message}</EvidenceText>
        </div>
      </header>
      <Tabs
        label="Event"
        selected={tab}
        onSelect={setTab}
        tabs={[
          {
            id: 'fields',
            title: 'Fields',
            view: () => (
              <KeyValues
                name="event"
                label="Fields of the event"
                fields={fieldsOf(event, entities)}
                onFilterIn={(field, value) => onFilter(field, value, false)}
                onFilterOut={(field, value) => onFilter(field, value, true)}
                onPivot={(field, value) =>
                  goScreen('explore', { q: `${field}:"${value.replaceAll(/[\\*?"]/g, '\\$&')}"` })
                }
              />
            ),
          },
          { id: 'raw', title: 'Raw', view: () => <EventRaw raw={raw} /> },
          {
            id: 'context',
            title: 'Context ±',
            view: () => <EventContext id={id} entities={entities} onEvent={onEvent} />,
          },
          {
            id: 'findings',
            title: 'Findings',
            number: findingCount,
            view: () => (
              <div className={classes['pane']}>
                {findings.length === 0 && <p className={classes['dim']}>No rule matched this event.</p>}
                {findings.map((finding) => (
                  <div key={finding.id} className={classes['finding']}>
                    <span className={classes['line']}>
                      <SeverityMark severity={finding.severity} />
                      <bdi>{finding.title}</bdi>
                    </span>
                    {finding.matched.map(({ selection, field, value }) => (
                      <span key={`${selection} ${field}`} className={classes['line']}>
                        <span className={classes['dim']}>{selection}</span>
                        {field || 'any field'}
                        <EvidenceText>{String(value)}</EvidenceText>
                      </span>
                    ))}
                    {finding.alertId !== null && (
                      <Button
                        kind="link"
                        onPress={() => goScreen('queue', { list: 'alerts', q: `id:${finding.alertId}` })}
                      >
                        Show the alert
                      </Button>
                    )}
                  </div>
                ))}
              </div>
            ),
          },
          {
            id: 'trace',
            title: 'Trace',
            view: () => (
              <dl className={`${classes['pane']} ${classes['place']}`}>
                <dt>Source</dt>
                <dd>
                  <EvidenceText>{event.sourcePath}</EvidenceText>
                </dd>
                <dt>SHA-256</dt>
                <dd>
                  <code>{event.sourceSha256}</code>
                </dd>
                <dt>Record</dt>
                <dd>
                  {count(event.recordNumber)}, the {count(event.ordinal)}. of the source
                  {event.isRecovered ? ', recovered from slack space' : ''}
                </dd>
                <dt>Bytes</dt>
                <dd>
                  from {count(event.byteOffset)}, {bytes(event.lengthBytes)}
                </dd>
                <dt>Time as written</dt>
                <dd>
                  <EvidenceText>{event.timeText || 'none'}</EvidenceText>
                  {event.timeOrigin === 'assumed_utc' ? ' (names no zone; taken as UTC)' : ''}
                </dd>
                <dt>Logsource</dt>
                <dd>{Object.values(event.logsource).join(' / ') || 'none'}</dd>
                <dt>OCSF</dt>
                <dd>
                  class {event.classUid}, activity {event.activityId}
                </dd>
              </dl>
            ),
          },
        ]}
      />
    </>
  );
}
