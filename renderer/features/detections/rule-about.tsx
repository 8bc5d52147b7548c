/** What a rule looks for and what its author says of it, and what it asks of an event in words. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PageOutput } from '../../../core/contract/page.ts';
import { goScreen } from '../../app/router.ts';
import { time, useZone, zoneText } from '../../lib/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Facts, Section } from '../../ui/screen.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { copyText } from '../../ui/states.tsx';
import classes from './detections.module.css';
import { kindText, needText } from './rule-words.ts';

type Detail = PageOutput<'rules.read'>;

export function RuleAbout({ detail }: { readonly detail: Detail }): ReactNode {
  const { rule, falsePositives, references, fields, routes } = detail;
  const zone = useZone((store) => store.zone);
  const { switched } = rule;
  return (
    <>
      <Section title="What it looks for">
        <p className={classes['prose']}>
          {rule.description === '' ? (
            'Its author does not say.'
          ) : (
            <EvidenceText isProse>{rule.description.trim()}</EvidenceText>
          )}
        </p>
      </Section>
      <Section title="Facts">
        <Facts
          of={[
            ['Level', rule.level === null ? null : <SeverityMark key="level" severity={rule.level} />],
            ['Log', kindText(rule)],
            ['Techniques', rule.techniques.length === 0 ? null : <Techniques key="t" ids={rule.techniques} />],
            ['Tactics', rule.tactics.join(', ')],
            ['Tier', rule.tier],
            [
              'Status',
              <EvidenceText key="status" isProse>
                {rule.status}
              </EvidenceText>,
            ],
            [
              'Author',
              rule.author === '' ? null : (
                <EvidenceText key="author" isProse>
                  {rule.author}
                </EvidenceText>
              ),
            ],
            ['State', stateText(rule)],
            [
              'Switched',
              switched === null
                ? null
                : `${time(switched.switchedUs, zone, 'second')} ${zoneText(zone, switched.switchedUs)} by ${switched.actor}${
                    switched.why === '' ? '' : `: ${switched.why}`
                  }`,
            ],
            [
              'Last seen',
              rule.lastSeenUs === null
                ? 'never in this workspace'
                : `${time(rule.lastSeenUs, zone)} ${zoneText(zone, rule.lastSeenUs)}`,
            ],
            [
              'Id',
              <span key="id" className={classes['row']}>
                <EvidenceText>{rule.id}</EvidenceText>
                <IconButton icon={Copy} label="Copy the id" onPress={() => copyText(rule.id)} />
              </span>,
            ],
          ]}
        />
      </Section>
      {rule.rules.length > 0 && (
        <Section title={rule.kind === 'filter' ? 'Rules it stands in' : 'Rules it is built on'}>
          <ul className={classes['bullets']}>
            {rule.rules.map((id) => (
              <li key={id}>
                <Button kind="link" onPress={() => goScreen('detections', { id })}>
                  {id}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Known false positives">
        <Texts isProse of={falsePositives} none="Its author names none." />
      </Section>
      <Section title="References" note="text; nothing here is opened">
        <Texts of={references} none="Its author names none." />
      </Section>
      {routes.length > 0 && (
        <Section title="Events that come to it">
          <Texts isProse of={routes.map(needText)} none="" />
        </Section>
      )}
      {fields.length > 0 && (
        <Section title="What it asks of them">
          <ul className={classes['bullets']}>
            {fields.map(({ selection, field, wanted, isExcluded }, at) => (
              <li key={at}>
                <span className={classes['dim']}>
                  {selection}
                  {isExcluded ? ', excluded' : ''}:{' '}
                </span>
                <EvidenceText>{`${field === '' ? 'any field' : field} ${wanted.join(' or ')}`}</EvidenceText>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function stateText({ isEnabled, isSilent }: Detail['rule']): string {
  if (!isEnabled) return 'disabled: not asked of what comes in';
  return isSilent ? 'enabled; its matches only feed correlations' : 'enabled';
}

function Techniques({ ids }: { readonly ids: readonly string[] }): ReactNode {
  return (
    <span className={classes['tags']}>
      {ids.map((id) => (
        <Button key={id} kind="link" onPress={() => goScreen('attack', { id })}>
          {id}
        </Button>
      ))}
    </span>
  );
}

interface TextsProps {
  readonly of: readonly string[];
  readonly none: string;
  readonly isProse?: boolean;
}

function Texts({ of, none, isProse = false }: TextsProps): ReactNode {
  if (of.length === 0) return <p className={classes['dim']}>{none}</p>;
  return (
    <ul className={classes['bullets']}>
      {of.map((text, at) => (
        <li key={at}>
          <EvidenceText isProse={isProse}>{text}</EvidenceText>
        </li>
      ))}
    </ul>
  );
}
