/** Coverage of the rules that a workspace uses, with what was found in it. */
import type { ReadableDb } from '../../store/database.ts';
import { techniqueLists, type TechniqueList } from '../../store/technique-lists.ts';
import type { JobContext } from '../api/handler.ts';
import { isMade, rulesInUse } from '../rules-in-use.ts';
import { attackList } from './attack-list.ts';
import { coverageOf, type Coverage } from './coverage.ts';
import { rulesWithData } from './data-present.ts';

export async function readCoverage({ workspace, signal }: Pick<JobContext, 'workspace' | 'signal'>): Promise<Coverage> {
  const { pack, switches } = await rulesInUse(workspace);
  const isThere = isMade(workspace);
  const samples = isThere ? await workspace.readers().read('events.kinds', {}, { signal }) : [];
  const present = rulesWithData(pack, samples);
  const rules = [...pack.rules, ...pack.correlations].map(({ facts: { id, techniques } }) => ({
    techniques,
    isEnabled: switches.get(id)?.isEnabled ?? true,
    hasData: present.has(id),
  }));
  const db = isThere ? workspace.reader() : null;
  const [findings, alerts, incidents] = [named(db, 'finding'), named(db, 'alert'), named(db, 'incident')];
  return coverageOf(attackList(), { rules, findings, alerts, incidents });
}

function named(db: ReadableDb | null, table: Parameters<typeof techniqueLists>[1]): TechniqueList[] {
  return db === null ? [] : techniqueLists(db, table);
}
