/** Ratings and indicators as a workspace keeps them: in whatever order they and the evidence came, until they are replaced. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accessWorkspace } from '../../core/engine/api/workspace-access.ts';
import { createVedetteApi } from '../../core/engine/api/api.ts';
import { rateCriticality } from '../../core/engine/criticality.ts';
import { addIndicators, removeIndicators } from '../../core/engine/indicators.ts';
import { suppress } from '../../core/engine/suppress.ts';
import { finding } from '../../core/fuse/fixture.ts';
import { createLog } from '../../core/kernel/log.ts';
import { CRITICALITIES } from '../../core/model/criticality.ts';
import type { WritableDb } from '../../core/store/database.ts';
import { indicatorsInForce, listIndicators, sightingsOfAlert } from '../../core/store/indicators.ts';
import { listRatings } from '../../core/store/ratings.ts';
import { anyFindings } from './any-findings.ts';
import { ACTING, bringIn, pictureOf, withWorkspace } from './workspace.ts';

const BEACONS = [finding(0, 'Beacon', 'host:ws-1', 'ip@destination:203.0.113.9')].map((one) => ({
  ...one,
  sequence: 0,
}));

function rate(db: WritableDb, value: string, level: string, why = ''): ReturnType<typeof rateCriticality> {
  return rateCriticality(db, [{ type: 'host', value, level, why }], ACTING);
}

function add(db: WritableDb, type: string, value: string, source = 'feed', expiresUs: number | null = null) {
  const items = [{ type, value, source, expiresUs: expiresUs as null }];
  return addIndicators(db, { items, isAllowed: false, why: '' }, ACTING);
}

const seenIn = (db: WritableDb): string[] =>
  (db.prepare('SELECT id FROM alert').pluck().all() as string[]).flatMap((id) =>
    sightingsOfAlert(db, id).map(({ entityValue, indicator }) => `${entityValue} by ${indicator.source}`),
  );

describe('ratings', () => {
  test('C2 of several the latest counts, and what is said again is not kept again', () => {
    withWorkspace((db) => {
      bringIn(db, BEACONS);
      const before = pictureOf(db);
      expect(rate(db, 'WS-1', 'critical', 'plant').effect.top).toMatchObject([{ rank: 1, rankBefore: 1 }]);
      expect(rate(db, 'ws-1.', 'CRITICAL', 'plant')).toMatchObject({ rated: 0, unchanged: 1, effect: { changed: 0 } });
      rate(db, 'ws-1', 'normal');
      expect(listRatings(db)).toMatchObject([{ value: 'ws-1', level: 'normal' }]);
      expect(JSON.stringify(before)).not.toContain('criticality');
      expect((pictureOf(db) as { risk: number }[]).map(({ risk }) => risk)).toEqual(
        (before as { risk: number }[]).map(({ risk }) => risk),
      );
    });
  });
});

describe('indicators', () => {
  test('T7 one with another end replaces the one before, of another source it stands beside it', () => {
    withWorkspace((db) => {
      bringIn(db, BEACONS);
      const end = BEACONS[0]!.timeUs;
      expect(add(db, 'ip', '203.0.113.9', 'feed', end - 1).added).toBe(1);
      expect(seenIn(db)).toEqual([]);
      expect(add(db, 'ip', '203.0.113.9', 'feed', end).added).toBe(1);
      expect(add(db, 'ip', ' 203.0.113.9', 'feed', end)).toMatchObject({ added: 0, known: 1 });
      add(db, 'ip', '203.0.113.0/24', 'other');
      expect(seenIn(db)).toEqual(['203.0.113.9 by feed', '203.0.113.9 by other']);
      expect(listIndicators(db, -1).map(({ source, alerts }) => [source, alerts])).toEqual([
        ['feed', 1],
        ['other', 1],
      ]);
      removeIndicators(db, { names: [{ type: 'ip', value: '203.0.113.9' }], source: null, why: '' }, ACTING);
      expect(seenIn(db)).toEqual(['203.0.113.9 by other']);
      expect(db.prepare('SELECT count(*) FROM indicator').pluck().get()).toBe(3);
    });
  });

  test('T4 are seen in suppressed alerts too, which stay out of every incident', () => {
    withWorkspace((db) => {
      bringIn(db, BEACONS);
      add(db, 'ip', '203.0.113.9');
      suppress(db, { scope: 'rule:Beacon', untilUs: null, why: 'known' }, ACTING);
      expect([seenIn(db), pictureOf(db)]).toEqual([['203.0.113.9 by feed'], []]);
    });
  });

  test('T4, C2 evidence, ratings and lists give the same in whatever order they came', { timeout: 60_000 }, () => {
    const anyRating = fc.tuple(fc.constantFrom('ws-1', 'ws-2', 'dc-1'), fc.constantFrom(...CRITICALITIES));
    const anyIndicator = fc.constantFrom('10.0.0.1', '10.0.0.0/30', '10.0.0.2', '10.0.0.8/29');
    fc.assert(
      fc.property(
        anyFindings,
        fc.uniqueArray(anyRating, { maxLength: 3, selector: ([host]) => host }),
        fc.uniqueArray(anyIndicator, { maxLength: 3 }),
        (findings, ratings, indicators) => {
          const picture = (isLate: boolean): unknown =>
            withWorkspace((db) => {
              if (isLate) bringIn(db, findings);
              for (const [host, level] of isLate ? ratings : ratings.toReversed()) rate(db, host, level);
              for (const value of isLate ? indicators : indicators.toReversed()) add(db, 'ip', value);
              if (!isLate) bringIn(db, findings);
              const terms = db.prepare('SELECT id, risk_terms FROM incident ORDER BY rank').all();
              return {
                picture: pictureOf(db),
                terms,
                seen: seenIn(db).toSorted(),
                listed: [...indicatorsInForce(db)].length,
              };
            });
          expect(picture(true)).toEqual(picture(false));
        },
      ),
      { numRuns: 25 },
    );
  });
});

test('the API lists what was rated, listed and learned, as it was told', async () => {
  const file = withWorkspace((db) => {
    bringIn(db, BEACONS);
    return db.name;
  });
  const log = createLog('silent');
  const workspace = accessWorkspace(file, log);
  try {
    const api = createVedetteApi({ workspace, clock: ACTING.clock, log, metrics: ACTING.metrics });
    const caller = { actor: 'eve' };
    const items = [
      { type: 'host', value: 'WS-1', level: 'high' },
      { type: 'host', value: '', level: 'high' },
    ];
    const rated = await api.call('assets.rateCriticality', { items }, caller);
    expect(rated).toMatchObject({ rated: 1, refused: [{ index: 1, reason: '"" names no host' }] });
    await api.call('intel.addIndicators', { items: [{ type: 'ip', value: '203.0.113.9', source: 'feed' }] }, caller);
    const id = workspace.reader().prepare('SELECT id FROM alert').pluck().get() as string;
    await api.call('cases.giveVerdict', { on: 'alert', id, verdict: 'true_positive', why: 'seen it' }, caller);
    expect(await api.call('assets.listRatings', {}, caller)).toMatchObject({
      ratings: [{ type: 'host', value: 'ws-1', level: 'high', actor: 'eve' }],
    });
    expect(await api.call('intel.listIndicators', {}, caller)).toMatchObject({
      indicators: [{ type: 'ip', value: '203.0.113.9', source: 'feed', alerts: 1 }],
      sources: [{ source: 'feed', indicators: 1, allowed: 0, seen: 1 }],
    });
    expect(await api.call('cases.listJudgedSignals', {}, caller)).toMatchObject({
      signals: [{ title: 'Beacon', counts: { true_positive: 1, false_positive: 0 } }],
    });
    expect(await api.call('cases.listDecisions', {}, caller)).toMatchObject({
      decisions: [{ kind: 'verdict', verdict: 'true_positive', verdictOn: 'alert' }],
    });
  } finally {
    await workspace.close();
  }
});
