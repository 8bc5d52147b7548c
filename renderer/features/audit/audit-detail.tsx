/** One change in full: what each place was and is, and its hashes. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { setParams } from '../../app/router.ts';
import { count, time, useZone, zoneText } from '../../lib/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Body, Facts, Pane, Section } from '../../ui/screen.tsx';
import { copyText } from '../../ui/states.tsx';
import type { AuditRow } from './audit-row.ts';
import { diffJson, isChanged, type PlaceDiff } from './json-diff.ts';
import classes from './audit.module.css';

export function AuditDetail({ row }: { readonly row: AuditRow }): ReactNode {
  const zone = useZone((store) => store.zone);
  const { seq, timeUs, actor, action, subject, before, after, correlationId, prevHash, hash } = row;
  const places = diffJson(before, after);
  const changed = places.filter(isChanged);
  const same = places.length - changed.length;
  return (
    <Pane title={`Change ${count(seq)}`} onClose={() => setParams({ id: '' }, true)}>
      <Body>
        <Section title="What happened">
          <Facts
            of={[
              [
                'Who',
                <EvidenceText key="actor" isProse>
                  {actor}
                </EvidenceText>,
              ],
              ['What', <code key="action">{action}</code>],
              ['To what', <EvidenceText key="subject">{subject}</EvidenceText>],
              ['When', `${time(timeUs, zone, 'us')} ${zoneText(zone, timeUs)}`],
              ['Together', correlationId === '' ? null : <EvidenceText key="id">{correlationId}</EvidenceText>],
            ]}
          />
        </Section>
        <Section title="Before and after" note={same === 0 ? undefined : `${count(same)} more are the same`}>
          <Diff places={changed} />
        </Section>
        <Section title="Chain">
          <Facts
            of={[
              ['Hash', <Hash key="hash" hash={hash} />],
              ['Before it', <Hash key="prev" hash={prevHash} />],
            ]}
          />
          <Button icon={Copy} onPress={() => copyText(JSON.stringify(row, null, 2))}>
            Copy as JSON
          </Button>
        </Section>
      </Body>
    </Pane>
  );
}

function Diff({ places }: { readonly places: readonly PlaceDiff[] }): ReactNode {
  if (places.length === 0) return <p className={classes['dim']}>It tells of no value that changed.</p>;
  return (
    <dl className={classes['diff']}>
      {places.map(({ place, before, after }) => (
        <div key={place} className={classes['change']}>
          <dt>
            <EvidenceText>{place === '' ? 'value' : place}</EvidenceText>
          </dt>
          {before !== null && (
            <dd className={classes['before']}>
              <span aria-hidden="true">−</span>
              <span className="visually-hidden">was </span>
              <EvidenceText>{before === '' ? '(empty)' : before}</EvidenceText>
            </dd>
          )}
          {after !== null && (
            <dd className={classes['after']}>
              <span aria-hidden="true">+</span>
              <span className="visually-hidden">is </span>
              <EvidenceText>{after === '' ? '(empty)' : after}</EvidenceText>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

interface HashProps {
  readonly hash: string;
  /** Cut where it does not fit; copying takes all of it. */
  readonly isLine?: boolean;
}

export function Hash({ hash, isLine = false }: HashProps): ReactNode {
  return (
    <span className={classes['hash']}>
      <EvidenceText isLine={isLine}>{hash}</EvidenceText>
      <IconButton icon={Copy} label="Copy the hash" onPress={() => copyText(hash)} />
    </span>
  );
}
