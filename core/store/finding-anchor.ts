/**
 * How what people say of an alert finds it again: by the key that deduplication groups by and the time it was first seen.
 * An alert's id moves with its start (D7); whatever evidence comes later, the alert that stands for that finding is meant.
 */
import { DEDUP_GAP_US } from '../fuse/dedup.ts';
import { VedetteError } from '../kernel/errors.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb } from './database.ts';
import { statement } from './statements.ts';

/** An alert as it is kept: by a finding it stands for. */
export interface FindingAnchor {
  readonly dedupKey: string;
  readonly timeUs: TimeUs;
}

/** What an alert is kept by. Throws `E_NOT_FOUND` where there is no such alert. */
export function anchorOf(db: ReadableDb, alertId: string): FindingAnchor {
  const found = statement(
    db,
    'SELECT dedup_key AS dedupKey, time_us AS timeUs FROM finding WHERE alert_id = ? ORDER BY time_us, id LIMIT 1',
  ).get(alertId) as FindingAnchor | undefined;
  if (found === undefined) throw new VedetteError('E_NOT_FOUND', `There is no alert ${alertId}`);
  return found;
}

/**
 * The alert that is meant now; null where it is gone. What computes findings anew may move them a little, so the nearest
 * within the gap of one alert is taken.
 */
export function alertAt(db: ReadableDb, { dedupKey, timeUs }: FindingAnchor): string | null {
  // Nearly always it is where it was, and a storm has thousands around it.
  const exact = statement(
    db,
    'SELECT alert_id FROM finding WHERE dedup_key = ? AND time_us = ? AND alert_id IS NOT NULL ORDER BY id LIMIT 1',
    'pluck',
  ).get(dedupKey, timeUs) as string | undefined;
  if (exact !== undefined) return exact;
  const gapUs = timeUs === 0 ? 0 : DEDUP_GAP_US;
  const row = statement(
    db,
    `SELECT alert_id AS alertId FROM finding
     WHERE dedup_key = @dedupKey AND time_us BETWEEN @fromUs AND @toUs AND alert_id IS NOT NULL
     ORDER BY abs(time_us - @timeUs), time_us, id LIMIT 1`,
  ).get({ dedupKey, fromUs: timeUs - gapUs, toUs: timeUs + gapUs, timeUs }) as { readonly alertId: string } | undefined;
  return row?.alertId ?? null;
}
