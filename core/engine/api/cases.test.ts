import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { createLog } from '../../kernel/log.ts';
import { createMetrics } from '../../kernel/metrics.ts';
import type { TimeUs } from '../../kernel/time.ts';
import { createIngestWriter } from '../../store/ingest.ts';
import { beginSource } from '../../store/sources.ts';
import { listAudit } from '../../store/audit.ts';
import { alertsOfIncident } from '../../store/alerts.ts';
import { listIncidents } from '../../store/incidents.ts';
import { keyed } from '../findings.ts';
import { fuseIfPending } from '../fuse.ts';
import { createVedetteApi } from './api.ts';
import { accessWorkspace } from './workspace-access.ts';

const ADA = { actor: 'ada' };

test('case work through the API: its answers, its lists, its rows in the audit log without a word of evidence', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-cases-'));
  const log = createLog('silent');
  const workspace = accessWorkspace(path.join(folder, 'case.vedette'), log);
  onTestFinished(async () => {
    await workspace.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const context = { workspace, clock: fixedClock(9 as TimeUs), log, metrics: createMetrics() };
  const db = workspace.writer();
  const source = beginSource(
    db,
    { sha256: 'a', path: 'a', kind: 'alerts', reader: 'submit', sizeBytes: 1 },
    1 as TimeUs,
  );
  const items = ['Secret project scanned', 'Beacon'].map((title, index) => ({
    ordinal: index + 1,
    event: null,
    relations: [],
    matches: [],
    findings: [
      keyed({
        timeUs: (1_772_611_200_000_000 + index * 3_600_000_000_000) as TimeUs,
        title,
        signal: title,
        detector: 'ids',
        severity: 'medium',
        techniques: [],
        tactics: [],
        entities: [{ type: 'host', value: `ws-${index}`, role: 'device' }],
        author: '',
        externalId: null,
        matched: [],
      }),
    ],
  }));
  createIngestWriter(db).commit(source.id, { items, damage: [] });
  fuseIfPending(db, context.metrics);
  const api = createVedetteApi(context);

  const incidentIds = listIncidents(db, -1).map(({ id }) => id);
  const merged = await api.call('cases.mergeIncidents', { incidentIds, why: 'one intruder' }, ADA);
  expect([merged.id, merged.actor, merged.before.length, merged.after.length]).toEqual([1, 'ada', 2, 1]);
  await api.call('cases.undoDecision', {}, { actor: 'bob' });
  expect((await api.call('cases.listDecisions', {}, ADA)).decisions).toMatchObject([
    { id: 1, kind: 'merge', actor: 'ada', isInForce: false },
    { id: 2, kind: 'undo', revokesId: 1, actor: 'bob', isInForce: true },
  ]);

  const scope = 'host:ws-1';
  expect(await api.call('cases.previewSuppression', { scope }, ADA)).toMatchObject({ alerts: 1, ofAlerts: 2 });
  const made = await api.call('cases.suppressAlerts', { scope, why: 'ours' }, ADA);
  expect(made).toMatchObject({ before: { suppressed: 0 }, after: { suppressed: 1 } });
  await api.call('cases.liftSuppression', { id: 1 }, ADA);
  expect((await api.call('cases.listSuppressions', {}, ADA)).suppressions).toMatchObject([
    { id: 1, scope, alerts: 0, lifted: { actor: 'ada' } },
  ]);

  const [first] = listIncidents(db, -1);
  const [alert] = alertsOfIncident(db, first!.id);
  await expect(api.call('cases.pinAlert', { alertId: alert!.id, incidentId: first!.id }, ADA)).rejects.toMatchObject({
    code: 'E_DECISION_INVALID',
  });

  const rows = [...listAudit(db, -1)];
  expect(rows.map(({ action, actor, subject }) => [action, actor, subject])).toEqual([
    ['cases.mergeIncidents', 'ada', 'decision 1'],
    ['cases.undoDecision', 'bob', 'decision 2'],
    ['cases.suppressAlerts', 'ada', 'suppression 1'],
    ['cases.liftSuppression', 'ada', 'suppression 1'],
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/Secret project|Beacon/);
});
