/** What stands in the place of a list's rows: that it failed, is on its way, or has none, and why. */
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { counted } from '../../lib/format.ts';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import { QueueEmpty } from './queue-empty.tsx';

interface ListStatesProps {
  readonly pages: Pick<UseInfiniteQueryResult, 'error' | 'isPending' | 'isSuccess' | 'refetch'>;
  /** What is listed: `alert`. */
  readonly what: string;
  readonly isEmpty: boolean;
  /** How many there are, asked for or not; null while that is not known. */
  readonly total: number | null;
  readonly counts: { readonly events: number; readonly findings: number } | null;
}

export function ListStates({ pages, what, isEmpty, total, counts }: ListStatesProps): ReactNode {
  return (
    <>
      {pages.error !== null && <Failed error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && <Skeleton />}
      {pages.isSuccess &&
        isEmpty &&
        total !== null &&
        counts !== null &&
        (total === 0 ? (
          <QueueEmpty counts={counts} />
        ) : (
          <Empty
            title={`No ${what} matches`}
            text={`None of the ${counted(total, what)} here is asked for by this query. Take a filter away to see more.`}
          />
        ))}
    </>
  );
}
