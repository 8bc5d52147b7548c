/**
 * Every rule of SigmaHQ over real events, here and in SQLite through pySigma: per event the same rules match. What is
 * compared is what a rule asks of an event, so logsources are left aside and every rule is asked about every event.
 * `docs/differential.md` explains each difference that is known.
 *
 * By default: all regression events, all of evtx-to-mitre, 20,000 events of OTRF. `VEDETTE_DIFFERENTIAL=all`: all.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRules, type RuleSet } from '../../core/detect/load.ts';
import { createDetector } from '../../core/detect/match.ts';
import type { Fields } from '../../core/model/fields.ts';
import { filesBelow, hasData, unpackData } from '../data.ts';
import { dataSources } from '../records.ts';
import { convertRules, findPython, Oracle, type Converted, type Matched } from './oracle.ts';

const EVERYTHING = process.env['VEDETTE_DIFFERENTIAL'] === 'all';
const OTRF_EVENTS = EVERYTHING ? Number.POSITIVE_INFINITY : 20_000;
const SOURCES: readonly (readonly [file: string, events: number])[] = [
  ['sigma/regression-data.zip', Number.POSITIVE_INFINITY],
  ['evtx/evtx-to-mitre.zip', Number.POSITIVE_INFINITY],
  ['otrf/security-datasets.zip', OTRF_EVENTS],
];
const LABEL = { product: 'differential' };
const python = hasData ? findPython() : null;

/** Events as the real readers and shapes give them. */
async function* eventsOf(file: string, limit: number): AsyncGenerator<Fields> {
  let count = 0;
  for await (const source of dataSources(file)) {
    // The regression cases come as EVTX and as JSON; OTRF is JSON only.
    if (!file.startsWith('otrf') && !source.path.toLowerCase().endsWith('.evtx')) continue;
    for await (const records of source.batches()) {
      for (const record of records) {
        if (++count > limit) return;
        yield source.normalise(record).fields;
      }
    }
  }
}

describe.skipIf(python === null)('pySigma and SQLite (needs the public data sets and pySigma)', () => {
  let folder: string;
  let loaded: RuleSet;
  let converted: Converted;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'vedette-differential-'));
    const rules = unpackData('sigma/sigmahq-rules.zip');
    loaded = loadRules(filesBelow(rules, '.yml').map((file) => ({ path: file, text: readFileSync(file, 'utf8') })));
    converted = convertRules(python!, rules, folder);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('refuse the same rules', () => {
    expect(loaded.refused.map(({ ruleId }) => ruleId!).toSorted()).toEqual(Object.keys(converted.refused).toSorted());
    expect(Object.keys(converted.rules).toSorted()).toEqual(loaded.rules.map(({ facts }) => facts.id).toSorted());
  });

  test('match the same rules to every event', { timeout: EVERYTHING ? 7_200_000 : 600_000 }, async () => {
    const detector = createDetector(loaded.rules.map((rule) => ({ ...rule, logsource: LABEL })));
    const oracle = new Oracle(python!, converted.columns, folder);
    const ours: Matched['matches'] = {};
    let events = 0;
    for (const [file, limit] of SOURCES) {
      for await (const fields of eventsOf(file, limit)) {
        events++;
        for (const { rule } of detector.match({ fields, logsource: LABEL })) (ours[rule.id] ??= []).push(events);
        await oracle.add(events, fields);
      }
    }
    const { matches, failed } = await oracle.finish();
    const pairs = Object.values(ours).reduce((sum, matched) => sum + matched.length, 0);
    console.log(`${events} events, ${Object.keys(converted.rules).length} rules, ${pairs} matches here`);
    expect(failed).toEqual({});
    expect(pairs).toBeGreaterThan(events);
    expect(differences(ours, matches)).toEqual([]);
  });
});

/** One line for each rule that does not match the same events on both sides. */
function differences(ours: Matched['matches'], theirs: Matched['matches']): string[] {
  const lines: string[] = [];
  for (const rule of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const here = new Set(ours[rule]);
    const there = new Set(theirs[rule]);
    const onlyHere = here.difference(there);
    const onlyThere = there.difference(here);
    if (onlyHere.size + onlyThere.size > 0) {
      const first = [...onlyHere, ...onlyThere][0];
      lines.push(`${rule}: ${onlyHere.size} only here, ${onlyThere.size} only there, first at event ${first}`);
    }
  }
  return lines;
}
