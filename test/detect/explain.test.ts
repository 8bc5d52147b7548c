/**
 * Explanations and reach against the engine, over real events: what is explained is what the engine does, and a rule
 * that is said to be unable to fire has no hit.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recogniseShape } from '../../core/connectors/registry.ts';
import { parseScenario } from '../../core/connectors/scenario/parse.ts';
import { renderScenario } from '../../core/connectors/scenario/render.ts';
import { explainRule } from '../../core/detect/explain/explain.ts';
import { WorkspaceProfile } from '../../core/detect/explain/profile.ts';
import { reachOf } from '../../core/detect/explain/reach.ts';
import { createDetector, type DetectableEvent } from '../../core/detect/match.ts';
import { createPipelines } from '../../core/detect/pipeline/apply.ts';
import type { SigmaRule } from '../../core/detect/rule.ts';
import { readRulePack, STARTER_RULES } from '../../core/engine/rule-pack.ts';
import { shippedPipelines } from '../../core/engine/rule-engine.ts';
import { createNormaliser, readerFor, readRecords } from '../../core/intake/read.ts';
import { findSources } from '../../core/intake/sources.ts';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import { dataPath, filesBelow, hasData } from '../data.ts';

const see = createPipelines(shippedPipelines());

async function* eventsBelow(file: string): AsyncGenerator<DetectableEvent> {
  for await (const found of findSources([file], DEFAULT_LIMITS)) {
    if (found.kind === 'skipped') continue;
    const readable = await readerFor(found);
    if (readable.kind === 'skipped') continue;
    const normalise = createNormaliser();
    for await (const { records } of readRecords(found, readable.reader, { limits: DEFAULT_LIMITS, recover: false })) {
      for (const record of records) yield see(normalise(record));
    }
  }
}

interface Verdicts {
  readonly fired: number;
  /** Where explanation and engine differ. */
  readonly wrong: readonly string[];
}

/** Asks every `stride`th rule, starting elsewhere for each event, and every rule that fires. */
function verdicts(rules: readonly SigmaRule[], events: readonly DetectableEvent[], stride: number): Verdicts {
  const detector = createDetector(rules);
  const byId = new Map(rules.map((rule) => [rule.facts.id, rule]));
  const wrong: string[] = [];
  let fired = 0;
  for (const [number, event] of events.entries()) {
    const matched = new Set(detector.match(event).map(({ rule }) => rule.id));
    const others = rules.filter((_rule, index) => index % stride === number % stride);
    for (const rule of new Set([...others, ...[...matched].map((id) => byId.get(id)!)])) {
      if (explainRule(rule, event).isMatch !== matched.has(rule.facts.id))
        wrong.push(`${rule.path} on event ${number}`);
    }
    fired += matched.size;
  }
  return { fired, wrong };
}

interface Reached {
  readonly fired: number;
  readonly unable: number;
  /** Paths of rules that were said to be unable to fire and did. */
  readonly wrong: readonly string[];
}

async function checkReach(
  rules: readonly SigmaRule[],
  events: Iterable<DetectableEvent> | AsyncIterable<DetectableEvent>,
): Promise<Reached> {
  const detector = createDetector(rules);
  const profile = new WorkspaceProfile(rules);
  const fired = new Set<string>();
  for await (const event of events) {
    profile.observe(event);
    for (const { rule } of detector.match(event)) fired.add(rule.id);
  }
  const unable = [...reachOf(rules, profile)].filter(([, { kind }]) => kind !== 'could_fire').map(([rule]) => rule);
  const wrong = unable.filter(({ facts }) => fired.has(facts.id)).map((rule) => rule.path);
  return { fired: fired.size, unable: unable.length, wrong };
}

describe('our own rules over our own scenarios', async () => {
  const { rules } = await readRulePack([STARTER_RULES]);
  const folder = path.resolve(STARTER_RULES, '../scenarios');
  const events = filesBelow(folder, '.yaml').flatMap((file) =>
    renderScenario(parseScenario(readFileSync(file, 'utf8'), file)).map(({ value }) => {
      const place = { ordinal: 1, number: 1, offset: 0, lengthBytes: 0, isRecovered: false };
      return see(recogniseShape(value).normalise({ ...place, value }));
    }),
  );

  test('each verdict is the engine’s', () => {
    const { fired, wrong } = verdicts(rules, events, 40);
    expect(wrong).toEqual([]);
    expect(fired).toBeGreaterThan(50);
  });

  test('no rule that is said to be unable to fire does', async () => {
    const { fired, unable, wrong } = await checkReach(rules, events);
    expect(wrong).toEqual([]);
    expect(fired).toBeGreaterThan(30);
    expect(unable).toBeGreaterThan(100);
  });
});

describe.skipIf(!hasData)('SigmaHQ’s rules over public events (needs the public data sets)', async () => {
  const { rules } = hasData ? await readRulePack([dataPath('sigma/sigmahq-rules.zip')]) : { rules: [] };

  test('each verdict over the regression events is the engine’s', { timeout: 300_000 }, async () => {
    const events = await Array.fromAsync(eventsBelow(dataPath('sigma/regression-data.zip')));
    const { fired, wrong } = verdicts(rules, events, 200);
    expect(wrong).toEqual([]);
    expect(fired).toBeGreaterThan(100);
  });

  test.each(['sigma/regression-data.zip', 'evtx/evtx-to-mitre.zip'])(
    'no rule that is said to be unable to fire over %s does',
    { timeout: 300_000 },
    async (name) => {
      const { fired, unable, wrong } = await checkReach(rules, eventsBelow(dataPath(name)));
      expect(wrong).toEqual([]);
      expect(fired).toBeGreaterThan(50);
      expect(unable).toBeGreaterThan(500);
    },
  );
});
