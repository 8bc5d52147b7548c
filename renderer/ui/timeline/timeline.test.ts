import { expect, test } from 'vitest';
import { axisOf } from './axis.ts';
import { clustersOf, lanesOf, marksOf, stepTowards } from './layout.ts';
import type { StoryStep } from './types.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;

function step(id: string, host: string, minutes: number, more: Partial<StoryStep> = {}): StoryStep {
  return { id, host, timeUs: minutes * MINUTE, severity: 'low', title: `step ${id}`, ...more };
}

test('silence is cut out and said', () => {
  const axis = axisOf([0, 5 * MINUTE, 9 * MINUTE, 20 * HOUR, 20 * HOUR + 6 * MINUTE], 1_000);
  expect(axis.breaks.map(({ fromUs, toUs }) => [fromUs, toUs])).toEqual([[9 * MINUTE, 20 * HOUR]]);
  const lefts = [0, 5 * MINUTE, 9 * MINUTE, 10 * HOUR, 20 * HOUR, 20 * HOUR + 6 * MINUTE].map((at) => axis.leftOf(at));
  expect(lefts).toEqual(lefts.toSorted((a, b) => a - b));
  expect(lefts[5]! - lefts[4]!).toBeGreaterThan(300);
  expect(lefts.at(-1)!).toBeLessThanOrEqual(1_000);
});

test('silence after silence; an even pace has none', () => {
  expect(
    axisOf(
      [0, 1, 2, 3, 10, 11, 12, 1_000, 1_001].map((at) => at * HOUR),
      1_000,
    ).breaks,
  ).toHaveLength(2);
  expect(
    axisOf(
      Array.from({ length: 50 }, (_, at) => at * HOUR),
      1_000,
    ).breaks,
  ).toEqual([]);
});

test('few moments, or none', () => {
  expect(axisOf([], 800).segments).toEqual([]);
  expect(axisOf([5], 800).leftOf(5)).toBe(14);
  expect(axisOf([0, 9 * HOUR], 800).breaks).toEqual([]);
});

test('steps that would cover each other are one mark with the highest severity', () => {
  const steps = [
    step('a', 'ws', 0),
    step('b', 'ws', 0.001, { severity: 'critical' }),
    step('c', 'ws', 30),
    step('d', 'dc', 60, { fromHost: 'ws' }),
  ];
  const axis = axisOf(
    steps.map(({ timeUs }) => timeUs),
    800,
  );
  const marks = marksOf(steps, lanesOf(steps), axis, 800);
  expect(marks.map(({ steps: its, severity, lane }) => [its.map(({ id }) => id).join(''), severity, lane])).toEqual([
    ['ab', 'critical', 0],
    ['c', 'low', 0],
    ['d', 'low', 1],
  ]);
});

test('labels of a lane never overlap', () => {
  const steps = Array.from({ length: 300 }, (_, at) =>
    step(`${at}`, 'ws', (at * 7_919) % 600, { title: 'x'.repeat(at % 60) }),
  );
  const axis = axisOf(
    steps.map(({ timeUs }) => timeUs),
    1_200,
  );
  for (const row of ['above', 'below'] as const) {
    let end = -Infinity;
    for (const { left, label } of marksOf(steps, ['ws'], axis, 1_200)) {
      if (label?.row !== row) continue;
      expect(left).toBeGreaterThanOrEqual(end);
      end = left + label.widthPx;
    }
  }
  const clusters = clustersOf(steps, axis);
  expect(clusters.reduce((sum, { steps: its }) => sum + its.length, 0)).toBe(300);
});

test('along a lane, between lanes, along the story', () => {
  const steps = [
    step('a', 'ws', 0),
    step('b', 'dc', 10, { fromHost: 'ws' }),
    step('c', 'ws', 11),
    step('d', 'fs', 30, { fromHost: 'x' }),
  ];
  expect(lanesOf(steps)).toEqual(['ws', 'dc', 'x', 'fs']);
  expect(stepTowards(steps, 'a', 'later')?.id).toBe('c');
  expect(stepTowards(steps, 'a', 'next')?.id).toBe('b');
  expect(stepTowards(steps, 'c', 'down')?.id).toBe('b');
  expect(stepTowards(steps, 'b', 'down')?.id).toBe('d');
  expect(stepTowards(steps, 'a', 'up')?.id).toBe('a');
  expect(stepTowards(steps, null, 'next')?.id).toBe('a');
  expect(stepTowards([], null, 'next')).toBeUndefined();
});
