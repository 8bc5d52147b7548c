/** One incident and one event in full, over the demo: numbers that add up, places that exist, parts that say of how much. */
import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiContract } from '../../contract/api.ts';
import { systemClock } from '../../kernel/clock.ts';
import { createLog } from '../../kernel/log.ts';
import { createMetrics } from '../../kernel/metrics.ts';
import { DEMO_SCENARIO } from '../demo.ts';
import { createVedetteApi } from './api.ts';
import { ADA } from '../../../test/case-api.ts';
import type { Api } from './registry.ts';
import { accessWorkspace, type WorkspaceAccess } from './workspace-access.ts';

let folder: string;
let workspace: WorkspaceAccess;
let api: Api<ApiContract>;
let id: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vedette-pictures-'));
  const log = createLog('silent');
  workspace = accessWorkspace(path.join(folder, 'demo.vedette'), log);
  api = createVedetteApi({ workspace, clock: systemClock, log, metrics: createMetrics() });
  await api.call('demo.resetWorkspace', { scenario: DEMO_SCENARIO }, ADA);
  id = (await api.call('incidents.listPage', { limit: 1 }, ADA)).rows[0]!.id;
}, 120_000);

afterAll(async () => {
  await workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

test('an incident: terms that add up, all entities, nothing noted yet', async () => {
  const { incident, riskTerms, entities, ...noted } = await api.call('incidents.read', { id }, ADA);
  expect(riskTerms.reduce((sum, { points }) => sum + points, 0)).toBe(incident.risk);
  expect(entities).toHaveLength(incident.entityCount);
  expect(incident.topEntities).toEqual(entities.slice(0, 12));
  expect(noted).toEqual({ statusHistory: [], notes: [], tasks: [], pins: [], decisions: [] });
  expect(await api.answer('incidents.read', { id: 'nothing' }, ADA)).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
});

test('its alerts: each once, with its reason and the event it rests on', async () => {
  const { rows, next, total } = await api.call('incidents.listAlerts', { id, limit: 20 }, ADA);
  expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  const rest = await api.call('incidents.listAlerts', { id, limit: 1_000, after: next }, ADA);
  expect(rows.length + rest.rows.length).toBe(total);
  expect(rest.next).toBeNull();
  const all = [...rows, ...rest.rows];
  expect(all.filter(({ link }) => link.joinedToAlertId === null)).toHaveLength(1);
  expect(all.every(({ link, eventId, message }) => link.text !== '' && eventId !== null && message !== null)).toBe(
    true,
  );
  expect(new Set(all.map(({ alert }) => alert.id)).size).toBe(total);
});

test('its story: every step on a lane, the most severe where there is room for few', async () => {
  const whole = await api.call('incidents.readStory', { id }, ADA);
  const lanes = new Set(whole.lanes.map((lane) => lane.id));
  expect(whole.steps).toHaveLength(whole.ofAlerts);
  for (const { laneId, relatedLaneId } of whole.steps) {
    expect(lanes).toContain(laneId);
    expect(relatedLaneId === null || lanes.has(relatedLaneId)).toBe(true);
  }
  expect(whole.steps.some(({ relatedLaneId }) => relatedLaneId !== null)).toBe(true);
  expect(whole.lanes.reduce((sum, { alertCount }) => sum + alertCount, 0)).toBe(whole.ofAlerts);
  expect(whole.density.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(whole.ofAlerts);
  const times = whole.steps.map(({ timeUs }) => timeUs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const few = await api.call('incidents.readStory', { id, limit: 5 }, ADA);
  expect(few.steps.map(({ severity }) => severity)).toEqual(Array.from({ length: 5 }, () => 'critical'));
  expect(few.lanes).toEqual(whole.lanes);
});

test('its graph: every entity is a node or in a group, every edge between two nodes', async () => {
  for (const limit of [30, 300]) {
    const { nodes, edges, ofEntities, ofEdges } = await api.call('incidents.readGraph', { id, limit }, ADA);
    const ids = new Set(nodes.map((node) => node.id));
    expect(ids.size).toBe(nodes.length);
    expect(nodes.length).toBeLessThanOrEqual(limit);
    expect(nodes.reduce((sum, node) => sum + (node.kind === 'group' ? node.entityCount : 1), 0)).toBe(ofEntities);
    for (const { fromId, toId } of edges) expect([ids.has(fromId), ids.has(toId)]).toEqual([true, true]);
    expect(edges.length).toBeLessThanOrEqual(ofEdges);
    expect(nodes.some(({ kind }) => kind === 'group')).toBe(limit === 30);
  }
});

test('its processes: parents before children, who started them as far as events tell', async () => {
  const { processes, ofProcesses } = await api.call('incidents.readProcesses', { id }, ADA);
  const seen = new Set<string>();
  for (const { id: process, parentId } of processes) {
    expect(parentId === null || seen.has(parentId)).toBe(true);
    seen.add(process);
  }
  expect(processes.length + processes.flatMap(({ otherIds }) => otherIds).length).toBeGreaterThanOrEqual(ofProcesses);
  const name = (image: string): string => image.slice(image.lastIndexOf('\\') + 1).toLowerCase();
  const lineOf = (of: string): string[] => {
    const found = processes.find((one) => one.id === of);
    return found === undefined ? [] : [...(found.parentId === null ? [] : lineOf(found.parentId)), name(found.image)];
  };
  const whoami = processes.find(({ image }) => name(image) === 'whoami.exe')!;
  expect(lineOf(whoami.id)).toEqual(['outlook.exe', 'winword.exe', 'powershell.exe', 'cmd.exe', 'whoami.exe']);
  expect(whoami).toMatchObject({ commandLine: 'whoami /all', user: expect.stringContaining('lindqvist') });
  expect(whoami.otherIds).toHaveLength(1);
});

test('an event: what it names, what was found in it, its record as it stands in the source', async () => {
  const { rows } = await api.call('incidents.listAlerts', { id, limit: 5 }, ADA);
  const eventId = rows[1]!.eventId!;
  const { event, entities, findings, raw } = await api.call('events.read', { id: eventId }, ADA);
  expect(findings.map(({ alertId }) => alertId)).toContain(rows[1]!.alert.id);
  expect(entities.length).toBeGreaterThan(0);
  expect(raw).toMatchObject({ kind: 'text', ofBytes: event.lengthBytes, shownBytes: event.lengthBytes });
  const content = raw.kind === 'missing' ? '' : raw.content;
  expect(JSON.parse(content)).toBeTypeOf('object');
  const part = await api.call('events.read', { id: eventId, maxRawBytes: 10 }, ADA);
  expect(part.raw).toEqual({ ...raw, content: content.slice(0, 10), shownBytes: 10 });
  expect(await api.answer('events.read', { id: 99_999 }, ADA)).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
});

test('what stands around an event: of an entity in time, of a source in its order', async () => {
  const host = { type: 'host', value: 'nv-ws-0417.norrvik.example' } as const;
  const all = (await api.call('events.listPage', { query: `host:${host.value}`, limit: 5_000 }, ADA)).rows;
  const middle = Math.floor(all.length / 2);
  const ids = (rows: readonly { readonly id: number }[]): number[] => rows.map((row) => row.id);
  const around = { by: 'entity', entity: host } as const;
  const inTime = await api.call('events.listContext', { id: all[middle]!.id, around, before: 4, after: 3 }, ADA);
  expect(ids([...inTime.before, inTime.event, ...inTime.after])).toEqual(ids(all.slice(middle - 4, middle + 4)));
  const source = { by: 'source' } as const;
  const beside = await api.call('events.listContext', { id: 3, around: source, before: 10, after: 2 }, ADA);
  expect(ids([...beside.before, beside.event, ...beside.after])).toEqual([1, 2, 3, 4, 5]);
  const nobody = { by: 'entity', entity: { type: 'host', value: 'nobody' } } as const;
  expect(await api.call('events.listContext', { id: 3, around: nobody }, ADA)).toMatchObject({ before: [], after: [] });
});

test('a pinned event stays when old ones are removed, until it is unpinned', async () => {
  const limit = { by: 'time', beforeUs: 4_000_000_000_000_000 } as const;
  const removable = async (): Promise<number> =>
    (await api.call('workspace.previewRetention', { limit }, ADA)).removable;
  const before = await removable();
  const around = { by: 'source' } as const;
  const { event } = await api.call('events.listContext', { id: 3, around }, ADA);
  const { pin } = await api.call('cases.pin', { incidentId: id, pinned: { kind: 'event', eventId: event.id } }, ADA);
  expect([pin.title, pin.timeUs, await removable()]).toEqual([event.message, event.timeUs, before - 1]);
  expect((await api.call('incidents.read', { id }, ADA)).pins).toEqual([pin]);
  await api.call('cases.unpin', { pinId: pin.id }, ADA);
  expect(await removable()).toBe(before);
});

test('profiles, baselines, noise and the counts of the first screen', async () => {
  const host = { type: 'host', value: 'nv-ws-0417.norrvik.example' } as const;
  const profile = await api.call('entities.readProfile', { ...host, limit: 3 }, ADA);
  expect(profile).toMatchObject({
    entity: { label: 'NV-WS-0417.norrvik.example' },
    criticality: null,
    suppressedCount: 0,
  });
  expect(profile.alerts).toHaveLength(3);
  expect(profile.alertCount).toBeGreaterThan(3);
  for (const { risk, terms } of profile.riskByDay)
    expect(terms.reduce((sum, { points }) => sum + points, 0)).toBe(risk);
  expect(profile.incidents.map((incident) => incident.id)).toContain(id);
  const unknown = await api.answer('entities.readProfile', { type: 'host', value: 'nowhere' }, ADA);
  expect(unknown).toMatchObject({ error: { code: 'E_NOT_FOUND' } });

  expect(await api.call('baselines.describe', {}, ADA)).toMatchObject({
    neededDays: 7,
    state: { found: 0 },
    unusual: [],
  });
  const usual = await api.call('baselines.readEntity', host, ADA);
  expect(usual.eventsByHourOfDay).toHaveLength(24);
  expect(usual.programs.length).toBeGreaterThan(0);
  expect((await api.call('noise.listAdvice', {}, ADA)).rules).toEqual([]);
  const counts = await api.call('workspace.countAll', {}, ADA);
  expect(counts).toMatchObject({ isDemo: true, isFusionPending: false, incidents: 2 });
  expect(counts.lastEventUs).toBeGreaterThan(counts.firstEventUs!);
});
