/** The questions of this screen, each asked in one form, so that all who ask it share one answer. */
import { useAsk, useAskPages } from '../../app/engine/queries.tsx';
import type { PageInput } from '../../../core/contract/page.ts';

/** More entities than anybody reads; there are `entityCount` in all. */
const ENTITIES = 1_000;
const STEPS = 2_000;
const ALERTS_A_PAGE = 500;

export function readQuestion(id: string): PageInput<'incidents.read'> {
  return { id, entityLimit: ENTITIES };
}

export const useRead = (id: string) => useAsk('incidents.read', readQuestion(id));

export const useStory = (id: string) => useAsk('incidents.readStory', { id, limit: STEPS });

export const useAlert = (id: string | null) => useAsk('alerts.read', id === null ? null : { id, limit: 100 });

/** The alerts of the incident, page by page, in the order in which they happened. */
export function useMemberAlerts(id: string) {
  const pages = useAskPages(
    'incidents.listAlerts',
    (after: number | null) => ({ id, limit: ALERTS_A_PAGE, after }),
    ({ next }) => next,
  );
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return { ...pages, rows, total: pages.data?.pages[0]?.total ?? rows.length };
}
