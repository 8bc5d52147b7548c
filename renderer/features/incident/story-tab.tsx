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
import { shortLabels } from './lane-labels.ts';
import { useTimeTitle, When } from './when.tsx';
import { StoryTimeline } from '../../ui/timeline/timeline.tsx';
import type { StoryStep } from '../../ui/timeline/types.ts';
import { tacticText } from './words.ts';
import classes from './incident.module.css';

export function StoryTab(): ReactNode {
  const { read } = useIncident();
  const { data, error, refetch } = useStory(read.incident.id);
  if (error !== null && data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  return <Steps story={data} />;
}

/** Lanes above, the same steps as rows below; both select the same. */
function Steps({ story }: { readonly story: Story }): ReactNode {
  const { alertId, select } = useIncident();
  const { openFirst, actionsOf } = useOpenAlert();
  const columns = useStepColumns(story);
  const { steps, lanes, ofAlerts } = story;
  const zone = useZone((store) => store.zone);
  const marks = useMemo(() => marksOf(story), [story]);
  const hosts = lanes.filter(({ host }) => host !== null).length;
  return (
    <>
      {steps.length < ofAlerts && (
        <Notice>
          The {count(steps.length)} most severe of {counted(ofAlerts, 'alert')} are shown as steps; the tab Alerts has
          all.
        </Notice>
      )}
      <div className={classes['lanes']}>
        <StoryTimeline
          label="Story"
          steps={marks}
          zone={zone}
          selected={alertId}
          isListBeside
          onSelect={select}
          onOpen={({ id }) => openFirst(id)}
          actionsOf={({ id }) => actionsOf(id)}
        />
      </div>
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

const NO_HOST = 'no host named';

function marksOf({ steps, lanes }: Story): readonly StoryStep[] {
  const labels = shortLabels(lanes);
  return steps.map(({ alertId, laneId, relatedLaneId, isFromRelated, timeUs, severity, title }) => {
    const related = relatedLaneId === null ? undefined : labels.get(relatedLaneId) || NO_HOST;
    return {
      id: alertId,
      host: labels.get(laneId) || NO_HOST,
      timeUs,
      severity,
      title,
      ...(related === undefined ? {} : isFromRelated ? { fromHost: related } : { toHost: related }),
    };
  });
}

function useStepColumns({ lanes }: Story): readonly Column<Step>[] {
  const zone = useZone((store) => store.zone);
  const title = useTimeTitle();
  return useMemo(() => {
    const labels = shortLabels(lanes);
    const labelOf = (id: string | null): string => (id === null ? '' : (labels.get(id) ?? ''));
    const hostText = ({ laneId, relatedLaneId, isFromRelated }: Step): string =>
      [labelOf(laneId), labelOf(relatedLaneId)].filter(Boolean).join(isFromRelated ? ' ← ' : ' → ');
    return [
      {
        id: 'time',
        title,
        widthPx: 160,
        cell: ({ timeUs }) => <When timeUs={timeUs} />,
        text: ({ timeUs }) => time(timeUs, zone),
      },
      {
        id: 'severity',
        title: 'Severity',
        widthPx: 92,
        cell: ({ severity }) => <SeverityMark severity={severity} />,
        text: ({ severity }) => severity,
      },
      {
        id: 'title',
        title: 'Step',
        widthPx: 180,
        isFlexible: true,
        cell: (step) => (
          <EvidenceText isLine isProse>
            {step.title}
          </EvidenceText>
        ),
        text: (step) => step.title,
      },
      {
        id: 'host',
        title: 'Host',
        widthPx: 110,
        cell: (step) => <EvidenceText isLine>{hostText(step)}</EvidenceText>,
        text: hostText,
      },
      {
        id: 'tactic',
        title: 'Tactic',
        widthPx: 120,
        cell: ({ tactic }) => <span>{tactic === null ? '' : tacticText(tactic)}</span>,
        text: ({ tactic }) => tactic ?? '',
      },
      {
        id: 'count',
        title: 'Findings',
        widthPx: 66,
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
