/** Takes indicators off their lists, and puts them back as they were. */
import { useEngine, useWorkspaceId } from '../../app/engine/queries.tsx';
import { sayDone, sayFailed } from '../../app/toasts.ts';
import { counted } from '../../lib/format.ts';
import type { IndicatorRow } from './indicators.tsx';

export function useRemoveIndicators(onDone: () => void): (rows: readonly IndicatorRow[]) => void {
  const client = useEngine();
  const workspace = useWorkspaceId();

  /** One call a list: the same name may stand on others, and stays there. */
  async function remove(rows: readonly IndicatorRow[]): Promise<void> {
    for (const [source, some] of Map.groupBy(rows, (row) => row.source)) {
      const names = some.map(({ type, value }) => ({ type, value }));
      await client.call(workspace as never, 'intel.removeIndicators', { names, source });
    }
  }

  async function putBack(rows: readonly IndicatorRow[]): Promise<void> {
    for (const isAllowed of [false, true]) {
      const items = rows
        .filter((row) => row.isAllowed === isAllowed)
        .map(({ type, value, source, expiresUs }) => ({ type, value, source, expiresUs }));
      if (items.length > 0)
        await client.call(workspace as never, 'intel.addIndicators', { items, isAllowed, why: 'put back' });
    }
  }

  async function removeAndSay(rows: readonly IndicatorRow[]): Promise<void> {
    try {
      await remove(rows);
    } catch (error) {
      return sayFailed('Not all of them were removed', error);
    }
    onDone();
    return sayDone(`${counted(rows.length, 'indicator')} removed`, () => {
      putBack(rows).catch((error: unknown) => sayFailed('Not all of them were put back', error));
    });
  }

  return (rows) => void removeAndSay(rows);
}
