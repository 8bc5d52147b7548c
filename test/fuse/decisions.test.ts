/** Decisions by hand as a workspace keeps them: through later evidence, in any order, until they are taken back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, finding } from '../../core/fuse/fixture.ts';
import type { Finding } from '../../core/model/alert.ts';
import {
  detachAlert,
  mergeIncidents,
  pinAlert,
  splitIncident,
  undoDecision,
  type DecisionOutcome,
} from '../../core/engine/decide.ts';
import type { WritableDb } from '../../core/store/database.ts';
import { alertsOfDecision, decisionsInForce, listDecisions } from '../../core/store/decisions.ts';
import { verifyChains } from '../../core/store/chains.ts';
import { alertIdsOf, listIncidents } from '../../core/store/incidents.ts';
import { anyFindings } from './any-findings.ts';
import { ACTING, bringIn, pictureOf, withWorkspace } from './workspace.ts';

const anyDraft = fc.record({
  kind: fc.constantFrom('merge', 'split', 'detach', 'pin', 'undo'),
  a: fc.nat(),
  b: fc.nat(),
});
type Draft = typeof anyDraft extends fc.Arbitrary<infer Of> ? Of : never;

/** Decides as the draft says, as far as the workspace allows. */
function decide(db: WritableDb, { kind, a, b }: Draft): DecisionOutcome | null {
  const incidents = listIncidents(db, -1);
  const pick = <Of>(from: readonly Of[], index: number): Of => from[index % from.length]!;
  const [one, other] = [pick(incidents, a).id, pick(incidents, b).id];
  const members = alertIdsOf(db, one);
  const alertId = pick(members, b);
  switch (kind) {
    case 'merge':
      return one === other ? null : mergeIncidents(db, { incidentIds: [one, other], why: 'same' }, ACTING);
    case 'split':
      if (members.length < 2) return null;
      return splitIncident(db, { incidentId: one, alertIds: [alertId], why: '' }, ACTING);
    case 'detach':
      return detachAlert(db, { alertId, why: 'noise' }, ACTING);
    case 'pin':
      return one === other ? null : pinAlert(db, { alertId, incidentId: other, why: '' }, ACTING);
    case 'undo':
      return listDecisions(db).some((row) => row.isInForce && row.kind !== 'undo')
        ? undoDecision(db, { id: null, why: '' }, ACTING)
        : null;
  }
}

/** The decisions of one workspace in another, as a backup or a bundle would bring them. */
function copyDecisions(from: WritableDb, to: WritableDb): void {
  for (const table of ['decision', 'decision_alert']) {
    const rows = from.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][];
    for (const row of rows) to.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join(', ')})`).run(row);
  }
}

/** Whether the latest decision in force is so, about the alerts that stand for its facts now. */
function latestHolds(db: WritableDb): boolean {
  const decision = decisionsInForce(db).at(-1);
  if (decision === undefined) return true;
  const incidentOf = (alertId: string): unknown =>
    db.prepare('SELECT incident_id FROM incident_alert WHERE alert_id = ?').pluck().get(alertId);
  switch (decision.kind) {
    case 'merge':
      return new Set(decision.alertIds.map(incidentOf)).size === 1;
    case 'split': {
      const [part, rest] = [decision.alertIds, decision.fromAlertIds];
      return part.some((id) => rest.includes(id)) || incidentOf(part[0]!) !== incidentOf(rest[0]!);
    }
    case 'detach':
      return alertIdsOf(db, incidentOf(decision.alertId) as string).length === 1;
    case 'pin':
      return incidentOf(decision.alertId) === incidentOf(decision.toAlertId);
  }
}

describe('what holds for any findings and decisions', () => {
  test(
    'M8 decisions hold after any later evidence, and the order of imports does not matter',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(
          anyFindings,
          anyFindings,
          fc.array(anyDraft, { minLength: 1, maxLength: 4 }),
          (early, late, drafts) => {
            fc.pre(early.length > 0);
            const renumbered = late.map((one): Finding => ({ ...one, sequence: one.sequence + 1_000 }));
            withWorkspace((db) => {
              bringIn(db, early);
              for (const draft of drafts) decide(db, draft);
              const named = listDecisions(db).map(({ id }) => alertsOfDecision(db, id));
              bringIn(db, renumbered);
              // Late evidence may give an alert another id, never take it away from its decision.
              const after = listDecisions(db).map(({ id }) => alertsOfDecision(db, id));
              expect(after.map(({ part, rest }) => [part.length, rest.length])).toEqual(
                named.map(({ part, rest }) => [part.length, rest.length]),
              );
              expect(latestHolds(db)).toBe(true);
              withWorkspace((other) => {
                bringIn(other, renumbered.toReversed());
                copyDecisions(db, other);
                bringIn(other, early);
                expect(pictureOf(other)).toEqual(pictureOf(db));
              });
            });
          },
        ),
        { numRuns: 40 },
      );
    },
  );
});

const titles = (db: WritableDb): string[][] =>
  listIncidents(db, -1)
    .map(({ id }) =>
      alertIdsOf(db, id).map(
        (alertId) => db.prepare('SELECT title FROM alert WHERE id = ?').pluck().get(alertId) as string,
      ),
    )
    .toSorted();

const STORIES = [
  finding(0, 'A', 'host:ws-1', 'user:corp\\ann'),
  finding(3, 'B', 'host:ws-1', 'user:corp\\ann'),
  finding(5_000, 'C', 'host:ws-2', 'user:corp\\bob'),
].map((one, index) => ({ ...one, sequence: index }));

describe('M8 a kept decision', () => {
  test('means the alert that stands for its facts, also after evidence before it moved the alert', () => {
    withWorkspace((db) => {
      bringIn(db, STORIES);
      expect(titles(db)).toEqual([['A', 'B'], ['C']]);
      const [alertId] = alertsNamed(db, 'B');
      detachAlert(db, { alertId: alertId!, why: 'a test of ours' }, ACTING);
      expect(titles(db)).toEqual([['A'], ['B'], ['C']]);
      bringIn(db, [{ ...STORIES[1]!, sequence: 10, timeUs: at(-5) }]);
      expect(alertsNamed(db, 'B')).not.toEqual([alertId]);
      expect(titles(db)).toEqual([['A'], ['B'], ['C']]);
    });
  });

  test('is taken back by a further row, and that one too', () => {
    withWorkspace((db) => {
      bringIn(db, STORIES);
      const before = pictureOf(db);
      const [one, two] = listIncidents(db, -1).map(({ id }) => id) as [string, string];
      const merged = mergeIncidents(db, { incidentIds: [one, two], why: 'same intruder' }, ACTING);
      expect([merged.before.length, merged.after.length]).toEqual([2, 1]);
      const after = pictureOf(db);
      expect(JSON.stringify(after)).toContain('merged by hand by eve: same intruder');
      expect(undoDecision(db, { id: null, why: '' }, ACTING)).toMatchObject({
        kind: 'undo',
        about: 'merge 1: C on ws-2 + A and 1 other signal on ws-1',
      });
      expect(pictureOf(db)).toEqual(before);
      undoDecision(db, { id: 2, why: 'they are after all' }, ACTING);
      expect(pictureOf(db)).toEqual(after);
      expect(listDecisions(db).map(({ id, isInForce }) => [id, isInForce])).toEqual([
        [1, true],
        [2, false],
        [3, true],
      ]);
      expect(() => undoDecision(db, { id: 2, why: '' }, ACTING)).toThrow('Decision 2 was undone already');
    });
  });

  test('is never changed or removed, and verify tells where it was by force', () => {
    withWorkspace((db) => {
      bringIn(db, STORIES);
      detachAlert(db, { alertId: alertsNamed(db, 'A')[0]!, why: '' }, ACTING);
      for (const change of [
        `UPDATE decision SET why = 'x'`,
        'DELETE FROM decision',
        `UPDATE decision_alert SET dedup_key = 'x'`,
        'DELETE FROM decision_alert',
      ]) {
        expect(() => db.exec(change)).toThrow(/never (changed|removed)/);
      }
      const faults = () => verifyChains(db).map(({ chain, fault }) => [chain, fault?.kind]);
      const sound = [
        ['audit', undefined],
        ['decision', undefined],
      ];
      expect(faults()).toEqual(sound);
      db.exec('DROP TRIGGER decision_alert_stays; UPDATE decision_alert SET time_us = time_us + 1');
      expect(faults()).toEqual([sound[0], ['decision', 'changed']]);
    });
  });

  test('that cannot be is refused, and nothing is kept of it', () => {
    withWorkspace((db) => {
      bringIn(db, STORIES);
      const [one, two] = listIncidents(db, -1).map(({ id }) => id) as [string, string];
      const refused = [
        () => mergeIncidents(db, { incidentIds: [one, one], why: '' }, ACTING),
        () => splitIncident(db, { incidentId: one, alertIds: alertIdsOf(db, one), why: '' }, ACTING),
        () => splitIncident(db, { incidentId: one, alertIds: alertIdsOf(db, two), why: '' }, ACTING),
        () => undoDecision(db, { id: null, why: '' }, ACTING),
        () => undoDecision(db, { id: 7, why: '' }, ACTING),
      ];
      for (const attempt of refused) {
        expect(attempt).toThrow(expect.objectContaining({ code: 'E_DECISION_INVALID' }));
      }
      expect(listDecisions(db)).toEqual([]);
    });
  });
});

function alertsNamed(db: WritableDb, title: string): string[] {
  return db.prepare('SELECT id FROM alert WHERE title = ? ORDER BY first_us').pluck().all(title) as string[];
}
