/** Work on incidents through the API: what it does, what takes it back, and that it outlives fusion. */
import { expect, test } from 'vitest';
import { bringIn } from '../../../test/fuse/workspace.ts';
import { listAudit } from '../../store/audit.ts';
import type { WritableDb } from '../../store/database.ts';
import { markPending } from '../../store/pending.ts';
import { createMetrics } from '../../kernel/metrics.ts';
import { fuseIfPending } from '../fuse.ts';
import { ADA, BOB, found, withIncidents, type ApiOfTest } from '../../../test/case-api.ts';

async function rowOf({ api }: ApiOfTest, id: string) {
  const { rows } = await api.call('incidents.listPage', {}, ADA);
  return rows.find((row) => row.id === id);
}

function fuseAnew(db: WritableDb): void {
  markPending(db, 'fusion_pending');
  fuseIfPending(db, createMetrics());
}

test('many incidents change at once, and one call brings back what each was', async () => {
  const opened = withIncidents('Scan', 'Beacon', 'Logon');
  const { api, db, ids } = opened;
  await api.call('cases.setStatus', { changes: [{ incidentId: ids[0]!, status: 'contained' }], why: 'cut off' }, BOB);
  const closing = { changes: ids.map((incidentId) => ({ incidentId, status: 'closed' as const })), why: 'drill' };
  const closed = await api.call('cases.setStatus', closing, ADA);
  expect(closed.changed).toBe(3);
  expect((await api.call('incidents.listPage', { query: 'status:closed' }, ADA)).totals?.matching).toBe(3);
  expect((await api.call('cases.setStatus', closing, ADA)).undo).toBeNull();

  fuseAnew(db);
  await api.call('cases.setStatus', closed.undo!, ADA);
  const statuses = (await api.call('incidents.listPage', { order: 'firstSeen', direction: 'ascending' }, ADA)).rows;
  expect(statuses.map(({ status }) => status)).toEqual(['contained', 'open', 'open']);
  expect((await api.call('incidents.countBy', { by: 'status' }, ADA)).values).toEqual([
    { value: 'open', count: 2 },
    { value: 'contained', count: 1 },
  ]);
  expect([...listAudit(db, -1)].map(({ action, actor, subject }) => [action, actor, subject])).toEqual([
    ['cases.setStatus', 'bob', `incident ${ids[0]}`],
    ['cases.setStatus', 'ada', '3 incidents'],
    ['cases.setStatus', 'ada', '3 incidents'],
  ]);
});

test('a change that one incident refuses happens to none', async () => {
  const opened = withIncidents('Scan', 'Beacon');
  const { api, db, ids } = opened;
  const assign = (incidentIds: readonly string[]) =>
    api.answer('cases.assign', { changes: incidentIds.map((incidentId) => ({ incidentId, assignee: 'eve' })) }, ADA);
  expect(await assign([ids[0]!, 'nowhere'])).toMatchObject({ ok: false, error: { code: 'E_NOT_FOUND' } });
  expect(await assign([ids[0]!, ids[0]!])).toMatchObject({ ok: false, error: { code: 'E_INPUT_INVALID' } });
  expect((await rowOf(opened, ids[0]!))?.assignee).toBeNull();
  expect(await assign(ids)).toMatchObject({ ok: true });
  expect((await rowOf(opened, ids[0]!))?.assignee).toBe('eve');
  expect([...listAudit(db, -1)]).toHaveLength(1);
});

test('assignee, tags and severity by hand are shown, asked for and taken back', async () => {
  const opened = withIncidents('Scan', 'Beacon');
  const { api, ids } = opened;
  const [incidentId] = ids as [string];
  await api.call('cases.assign', { changes: [{ incidentId, assignee: 'eve' }] }, ADA);
  const tagged = await api.call('cases.tag', { changes: [{ incidentId, add: ['VIP', 'phish'] }] }, ADA);
  const more = await api.call('cases.tag', { changes: [{ incidentId, add: ['vip', 'lab'], remove: ['phish'] }] }, ADA);
  expect(more.undo).toEqual({ changes: [{ incidentId, add: ['phish'], remove: ['lab'] }] });
  const severity = { changes: [{ incidentId, severity: 'critical' as const }], why: 'crown jewels' };
  const raised = await api.call('cases.setSeverity', severity, BOB);
  expect(await rowOf(opened, incidentId)).toMatchObject({
    assignee: 'eve',
    tags: ['lab', 'vip'],
    severity: 'medium',
    severityByHand: { severity: 'critical', actor: 'bob', why: 'crown jewels', setUs: 9 },
  });
  const matching = async (query: string) => (await api.call('incidents.listPage', { query }, ADA)).totals?.matching;
  expect(await matching('assignee:eve tag:vip status:open')).toBe(1);
  expect(await matching('not assignee:*')).toBe(1);
  expect(await matching('tag:phish')).toBe(0);
  expect(await api.call('cases.listNames', {}, ADA)).toEqual({
    assignees: [{ name: 'eve', incidents: 1 }],
    tags: [
      { name: 'lab', incidents: 1 },
      { name: 'vip', incidents: 1 },
    ],
  });
  await api.call('cases.setSeverity', raised.undo!, BOB);
  await api.call('cases.tag', more.undo!, ADA);
  await api.call('cases.tag', tagged.undo!, ADA);
  expect(await rowOf(opened, incidentId)).toMatchObject({ tags: [], severityByHand: null });
});

test('incidents that become one have the notes, tags and tasks of both and the later status; taken apart, each its own', async () => {
  const opened = withIncidents('Scan', 'Beacon');
  const { api, db, ids } = opened;
  const [one, other] = ids as [string, string];
  for (const [incidentId, name] of [
    [one, 'one'],
    [other, 'other'],
  ] as const) {
    await api.call('cases.addNote', { incidentId, text: `note of ${name}` }, ADA);
    await api.call('cases.addTask', { incidentId, text: `task of ${name}` }, ADA);
    await api.call('cases.tag', { changes: [{ incidentId, add: ['shared', name] }] }, ADA);
    const status = name === 'one' ? 'resolved' : 'in_progress';
    await api.call('cases.setStatus', { changes: [{ incidentId, status }] }, ADA);
  }
  const merged = await api.call('cases.mergeIncidents', { incidentIds: [one, other], why: 'same' }, ADA);
  const whole = await rowOf(opened, merged.after[0]!.id);
  expect(whole).toMatchObject({ status: 'in_progress', tags: ['one', 'other', 'shared'], notes: 2, openTasks: 2 });

  // A tag of both is taken from both, and given back once.
  const untagged = await api.call('cases.tag', { changes: [{ incidentId: whole!.id, remove: ['shared'] }] }, ADA);
  expect((await rowOf(opened, whole!.id))?.tags).toEqual(['one', 'other']);
  await api.call('cases.tag', untagged.undo!, ADA);
  await api.call('cases.undoDecision', { id: merged.id }, ADA);
  fuseAnew(db);
  expect(await rowOf(opened, one)).toMatchObject({ status: 'resolved', tags: ['one', 'shared'], notes: 1, tasks: 1 });
  expect(await rowOf(opened, other)).toMatchObject({ status: 'in_progress', tags: ['other'], notes: 1, tasks: 1 });
});

test('what was noted stays when the alert it began with is suppressed or more comes in', async () => {
  const { db, api } = withIncidents('Lone');
  bringIn(
    db,
    ['First', 'Second', 'Third'].map((title, index) => found(title, 500 + index / 100, { entities: SAME_HOST })),
  );
  const [incident] = (await api.call('incidents.listPage', { query: 'host:ws-9' }, ADA)).rows;
  const status = { changes: [{ incidentId: incident!.id, status: 'eradicated' as const }] };
  await api.call('cases.setStatus', status, ADA);
  await api.call('cases.suppressAlerts', { scope: 'rule:First', why: 'noise' }, ADA);
  const now = async () => (await api.call('incidents.listPage', { query: 'host:ws-9' }, ADA)).rows;
  expect((await now()).map((row) => [row.status, row.alertCount])).toEqual([['eradicated', 2]]);
  bringIn(db, [found('Zeroth', 499.99, { entities: SAME_HOST })]);
  expect((await now()).map((row) => [row.status, row.alertCount])).toEqual([['eradicated', 3]]);
});

const SAME_HOST = [
  { type: 'host', value: 'ws-9', role: 'device' },
  { type: 'session', value: 'ws-9|0x77', role: 'actor' },
] as const;

test('notes and tasks are edited, removed and brought back; nothing of them is in the audit log', async () => {
  const { api, db, ids } = withIncidents('Scan');
  const [incidentId] = ids as [string];
  const { note } = await api.call('cases.addNote', { incidentId, text: 'Secret **words**' }, ADA);
  const edited = await api.call('cases.editNote', { noteId: note.id, text: 'Other words' }, BOB);
  expect(edited.note).toMatchObject({ text: 'Other words', actor: 'ada', edited: { actor: 'bob' } });
  const removed = await api.call('cases.removeNote', { noteId: note.id }, BOB);
  expect(await api.answer('cases.removeNote', { noteId: note.id }, BOB)).toMatchObject({
    error: { code: 'E_NOT_FOUND' },
  });
  expect((await api.call('cases.editNote', removed.undo, BOB)).note.text).toBe('Other words');
  await api.call('cases.editNote', edited.undo, BOB);

  const { task } = await api.call('cases.addTask', { incidentId, text: 'Call them' }, ADA);
  const second = await api.call('cases.addTask', { incidentId, text: 'Image the disk' }, ADA);
  expect([task.order, second.task.order]).toEqual([1, 2]);
  const moved = { taskId: second.task.id, order: 0.5, isDone: true };
  const done = await api.call('cases.editTask', moved, ADA);
  expect(done.task).toMatchObject({ text: 'Image the disk', isDone: true, order: 0.5 });
  expect((await api.call('cases.editTask', done.undo, ADA)).task).toEqual(second.task);
  await api.call('cases.removeTask', { taskId: task.id }, ADA);
  expect(await api.answer('cases.editNote', { noteId: task.id, text: 'x' }, ADA)).toMatchObject({ ok: false });

  const { activity, total } = await api.call('cases.listActivity', { incidentId }, ADA);
  expect(total).toBe(10);
  expect(activity.filter(({ what }) => what === 'note').map(({ did, actor }) => [did, actor])).toEqual([
    ['edited', 'bob'],
    ['restored', 'bob'],
    ['removed', 'bob'],
    ['edited', 'bob'],
    ['added', 'ada'],
  ]);
  expect(JSON.stringify([...listAudit(db, -1)])).not.toMatch(/Secret|Other words|Call them|Image the disk/);
});

test('alerts and events are pinned with a comment, and unpinned', async () => {
  const { api, db, ids } = withIncidents('Scan', 'Beacon');
  const [incidentId, other] = ids as [string, string];
  const [alertId] = db.prepare('SELECT alert_id FROM incident_alert WHERE incident_id = ?').pluck().all(other) as [
    string,
  ];
  const pinned = { kind: 'alert', alertId } as const;
  const first = await api.call('cases.pin', { incidentId, pinned, comment: 'patient zero' }, ADA);
  expect(first).toMatchObject({ pin: { title: 'Beacon', comment: 'patient zero' }, commentBefore: null });
  const again = await api.call('cases.pin', { incidentId, pinned, comment: 'or not' }, BOB);
  expect([again.pin.id, again.commentBefore]).toEqual([first.pin.id, 'patient zero']);
  fuseAnew(db);
  const { undo } = await api.call('cases.unpin', { pinId: first.pin.id }, ADA);
  expect(undo).toEqual({ incidentId, pinned, comment: 'or not' });
  expect((await api.call('cases.pin', undo!, ADA)).pin.id).toBe(first.pin.id);
  const missing = { incidentId, pinned: { kind: 'event', eventId: 404 } };
  expect(await api.answer('cases.pin', missing, ADA)).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
});

test('verdicts on many are decisions of their own, asked for at once and undone at once', async () => {
  const opened = withIncidents('Scan', 'Beacon', 'Logon');
  const { api, db, ids } = opened;
  const items = ids.slice(0, 2).map((id) => ({ on: 'incident' as const, id, verdict: 'false_positive' as const }));
  const judged = await api.call('cases.giveVerdicts', { items, why: 'ours' }, ADA);
  expect(judged).toMatchObject({ decisionIds: [1, 2], before: [{}, {}], after: [{}, {}] });
  expect((await api.call('incidents.listPage', { query: 'verdict:false*' }, ADA)).rows).toMatchObject([
    { verdict: { verdict: 'false_positive', actor: 'ada', why: 'ours' } },
    {},
  ]);
  const { activity } = await api.call('cases.listActivity', { incidentId: ids[0]! }, ADA);
  expect(activity).toMatchObject([{ what: 'decision', did: 'decided', itemId: 1 }]);
  const undone = await api.call('cases.undoDecisions', { ids: judged.decisionIds }, BOB);
  expect((await api.call('incidents.listPage', { query: 'verdict:*' }, ADA)).totals?.matching).toBe(0);
  await api.call('cases.undoDecisions', { ids: undone.decisionIds }, BOB);
  expect((await rowOf(opened, ids[1]!))?.verdict).toMatchObject({ decisionId: 2 });
  expect([...listAudit(db, -1)].map(({ subject }) => subject)).toEqual(['2 decisions', '2 decisions', '2 decisions']);
});
