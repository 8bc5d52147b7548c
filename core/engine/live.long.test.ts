import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseScenario } from '../connectors/scenario/parse.ts';
import { scenarioLines } from '../connectors/scenario/render.ts';
import { createNormaliser } from '../intake/read.ts';
import { fixedClock } from '../kernel/clock.ts';
import { createMetrics } from '../kernel/metrics.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { SourceRecord } from '../model/record.ts';
import { createSeeded } from '../../test/evals/seeded.ts';
import { temporaryFolder } from '../../test/vedette.ts';
import { openForWriting, type WritableDb } from '../store/database.ts';
import { beginSource } from '../store/sources.ts';
import { addSuppression } from '../store/suppressions.ts';
import { markPending } from '../store/pending.ts';
import { rateCriticality } from './criticality.ts';
import { DEMO_SCENARIO } from './demo.ts';
import { addIndicators } from './indicators.ts';
import { createLivePipeline, type LivePipeline } from './live.ts';
import { createRuleEngine, type RuleEngine } from './rule-engine.ts';
import { readRulePack, STARTER_RULES } from './rule-pack.ts';

const NOW = 0 as TimeUs;
const SEED = 20_261_124;

async function starterEngine(): Promise<RuleEngine> {
  return createRuleEngine(await readRulePack([STARTER_RULES]));
}

/** The demo's attack and its background, record by record. */
function demoRecords(): SourceRecord[] {
  const scenario = parseScenario(readFileSync(DEMO_SCENARIO, 'utf8'), DEMO_SCENARIO);
  const lines = scenarioLines(scenario).trimEnd().split('\n');
  return lines.map((line, index) => ({
    ordinal: index + 1,
    number: index + 1,
    offset: 0,
    lengthBytes: line.length,
    value: JSON.parse(line) as unknown,
    isRecovered: false,
  }));
}

function workspace(): { readonly db: WritableDb; readonly source: number } {
  const opened = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
  onTestFinished(() => opened.close());
  const source = { sha256: '0'.repeat(64), path: 'live', kind: 'evidence', reader: 'json', sizeBytes: 0 } as const;
  return { db: opened.db, source: beginSource(opened.db, source, NOW).id };
}

function inBatches<Item>(items: readonly Item[], random: (below: number) => number): Item[][] {
  const batches: Item[][] = [];
  for (let at = 0; at < items.length;) {
    const size = 1 + random(60);
    batches.push(items.slice(at, at + size));
    at += size;
  }
  return batches;
}

/** What people see of fusion, without positions within an incident. */
function picture(db: WritableDb): unknown {
  return {
    alerts: db.prepare('SELECT * FROM alert ORDER BY id').all(),
    incidents: db.prepare('SELECT * FROM incident ORDER BY rank').all(),
    links: db.prepare('SELECT incident_id, alert_id, link FROM incident_alert ORDER BY alert_id').all(),
    findings: db.prepare('SELECT id, alert_id FROM finding ORDER BY id').all(),
  };
}

/** What must hold at any moment. */
function check(db: WritableDb): void {
  const ranked = db.prepare('SELECT rank, risk FROM incident ORDER BY rank').all() as { rank: number; risk: number }[];
  expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, index) => index + 1));
  expect(ranked.map(({ risk }) => risk)).toEqual(ranked.map(({ risk }) => risk).toSorted((a, b) => b - a));
  const lost = (sql: string): unknown[] => db.prepare(sql).all();
  expect(lost('SELECT id FROM finding WHERE alert_id IS NULL OR alert_id NOT IN (SELECT id FROM alert)')).toEqual([]);
  expect(lost('SELECT id FROM alert WHERE id NOT IN (SELECT alert_id FROM incident_alert)')).toEqual([]);
  expect(lost('SELECT id FROM incident WHERE id NOT IN (SELECT incident_id FROM incident_alert)')).toEqual([]);
  expect(lost('SELECT alert_id FROM incident_alert WHERE incident_id NOT IN (SELECT id FROM incident)')).toEqual([]);
  expect(
    lost('SELECT id, count FROM alert WHERE count <> (SELECT count(*) FROM finding WHERE alert_id = alert.id)'),
  ).toEqual([]);
  const sums = lost(
    `SELECT id FROM incident WHERE risk <> (SELECT sum(value ->> 'points') FROM json_each(risk_terms))`,
  );
  expect(sums).toEqual([]);
}

function pipelineOver(db: WritableDb, engine: RuleEngine): LivePipeline {
  const live = createLivePipeline(db, engine, createMetrics());
  onTestFinished(() => live.close());
  return live;
}

test(
  `V1, V6, V7 rows are sound after every batch, and settled they are those of an import (seed ${SEED})`,
  { timeout: 120_000 },
  async () => {
    const engine = await starterEngine();
    const random = createSeeded(SEED);
    const records = demoRecords();
    const { db, source } = workspace();
    const live = pipelineOver(db, engine);
    let changes = 0;
    for (const [index, batch] of inBatches(records, random.below).entries()) {
      const told = live.take(source, batch);
      changes += told.length;
      expect(told.every(({ reasons }) => reasons.length > 0)).toBe(true);
      check(db);
      // Now and then, as a pause in the stream would.
      if (index % 17 === 16) live.settle();
    }
    expect(changes).toBeGreaterThan(40);
    expect(db.prepare('SELECT count(*) FROM alert').pluck().get()).toBeGreaterThan(20);
    live.settle();
    check(db);

    const whole = workspace();
    const normalise = createNormaliser();
    const all = pipelineOver(whole.db, engine);
    all.takeEvents(whole.source, records.map(normalise));
    all.settle();
    expect(picture(db)).toEqual(picture(whole.db));
  },
);

test('V6 a stream that was killed before it settled is fused by whoever comes next', { timeout: 60_000 }, async () => {
  const engine = await starterEngine();
  const records = demoRecords();
  const [killed, calm] = [workspace(), workspace()];
  pipelineOver(killed.db, engine).take(killed.source, records.slice(0, 600));
  const next = pipelineOver(killed.db, engine);
  next.take(killed.source, records.slice(600));
  next.settle();
  const undisturbed = pipelineOver(calm.db, engine);
  undisturbed.take(calm.source, records);
  undisturbed.settle();
  expect(picture(killed.db)).toEqual(picture(calm.db));
});

test('S3 what is suppressed joins no incident while it streams, nor after', { timeout: 60_000 }, async () => {
  const engine = await starterEngine();
  const records = demoRecords();
  const { db, source } = workspace();
  addSuppression(db, { scope: 'severity<=high', untilUs: null, actor: 'ada', why: 'a test', madeUs: NOW });
  markPending(db, 'fusion_pending');
  const live = pipelineOver(db, engine);
  live.take(source, records);
  const shown = (): unknown[] =>
    db.prepare('SELECT DISTINCT severity FROM incident_alert JOIN alert ON alert.id = alert_id').pluck().all();
  expect(shown()).toEqual([4]);
  live.settle();
  expect(shown()).toEqual([4]);
  expect(db.prepare('SELECT count(*) FROM alert WHERE suppression_id IS NOT NULL').pluck().get()).toBeGreaterThan(10);
});

test('R8 what people and lists say of an incident stays with it while it streams', { timeout: 60_000 }, async () => {
  const engine = await starterEngine();
  const random = createSeeded(SEED);
  const records = demoRecords();
  const half = records.length >> 1;
  const { db, source } = workspace();
  const first = pipelineOver(db, engine);
  first.take(source, records.slice(0, half));
  first.settle();
  const named = (type: string): string =>
    db
      .prepare(
        `SELECT value ->> 'value' FROM incident, json_each(entities) WHERE rank = 1 AND value ->> 'type' = ? LIMIT 1`,
      )
      .pluck()
      .get(type) as string;
  const acting = { actor: 'ada', clock: fixedClock(NOW), metrics: createMetrics() };
  rateCriticality(db, [{ type: 'host', value: named('host'), level: 'critical', why: '' }], acting);
  const indicator = { type: 'ip', value: named('ip'), source: 'feed', expiresUs: null };
  addIndicators(db, { items: [indicator], isAllowed: false, why: '' }, acting);
  expect(db.prepare('SELECT count(*) FROM sighting').pluck().get()).toBeGreaterThan(0);

  const live = pipelineOver(db, engine);
  const told = inBatches(records.slice(half), random.below).flatMap((batch) => {
    const changes = live.take(source, batch);
    check(db);
    return changes;
  });
  const kept = told.flatMap(({ incident }) =>
    (incident?.riskTerms ?? []).filter(({ name }) => name === 'criticality' || name === 'intel'),
  );
  expect(new Set(kept.map(({ name, points }) => `${name} ${points}`))).toContain('criticality 12');
  expect(new Set(kept.map(({ name, points }) => `${name} ${points}`))).toContain('intel 14');
  live.settle();
  check(db);
});

test(
  'V6 a batch that does not fit on the disk leaves nothing behind, and the stream goes on when there is room',
  { timeout: 60_000 },
  async () => {
    const engine = await starterEngine();
    const records = demoRecords();
    const [full, calm] = [workspace(), workspace()];
    const live = pipelineOver(full.db, engine);
    live.take(full.source, records.slice(0, 300));
    const pages = Number(full.db.pragma('page_count', { simple: true }));
    const before = picture(full.db);
    full.db.pragma(`max_page_count = ${pages}`);
    expect(() => live.take(full.source, records.slice(300, 900))).toThrow(/full/);
    expect(picture(full.db)).toEqual(before);
    full.db.pragma('max_page_count = 1073741823');
    live.take(full.source, records.slice(300));
    live.settle();
    const undisturbed = pipelineOver(calm.db, engine);
    undisturbed.take(calm.source, records);
    undisturbed.settle();
    expect(picture(full.db)).toEqual(picture(calm.db));
  },
);
