/** Handlers about what was imported. What takes long is looked up on reader threads. */
import type { sourcesContract } from '../../contract/sources.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { countSources, custodyOf, pageOfDamage, pageOfSources, sourceById } from '../../store/source-list.ts';
import { OWN_DETECTOR } from '../findings.ts';
import type { HandlersOf, Workspace } from './handler.ts';

export const sourcesHandlers: HandlersOf<typeof sourcesContract> = {
  'sources.listPage': async ({ limit, after }, { workspace, signal }) => {
    const db = workspace.reader();
    const page = pageOfSources(db, limit, after);
    const asked = page.map(({ id, events, eventsRemoved }) => ({ id, events: events - eventsRemoved }));
    const spans = await workspace.readers().read('sources.spans', { sources: asked }, { signal });
    const custody = custodyOf(db, page);
    const rows = page.map(({ state, ...source }, index) => {
      const { firstUs, lastUs } = spans[index]!;
      return { ...source, firstUs, lastUs, isComplete: state === 'complete', custody: custody.get(source.id) ?? null };
    });
    return { rows, next: page.length < limit ? null : page.at(-1)!.id, total: countSources(db) };
  },

  'sources.listDamage': ({ sourceId, limit, after }, { workspace }) => {
    const { rows, total } = pageOfDamage(workspace.reader(), sourceId, limit, after);
    return { rows, next: rows.length < limit ? null : rows.at(-1)!.id, total };
  },

  'sources.countHops': async ({ sourceId }, { workspace, signal }) => {
    const { sizeBytes, records, damage, events, eventsRemoved } = sourceIn(workspace, sourceId);
    const hops = await workspace.readers().read('sources.hops', { sourceId, detector: OWN_DETECTOR }, { signal });
    return { sizeBytes, records, damage, events, eventsRemoved, ...hops };
  },

  'sources.verify': async ({ sourceId }, { workspace, signal, onProgress }) => {
    if (sourceId !== null) sourceIn(workspace, sourceId);
    const check = await workspace.readers().read(
      'sources.verify',
      { sourceId },
      {
        signal,
        onStep: (_step, { path, doneBytes, totalBytes }) =>
          onProgress({ subject: path, doneBytes, totalBytes, events: null }),
      },
    );
    return { ...check, isSound: check.faults.length === 0 };
  },
};

/** Throws `E_NOT_FOUND`. */
function sourceIn(workspace: Workspace, id: number): NonNullable<ReturnType<typeof sourceById>> {
  const source = sourceById(workspace.reader(), id);
  if (source === null) throw new VedetteError('E_NOT_FOUND', `There is no source ${id} in ${workspace.file}`);
  return source;
}
