import { describe, expect, test } from 'vitest';
import { VedetteError } from '../../kernel/errors.ts';
import { SMALL_SCENARIO } from './fixture.ts';
import { parseScenario } from './parse.ts';

/** What a presenter reads when the small scenario is changed like this. */
function complaint(from: string | RegExp, to: string): string {
  expect(SMALL_SCENARIO).toMatch(from);
  try {
    parseScenario(SMALL_SCENARIO.replace(from, to), 'demo.yaml');
  } catch (thrown) {
    if (thrown instanceof VedetteError && thrown.code === 'E_SCENARIO_INVALID') return thrown.message;
    throw thrown;
  }
  return 'no complaint';
}

test('a scenario parses to times, offsets and defaults', () => {
  const scenario = parseScenario(SMALL_SCENARIO, 'demo.yaml');
  expect(scenario.start).toBe(Date.UTC(2026, 2, 11, 7, 30) * 1_000);
  expect(scenario.story[0]?.at).toBe(60_000_000);
  expect(scenario.sessions['anna']).toEqual({
    on: 'ws',
    user: 'anna',
    logonId: '0x5a17c',
    type: 'interactive',
    elevated: false,
  });
  expect(scenario.background?.from).toBe(-30 * 60_000_000);
});

describe('faults are named with line and keys', () => {
  test('broken YAML', () => {
    expect(complaint('title: Small', 'title: [Small')).toMatch(/^demo\.yaml: line \d+: /);
  });

  test('a step without a usable time', () => {
    expect(complaint('+00:01:00', 'soon')).toMatchInlineSnapshot(
      `"demo.yaml: line 23, story.0.at: expected an offset such as +01:05:00 or -00:30:00"`,
    );
  });

  test('a start without a zone', () => {
    expect(complaint('07:30:00Z', '07:30:00')).toMatchInlineSnapshot(
      `"demo.yaml: line 5, start: expected a time with a zone, as 2026-03-11T07:30:00Z"`,
    );
  });

  test('an unknown kind of event', () => {
    expect(complaint('type: registry', 'type: registri')).toMatch(/^demo\.yaml: line 34, story\.0\.events\.8\.type: /);
  });

  test('a misspelt key', () => {
    expect(complaint("path: 'C:\\a.txt'", "pth: 'C:\\a.txt'")).toContain('line 33, story.0.events.7');
  });

  test('a host, a session, a user and a process that are not there', () => {
    expect(complaint('type: dns, on: ws', 'type: dns, on: wz')).toMatchInlineSnapshot(
      `"demo.yaml: line 32, story.0.events.6.on: there is no host "wz""`,
    );
    expect(
      complaint('type: logoff, on: ws, session: admin', 'type: logoff, on: ws, session: adm'),
    ).toMatchInlineSnapshot(`"demo.yaml: line 54, story.0.events.28.session: there is no session "adm" on ws"`);
    expect(complaint('user: ws$', 'user: constructor')).toMatchInlineSnapshot(
      `"demo.yaml: line 44, story.0.events.18.user: there is no user "constructor""`,
    );
    expect(complaint('by: explorer', 'by: excel')).toMatchInlineSnapshot(
      `"demo.yaml: line 30, story.0.events.4.by: no process "excel" runs on ws at this time"`,
    );
  });

  test('a process that is used before it starts', () => {
    expect(complaint('type: file, on: ws', "type: file, at: '-00:00:30', on: ws")).toContain(
      'no process "shell" runs on ws at this time',
    );
  });

  test('a background without the processes it starts from', () => {
    expect(complaint(/ +scheduler:.*\n/, '')).toContain('the background needs a process "scheduler" here');
  });

  test('a file beyond any story', () => {
    expect(complaint(/$/, `# ${'x'.repeat(1_000_000)}`)).toContain('longer than 1000000 characters');
  });
});
