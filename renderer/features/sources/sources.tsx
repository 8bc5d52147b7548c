/** What was imported: where it came from, what became of it, and whether what is kept of it is still the same. */
import { ShieldCheck } from 'lucide-react';
import { useCallback, type ReactNode } from 'react';
import { useCommands } from '../../app/commands/use-commands.ts';
import { useAskPages } from '../../app/engine/queries.tsx';
import { useJob } from '../../app/engine/use-job.ts';
import { setParams, usePlace } from '../../app/router.ts';
import { count, counted, useZone } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { ScreenHead } from '../../ui/screen.tsx';
import { Split } from '../../ui/split.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import { TableFoot } from '../../ui/table/table-foot.tsx';
import { Table } from '../../ui/table/table.tsx';
import { ImportButton } from './import-button.tsx';
import { sourceColumns } from './source-columns.tsx';
import { SourceDetail } from './source-detail.tsx';
import { Verified } from './verified.tsx';

const PAGE_ROWS = 200;

export function Sources(): ReactNode {
  const { params } = usePlace();
  const zone = useZone((store) => store.zone);
  const pages = useAskPages(
    'sources.listPage',
    (after: number | null) => ({ limit: PAGE_ROWS, after }),
    ({ next }) => next,
  );
  const job = useJob('sources.verify');
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  const verify = (): void => job.start({ sourceId: null });
  useCommands('sources', [
    {
      id: 'sources.verify',
      title: 'Check all evidence against its hashes',
      group: 'Workspace',
      keys: ['v'],
      whyNot: total === 0 ? 'there is no evidence' : null,
      run: verify,
    },
  ]);
  const onEndNear = useCallback(() => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  }, [pages]);
  const columns = sourceColumns(zone);
  const current = params['id'] ?? null;
  const selected = rows.find(({ id }) => String(id) === current);

  const main = (
    <>
      <ScreenHead title="Sources" counts={pages.data !== undefined && counted(total, 'source')}>
        <Button icon={ShieldCheck} isDisabled={total === 0 || job.run.state === 'running'} onPress={verify}>
          Check the evidence
        </Button>
        {total > 0 && <ImportButton />}
      </ScreenHead>
      <Verified job={job} />
      {pages.error !== null && <Failed error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && <Skeleton />}
      {pages.isSuccess && rows.length === 0 && (
        <Empty
          title="No evidence yet"
          text="Each file that is imported shows up here, with what became of it step by step and the hash it was taken in by. Drop files anywhere on this window, or choose them."
        >
          <ImportButton />
        </Empty>
      )}
      {rows.length > 0 && (
        <>
          <Table
            name="sources"
            label="Sources"
            columns={columns}
            rows={rows}
            total={total}
            keyOf={({ id }) => String(id)}
            current={current}
            onCurrent={(id) => setParams({ id }, true)}
            onEndNear={onEndNear}
            isFocused
          />
          <TableFoot name="sources" columns={columns} rows={rows}>
            {count(rows.length)} of {counted(total, 'source')} loaded, the newest first
          </TableFoot>
        </>
      )}
    </>
  );
  const side = selected === undefined ? null : <SourceDetail key={selected.id} source={selected} />;
  return <Split name="sources" main={main} side={side} sideLabel="Source" />;
}
