/** What a rule found here: its alerts, their findings, and for each of these why the rule fired. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { goScreen } from '../../app/router.ts';
import { count, counted, time, useZone, zoneText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/screen.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import classes from './detections.module.css';
import { Explanations } from './explanation.tsx';
import { quoted, type RuleRow } from './rule-words.ts';

const SHOWN_ALERTS = 100;
const SHOWN_FINDINGS = 50;

export function RuleHits({ rule }: { readonly rule: RuleRow }): ReactNode {
  const zone = useZone((store) => store.zone);
  // Suppressed alerts are the rule's too; the query names them so that they are not left out.
  const query = `rule:${quoted(rule.id)} and (suppressed:* or not suppressed:*)`;
  const { data, error, isPending } = useAsk('alerts.listPage', {
    query,
    zone,
    limit: SHOWN_ALERTS,
    direction: 'descending',
  });
  const [open, setOpen] = useState<string | null>(null);
  if (error !== null) return <Failed error={error} />;
  if (isPending) return <Skeleton rows={4} />;
  const { rows, totals } = data;
  if (rows.length === 0) {
    return (
      <Section title="Nothing found">
        <p className={classes['dim']}>
          Alerts show up here when it fires. Reach says whether it can; a backtest, what it would have found.
        </p>
      </Section>
    );
  }
  return (
    <Section
      title="Alerts"
      note={`${count(rows.length)} of ${counted(totals?.matching ?? rows.length, 'alert')}, the latest first, ${zoneText(zone)}`}
      actions={
        <Button kind="quiet" onPress={() => goScreen('queue', { list: 'alerts', q: `rule:${quoted(rule.id)}` })}>
          Show in the queue
        </Button>
      }
    >
      <ul className={classes['list']}>
        {rows.map(({ id, firstSeenUs, count: findings, entities, incident }) => (
          <li key={id}>
            <button
              type="button"
              className={classes['pick']}
              aria-expanded={open === id}
              onClick={() => setOpen(open === id ? null : id)}
            >
              <Icon of={open === id ? ChevronDown : ChevronRight} size={12} />
              <span>{time(firstSeenUs, zone, 'second')}</span>
              <span className={classes['grow']}>
                <EvidenceText isLine>{entities.map(({ label }) => label).join(' ')}</EvidenceText>
              </span>
              <span className={classes['dim']}>
                {counted(findings, 'hit')}
                {incident === null ? '' : ` · incident ${incident.rank}`}
              </span>
            </button>
            {open === id && <Findings ruleId={rule.id} alertId={id} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Findings({ ruleId, alertId }: { readonly ruleId: string; readonly alertId: string }): ReactNode {
  const zone = useZone((store) => store.zone);
  const { data, error, isPending } = useAsk('alerts.read', { id: alertId, limit: SHOWN_FINDINGS });
  const [open, setOpen] = useState<number | null>(null);
  if (error !== null) return <Failed error={error} />;
  if (isPending) return <Skeleton rows={2} />;
  return (
    <Section title="Hits" note={`${count(data.findings.length)} of ${count(data.alert.count)}`}>
      <ul>
        {data.findings.map(({ id, timeUs, eventId, matched }) => (
          <li key={id}>
            <button
              type="button"
              className={classes['pick']}
              aria-expanded={open === id}
              disabled={eventId === null}
              onClick={() => setOpen(open === id ? null : id)}
            >
              <span>{time(timeUs, zone)}</span>
              <span className={classes['grow']}>
                <EvidenceText isLine>
                  {matched.map(({ field, value }) => `${field === '' ? 'keyword' : field}=${String(value)}`).join(' ')}
                </EvidenceText>
              </span>
              <span className={classes['dim']}>{eventId === null ? 'no event is stored' : 'why'}</span>
            </button>
            {open === id && eventId !== null && <WhyFired ruleId={ruleId} eventId={eventId} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function WhyFired({ ruleId, eventId }: { readonly ruleId: string; readonly eventId: number }): ReactNode {
  const { data, error, isPending } = useAsk('rules.explain', { ruleId, eventId });
  if (error !== null) return <Failed error={error} />;
  if (isPending) return <Skeleton rows={3} />;
  return (
    <Section
      title={`Event e${eventId}`}
      actions={
        <Button kind="quiet" onPress={() => goScreen('explore', { q: `id:${eventId}` })}>
          Show in Explore
        </Button>
      }
    >
      <EvidenceText>{data.event.message}</EvidenceText>
      <Explanations explanations={data.explanations} correlations={data.correlations} />
    </Section>
  );
}
