import { describe, expect, test } from 'vitest';
import { formatTimeUs, timeUsFromMs, type TimeUs } from '../kernel/time.ts';
import { ALERT_CATALOGUE, INCIDENT_CATALOGUE } from './alert-fields.ts';
import { asciiLower } from './pattern.ts';
import { compile } from './compile.ts';
import { eventCatalogue } from './event-fields.ts';
import { parse } from './parse.ts';
import { pointAt } from './prepare.ts';
import { explain } from './sql.ts';
import { resolveTime } from './time-points.ts';
import { compileWords } from './words.ts';
import { readPattern } from './pattern.ts';

const nowUs = timeUsFromMs(Date.UTC(2026, 2, 4, 12, 30))!;
const context = { nowUs, zone: 'UTC' };
const events = eventCatalogue();

describe('times', () => {
  test.each([
    ['2026', 'UTC', '2026-01-01T00:00:00.000000Z', '2026-12-31T23:59:59.999999Z'],
    ['2024-02', 'UTC', '2024-02-01T00:00:00.000000Z', '2024-02-29T23:59:59.999999Z'],
    ['2026-03-04', '+01:00', '2026-03-03T23:00:00.000000Z', '2026-03-04T22:59:59.999999Z'],
    // The day on which clocks in Berlin go forward has 23 hours.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000000Z', '2026-03-29T21:59:59.999999Z'],
    ['2026-03-04T09', 'UTC', '2026-03-04T09:00:00.000000Z', '2026-03-04T09:59:59.999999Z'],
    ['2026-03-04 09:14', 'Europe/Berlin', '2026-03-04T08:14:00.000000Z', '2026-03-04T08:14:59.999999Z'],
    ['2026-03-04T09:14:07.25+01:00', 'Europe/Berlin', '2026-03-04T08:14:07.250000Z', '2026-03-04T08:14:07.259999Z'],
    ['now-90m', 'UTC', '2026-03-04T11:00:00.000000Z', '2026-03-04T11:00:00.000000Z'],
    ['today', '-13:00', '2026-03-03T13:00:00.000000Z', '2026-03-04T12:59:59.999999Z'],
    ['yesterday', 'UTC', '2026-03-03T00:00:00.000000Z', '2026-03-03T23:59:59.999999Z'],
  ])('%s in %s', (text, zone, start, end) => {
    const period = resolveTime(text, { nowUs, zone })!;
    expect([formatTimeUs(period.startUs as TimeUs), formatTimeUs(period.endUs as TimeUs)]).toEqual([start, end]);
  });

  test.each(['', 'noon', '2026-02-30', '2026-03-04T25:99', '09:14', 'now-', 'now-5y'])('%j is none', (text) => {
    expect(resolveTime(text, context)).toBeNull();
  });
});

test.each([
  ['vssadmin', 'C:\\vssadmin.exe', true],
  ['vssadmin', 'myvssadmin', false],
  ['*admin', 'myvssadmin.exe', true],
  ['adm*', 'vssadmin', false],
  ['a?c', 'xabc abc', true],
  ['del*all', 'delete shadows /all', true],
  ['del*all', 'delete shadows /allow', false],
  ['ü', 'Ü-Wagen', true],
  ['über', 'glüber', false],
  ['.exe', 'cmd.exe', true],
])('%s stands in %s: %s', (pattern, text, isFound) => {
  expect(compileWords(readPattern(pattern))(text)).toBe(isFound);
});

describe.each([events, ALERT_CATALOGUE, INCIDENT_CATALOGUE])('fields of $subject', ({ fields }) => {
  test('no two mean the same name', () => {
    const names = fields.flatMap(({ name, aliases }) => [name, ...aliases].map(asciiLower));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

function meaningProblems(text: string): string[] {
  return compile(parse(text).query, ALERT_CATALOGUE, context).problems.map(
    ({ start, end, message }) => `${text.slice(start, end)} → ${message}`,
  );
}

test('a test that makes no sense for its field is a problem, not an empty answer', () => {
  expect(meaningProblems('tactc:x')).toEqual(['tactc:x → alerts have no field `tactc`; did you mean `tactic`?']);
  expect(meaningProblems('title:a and severity>=hi')).toEqual([
    'severity>=hi → A severity is one of informational, low, medium, high, critical',
  ]);
  expect(meaningProblems('count>many')).toEqual(['count>many → `many` is not a number']);
  expect(meaningProblems('time:soon')[0]).toContain('time:soon → A time reads');
  expect(meaningProblems('count:10.0.0.0/8')[0]).toContain('is a network, which this field does not hold');
});

test('an unknown field of events is looked for, and said to be', () => {
  const { problems, notes } = compile(parse('hostt:x').query, events, context);
  expect(problems).toEqual([]);
  expect(notes).toEqual([
    "`hostt` is no field every event has: it is looked for among each event's own fields; `host` is one",
  ]);
});

test('the explanation shows the parameters in place', () => {
  const compiled = compile(parse(`kind:o'neil and class_uid>5`).query, events, context);
  expect(explain(compiled)).toBe(
    `(event.kind_id IN (SELECT id FROM label WHERE lower(text) = 'o''neil') AND event.class_uid > 5)`,
  );
});

test('the mark stands under the place, on its own line', () => {
  expect(pointAt('a\nhost: and b', { start: 2, end: 7, message: '' })).toEqual(['host: and b', '^^^^^']);
});
