/** Lists of alerts and incidents through the API: pages, orders, counts, and that no page looks at everything. */
import { expect, test } from 'vitest';
import { bringIn } from '../../../test/fuse/workspace.ts';
import { EVERYTHING } from '../../query/compile.ts';
import { incidentPageSql, type IncidentOrder } from '../../store/case-search.ts';
import { refreshCaseState } from '../../store/case-state.ts';
import { ADA, found, openApi, withIncidents, type ApiOfTest } from '../../../test/case-api.ts';

const ORDERS = ['rank', 'risk', 'firstSeen', 'lastSeen', 'alertCount'] as const;

/** Nine incidents of different size and severity, some with the same risk. */
function filled(): ApiOfTest {
  const opened = openApi();
  const severities = ['low', 'high', 'medium'] as const;
  bringIn(
    opened.db,
    Array.from({ length: 9 }, (_, index) => index).flatMap((index) =>
      Array.from({ length: (index % 4) + 1 }, (_unused, part) =>
        found(`Kind ${part}`, index * 1_000 + part / 60, {
          severity: severities[index % 3]!,
          techniques: part === 0 ? ['T1059.001'] : [],
          entities: [
            { type: 'host', value: `ws-${index}`, role: 'device' },
            { type: 'session', value: `ws-${index}|0x${index}99`, role: 'actor' },
          ],
        }),
      ),
    ),
  );
  return opened;
}

test.each(ORDERS)('pages of incidents by %s follow each other without gap or overlap', async (order) => {
  const { api } = filled();
  for (const direction of ['ascending', 'descending'] as const) {
    const whole = await api.call('incidents.listPage', { order, direction }, ADA);
    expect(whole.next).toBeNull();
    expect(whole.totals).toMatchObject({ matching: 9, incidents: 9 });
    const values = whole.rows.map((row) =>
      order === 'firstSeen' ? row.firstSeenUs : order === 'lastSeen' ? row.lastSeenUs : row[order],
    );
    expect(values).toEqual(values.toSorted((a, b) => (direction === 'ascending' ? a - b : b - a)));
    const seen: string[] = [];
    let after: typeof whole.next = null;
    do {
      const page: typeof whole = await api.call('incidents.listPage', { order, direction, limit: 2, after }, ADA);
      expect(page.totals === null).toBe(after !== null);
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(whole.rows.map(({ id }) => id));
  }
});

test.each([
  ['rank', false, 'sqlite_autoindex_incident_2'],
  ['risk', true, 'incident_by_risk'],
  ['firstSeen', true, 'incident_by_first'],
  ['lastSeen', false, 'incident_by_last'],
] as const)('a page by %s is read off an index, sorting nothing', (by, isDescending, index) => {
  const { db } = withIncidents('Scan');
  refreshCaseState(db);
  const order: IncidentOrder = { by, isDescending };
  for (const hasCursor of [false, true]) {
    const params = hasCursor ? [1, 'x', 10] : [10];
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${incidentPageSql(EVERYTHING.where, order, hasCursor)}`).all(...params);
    const text = JSON.stringify(plan);
    expect(text).toContain(index);
    expect(text).not.toContain('TEMP B-TREE');
  }
});

test('a status is looked up for each incident, not by a pass over all that was noted', () => {
  const { db } = withIncidents('Scan');
  refreshCaseState(db);
  const where = `coalesce((SELECT status FROM case_state WHERE incident_id = incident.id), 'open') = 'open'`;
  const plan = db
    .prepare(`EXPLAIN QUERY PLAN ${incidentPageSql(where, { by: 'rank', isDescending: false }, false)}`)
    .all(10);
  expect(JSON.stringify(plan)).toContain('SEARCH case_state USING PRIMARY KEY (incident_id=?)');
});

test('alerts come both ways in time, with their incidents; suppressed ones are left out until they are asked for', async () => {
  const { api } = filled();
  const ascending = await api.call('alerts.listPage', {}, ADA);
  const descending = await api.call('alerts.listPage', { direction: 'descending' }, ADA);
  expect(descending.rows.map(({ id }) => id)).toEqual(ascending.rows.map(({ id }) => id).toReversed());
  expect(ascending.rows[0]).toMatchObject({
    title: 'Kind 0',
    count: 1,
    isStorm: false,
    incident: { rank: expect.any(Number) },
  });
  const page = await api.call('alerts.listPage', { direction: 'descending', limit: 3 }, ADA);
  const next = await api.call('alerts.listPage', { direction: 'descending', limit: 3, after: page.next }, ADA);
  expect([...page.rows, ...next.rows]).toEqual(descending.rows.slice(0, 6));

  await api.call('cases.suppressAlerts', { scope: 'rule:"Kind 1"', why: 'ours' }, ADA);
  const shown = await api.call('alerts.listPage', {}, ADA);
  const { suppressed, alerts, matching } = shown.totals!;
  expect([shown.leavesOutSuppressed, alerts - suppressed]).toEqual([true, matching]);
  const hidden = await api.call('alerts.listPage', { query: 'suppressed:*' }, ADA);
  expect(hidden).toMatchObject({ leavesOutSuppressed: false, totals: { matching: suppressed } });
  const read = await api.call('alerts.read', { id: hidden.rows[0]!.id }, ADA);
  expect(read).toMatchObject({ link: null, alert: { incident: null }, suppression: { id: 1, scope: 'rule:"Kind 1"' } });
  expect((await api.call('alerts.countBy', { by: 'technique' }, ADA)).values).toEqual([
    { value: 'T1059.001', count: 9 },
  ]);
  expect(await api.answer('alerts.read', { id: 'nothing' }, ADA)).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
});

test('a verdict on an alert is shown with it and can be asked for', async () => {
  const { api } = filled();
  const [alert] = (await api.call('alerts.listPage', { limit: 1 }, ADA)).rows;
  const items = [{ on: 'alert' as const, id: alert!.id, verdict: 'benign' as const }];
  await api.call('cases.giveVerdicts', { items, why: 'backup job' }, ADA);
  const { rows } = await api.call('alerts.listPage', { query: 'verdict:benign' }, ADA);
  expect(rows).toMatchObject([{ id: alert!.id, verdict: { verdict: 'benign', why: 'backup job' } }]);
});

test('a wrong question is refused with its place; one that is cancelled says so', async () => {
  const { api } = filled();
  const wrong = await api.answer('incidents.listPage', { query: 'statu:open' }, ADA);
  expect(wrong).toMatchObject({ ok: false, error: { code: 'E_QUERY_INVALID' } });
  const cancelled = await api.answer('incidents.listPage', {}, { ...ADA, signal: AbortSignal.abort() });
  expect(cancelled).toMatchObject({ ok: false, error: { code: 'E_CANCELLED' } });
});
