import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimeUs } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { Incident } from '../model/incident.ts';
import { anyFindings } from '../../test/fuse/any-findings.ts';
import type { Decision } from './decisions.ts';
import { alertsOf, finding } from './fixture.ts';
import { fuse } from './fuse.ts';

const story = (start: number, host: string): ReturnType<typeof finding>[] =>
  ['A', 'B', 'C'].map((name, index) => finding(start + index * 3, `${name} on ${host}`, `host:${host}`));

const findings = [...story(0, 'ws-1'), ...story(3_000, 'ws-2')];
const alerts = alertsOf(findings);
const id = (title: string, from: readonly Alert[] = alerts): string => from.find((alert) => alert.title === title)!.id;

/** The titles of each incident, sorted. */
function stories(decisions: readonly Decision[], from: readonly Alert[] = alerts): string[][] {
  const titles = new Map(from.map((alert) => [alert.id, alert.title]));
  return fuse(from, decisions)
    .map(({ alertIds }) => alertIds.map((alertId) => titles.get(alertId)!).toSorted())
    .toSorted();
}

const [one, two] = [
  ['A on ws-1', 'B on ws-1', 'C on ws-1'],
  ['A on ws-2', 'B on ws-2', 'C on ws-2'],
];

describe('M decisions by hand win', () => {
  test('without any there are two stories', () => {
    expect(stories([])).toEqual([one, two]);
  });

  test('M1 merge makes one incident of two, and says so', () => {
    const merge: Decision = { kind: 'merge', alertIds: [id('B on ws-1'), id('A on ws-2')] };
    expect(stories([merge])).toEqual([[...one!, ...two!].toSorted()]);
    expect(fuse(alerts, [merge])[0]!.links.map(({ text }) => text)).toContain('merged by hand');
  });

  test('M2 split makes two of one, and evidence that would join them again does not', () => {
    const split: Decision = {
      kind: 'split',
      alertIds: [id('A on ws-1')],
      fromAlertIds: [id('B on ws-1'), id('C on ws-1')],
    };
    expect(stories([split])).toEqual([['A on ws-1'], two, ['B on ws-1', 'C on ws-1']].toSorted());
    const more = alertsOf([...findings, finding(1, 'D on ws-1', 'host:ws-1'), finding(2, 'E on ws-1', 'host:ws-1')]);
    const after = stories([split], more);
    expect(after.find((titles) => titles.includes('A on ws-1'))).not.toContain('B on ws-1');
    expect(after.find((titles) => titles.includes('B on ws-1'))).toContain('C on ws-1');
  });

  test('M3 a detached alert is alone', () => {
    expect(stories([{ kind: 'detach', alertId: id('B on ws-1') }])).toEqual(
      [['A on ws-1', 'C on ws-1'], ['B on ws-1'], two].toSorted(),
    );
  });

  test('M4 a pinned alert goes where it is pinned and draws nothing along', () => {
    expect(stories([{ kind: 'pin', alertId: id('B on ws-1'), toAlertId: id('A on ws-2') }])).toEqual(
      [['A on ws-1', 'C on ws-1'], [...two!, 'B on ws-1'].toSorted()].toSorted(),
    );
  });

  test('M5 of two that contradict each other the later wins', () => {
    const merge: Decision = { kind: 'merge', alertIds: [id('A on ws-1'), id('A on ws-2')] };
    const detach: Decision = { kind: 'detach', alertId: id('A on ws-1') };
    expect(stories([merge, detach]).some((titles) => titles.length === 1)).toBe(true);
    expect(stories([detach, merge]).some((titles) => titles.length === 1)).toBe(false);
  });

  test('M6 alerts that are not there are passed over', () => {
    const decisions: Decision[] = [
      { kind: 'merge', alertIds: ['gone', id('A on ws-1')] },
      { kind: 'split', alertIds: ['gone'], fromAlertIds: [id('A on ws-1')] },
      { kind: 'detach', alertId: 'gone' },
      { kind: 'pin', alertId: id('A on ws-1'), toAlertId: 'gone' },
    ];
    expect(stories(decisions)).toEqual([one, two]);
  });

  test('M7 an alert without a time can be put where it belongs', () => {
    const untimed = { ...finding(0, 'U', 'host:ws-1'), timeUs: 0 as TimeUs };
    const from = alertsOf([...findings, untimed]);
    const merge: Decision = { kind: 'merge', alertIds: [id('A on ws-1', from), id('U', from)] };
    expect(stories([merge], from)).toContainEqual([...one!, 'U']);
  });
});

describe('what holds for any findings and decisions', () => {
  const anyDecisions = fc.array(
    fc.record({ kind: fc.constantFrom('merge', 'split', 'detach', 'pin'), a: fc.nat(), b: fc.nat(), c: fc.nat() }),
    { maxLength: 5 },
  );
  const decide = (
    from: readonly Alert[],
    { kind, a, b, c }: { kind: string; a: number; b: number; c: number },
  ): Decision => {
    const [first, second, third] = [a, b, c].map((index) => from[index % from.length]!.id) as [string, string, string];
    if (kind === 'merge') return { kind, alertIds: [first, second, third] };
    if (kind === 'split') return { kind, alertIds: [first], fromAlertIds: [second, third] };
    if (kind === 'detach') return { kind, alertId: first };
    return { kind: 'pin', alertId: first, toAlertId: second };
  };

  test('I1, I5 and I7 still hold', () => {
    fc.assert(
      fc.property(anyFindings, anyDecisions, (found, drafts) => {
        const from = alertsOf(found);
        fc.pre(from.length > 0);
        const decisions = drafts.map((draft) => decide(from, draft));
        const incidents = fuse(from, decisions);
        expect(incidents.flatMap(({ alertIds }) => alertIds).toSorted()).toEqual(
          from.map((alert) => alert.id).toSorted(),
        );
        for (const { alertIds, links } of incidents) {
          expect(links.map(({ alertId }) => alertId).toSorted()).toEqual(alertIds.toSorted());
        }
        expect(fuse(from.toReversed(), decisions)).toEqual(incidents);
      }),
    );
  });

  test('the last decision holds', () => {
    fc.assert(
      fc.property(anyFindings, anyDecisions, (found, drafts) => {
        const from = alertsOf(found);
        fc.pre(from.length > 0 && drafts.length > 0);
        const decisions = drafts.map((draft) => decide(from, draft));
        expect({ decisions, holds: holds(decisions.at(-1)!, fuse(from, decisions)) }).toEqual({
          decisions,
          holds: true,
        });
      }),
    );
  });
});

/** Whether the incidents are as the decision says. */
function holds(decision: Decision, incidents: readonly Incident[]): boolean {
  const incidentOf = (alertId: string): Incident => incidents.find(({ alertIds }) => alertIds.includes(alertId))!;
  switch (decision.kind) {
    case 'merge':
      return new Set(decision.alertIds.map(incidentOf)).size === 1;
    case 'split': {
      const [part, rest] = [decision.alertIds, decision.fromAlertIds];
      return part.some((alertId) => rest.includes(alertId)) || incidentOf(part[0]!) !== incidentOf(rest[0]!);
    }
    case 'detach':
      return incidentOf(decision.alertId).alertIds.length === 1;
    case 'pin':
      return incidentOf(decision.alertId) === incidentOf(decision.toAlertId);
  }
}
