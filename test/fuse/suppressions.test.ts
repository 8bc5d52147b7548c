/** Suppressions as a workspace keeps them: what they hide, what they leave, and that lifting one leaves no trace. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detachAlert } from '../../core/engine/decide.ts';
import { noiseOf } from '../../core/store/noise.ts';
import { liftSuppression, previewSuppression, suppress, suppressionEnd } from '../../core/engine/suppress.ts';
import { at, finding } from '../../core/fuse/fixture.ts';
import { fuse } from '../../core/fuse/fuse.ts';
import type { Finding } from '../../core/model/alert.ts';
import { listAlerts } from '../../core/store/alerts.ts';
import type { WritableDb } from '../../core/store/database.ts';
import { listIncidents } from '../../core/store/incidents.ts';
import { countsOf } from '../../core/store/overview.ts';
import { listSuppressions } from '../../core/store/suppressions.ts';
import { anyFindings } from './any-findings.ts';
import { ACTING, bringIn, pictureOf, withWorkspace } from './workspace.ts';

const anyScope = fc.constantFrom(
  'host:ws-1',
  'severity<=low',
  'rule:"rule Beacon" or user:corp\\eve',
  '"logon failed" and not host:dc-1',
  'time:[2026-03-04 to 2026-03-05]',
);
const anyEnd = fc.constantFrom(null, at(60), at(5_000));

function hidden(db: WritableDb): string[] {
  return [...listAlerts(db)].flatMap(({ id, suppressionId }) => (suppressionId === null ? [] : [id]));
}

describe('what holds for any findings', () => {
  test(
    'S3 what is shown is fused as if the rest were not there; S4 lifted, all is as before',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(anyFindings, anyScope, anyEnd, (findings, scope, untilUs) =>
          withWorkspace((db) => {
            bringIn(db, findings);
            const before = pictureOf(db);
            const preview = previewSuppression(db, { scope, untilUs });
            const made = suppress(db, { scope, untilUs, why: 'known' }, ACTING);
            const shown = [...listAlerts(db)].filter(({ suppressionId }) => suppressionId === null);
            expect(hidden(db).length).toBe(preview.alerts);
            expect(made.after).toMatchObject({ alerts: made.before.alerts, suppressed: preview.alerts });
            expect(listIncidents(db, -1).map(({ id, risk }) => [id, risk])).toEqual(
              fuse(shown).map(({ id, risk }) => [id, risk]),
            );
            liftSuppression(db, { id: made.suppression.id, why: '' }, ACTING);
            expect(pictureOf(db)).toEqual(before);
          }),
        ),
        { numRuns: 40 },
      );
    },
  );

  test('S2 the same is hidden in whatever order the evidence comes', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anyFindings, anyFindings, anyScope, anyEnd, (early, late, scope, untilUs) => {
        const renumbered = late.map((one): Finding => ({ ...one, sequence: one.sequence + 1_000 }));
        const one = withWorkspace((db) => {
          bringIn(db, early);
          suppress(db, { scope, untilUs, why: 'known' }, ACTING);
          bringIn(db, renumbered);
          return [hidden(db), pictureOf(db)];
        });
        const other = withWorkspace((db) => {
          bringIn(db, renumbered);
          bringIn(db, early);
          suppress(db, { scope, untilUs, why: 'known' }, ACTING);
          return [hidden(db), pictureOf(db)];
        });
        expect(other).toEqual(one);
      }),
      { numRuns: 30 },
    );
  });
});

const SCAN = [0, 60, 300].map((minute, index) => ({
  ...finding(minute, 'Port scan', 'host:ws-1', 'user:corp\\ann'),
  sequence: index,
}));
const UNTIMED = { ...finding(0, 'Port scan', 'host:ws-2'), timeUs: 0 as Finding['timeUs'], sequence: 9 };

describe('a suppression', () => {
  test('S2 ends in event time; what went on past the end and what has no time is shown', () => {
    withWorkspace((db) => {
      bringIn(db, [...SCAN, UNTIMED]);
      const untilUs = suppressionEnd('2026-03-04T09:00Z', ACTING.clock.nowUs());
      expect(untilUs).toBe(at(60));
      suppress(db, { scope: '"port scan"', untilUs, why: 'the scanner' }, ACTING);
      expect(countsOf(db)).toMatchObject({ alerts: 4, suppressed: 2 });
      suppress(db, { scope: 'host:*', untilUs: null, why: 'all of it' }, ACTING);
      expect(listSuppressions(db).map(({ id, alerts }) => [id, alerts])).toEqual([
        [1, 2],
        [2, 2],
      ]);
    });
  });

  test('S5 is looked at before it is made', () => {
    withWorkspace((db) => {
      bringIn(db, [...SCAN, { ...finding(1, 'Dump of lsass', 'host:ws-1', 'user:corp\\ann'), sequence: 20 }]);
      const preview = previewSuppression(db, { scope: 'rule:"Port scan"', untilUs: null });
      expect(preview).toMatchObject({
        alerts: 3,
        ofAlerts: 4,
        highestSeverity: 'medium',
        emptiedIncidents: 1,
        top: [
          { rank: 1, hidden: 2, alerts: 3 },
          { rank: 2, hidden: 1, alerts: 1 },
        ],
        rules: [{ title: 'Port scan', alerts: 3 }],
      });
      expect(countsOf(db).suppressed).toBe(0);
    });
  });

  test('S1, S4 that cannot be is refused, and none is ever changed', () => {
    withWorkspace((db) => {
      bringIn(db, SCAN);
      const make = (scope: string, why = 'known') => suppress(db, { scope, untilUs: null, why }, ACTING);
      for (const scope of ['', '*', 'host:ws-1 | last 24h', 'time:today', 'first_seen>=now-2h']) {
        expect(() => make(scope)).toThrow(expect.objectContaining({ code: 'E_SUPPRESSION_INVALID' }));
      }
      expect(() => make('suppressed:1')).toThrow(expect.objectContaining({ code: 'E_QUERY_INVALID' }));
      expect(() => make('host:ws-1', ' ')).toThrow('needs a reason');
      expect(listSuppressions(db)).toEqual([]);
      make('host:ws-1 | from 2026-03-04 to 2026-03-05');
      expect(() => liftSuppression(db, { id: 2, why: '' }, ACTING)).toThrow('There is no suppression 2');
      liftSuppression(db, { id: 1, why: '' }, ACTING);
      expect(() => liftSuppression(db, { id: 1, why: '' }, ACTING)).toThrow('was lifted already');
      expect(() => db.exec('DELETE FROM suppression_end')).toThrow('never removed');
      expect(() => db.exec(`UPDATE suppression SET scope = 'x'`)).toThrow('never changed');
    });
  });

  test('S3 nothing is decided about an alert that is hidden, and what was decided waits', () => {
    withWorkspace((db) => {
      bringIn(db, SCAN);
      const { id } = [...listAlerts(db)][0]!;
      detachAlert(db, { alertId: id, why: 'not theirs' }, ACTING);
      const detached = pictureOf(db);
      suppress(db, { scope: 'host:ws-1', untilUs: null, why: 'the scanner' }, ACTING);
      expect(countsOf(db).incidents).toBe(0);
      expect(() => detachAlert(db, { alertId: id, why: '' }, ACTING)).toThrow('is hidden by suppression 1');
      liftSuppression(db, { id: 1, why: '' }, ACTING);
      expect(pictureOf(db)).toEqual(detached);
    });
  });

  test('S6 whose scope is no query any more hides nothing', () => {
    withWorkspace((db) => {
      bringIn(db, SCAN);
      db.exec(`INSERT INTO suppression VALUES (1, 'gone_field:x', NULL, 'eve', 'once it was', 1)`);
      suppress(db, { scope: 'host:ws-9', untilUs: null, why: 'another' }, ACTING);
      expect(countsOf(db)).toMatchObject({ alerts: 3, suppressed: 0 });
    });
  });
});

test('N2 advice comes with a scope that hides just the detection', () => {
  const hourly = (title: string, host: string, from: number): Finding[] =>
    Array.from({ length: 96 }, (_, hour) => ({
      ...finding(hour * 60, `${title} on ${host}`, `host:${host}`),
      severity: 'low',
      sequence: from + hour,
    }));
  withWorkspace((db) => {
    bringIn(db, [...hourly('Update "done*"', 'web-1', 0), ...hourly('Update "done*"', 'web-2', 1_000)]);
    const { rules } = noiseOf(db);
    expect(rules.map(({ scope, alerts, preview }) => [scope, alerts, preview.alerts])).toEqual([
      [`rule:"update \\"done*\\" on *" and detector:test`, 192, 192],
    ]);
    suppress(db, { scope: rules[0]!.scope, untilUs: null, why: rules[0]!.reason }, ACTING);
    expect(noiseOf(db).rules).toEqual([]);
  });
});
