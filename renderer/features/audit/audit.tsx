/** Every change of this workspace: who, what, when, from what to what; and whether the log is as it was written. */
import { ShieldCheck } from 'lucide-react';
import { useCallback, type ReactNode } from 'react';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useAsk, useAskPages } from '../../app/engine/queries.tsx';
import { useJob } from '../../app/engine/use-job.ts';
import { setParams, usePlace } from '../../app/router.ts';
import { count, counted, time, useZone, zoneText } from '../../lib/format.ts';
import { timeIn } from '../../lib/time-in.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { ScreenHead } from '../../ui/screen.tsx';
import { Split } from '../../ui/split.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/column.ts';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import type { AuditRow } from './audit-row.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditDetail, Hash } from './audit-detail.tsx';
import { Chains } from './chains.tsx';
import classes from './audit.module.css';

const PAGE_ROWS = 200;

export function Audit(): ReactNode {
  const { params } = usePlace();
  const zone = useZone((store) => store.zone);
  const { actor = '', action = '', q = '', from = '', to = '' } = params;
  const pages = useAskPages(
    'audit.search',
    (beforeSeq: number | null) => ({
      actor,
      action,
      subject: q,
      fromUs: timeIn(from, zone),
      toUs: timeIn(to, zone),
      beforeSeq,
      limit: PAGE_ROWS,
    }),
    ({ next }) => next,
  );
  const job = useJob('audit.verify');
  const verify = (): void => job.start({});
  useCommands('audit', [
    {
      id: 'audit.verify',
      title: 'Verify the audit log and the workspace',
      group: 'Workspace',
      keys: ['v'],
      run: verify,
    },
  ]);
  const first = pages.data?.pages[0];
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const columns = columnsIn(zone);
  const current = params['id'] ?? null;
  const loaded = rows.find(({ seq }) => String(seq) === current);
  // A link names a row that may be far down.
  const wanted = Number(current);
  const isAsked = current !== null && loaded === undefined && Number.isSafeInteger(wanted) && wanted > 0;
  const { data: linked } = useAsk('audit.listRows', isAsked ? { beforeSeq: wanted + 1, limit: 1 } : null);
  const selected = loaded ?? linked?.rows.find(({ seq }) => seq === wanted);
  const { data: workspace } = useAsk('workspace.describe', {});
  const onEndNear = useCallback(() => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  }, [pages]);

  const main = (
    <>
      <ScreenHead
        title="Audit"
        counts={first !== undefined && `${count(first.found)} of ${counted(first.total, 'change')}`}
      >
        <Button icon={ShieldCheck} isDisabled={job.run.state === 'running'} onPress={verify}>
          Verify
        </Button>
      </ScreenHead>
      <AuditFilters actors={first?.actors ?? []} actions={first?.actions ?? []} />
      <Chains job={job} />
      {pages.error !== null && <Failed error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && <Skeleton />}
      {first !== undefined && rows.length === 0 && (
        <Empty
          title={first.total === 0 ? 'Nothing was changed yet' : 'No change fits'}
          text={
            first.total === 0
              ? 'Every import, decision and switch shows up here, with who did it and what it was before.'
              : `None of the ${counted(first.total, 'change')} has all that is filtered for. Take a filter away to see more.`
          }
        />
      )}
      {rows.length > 0 && first !== undefined && (
        <>
          <Table
            name="audit"
            label="Changes"
            columns={columns}
            rows={rows}
            total={first.found}
            keyOf={({ seq }) => String(seq)}
            current={current}
            onCurrent={(id) => setParams({ id }, true)}
            onEndNear={onEndNear}
            isFocused
          />
          <TableFoot name="audit" columns={columns} rows={rows}>
            <span>
              {count(rows.length)} of {count(first.found)} loaded, the newest first
            </span>
            {workspace !== undefined && (
              <span className={classes['head']}>
                head <Hash hash={workspace.auditHead} isLine />
              </span>
            )}
          </TableFoot>
        </>
      )}
    </>
  );
  return (
    <Split
      name="audit"
      main={main}
      side={selected === undefined ? null : <AuditDetail row={selected} />}
      sideLabel="Change"
    />
  );
}

function columnsIn(zone: string): readonly Column<AuditRow>[] {
  const at = ({ timeUs }: AuditRow): string => time(timeUs, zone);
  return [
    {
      id: 'seq',
      title: 'No.',
      widthPx: 64,
      align: 'right',
      cell: ({ seq }) => count(seq),
      text: ({ seq }) => String(seq),
    },
    { id: 'time', title: `When, ${zoneText(zone)}`, widthPx: 176, cell: at, text: at },
    {
      id: 'actor',
      title: 'Who',
      widthPx: 120,
      cell: ({ actor }) => (
        <EvidenceText isLine isProse>
          {actor}
        </EvidenceText>
      ),
      text: ({ actor }) => actor,
    },
    {
      id: 'action',
      title: 'What',
      widthPx: 190,
      cell: ({ action }) => <EvidenceText isLine>{action}</EvidenceText>,
      text: ({ action }) => action,
    },
    {
      id: 'subject',
      title: 'To what',
      widthPx: 240,
      isFlexible: true,
      cell: ({ subject }) => <EvidenceText isLine>{subject}</EvidenceText>,
      text: ({ subject }) => subject,
    },
    {
      id: 'hash',
      title: 'Hash',
      widthPx: 140,
      isHiddenAtFirst: true,
      cell: ({ hash }) => <EvidenceText isLine>{hash}</EvidenceText>,
      text: ({ hash }) => hash,
    },
  ];
}
