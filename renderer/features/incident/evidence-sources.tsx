/** The events that the alerts of an incident rest on, and the sources of those with their fingerprints. */
import type { ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { bytes, count, counted } from '../../lib/format.ts';
import { Hash } from './hash.tsx';
import { useIncident } from './incident-context.ts';
import { useMemberAlerts } from './questions.ts';
import type { MemberAlert } from './types.ts';
import { When } from './when.tsx';
import classes from './writing.module.css';

/** As many as a query has room for. */
const ASKED = 700;
const SOURCES = 1_000;
const SHOWN = 200;

export function EvidenceSources(): ReactNode {
  const { read } = useIncident();
  const { rows, total, isPending, error, refetch } = useMemberAlerts(read.incident.id);
  const resting = rows.filter(({ eventId }) => eventId !== null);
  if (isPending) return <Skeleton rows={6} />;
  if (error !== null && rows.length === 0) return <Failed error={error} retry={() => void refetch()} />;
  return (
    <>
      <Sources eventIds={resting.slice(0, ASKED).flatMap(({ eventId }) => eventId ?? [])} />
      <section className={classes['section']}>
        <h2 className={classes['heading']}>
          First events of {count(resting.length)} of {counted(total, 'alert')}
        </h2>
        <ul>
          {resting.slice(0, SHOWN).map((row) => (
            <EventLine key={row.alert.id} row={row} />
          ))}
        </ul>
        {resting.length > SHOWN && (
          <p className={classes['hint']}>
            {count(SHOWN)} of {count(resting.length)} are shown; the tab Alerts has all.
          </p>
        )}
      </section>
    </>
  );
}

function EventLine({ row: { alert, eventId, message } }: { readonly row: MemberAlert }): ReactNode {
  const { openEvent } = useIncident();
  return (
    <li>
      <button type="button" className={classes['event']} onClick={() => openEvent(eventId, true)}>
        <When timeUs={alert.firstSeenUs} />
        <span className={classes['kind']}>e{eventId}</span>
        <span className={classes['grow']}>
          <EvidenceText isLine isProse>
            {message ?? alert.title}
          </EvidenceText>
        </span>
      </button>
    </li>
  );
}

function Sources({ eventIds }: { readonly eventIds: readonly number[] }): ReactNode {
  const query = `id in (${eventIds.map((id) => `e${id}`).join(', ')})`;
  const bySource = useAsk('events.countBy', eventIds.length === 0 ? null : { query, by: 'source', limit: -1 });
  const sources = useAsk('sources.listPage', { limit: SOURCES });
  if (eventIds.length === 0) return null;
  const error = bySource.error ?? sources.error;
  if (error !== null) return <Failed error={error} />;
  if (bySource.data === undefined || sources.data === undefined) return <Skeleton rows={4} />;
  const counts = new Map(bySource.data.values.map(({ value, count: events }) => [String(value), events]));
  const found = sources.data.rows.filter(({ path }) => counts.has(path));
  return (
    <section className={classes['section']}>
      <h2 className={classes['heading']}>
        {counted(counts.size, 'source')} of {count(sources.data.total)} that its alerts rest on
      </h2>
      <ul>
        {found.map(({ id, path, sha256, sizeBytes, custody, endedUs }) => (
          <li key={id} className={classes['item']}>
            <EvidenceText>{path}</EvidenceText>
            <p className={classes['meta']}>
              {counted(counts.get(path) ?? 0, 'first event')} of its alerts · {bytes(sizeBytes)}
              {custody !== null && (
                <>
                  {' '}
                  · imported by <EvidenceText isProse>{custody.importedBy}</EvidenceText>
                  {custody.tool !== null && ` with ${custody.tool}`}
                </>
              )}
              {endedUs !== null && (
                <>
                  {' '}
                  <When timeUs={endedUs} precision="minute" hasZone />
                </>
              )}
            </p>
            <p className={classes['meta']}>
              SHA-256 <Hash value={sha256} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
