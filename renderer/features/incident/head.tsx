/** The head of an incident: how severe, what it is called, how much risk, where work on it stands, how far it reaches. */
import { ArrowLeft, ChevronDown, ChevronLeft, ChevronRight, Ellipsis, Tag as TagIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Command } from '../../app/commands/command.ts';
import { count, counted, duration } from '../../lib/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Tip } from '../../ui/tip.tsx';
import { useActing } from './act.ts';
import { useIncident, type Asked } from './incident-context.ts';
import type { QueuePlace } from './queue-place.ts';
import type { IncidentRead } from './types.ts';
import { When } from './when.tsx';
import { STATUS_WORDS, VERDICT_WORDS } from '../cases/words.ts';
import { entitiesText } from './words.ts';
import classes from './head.module.css';

interface HeadProps {
  readonly place: QueuePlace;
  readonly commands: readonly Command[];
}

export function Head({ place, commands }: HeadProps): ReactNode {
  const { read, work } = useIncident();
  const { incident } = read;
  const isSaving = useActing((store) => store.running > 0);
  const severity = incident.severityByHand?.severity ?? incident.severity;
  return (
    <header className={classes['head']}>
      <div className={classes['line']}>
        <IconButton icon={ArrowLeft} label="Back to the queue" keys="Escape" onPress={place.back} />
        <SeverityMark severity={severity} />
        <h1 className={classes['title']} title={incident.title}>
          <EvidenceText isLine isProse>
            {incident.title}
          </EvidenceText>
        </h1>
        {isSaving && (
          <span className={classes['saving']} role="status">
            saving
          </span>
        )}
        <span className={classes['risk']} title="Risk; its terms stand in the summary">
          risk <strong>{count(incident.risk)}</strong>
        </span>
        <span className={classes['place']}>{place.text}</span>
        <IconButton
          icon={ChevronLeft}
          label="Previous incident"
          keys="Shift+p"
          isDisabled={place.previous === null}
          onPress={() => place.previous?.()}
        />
        <IconButton
          icon={ChevronRight}
          label="Next incident"
          keys="Shift+n"
          isDisabled={place.next === null}
          onPress={() => place.next?.()}
        />
        <Menu label="Actions on the incident" actions={commands}>
          <IconButton icon={Ellipsis} label="All actions on the incident" />
        </Menu>
      </div>
      <Facts read={read} />
      <div className={classes['line']}>
        <AskButton asks="status" label="Status" keys="Shift+s">
          {STATUS_WORDS[incident.status]}
        </AskButton>
        <AskButton asks="assign" label="Assignee" keys="a">
          {incident.assignee ?? 'nobody'}
        </AskButton>
        <AskButton asks="severity" label="Severity" keys="s">
          {incident.severityByHand === null ? 'as computed' : `${severity}, by hand`}
        </AskButton>
        <AskButton asks="verdict" label="Verdict" keys="v">
          {incident.verdict === null ? 'none yet' : VERDICT_WORDS[incident.verdict.verdict]}
        </AskButton>
        <span className={classes['tags']}>
          {incident.tags.map((tag) => (
            <Chip key={tag} onRemove={() => work.tag({ add: [], remove: [tag] }, '')}>
              {tag}
            </Chip>
          ))}
          <AskButton asks="tag" label="Tag" keys="t" icon={<Icon of={TagIcon} size={14} />} />
        </span>
      </div>
    </header>
  );
}

function Facts({ read }: { readonly read: IncidentRead }): ReactNode {
  const { incident, entities } = read;
  const spanMs = (incident.lastSeenUs - incident.firstSeenUs) / 1_000;
  // Of more entities than are read, the counts are only the least.
  const least = entities.length < incident.entityCount ? 'at least ' : '';
  const hosts = entities.filter(({ type }) => type === 'host').length;
  const accounts = entities.filter(({ type }) => type === 'user').length;
  return (
    <p className={classes['facts']}>
      <span>
        <When timeUs={incident.firstSeenUs} /> – <When timeUs={incident.lastSeenUs} hasZone />
      </span>
      <span>{spanMs === 0 ? 'all at one moment' : duration(spanMs)}</span>
      <span>
        {least}
        {entitiesText('host', hosts)}
      </span>
      <span>
        {least}
        {entitiesText('user', accounts)}
      </span>
      <span>
        {counted(incident.alertCount, 'alert')} of {counted(incident.findingCount, 'finding')}
      </span>
    </p>
  );
}

interface AskButtonProps {
  readonly asks: 'status' | 'assign' | 'severity' | 'verdict' | 'tag';
  readonly label: string;
  readonly keys: string;
  readonly icon?: ReactNode;
  readonly children?: string;
}

function AskButton({ asks, label, keys, icon, children }: AskButtonProps): ReactNode {
  const { ask } = useIncident();
  const asked: Asked = asks === 'verdict' ? { kind: asks, alertIds: null } : { kind: asks };
  return (
    <Tip text={label} keys={keys}>
      <AriaButton className={classes['ask']!} data-asks={asks} aria-haspopup="dialog" onPress={() => ask(asked)}>
        {icon}
        <span className={classes['label']}>{label}</span>
        {children !== undefined && (
          <span className={classes['value']}>
            <EvidenceText isLine isProse>
              {children}
            </EvidenceText>
          </span>
        )}
        <Icon of={ChevronDown} size={12} />
      </AriaButton>
    </Tip>
  );
}
