/** The incident under the cursor, in short: its first steps, why they are one, and how its risk comes about. */
import type { ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { goScreen } from '../../app/router.ts';
import { clockTime, counted, duration, time, useZone, zoneText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import classes from './queue.module.css';

const SHOWN_STEPS = 12;

export function IncidentPreview({ id }: { readonly id: string }): ReactNode {
  const zone = useZone((store) => store.zone);
  const { data, error } = useAsk('incidents.read', { id });
  const { data: alerts } = useAsk('incidents.listAlerts', { id, limit: SHOWN_STEPS });
  if (error !== null) return <Failed error={error} />;
  if (data === undefined) return <Skeleton rows={8} />;
  const { incident, riskTerms } = data;
  const of = (type: string): number => data.entities.filter((entity) => entity.type === type).length;
  const total = riskTerms.reduce((sum, { points }) => sum + points, 0);
  return (
    <div className={classes['detail']}>
      <h2 className={classes['detailTitle']}>
        <bdi>{incident.title}</bdi>
      </h2>
      <p className={classes['line']}>
        <SeverityMark severity={incident.severityByHand?.severity ?? incident.severity} />
        <span>risk {incident.risk}</span>
        <span>{counted(of('host'), 'host')}</span>
        <span>{counted(of('user'), 'account')}</span>
        <span>{counted(incident.alertCount, 'alert')}</span>
        <span>
          <time>{time(incident.firstSeenUs, zone, 'second')}</time> {zoneText(zone, incident.firstSeenUs)}
        </span>
        {incident.lastSeenUs > incident.firstSeenUs && (
          <span>{duration((incident.lastSeenUs - incident.firstSeenUs) / 1_000)}</span>
        )}
      </p>
      <div className={classes['buttons']}>
        <Button kind="primary" onPress={() => goScreen('incident', { id })}>
          Open
        </Button>
      </div>
      <section className={classes['section']}>
        <h3>
          {alerts === undefined
            ? 'Steps'
            : `First ${Math.min(SHOWN_STEPS, alerts.total)} of ${counted(alerts.total, 'step')}, ${zoneText(zone)}`}
        </h3>
        {alerts?.rows.map(({ alert, link }) => (
          <div key={alert.id} className={classes['step']}>
            <time className={classes['dim']} title={time(alert.firstSeenUs, zone)}>
              {clockTime(alert.firstSeenUs, zone)}
            </time>
            <SeverityMark severity={alert.severity} isShort />
            <span>
              <bdi>{alert.title}</bdi>
              {link.joinedToAlertId !== null && <div className={classes['why']}>{link.text}</div>}
            </span>
          </div>
        ))}
      </section>
      <section className={classes['section']}>
        <h3>Why the risk is {incident.risk}</h3>
        <dl className={classes['terms']}>
          {riskTerms.map(({ name, points, reason }) => (
            <RiskTerm key={name} points={points} reason={reason} />
          ))}
          <dt className={classes['total']}>{total}</dt>
          <dd className={classes['total']}>in all</dd>
        </dl>
      </section>
    </div>
  );
}

function RiskTerm({ points, reason }: { readonly points: number; readonly reason: string }): ReactNode {
  return (
    <>
      <dt>{points > 0 ? `+${points}` : points}</dt>
      <dd>
        <bdi>{reason}</bdi>
      </dd>
    </>
  );
}
