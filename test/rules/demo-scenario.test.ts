/**
 * The built-in scenarios against the built-in rules: what the demonstration promises is what it shows.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recogniseShape } from '../../core/connectors/registry.ts';
import { parseScenario } from '../../core/connectors/scenario/parse.ts';
import { renderScenario } from '../../core/connectors/scenario/render.ts';
import { createDetector } from '../../core/detect/match.ts';
import { severityRank } from '../../core/model/severity.ts';
import { filesBelow } from '../data.ts';
import { loadStarterRules } from './starter-rules.ts';

const folder = path.resolve(import.meta.dirname, '../../resources/scenarios');
const { rules } = loadStarterRules();
const detector = createDetector(rules);

describe.each(filesBelow(folder, '.yaml').map((file) => path.basename(file)))('%s', (name) => {
  const scenario = parseScenario(readFileSync(path.join(folder, name), 'utf8'), name);
  const records = renderScenario(scenario).map(({ value, step }) => {
    const place = { ordinal: 1, number: 1, offset: 0, lengthBytes: 0, isRecovered: false };
    const event = recogniseShape(value).normalise({ ...place, value });
    return { step, event, hits: detector.match(event) };
  });

  test('every step expects something, and only rules that exist', () => {
    const known = new Set(rules.map((rule) => rule.facts.id));
    const empty = scenario.story.filter((step) => step.expect.length === 0).map(({ title }) => title);
    expect(empty).toEqual([]);
    expect(scenario.story.flatMap((step) => step.expect).filter((id) => !known.has(id))).toEqual([]);
  });

  test.each(scenario.story.map((step, index) => ({ index, title: step.title, expected: step.expect })))(
    'step $index, $title, sets off exactly the rules it names',
    ({ index, expected }) => {
      const fired = records.filter(({ step }) => step === index).flatMap(({ hits }) => hits.map((hit) => hit.rule.id));
      expect([...new Set(fired)].toSorted()).toEqual(expected.toSorted());
    },
  );

  test('ordinary work sets off nothing of level high or above', () => {
    const alarming = records
      .filter(({ step }) => step === null)
      .flatMap(({ hits }) => hits.filter(({ rule }) => severityRank(rule.level) >= severityRank('high')));
    expect(alarming).toEqual([]);
  });

  test('ordinary work is most of what there is', () => {
    const ordinary = records.filter(({ step }) => step === null).length;
    expect(ordinary).toBeGreaterThan(3 * (records.length - ordinary));
  });

  test('every record is mapped and carries the mark of a demonstration', () => {
    expect(records.filter(({ event }) => event.fields['VedetteDemo'] !== true)).toEqual([]);
    expect(records.filter(({ event }) => event.timeUs < scenario.start - 2 * 3_600_000_000)).toEqual([]);
  });

  test('its people, machines and addresses are made up', () => {
    const outside = records
      .flatMap(({ event }) => event.entities)
      .filter(({ type, value }) => type === 'ip' && !/^(10|203\.0\.113|198\.51\.100|192\.0\.2)\./.test(value));
    expect(outside).toEqual([]);
    const domains = records.flatMap(({ event }) => event.entities).filter(({ type }) => type === 'domain');
    expect(
      domains.filter(({ value }) => !/\.example(\.(com|org|net))?$|^[\w.-]*example\.(com|org|net)$/.test(value)),
    ).toEqual([]);
  });
});
