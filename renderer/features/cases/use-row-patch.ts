/** Shows a change of incidents in every list at once, before the engine has answered; undone where it refuses. */
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { PageOutput } from '../../../core/contract/page.ts';
import { useWorkspaceId } from '../../app/engine/queries.tsx';

type Page = PageOutput<'incidents.listPage'>;
type Row = Page['rows'][number];

/** The result puts things back as they were. */
export type PatchRows = (ids: readonly string[], change: (row: Row) => Partial<Row>) => () => void;

export function useRowPatch(): PatchRows {
  const queries = useQueryClient();
  const workspace = useWorkspaceId();
  return (ids, change) => {
    const wanted = new Set(ids);
    const queryKey = [workspace, 'incidents.listPage', 'pages'];
    const before = queries.getQueriesData<InfiniteData<Page>>({ queryKey });
    queries.setQueriesData<InfiniteData<Page>>({ queryKey }, (data) =>
      data === undefined
        ? data
        : {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              rows: page.rows.map((row) => (wanted.has(row.id) ? { ...row, ...change(row) } : row)),
            })),
          },
    );
    return () => {
      for (const [key, data] of before) queries.setQueryData(key, data);
    };
  };
}
