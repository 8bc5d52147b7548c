/** A story as rows, which say what the picture says: the silence before a step, and where movement came from. */
import { useMemo, type ReactNode } from 'react';
import { count, duration, time, zoneText } from '../../lib/format.ts';
import { EvidenceText } from '../evidence-text.tsx';
import { SeverityMark } from '../severity.tsx';
import type { Column } from '../table/column.ts';
import { Table } from '../table/table.tsx';
import { inTime } from './layout.ts';
import type { StoryStep, StoryTimelineProps } from './types.ts';

interface Row {
  readonly step: StoryStep;
  readonly sinceMs: number | null;
}

export function StoryList({
  label,
  steps,
  zone,
  selected,
  onSelect,
  onOpen,
  actionsOf,
}: StoryTimelineProps): ReactNode {
  const rows = useMemo(() => {
    const sorted = inTime(steps);
    return sorted.map((step, at): Row => ({
      step,
      sinceMs: at === 0 ? null : (step.timeUs - sorted[at - 1]!.timeUs) / 1_000,
    }));
  }, [steps]);
  return (
    <Table
      name="timeline.list"
      label={`${label} as a list`}
      columns={columnsIn(zone)}
      rows={rows}
      keyOf={({ step }) => step.id}
      current={selected}
      onCurrent={onSelect}
      {...(onOpen === undefined ? {} : { onOpen: ({ step }: Row) => onOpen(step) })}
      {...(actionsOf === undefined ? {} : { actionsOf: ({ step }: Row) => actionsOf(step) })}
      isFocused
    />
  );
}

function columnsIn(zone: string): readonly Column<Row>[] {
  const since = ({ sinceMs }: Row): string => (sinceMs === null ? '' : `+${duration(sinceMs)}`);
  return [
    {
      id: 'time',
      title: `Time (${zoneText(zone)})`,
      widthPx: 184,
      cell: ({ step }) => time(step.timeUs, zone),
      text: ({ step }) => time(step.timeUs, zone),
    },
    { id: 'since', title: 'Since the last', widthPx: 104, align: 'right', cell: since, text: since },
    {
      id: 'severity',
      title: 'Severity',
      widthPx: 112,
      cell: ({ step }) => <SeverityMark severity={step.severity} />,
      text: ({ step }) => step.severity,
    },
    {
      id: 'host',
      title: 'Host',
      widthPx: 144,
      cell: ({ step }) => <EvidenceText isLine>{step.host}</EvidenceText>,
      text: ({ step }) => step.host,
    },
    {
      id: 'from',
      title: 'Came from',
      widthPx: 128,
      cell: ({ step }) => <EvidenceText isLine>{step.fromHost ?? ''}</EvidenceText>,
      text: ({ step }) => step.fromHost ?? '',
    },
    {
      id: 'title',
      title: 'Step',
      widthPx: 240,
      isFlexible: true,
      cell: ({ step }) => <bdi>{step.title}</bdi>,
      text: ({ step }) => step.title,
    },
    {
      id: 'alerts',
      title: 'Alerts',
      widthPx: 72,
      align: 'right',
      cell: ({ step }) => count(step.count ?? 1),
      text: ({ step }) => String(step.count ?? 1),
    },
  ];
}
