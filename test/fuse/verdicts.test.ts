/** Verdicts as a workspace keeps them and what it learns of them: through later evidence, in any order, until undone. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undoDecision } from '../../core/engine/decide.ts';
import { giveVerdict } from '../../core/engine/verdict.ts';
import { at, finding } from '../../core/fuse/fixture.ts';
import type { Finding } from '../../core/model/alert.ts';
import { VERDICTS, type Verdict } from '../../core/model/verdict.ts';
import { verifyChains } from '../../core/store/chains.ts';
import type { WritableDb } from '../../core/store/database.ts';
import { listIncidents } from '../../core/store/incidents.ts';
import { judgedSignals, judgementsOf, verdictOnIncident } from '../../core/store/verdicts.ts';
import { anyFindings } from './any-findings.ts';
import { ACTING, bringIn, pictureOf, withWorkspace } from './workspace.ts';

const numbered = (findings: readonly Finding[], from = 0): Finding[] =>
  findings.map((one, index) => ({ ...one, sequence: from + index }));

function incidentWith(db: WritableDb, title: string, host: string): string {
  return db
    .prepare(
      `SELECT incident_id FROM incident_alert JOIN alert ON alert.id = alert_id
       WHERE title = ? AND entities LIKE ? ORDER BY first_us LIMIT 1`,
    )
    .pluck()
    .get(title, `%"${host}"%`) as string;
}

function alertNamed(db: WritableDb, title: string): string {
  return db.prepare('SELECT id FROM alert WHERE title = ? ORDER BY first_us').pluck().get(title) as string;
}

const judge = (db: WritableDb, id: string, verdict: Verdict, on: 'incident' | 'alert' = 'incident') =>
  giveVerdict(db, { on, id, verdict, why: 'looked at it' }, ACTING);

/** By title: right and wrong. */
function learned(db: WritableDb): Record<string, Partial<Record<Verdict, number>>> {
  return Object.fromEntries(
    judgedSignals(db).map(({ title, counts }) => [
      title,
      Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    ]),
  );
}

const precisionOf = (db: WritableDb, incidentId: string): number | undefined =>
  listIncidents(db, -1)
    .find(({ id }) => id === incidentId)
    ?.riskTerms.find(({ name }) => name === 'precision')?.points;

const SCANS = numbered([
  finding(0, 'Port scan', 'host:ws-1', 'user:corp\\ann'),
  finding(3, 'Beacon', 'host:ws-1', 'user:corp\\ann'),
  finding(40, 'Port scan', 'host:ws-1', 'user:corp\\ann'),
  finding(900, 'Port scan', 'host:ws-2', 'user:corp\\bob'),
]);

describe('a verdict', () => {
  test('J2, J5 on an incident judges each of its signals once, moves others and not its own risk, and is undone', () => {
    withWorkspace((db) => {
      bringIn(db, SCANS);
      const [judged, other] = [incidentWith(db, 'Beacon', 'ws-1'), incidentWith(db, 'Port scan', 'ws-2')];
      const before = pictureOf(db);
      const outcome = judge(db, judged, 'false_positive');
      expect(outcome.after.map(({ risk }) => risk)).toEqual(outcome.before.map(({ risk }) => risk));
      expect(learned(db)).toEqual({ 'Port scan': { false_positive: 1 }, Beacon: { false_positive: 1 } });
      expect([precisionOf(db, judged), precisionOf(db, other)]).toEqual([0, -5]);
      expect(verdictOnIncident(db, judged)).toMatchObject({ verdict: 'false_positive', actor: 'eve' });
      expect(verdictOnIncident(db, other)).toBeNull();
      undoDecision(db, { id: null, why: '' }, ACTING);
      expect([pictureOf(db), learned(db), verdictOnIncident(db, judged)]).toEqual([before, {}, null]);
    });
  });

  test('J3 says nothing of a signal where it was right and allowed, or is not settled', () => {
    withWorkspace((db) => {
      bringIn(db, SCANS);
      const other = incidentWith(db, 'Port scan', 'ws-2');
      const effects = VERDICTS.map((verdict) => {
        judge(db, incidentWith(db, 'Beacon', 'ws-1'), verdict);
        return [verdict, precisionOf(db, other) ?? null];
      });
      expect(Object.fromEntries(effects)).toEqual({
        true_positive: 2,
        benign_true_positive: null,
        false_positive: -5,
        benign: -5,
        needs_review: null,
      });
    });
  });

  test('J6 a later one replaces an earlier one, and one on an alert goes before that on its incident', () => {
    withWorkspace((db) => {
      bringIn(db, SCANS);
      judge(db, incidentWith(db, 'Beacon', 'ws-1'), 'false_positive');
      judge(db, incidentWith(db, 'Beacon', 'ws-1'), 'true_positive');
      expect(learned(db)).toEqual({ 'Port scan': { true_positive: 1 }, Beacon: { true_positive: 1 } });
      judge(db, alertNamed(db, 'Beacon'), 'benign', 'alert');
      expect(learned(db)).toEqual({ 'Port scan': { true_positive: 1 }, Beacon: { benign: 1 } });
    });
  });

  test('J6 replaces an earlier one also where evidence from before moved the start of the incident', () => {
    withWorkspace((db) => {
      bringIn(db, SCANS);
      judge(db, incidentWith(db, 'Beacon', 'ws-1'), 'false_positive');
      const earlier = finding(-20, 'Dump of lsass', 'host:ws-1', 'user:corp\\ann');
      bringIn(db, numbered([earlier], 100));
      const incident = incidentWith(db, 'Beacon', 'ws-1');
      expect(incidentWith(db, 'Dump of lsass', 'ws-1')).toBe(incident);
      expect(verdictOnIncident(db, incident)).toMatchObject({ verdict: 'false_positive' });
      judge(db, incident, 'true_positive');
      expect(verdictOnIncident(db, incident)).toMatchObject({ verdict: 'true_positive' });
      expect(learned(db)).toEqual({
        'Port scan': { true_positive: 1 },
        Beacon: { true_positive: 1 },
        'Dump of lsass': { true_positive: 1 },
      });
    });
  });

  test('J1 without a reason is refused, and none is ever changed without verify telling', () => {
    withWorkspace((db) => {
      bringIn(db, SCANS);
      const id = incidentWith(db, 'Beacon', 'ws-1');
      expect(() => giveVerdict(db, { on: 'incident', id, verdict: 'benign', why: ' ' }, ACTING)).toThrow(
        'needs a reason',
      );
      judge(db, id, 'benign');
      const faultOf = () => verifyChains(db).find(({ chain }) => chain === 'decision')?.fault?.kind;
      expect(faultOf()).toBeUndefined();
      expect(() => db.exec(`UPDATE decision SET verdict = 'true_positive'`)).toThrow('never changed');
      db.exec(`DROP TRIGGER decision_is_not_changed; UPDATE decision SET verdict = 'true_positive'`);
      expect(faultOf()).toBe('changed');
    });
  });
});

describe('what holds for any findings and verdicts', () => {
  const anyVerdict = fc.record({
    verdict: fc.constantFrom(...VERDICTS),
    on: fc.constantFrom('incident', 'alert'),
    pick: fc.nat(),
  });

  test('J1 what was learned is the same in whatever order evidence and verdicts came', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        anyFindings,
        anyFindings,
        fc.array(anyVerdict, { minLength: 1, maxLength: 4 }),
        (early, late, verdicts) => {
          fc.pre(early.length > 0);
          const later = late.map((one) => ({ ...one, sequence: one.sequence + 1_000 }));
          withWorkspace((db) => {
            bringIn(db, early);
            for (const { verdict, on, pick } of verdicts) {
              const ids = db.prepare(`SELECT id FROM ${on} ORDER BY id`).pluck().all() as string[];
              judge(db, ids[pick % ids.length]!, verdict, on);
            }
            bringIn(db, later);
            withWorkspace((other) => {
              bringIn(other, later.toReversed());
              for (const table of ['decision', 'decision_alert']) {
                const rows = db.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][];
                const insert = `INSERT INTO ${table} VALUES (${rows[0]!.map(() => '?').join(', ')})`;
                for (const row of rows) other.prepare(insert).run(row);
              }
              bringIn(other, early);
              expect(judgementsOf(other)).toEqual(judgementsOf(db));
              expect(pictureOf(other)).toEqual(pictureOf(db));
            });
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('J1 a verdict finds its alert again after evidence before it moved it', () => {
  withWorkspace((db) => {
    bringIn(db, SCANS);
    judge(db, alertNamed(db, 'Beacon'), 'false_positive', 'alert');
    bringIn(db, [{ ...SCANS[1]!, sequence: 50, timeUs: at(-7) }]);
    expect(learned(db)).toEqual({ Beacon: { false_positive: 1 } });
  });
});
