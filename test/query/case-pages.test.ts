/** Pages of alerts and incidents: one after the other they are the whole, whatever their size. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchAlerts, searchIncidents } from '../../core/store/case-search.ts';
import { listAlerts, type AlertRow } from '../../core/store/alerts.ts';
import { listIncidents, type IncidentRow } from '../../core/store/incidents.ts';
import { anyFindings } from '../fuse/any-findings.ts';
import { bringIn, withWorkspace } from '../fuse/workspace.ts';

const ALL = { where: '1', params: [] };

function pages<Row>(page: (after: Row | null) => Row[]): Row[] {
  const found: Row[] = [];
  for (let rows = page(null); rows.length > 0; rows = page(found.at(-1)!)) found.push(...rows);
  return found;
}

test('pages of any size add up to the list', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(anyFindings, fc.integer({ min: 1, max: 5 }), (findings, size) =>
      withWorkspace((db) => {
        bringIn(db, findings);
        expect(pages<AlertRow>((after) => searchAlerts(db, ALL, size, after))).toEqual([...listAlerts(db)]);
        expect(pages<IncidentRow>((after) => searchIncidents(db, ALL, size, after))).toEqual(listIncidents(db, -1));
      }),
    ),
    { numRuns: 30 },
  );
});
