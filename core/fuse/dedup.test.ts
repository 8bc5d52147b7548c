import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimeUs } from '../kernel/time.ts';
import type { Finding } from '../model/alert.ts';
import { createDeduplicator, dedup, dedupKey, dedupSorted } from './dedup.ts';
import { at, finding, mention } from './fixture.ts';
import { anyFindings } from '../../test/fuse/any-findings.ts';

const counts = (findings: readonly Finding[]): number[] => dedup(findings).map(({ alert }) => alert.count);
const ids = (findings: readonly Finding[]): string[] => dedup(findings).map(({ alert }) => alert.id);
const keyOf = (title: string): string => dedupKey(finding(0, title, 'host:web'));

/** The hosts and users of a finding with their roles, as one text. */
function identity({ entities }: Finding): string {
  const who = entities.filter(({ type }) => type === 'host' || type === 'user');
  return [...new Set(who.map((one) => JSON.stringify(one)))].toSorted().join(' ');
}

describe('D1 the same facts within the gap are one alert', () => {
  test('a run may be long as long as no pause in it is', () => {
    const findings = Array.from({ length: 50 }, (_, index) => finding(index * 14, 'Beacon', 'host:ws-1'));
    const [only, ...others] = dedup(findings);
    expect(others).toEqual([]);
    expect(only!.alert).toMatchObject({ count: 50, firstSeenUs: at(0), lastSeenUs: at(49 * 14) });
    expect(only!.sequences).toEqual(findings.map(({ sequence }) => sequence));
  });

  test('exactly the gap still joins, a microsecond more does not', () => {
    const early = finding(0, 'Beacon', 'host:ws-1');
    expect(counts([early, finding(15, 'Beacon', 'host:ws-1')])).toEqual([2]);
    const late = { ...finding(15, 'Beacon', 'host:ws-1'), timeUs: (at(15) + 1) as TimeUs };
    expect(counts([early, late])).toEqual([1, 1]);
  });

  test('another detector or signal is another alert', () => {
    const one = finding(0, 'Beacon', 'host:ws-1');
    expect(counts([one, { ...one, detector: 'other' }, { ...one, signal: 'rule-7' }])).toEqual([1, 1, 1]);
  });
});

describe('D2 and D3 what identifies', () => {
  test.each([
    ['hosts', 'host:ws-1', 'host:ws-2'],
    ['users', 'user:corp\\ann', 'user:corp\\bob'],
    ['target users', 'user@target:corp\\ann', 'user@target:corp\\bob'],
    ['addresses', 'ip:10.0.0.1', 'ip:10.0.0.2'],
    ['directions', 'ip@source:10.0.0.1', 'ip@destination:10.0.0.1'],
    ['target files', 'file@target:c:\\a', 'file@target:c:\\b'],
    ['servers', 'url:https://a.test/x', 'url:https://b.test/x'],
    ['actor and target', 'user@actor:corp\\ann', 'user@target:corp\\ann'],
  ])('different %s part alerts', (_, a, b) => {
    expect(counts([finding(0, 'Rule', a), finding(1, 'Rule', b)])).toEqual([1, 1]);
  });

  test.each([
    ['process instances', 'process:ws-1|1', 'process:ws-1|2'],
    ['logon sessions', 'session:ws-1|0x51', 'session:ws-1|0x52'],
    ['ports', 'port:50001', 'port:50002'],
    ['paths on one server', 'url:https://a.test/x?1', 'url:https://a.test/y'],
    ['roles beside target', 'user@actor:corp\\ann', 'user@source:corp\\ann'],
  ])('different %s do not', (_, a, b) => {
    expect(counts([finding(0, 'Rule', 'host:ws-1', a), finding(1, 'Rule', 'host:ws-1', b)])).toEqual([2]);
  });

  test('no alert ever holds findings of two hosts or users that differ', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        for (const { sequences } of dedup(findings)) {
          expect(new Set(sequences.map((sequence) => identity(findings[sequence]!))).size).toBe(1);
        }
      }),
    );
  });
});

describe('D4 the wording does not count', () => {
  test('values of its own entities, GUIDs, instants, case and spacing are left out of a text signal', () => {
    const one = finding(0, 'Logon failed for BOB on ws-1 at 2026-03-04T08:00:00Z', 'host:ws-1', 'user:corp\\bob');
    const two = finding(1, 'logon failed  for bob on WS-1 at 2026-03-04 08:01', 'host:ws-1', 'user:corp\\bob');
    expect(dedupKey(one)).toBe(dedupKey(two));
  });

  test('bare numbers and parts of words stay', () => {
    expect(keyOf('Event 4624')).not.toBe(keyOf('Event 4625'));
    expect(keyOf('CVE-2021-44228')).not.toBe(keyOf('CVE-2021-45046'));
    expect(keyOf('website defaced')).not.toBe(keyOf('*site defaced'));
  });

  test("a rule's id decides where there is one", () => {
    const one = { ...finding(0, 'Old title', 'host:ws-1'), signal: 'rule-7' };
    expect(dedupKey(one)).toBe(dedupKey({ ...one, title: 'New title' }));
  });
});

describe('D5 what an alert keeps', () => {
  test('the worst severity, everything attributed, the earliest title', () => {
    const first = { ...finding(0, 'B', 'host:ws-1'), signal: 'r', techniques: ['T2'], tactics: ['execution'] };
    const tied = { ...first, sequence: first.sequence + 1_000, title: 'A', severity: 'low' as const };
    const later = { ...first, timeUs: at(1), title: '0', severity: 'critical' as const, techniques: ['T1'] };
    const [{ alert }] = dedup([later, first, tied]) as [ReturnType<typeof dedup>[number]];
    expect(alert).toMatchObject({ title: 'A', severity: 'critical', techniques: ['T1', 'T2'], tactics: ['execution'] });
  });

  test('entities that do not identify are bounded', () => {
    const findings = Array.from({ length: 500 }, (_, port) => finding(0, 'Scan', 'host:ws-1', `port:${port}`));
    const [{ alert }] = dedup(findings) as [ReturnType<typeof dedup>[number]];
    expect(alert.count).toBe(500);
    expect(alert.entities.filter(({ type }) => type === 'port')).toHaveLength(32);
    expect(alert.entities).toContainEqual(mention('host:ws-1'));
  });
});

test('D6 the order of findings does not matter, nor do their sequences', () => {
  fc.assert(
    fc.property(anyFindings, fc.infiniteStream(fc.nat()), (findings, random) => {
      const keys = findings.map(() => random.next().value as number);
      const shuffled = findings
        .toSorted((a, b) => keys[a.sequence]! - keys[b.sequence]!)
        .map((one, sequence) => ({ ...one, sequence }));
      expect(dedup(shuffled).map(({ alert }) => alert)).toEqual(dedup(findings).map(({ alert }) => alert));
    }),
  );
});

describe('D7 ids', () => {
  const [early, middle, late] = [0, 12, 24].map((minutes) => finding(minutes, 'Beacon', 'host:ws-1'));

  test('later evidence leaves the id alone, earlier evidence moves it', () => {
    expect(ids([early!, middle!])).toEqual(ids([early!]));
    expect(ids([early!, middle!])).not.toEqual(ids([middle!]));
  });

  test('evidence in between joins two alerts under the earlier id', () => {
    expect(ids([early!, late!])).toHaveLength(2);
    expect(ids([early!, middle!, late!])).toEqual(ids([early!]));
  });
});

test('D8 findings without a time stay apart from those with one', () => {
  const timed = finding(0, 'Beacon', 'host:ws-1');
  const untimed = { ...timed, timeUs: 0 as TimeUs };
  const soon = { ...timed, timeUs: 1_000_000 as TimeUs };
  expect(counts([timed, untimed, soon, { ...untimed, sequence: 9_000 }])).toEqual([2, 1, 1]);
});

describe('D9 the stream', () => {
  test('gives what the whole gives, one finished alert at a time', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        const keyed = findings.map((one) => ({ key: dedupKey(one), finding: one }));
        const sorted = keyed.toSorted(
          (a, b) =>
            (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) ||
            a.finding.timeUs - b.finding.timeUs ||
            a.finding.sequence - b.finding.sequence,
        );
        expect([...dedupSorted(sorted)]).toEqual(dedup(findings));
      }),
    );
  });

  test('refuses findings that go back in time', () => {
    const deduplicator = createDeduplicator();
    const key = 'k';
    deduplicator.add({ key, finding: finding(5, 'Beacon') });
    expect(() => deduplicator.add({ key, finding: finding(4, 'Beacon') })).toThrowErrorMatchingInlineSnapshot(
      `[VedetteError: Findings came out of order: 1772611440000000 after 1772611500000000 within key k]`,
    );
    expect(createDeduplicator().end()).toBeNull();
  });

  test('the key is the same on every machine', () => {
    expect(dedupKey(finding(0, 'Beacon', 'host:ws-1'))).toMatchInlineSnapshot(`"dKpbqIW3fQQVqL_di7veui"`);
  });
});
