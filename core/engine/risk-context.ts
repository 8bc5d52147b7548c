/** What a workspace knows beside its evidence, gathered for fusion, and what of the listed was seen, kept to be shown. */
import type { RiskContext } from '../fuse/weigh/risk-context.ts';
import { IndicatorMatcher } from '../intel/matcher.ts';
import type { Alert } from '../model/alert.ts';
import type { Sighting } from '../model/indicator.ts';
import type { WritableDb } from '../store/database.ts';
import { indicatorsInForce, putSightings } from '../store/indicators.ts';
import { listRatings } from '../store/ratings.ts';
import { judgementsOf } from '../store/verdicts.ts';

/** Call within fusion, when `alerts`, all of them, are stored; what was seen in them is stored with them. */
export function gatherRiskContext(db: WritableDb, alerts: readonly Alert[]): RiskContext {
  const sightings = sightingsIn(db, alerts);
  putSightings(db, sightings);
  return { judgements: judgementsOf(db), ratings: listRatings(db), sightings };
}

function sightingsIn(db: WritableDb, alerts: readonly Alert[]): Sighting[] {
  const matcher = new IndicatorMatcher(indicatorsInForce(db));
  return matcher.isEmpty ? [] : alerts.flatMap((alert) => matcher.sightingsIn(alert));
}
