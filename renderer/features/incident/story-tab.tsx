/** The story: what was found, step by step, over the machines it was found on. */
import { useMemo, type ReactNode } from 'react';
import { Failed, Notice, Skeleton } from '../../ui/states.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import type { Column } from '../../ui/table/column.ts';
import { count, counted, time, useZone } from '../../lib/format.ts';
import { useOpenAlert } from './alert-actions.ts';
import { useIncident } from './incident-context.ts';
import { useStory } from './questions.ts';
import type { Step, Story } from './types.ts';
import { useTimeTitle, When } from './when.tsx';
import { tacticText } from './words.ts';

export function StoryTab(): ReactNode {
  const { read } = useIncident();
  const { data, error, refetch } = useStory(read.incident.id);
  if (error !== null && data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  return <Steps story={data} />;
}

function Steps({ story }: { readonly story: Story }): ReactNode {
  const { alertId, select } = useIncident();
  const { openFirst, actionsOf } = useOpenAlert();
  const columns = useStepColumns(story);
  const { steps, lanes, ofAlerts } = story;
  const hosts = lanes.filter(({ host }) => host !== null).length;
  return (
    <>
      {steps.length < ofAlerts && (
        <Notice>
          The {count(steps.length)} most severe of {counted(ofAlerts, 'alert')} are shown as steps; the tab Alerts has
          all.
        </Notice>
      )}
      <Table
        name="incident.story"
        label="Steps of the story"
        columns={columns}
        rows={steps}
        keyOf={(step) => step.alertId}
        total={ofAlerts}
        current={alertId}
        onCurrent={select}
        onOpen={(step) => openFirst(step.alertId)}
        actionsOf={(step) => actionsOf(step.alertId)}
        isFocused
      />
      <TableFoot name="incident.story" columns={columns} rows={steps}>
        <span>
          {count(steps.length)} of {counted(ofAlerts, 'alert')} on {counted(hosts, 'host')}
        </span>
      </TableFoot>
    </>
  );
}

function useStepColumns({ lanes }: Story): readonly Column<Step>[] {
  const zone = useZone((store) => store.zone);
  const title = useTimeTitle();
  return useMemo(() => {
    const labels = new Map(lanes.map(({ id, label }) => [id, label]));
    const labelOf = (id: string | null): string => (id === null ? '' : (labels.get(id) ?? ''));
    const hostText = ({ laneId, relatedLaneId }: Step): string =>
      [labelOf(laneId), labelOf(relatedLaneId)].filter(Boolean).join(' ↔ ');
    return [
      {
        id: 'time',
        title,
        widthPx: 150,
        cell: ({ timeUs }) => <When timeUs={timeUs} />,
        text: ({ timeUs }) => time(timeUs, zone),
      },
      {
        id: 'severity',
        title: 'Severity',
        widthPx: 100,
        cell: ({ severity }) => <SeverityMark severity={severity} />,
        text: ({ severity }) => severity,
      },
      {
        id: 'title',
        title: 'Step',
        widthPx: 180,
        isFlexible: true,
        cell: (step) => <EvidenceText isLine>{step.title}</EvidenceText>,
        text: (step) => step.title,
      },
      {
        id: 'host',
        title: 'Host',
        widthPx: 190,
        cell: (step) => <EvidenceText isLine>{hostText(step)}</EvidenceText>,
        text: hostText,
      },
      {
        id: 'tactic',
        title: 'Tactic',
        widthPx: 130,
        cell: ({ tactic }) => (tactic === null ? '' : tacticText(tactic)),
        text: ({ tactic }) => tactic ?? '',
      },
      {
        id: 'count',
        title: 'Findings',
        widthPx: 70,
        align: 'right',
        cell: (step) => count(step.count),
        text: (step) => String(step.count),
      },
      {
        id: 'techniques',
        title: 'Techniques',
        widthPx: 180,
        isHiddenAtFirst: true,
        cell: ({ techniques }) => techniques.join(' '),
        text: ({ techniques }) => techniques.join(' '),
      },
    ];
  }, [lanes, zone, title]);
}
