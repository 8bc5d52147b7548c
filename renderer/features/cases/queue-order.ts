/** What the Queue last listed, so that an incident has a next and a previous one, and Back leads to the same list. */
import { useEffect } from 'react';
import { remember, useMemory } from '../../app/memory.ts';

export interface QueueOrder {
  /** Of the incidents as they were listed. */
  readonly ids: readonly string[];
  /** How many the query finds, loaded or not. */
  readonly total: number;
  /** What the Queue had in its address. */
  readonly params: Readonly<Record<string, string>>;
}

const keyOf = (workspace: string): string => `queue.${workspace}.order`;

/** Null where nothing was listed yet. */
export function useQueueOrder(workspace: string): QueueOrder | null {
  const [order] = useMemory<QueueOrder | null>(keyOf(workspace), null);
  return order;
}

export function useKeptQueueOrder(workspace: string, { ids, total, params }: QueueOrder): void {
  const list = ids.join(' ');
  useEffect(() => {
    remember(keyOf(workspace), { ids: list === '' ? [] : list.split(' '), total, params });
  }, [workspace, list, total, params]);
}
