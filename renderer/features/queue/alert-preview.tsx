/** The alert under the cursor: what it names, why it is in its incident, what made it fire. */
import type { ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { goScreen } from '../../app/router.ts';
import { count, counted, time, useZone, zoneText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import classes from './queue.module.css';

export function AlertPreview({ id }: { readonly id: string }): ReactNode {
  const zone = useZone((store) => store.zone);
  const { data, error } = useAsk('alerts.read', { id });
  if (error !== null) return <Failed error={error} />;
  if (data === undefined) return <Skeleton rows={8} />;
  const { alert, link, findings, suppression } = data;
  return (
    <div className={classes['detail']}>
      <h2 className={classes['detailTitle']}>
        <bdi>{alert.title}</bdi>
      </h2>
      <p className={classes['line']}>
        <SeverityMark severity={alert.severity} />
        <span>
          <time>{time(alert.firstSeenUs, zone)}</time> {zoneText(zone, alert.firstSeenUs)}
        </span>
        <span>{counted(alert.count, 'finding')}</span>
        <span>{alert.techniques.join(' ')}</span>
      </p>
      {alert.incident !== null && (
        <div className={classes['buttons']}>
          <Button kind="primary" onPress={() => goScreen('incident', { id: alert.incident!.id, alert: id })}>
            Open its incident
          </Button>
        </div>
      )}
      {suppression !== null && (
        <p className={classes['why']}>
          Hidden by suppression {suppression.id} of {suppression.actor}: {suppression.why || 'no reason given'}
        </p>
      )}
      {link !== null && (
        <section className={classes['section']}>
          <h3>Why it is in its incident</h3>
          {link.text}
        </section>
      )}
      <section className={classes['section']}>
        <h3>It names</h3>
        {alert.entities.map(({ type, value, label, role }) => (
          <div key={`${type} ${role} ${value}`} className={classes['line']}>
            <span className={classes['dim']}>{role}</span>
            <span className={classes['dim']}>{type}</span>
            <EvidenceText>{label || value}</EvidenceText>
          </div>
        ))}
      </section>
      <section className={classes['section']}>
        <h3>
          {count(findings.length)} of {counted(alert.count, 'finding')}, what made them fire
        </h3>
        {findings.map((finding) => (
          <div key={finding.id}>
            <div className={classes['line']}>
              <time>{time(finding.timeUs, zone)}</time>
              {finding.eventId !== null && (
                <Button
                  kind="link"
                  onPress={() => goScreen('explore', { event: String(finding.eventId) })}
                >{`event ${finding.eventId}`}</Button>
              )}
            </div>
            {finding.matched.map(({ selection, field, value }) => (
              <div key={`${selection} ${field}`} className={classes['line']}>
                <span className={classes['dim']}>{selection}</span>
                <span>{field || 'any field'}</span>
                <EvidenceText>{String(value)}</EvidenceText>
              </div>
            ))}
          </div>
        ))}
      </section>
    </div>
  );
}
