/** Baselines over real imports: what is unusual is told with its numbers, once, whatever the order, and harms nothing. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refreshBaselines } from '../../core/engine/baselines.ts';
import { fuseIfPending } from '../../core/engine/fuse.ts';
import { importPaths } from '../../core/engine/import.ts';
import { createRuleEngine } from '../../core/engine/rule-engine.ts';
import { placeAside } from '../../core/fuse/baseline/aside.ts';
import { BASELINE_DETECTOR } from '../../core/fuse/baseline/unusual.ts';
import { alertsOf, finding } from '../../core/fuse/fixture.ts';
import { fuse } from '../../core/fuse/fuse.ts';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import { createLog } from '../../core/kernel/log.ts';
import { findingsOfAlert, listAlerts } from '../../core/store/alerts.ts';
import { baselineState } from '../../core/store/baseline-state.ts';
import { openForWriting, type WritableDb } from '../../core/store/database.ts';
import { sumActivity } from '../../core/store/habits.ts';
import { temporaryFolder } from '../vedette.ts';
import { anyFindings } from './any-findings.ts';
import { officeDays, sysmonLines, when, type Start } from './office.ts';
import { ACTING, pictureOf } from './workspace.ts';

const LONG = { timeout: 120_000 };

/** Imports each list as a source of its own, in order, and hands the workspace to `look`. */
async function imported<Result>(
  sources: readonly (readonly Start[])[],
  look: (db: WritableDb) => Result,
): Promise<Result> {
  const folder = temporaryFolder();
  const workspace = openForWriting(path.join(folder, 'case.vedette'));
  const options = {
    kind: 'evidence',
    engine: createRuleEngine({ rules: [], correlations: [] }),
    recover: false,
    limits: DEFAULT_LIMITS,
    log: createLog('silent'),
    ...ACTING,
  } as const;
  try {
    for (const [index, starts] of sources.entries()) {
      const file = path.join(folder, `${index}.ndjson`);
      writeFileSync(file, sysmonLines(starts));
      await importPaths(workspace.db, [file], options);
    }
    return look(workspace.db);
  } finally {
    workspace.close();
  }
}

function told(db: WritableDb): string[] {
  return [...listAlerts(db)].map((alert) => {
    const [first] = findingsOfAlert(db, alert.id, 1);
    return [
      alert.severity,
      alert.title,
      ...first!.matched.map(({ field, value }) => `${field}: ${String(value)}`),
    ].join(' | ');
  });
}

const ODD: readonly Start[] = [
  { atMs: when(20, 3), host: 'ws-1', program: 'app1.exe', user: 'user1' },
  { atMs: when(20, 12), host: 'ws-1', program: 'mimikatz.exe', user: 'user1' },
  { atMs: when(20, 12, 1), host: 'ws-2', program: 'app3.exe', user: 'user1' },
  ...Array.from({ length: 300 }, (_, index) => ({
    atMs: when(20, 14) + index * 1_000,
    host: 'ws-0',
    program: 'app1.exe',
    user: 'user0',
  })),
];

describe('baselines', () => {
  test('A2 to A5 say what was unusual, against what, in words and numbers', LONG, async () => {
    const days = officeDays(21);
    expect(await imported([days, ODD], told)).toMatchInlineSnapshot(`
      [
        "informational | CORP\\user1 was active at an unusual hour: 03:00 UTC | history: on none of 20 days before within an hour of that | usual hours: 08:00 to 17:59 UTC | events: 1 in that hour",
        "low | First time mimikatz.exe ran on ws-1 | history: 20 days of history, 20 other processes seen | elsewhere: never ran on any host before",
        "low | First time CORP\\user1 was active on ws-2 | history: 20 days of history, 1 other user seen there | elsewhere: CORP\\user1 was known on 1 other host before",
        "informational | More events than ever on ws-0: 304 in an hour | history: at most 4 in any of 206 active hours on 20 days before | factor: 76.0 times that",
      ]
    `);
  });

  test('A1 the same is found in whatever order and number of imports', LONG, async () => {
    const days = officeDays(21);
    const look = (db: WritableDb): unknown => [told(db), pictureOf(db), baselineState(db)];
    const together = await imported([[...days, ...ODD]], look);
    expect(await imported([ODD, days.slice(1_000), days.slice(0, 1_000)], look)).toEqual(together);
  });

  test('A1 with too little history nothing is unusual', LONG, async () => {
    const odd = ODD.map((start) => ({ ...start, atMs: start.atMs - 14 * 86_400_000 }));
    const [found, state] = await imported([officeDays(7), odd], (db) => [told(db), baselineState(db)]);
    expect(found).toEqual([]);
    expect(state).toMatchObject({ hosts: 3, readyHosts: 0, found: 0 });
  });

  test('A2 where new programs are usual none is unusual', LONG, async () => {
    const builds = Array.from({ length: 20 }, (_, day) => ({
      atMs: when(day, 9),
      host: 'ws-1',
      program: `build${day}.exe`,
      user: 'user1',
    }));
    const found = await imported([officeDays(21), builds, ODD], told);
    expect(found.filter((text) => text.includes('mimikatz'))).toEqual([]);
  });

  test('A7 what was interrupted between sums and findings is made up for', LONG, async () => {
    await imported([officeDays(21), ODD], (db) => {
      const before = told(db);
      db.exec(`DELETE FROM finding; DELETE FROM state WHERE name = 'activity_summed_until_event';
        DELETE FROM activity_hour`);
      sumActivity(db);
      refreshBaselines(db);
      fuseIfPending(db, ACTING.metrics);
      expect(told(db)).toEqual(before);
    });
  });

  test('A6 what is too much for a day is counted and left out', LONG, async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      atMs: when(20, 12, index),
      host: 'ws-1',
      program: `new${String(index).padStart(2, '0')}.exe`,
      user: 'user1',
    }));
    const [found, state] = await imported([officeDays(21), many], (db) => [told(db), baselineState(db)]);
    expect(found).toHaveLength(3);
    expect(state).toMatchObject({ found: 3, leftOut: 27 });
  });
});

describe('A7 what is unusual stands beside', () => {
  const asBaseline = (alerts: ReturnType<typeof alertsOf>): ReturnType<typeof alertsOf> =>
    alerts.map((alert) => ({ ...alert, id: `b-${alert.id}`, detector: BASELINE_DETECTOR, severity: 'low' }));

  test('every other incident keeps its id, its risk, its order and its reasons, and every alert has its place', () => {
    fc.assert(
      fc.property(anyFindings, anyFindings, (found, odd) => {
        const alerts = alertsOf(found);
        const unusual = asBaseline(alertsOf(odd));
        const before = fuse(alerts);
        const after = placeAside(before, alerts, unusual);
        const ids = new Set(before.map(({ id }) => id));
        const kept = after.filter(({ id }) => ids.has(id));
        expect(kept.map(({ id, risk, title }) => [id, risk, title])).toEqual(
          before.map(({ id, risk, title }) => [id, risk, title]),
        );
        for (const [index, incident] of kept.entries()) {
          expect(incident.alertIds.filter((id) => !id.startsWith('b-'))).toEqual(before[index]!.alertIds);
          expect(incident.links.slice(0, before[index]!.links.length)).toEqual(before[index]!.links);
        }
        expect(after.flatMap(({ alertIds }) => alertIds).toSorted()).toEqual(
          [...alerts, ...unusual].map(({ id }) => id).toSorted(),
        );
        for (const { alertIds, links, risk, riskTerms } of after) {
          expect(links.map(({ alertId }) => alertId).toSorted()).toEqual(alertIds.toSorted());
          expect(riskTerms.reduce((sum, { points }) => sum + points, 0)).toBe(risk);
        }
        expect(placeAside(before, alerts, unusual.toReversed())).toEqual(after);
      }),
    );
  });

  test('within half an hour of an alert on its host, with the reason; else by itself, last', () => {
    const alerts = alertsOf([finding(0, 'Beacon', 'host:ws-1')]);
    const near = asBaseline(alertsOf([finding(20, 'First time x.exe ran on ws-1', 'host:ws-1')]));
    const far = asBaseline(alertsOf([finding(90, 'First time y.exe ran on ws-1', 'host:ws-1')]));
    const [beacon, alone, ...none] = placeAside(fuse(alerts), alerts, [...near, ...far]);
    expect(beacon!.links.map(({ text }) => text)).toEqual([
      'the incident starts here',
      'unusual; same host ws-1, 20 m apart; adds nothing to risk',
    ]);
    expect([alone!.title, alone!.risk, none]).toEqual(['First time y.exe ran on ws-1', 4, []]);
  });
});
