/** The small windows that ask for a status, a name, a tag, a severity, a verdict, or which incident to merge with. */
import type { ReactNode } from 'react';
import { CASE_STATUSES } from '../../../core/model/case-status.ts';
import { SEVERITIES } from '../../../core/model/severity.ts';
import { VERDICTS } from '../../../core/model/verdict.ts';
import { useAsk } from '../../app/engine/queries.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { counted } from '../../lib/format.ts';
import { STATUS_WORDS, VERDICT_WORDS } from '../cases/words.ts';
import { Chooser, type Choice } from './chooser.tsx';
import { useIncident, type Asked } from './incident-context.ts';
import { VERDICT_MEANINGS } from './words.ts';

interface WindowProps {
  readonly anchor: Element;
  readonly onClose: () => void;
}

const NOBODY = '';
const COMPUTED = '';
const TAG = /^[^\s,"]{1,64}$/;

export function AskedWindow({ asked, ...rest }: WindowProps & { readonly asked: Asked }): ReactNode {
  if (asked.kind === 'status') return <Status {...rest} />;
  if (asked.kind === 'severity') return <Severity {...rest} />;
  if (asked.kind === 'assign') return <Assign {...rest} />;
  if (asked.kind === 'tag') return <Tag {...rest} />;
  if (asked.kind === 'verdict') return <Verdict alertIds={asked.alertIds} {...rest} />;
  return <Merge {...rest} />;
}

function Status(props: WindowProps): ReactNode {
  const { read, work } = useIncident();
  return (
    <Chooser
      {...props}
      label="Status"
      placeholder="Set the status to"
      why="may"
      choices={CASE_STATUSES.map((id) => ({ id, title: STATUS_WORDS[id], isOn: read.incident.status === id }))}
      onChoose={(id, why) =>
        work.setStatus(
          CASE_STATUSES.find((one) => one === id)!,
          why,
        )
      }
    />
  );
}

function Severity(props: WindowProps): ReactNode {
  const { read, work } = useIncident();
  const { severity, severityByHand } = read.incident;
  const choices: readonly Choice[] = [
    ...SEVERITIES.toReversed().map((id) => ({
      id,
      title: id,
      mark: <SeverityMark severity={id} isShort />,
      isOn: id === severityByHand?.severity,
    })),
    { id: COMPUTED, title: `As it was computed: ${severity}`, isOn: severityByHand === null },
  ];
  return (
    <Chooser
      {...props}
      label="Severity by hand"
      placeholder="Say how severe it is"
      why="may"
      choices={choices}
      onChoose={(id, why) => work.setSeverity(SEVERITIES.find((one) => one === id) ?? null, why)}
    />
  );
}

function Assign(props: WindowProps): ReactNode {
  const { read, work, operator } = useIncident();
  const { data } = useAsk('cases.listNames', {});
  const { assignee } = read.incident;
  const names = data?.assignees ?? [];
  const others = names.filter(({ name }) => name !== operator);
  const choices: readonly Choice[] = [
    { id: operator, title: operator, note: 'you', isOn: operator === assignee },
    ...others.map(({ name, incidents }) => ({
      id: name,
      title: name,
      note: counted(incidents, 'incident'),
      isOn: name === assignee,
    })),
    { id: NOBODY, title: 'Nobody', isOn: assignee === null },
  ];
  return (
    <Chooser
      {...props}
      label="Assign to"
      placeholder="Assign to whom?"
      why="may"
      choices={choices}
      makeNew={(text) => (text.length > 128 ? null : { id: text, title: text, note: 'new name' })}
      onChoose={(id, why) => work.assign(id === NOBODY ? null : id, why)}
    />
  );
}

function Tag(props: WindowProps): ReactNode {
  const { read, work } = useIncident();
  const { data } = useAsk('cases.listNames', {});
  const { tags } = read.incident;
  const known = (data?.tags ?? []).filter(({ name }) => !tags.includes(name));
  const choices: readonly Choice[] = [
    ...tags.map((name) => ({ id: name, title: name, note: 'take it away', isOn: true })),
    ...known.map(({ name, incidents }) => ({ id: name, title: name, note: counted(incidents, 'incident') })),
  ];
  return (
    <Chooser
      {...props}
      label="Tag"
      placeholder="A tag, one word"
      why="may"
      choices={choices}
      makeNew={(text) =>
        TAG.test(text) ? { id: text.toLowerCase(), title: text.toLowerCase(), note: 'new tag' } : null
      }
      onChoose={(id, why) => work.tag(tags.includes(id) ? { add: [], remove: [id] } : { add: [id], remove: [] }, why)}
    />
  );
}

const MERGEABLE = 200;

function Merge(props: WindowProps): ReactNode {
  const { read, decide } = useIncident();
  const { data } = useAsk('incidents.listPage', { limit: MERGEABLE });
  const others = (data?.rows ?? []).filter(({ id }) => id !== read.incident.id);
  return (
    <Chooser
      {...props}
      label="Merge with"
      placeholder={data === undefined ? 'Reading the incidents' : `One of ${counted(others.length, 'other incident')}`}
      why="may"
      choices={others.map(({ id, rank, title, severity, alertCount }) => ({
        id,
        title: `#${rank} ${title}`,
        note: counted(alertCount, 'alert'),
        mark: <SeverityMark severity={severity} isShort />,
      }))}
      onChoose={(id, why) => decide.merge(id, why)}
    />
  );
}

function Verdict({ alertIds, ...props }: WindowProps & { readonly alertIds: readonly string[] | null }): ReactNode {
  const { read, decide } = useIncident();
  const { incident } = read;
  const about = alertIds === null ? 'the incident' : counted(alertIds.length, 'alert');
  return (
    <Chooser
      {...props}
      label={`Verdict on ${about}`}
      placeholder={`What did ${about} turn out to be?`}
      why="must"
      choices={VERDICTS.map((id) => ({
        id,
        title: VERDICT_WORDS[id],
        note: VERDICT_MEANINGS[id],
        isOn: alertIds === null && incident.verdict?.verdict === id,
      }))}
      onChoose={(id, why) =>
        decide.judge(
          alertIds === null ? 'incident' : 'alert',
          alertIds ?? [incident.id],
          VERDICTS.find((one) => one === id)!,
          why,
        )
      }
    />
  );
}
