/** One alert: why it fired, why it is in this incident, what it names, and the findings and events it rests on. */
import { BookmarkPlus, Ellipsis, Gavel } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Menu } from '../../ui/menu.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { count, counted } from '../../lib/format.ts';
import { useIncident } from './incident-context.ts';
import { MatchedTable } from './matched-table.tsx';
import { shownOf } from './overview-pane.tsx';
import { Facts, PaneBody, Section } from './pane.tsx';
import { useAlert } from './questions.ts';
import type { AlertRead, Finding, Link } from './types.ts';
import { When } from './when.tsx';
import { VERDICT_WORDS } from '../cases/words.ts';
import { typeText } from './words.ts';
import classes from './pane.module.css';

interface AlertPaneProps {
  readonly id: string;
  readonly actions: readonly Command[];
}

export function AlertPane({ id, actions }: AlertPaneProps): ReactNode {
  const { data, error, refetch } = useAlert(id);
  if (data === undefined && error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  return (
    <PaneBody label="The alert" key={id}>
      <Top read={data} actions={actions} />
      <Why read={data} />
      <Section title="Why it fired" note={data.findings.length > 1 ? 'the first finding' : ''}>
        <MatchedTable matched={data.findings[0]?.matched ?? []} />
      </Section>
      {data.sightings.length > 0 && <Sightings read={data} />}
      <Section title="Findings and their events" note={shownOf(data.findings.length, data.alert.count)}>
        <Findings findings={data.findings} />
      </Section>
      <Names read={data} />
    </PaneBody>
  );
}

function Top({
  read: { alert, findings },
  actions,
}: {
  readonly read: AlertRead;
  readonly actions: readonly Command[];
}): ReactNode {
  const { ask, work } = useIncident();
  const author = findings.find((finding) => finding.author !== '')?.author;
  return (
    <>
      <div className={classes['top']}>
        <h2 className={classes['name']}>
          <EvidenceText isProse>{alert.title}</EvidenceText>
        </h2>
        <SeverityMark severity={alert.severity} />
      </div>
      <div className={classes['actions']}>
        <span data-asks="alert-verdict">
          <Button kind="quiet" icon={Gavel} onPress={() => ask({ kind: 'verdict', alertIds: [alert.id] })}>
            {alert.verdict === null ? 'Give a verdict' : VERDICT_WORDS[alert.verdict.verdict]}
          </Button>
        </span>
        <Button kind="quiet" icon={BookmarkPlus} onPress={() => work.pin({ kind: 'alert', alertId: alert.id }, '')}>
          Pin as evidence
        </Button>
        <Menu label="Actions on the alert" actions={actions}>
          <IconButton icon={Ellipsis} label="More actions on the alert" />
        </Menu>
      </div>
      <Section title="What it is">
        <Facts
          facts={[
            { name: 'First seen', value: <When timeUs={alert.firstSeenUs} precision="ms" hasZone /> },
            { name: 'Last seen', value: <When timeUs={alert.lastSeenUs} precision="ms" hasZone /> },
            {
              name: 'Stands for',
              value: `${counted(alert.count, 'finding')}${alert.isStorm ? ', a storm: so many so fast that each by itself means little' : ''}`,
            },
            { name: 'Found by', value: <EvidenceText isProse>{alert.detector}</EvidenceText> },
            ...(author === undefined
              ? []
              : [{ name: 'Rule by', value: <EvidenceText isProse>{author}</EvidenceText> }]),
            { name: 'ATT&CK', value: alert.techniques.length === 0 ? 'names none' : alert.techniques.join(', ') },
          ]}
        />
      </Section>
    </>
  );
}

function Why({ read: { link, alert, suppression } }: { readonly read: AlertRead }): ReactNode {
  const { read, select } = useIncident();
  const isElsewhere = alert.incident !== null && alert.incident.id !== read.incident.id;
  return (
    <Section title="Why in this incident">
      {suppression !== null && <p>It is hidden by suppression {suppression.id}.</p>}
      {isElsewhere && <p>It is in another incident now.</p>}
      <p className={classes['text']}>{link === null ? 'It is in no incident.' : <WhyText link={link} />}</p>
      {link?.joinedToAlertId != null && (
        <Button kind="link" onPress={() => select(link.joinedToAlertId)}>
          Show the alert it was joined to
        </Button>
      )}
    </Section>
  );
}

export function WhyText({ link }: { readonly link: Link }): ReactNode {
  return <EvidenceText isProse>{link.text.charAt(0).toUpperCase() + link.text.slice(1)}</EvidenceText>;
}

function Sightings({ read: { sightings } }: { readonly read: AlertRead }): ReactNode {
  return (
    <Section title="Listed as bad" note={counted(sightings.length, 'sighting')}>
      <ul className={classes['list']}>
        {sightings.map(({ entityType, entityValue, indicatorId, source }) => (
          <li key={`${indicatorId} ${entityValue}`} className={classes['line']}>
            <span className={classes['fixed']}>{typeText(entityType)}</span>
            <span className={classes['wide']}>
              <EvidenceText>{entityValue}</EvidenceText>
            </span>
            <span className={classes['muted']}>
              <EvidenceText isProse>{source}</EvidenceText>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const { openEvent } = useIncident();
  return (
    <ul className={classes['list']}>
      {findings.map(({ id, timeUs, eventId, externalId, matched }) => (
        <li key={id}>
          {eventId === null ? (
            <span className={classes['line']}>
              <When timeUs={timeUs} />
              <span className={classes['wide']}>
                <EvidenceText>{externalId ?? 'submitted by another tool'}</EvidenceText>
              </span>
            </span>
          ) : (
            <button type="button" className={classes['line']} onClick={() => openEvent(eventId, true)}>
              <When timeUs={timeUs} />
              <span className={classes['wide']}>event e{eventId}</span>
              <span className={classes['muted']}>{counted(matched.length, 'matched field')}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Names({ read: { alert } }: { readonly read: AlertRead }): ReactNode {
  return (
    <Section title="What it names" note={count(alert.entities.length)}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Role</th>
            <th scope="col">Name</th>
          </tr>
        </thead>
        <tbody>
          {alert.entities.map(({ type, role, value, label }) => (
            <tr key={`${type} ${role} ${value}`}>
              <th scope="row">{typeText(type)}</th>
              <td className={classes['muted']}>{role}</td>
              <td title={value}>
                <EvidenceText>{label}</EvidenceText>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
