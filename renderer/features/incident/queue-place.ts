/**
 * Where the incident stands in the queue: which come before and after it, and the way back to its row. The Queue remembers
 * what it last showed under `queue.order.WORKSPACE`; without it the order is that of the ranking.
 */
import { useAsk, useWorkspaceId } from '../../app/engine/queries.tsx';
import { remember, useMemory } from '../../app/memory.ts';
import { goScreen, setParams } from '../../app/router.ts';
import { count } from '../../lib/format.ts';

export interface QueueOrder {
  /** Of the incidents as they were listed. */
  readonly ids: readonly string[];
  /** What the Queue had in its address. */
  readonly params: Readonly<Record<string, string>>;
}

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
  const [shown] = useMemory<QueueOrder | null>(`queue.order.${workspace}`, null);
  const isKnown = shown !== null && shown.ids.includes(id);
  const ranked = useAsk('incidents.listPage', isKnown ? null : { limit: RANKED });
  const ids = isKnown ? shown.ids : (ranked.data?.rows.map((row) => row.id) ?? []);
  const total = isKnown ? ids.length : (ranked.data?.totals?.matching ?? ids.length);
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
      remember(`queue.current.${workspace}`, id);
      goScreen('queue', shown?.params ?? {});
    },
  };
}
