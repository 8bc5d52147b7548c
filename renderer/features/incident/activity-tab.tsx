/** Who did what to the incident when, the latest first; decisions that are in force can be taken back here. */
import { useState, type ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { Button } from '../../ui/button.tsx';
import { count, time, useZone } from '../../lib/format.ts';
import { activityText } from './activity.ts';
import { useIncident } from './incident-context.ts';
import type { Activity } from './types.ts';
import { useTimeTitle, When } from './when.tsx';

const SHOWN = 500;

export function ActivityTab(): ReactNode {
  const { read, decide } = useIncident();
  const { data, error, refetch } = useAsk('cases.listActivity', { incidentId: read.incident.id, limit: SHOWN });
  const [current, setCurrent] = useState<string | null>(null);
  const inForce = new Set(
    read.decisions.filter(({ kind, isInForce }) => isInForce && kind !== 'undo').map(({ id }) => id),
  );
  const canTakeBack = ({ what, itemId }: Activity): boolean =>
    what === 'decision' && itemId !== null && inForce.has(itemId);
  const columns = useActivityColumns(canTakeBack, (id) => decide.undo([id]));

  if (error !== null && data === undefined) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  if (data.activity.length === 0) {
    return (
      <Empty
        title="Nobody has worked on this incident"
        text="Statuses, names, tags, notes, tasks, evidence and decisions stand here with who did them, when and why."
      />
    );
  }
  return (
    <>
      <Table
        name="incident.activity"
        label="Activity"
        columns={columns}
        rows={data.activity}
        keyOf={({ id }) => id}
        total={data.total}
        current={current}
        onCurrent={setCurrent}
        actionsOf={(row) => [
          {
            id: 'incident.takeBack',
            title: 'Take the decision back',
            whyNot: canTakeBack(row)
              ? null
              : row.what === 'decision'
                ? 'it was taken back'
                : 'it is no decision: use undo',
            run: () => decide.undo([row.itemId!]),
          },
        ]}
        isFocused
      />
      <TableFoot name="incident.activity" columns={columns} rows={data.activity}>
        <span>
          {count(data.activity.length)} of {count(data.total)} entries, the latest first
        </span>
      </TableFoot>
    </>
  );
}

function useActivityColumns(
  canTakeBack: (row: Activity) => boolean,
  takeBack: (id: number) => void,
): readonly Column<Activity>[] {
  const zone = useZone((store) => store.zone);
  const title = useTimeTitle('When');
  return [
    {
      id: 'when',
      title,
      widthPx: 160,
      cell: ({ timeUs }) => <When timeUs={timeUs} />,
      text: ({ timeUs }) => time(timeUs, zone),
    },
    {
      id: 'who',
      title: 'Who',
      widthPx: 110,
      cell: ({ actor }) => (
        <EvidenceText isLine isProse>
          {actor}
        </EvidenceText>
      ),
      text: ({ actor }) => actor,
    },
    {
      id: 'what',
      title: 'What',
      widthPx: 240,
      isFlexible: true,
      cell: (row) => {
        const { text, quoted } = activityText(row);
        return (
          <>
            <span style={{ flex: 'none' }}>{text}</span>
            <EvidenceText isLine isProse>
              {quoted}
            </EvidenceText>
          </>
        );
      },
      text: (row) => {
        const { text, quoted } = activityText(row);
        return `${text} ${quoted}`.trim();
      },
    },
    {
      id: 'why',
      title: 'Why',
      widthPx: 200,
      cell: ({ why }) => (
        <EvidenceText isLine isProse>
          {why}
        </EvidenceText>
      ),
      text: ({ why }) => why,
    },
    {
      id: 'undo',
      title: 'Take back',
      widthPx: 90,
      cell: (row) =>
        canTakeBack(row) ? (
          <Button kind="link" onPress={() => takeBack(row.itemId!)}>
            Take back
          </Button>
        ) : (
          ''
        ),
      text: (row) => (canTakeBack(row) ? 'can be taken back' : ''),
    },
  ];
}
