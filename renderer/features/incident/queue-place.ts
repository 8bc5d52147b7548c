/**
 * Where the incident stands in the queue: which come before and after it, and the way back to its row. Where the Queue was
 * not shown yet, the order is that of the ranking.
 */
import { useAsk, useWorkspaceId } from '../../app/engine/queries.tsx';
import { remember } from '../../app/memory.ts';
import { goScreen, setParams } from '../../app/router.ts';
import { count } from '../../lib/format.ts';
import { useQueueOrder } from '../cases/queue-order.ts';

export interface QueuePlace {
  /** `2 of 48`; empty where it is not among those that were listed. */
  readonly text: string;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
  back(): void;
}

const RANKED = 1_000;

export function useQueuePlace(id: string): QueuePlace {
  const workspace = useWorkspaceId();
  const shown = useQueueOrder(workspace);
  const isKnown = shown !== null && shown.ids.includes(id);
  const ranked = useAsk('incidents.listPage', isKnown ? null : { limit: RANKED });
  const ids = isKnown ? shown.ids : (ranked.data?.rows.map((row) => row.id) ?? []);
  const total = isKnown ? shown.total : (ranked.data?.totals?.matching ?? ids.length);
  const at = ids.indexOf(id);

  function to(other: string | undefined): (() => void) | null {
    return at < 0 || other === undefined ? null : () => setParams({ id: other, alert: '', event: '' }, true);
  }

  return {
    text: at < 0 ? '' : `${count(at + 1)} of ${count(total)}`,
    previous: to(ids[at - 1]),
    next: to(ids[at + 1]),
    back: () => {
      // The row to select there, whichever incident was gone on to meanwhile.
      remember(`queue.${workspace}.current`, id);
      goScreen('queue', shown?.params ?? {});
    },
  };
}
