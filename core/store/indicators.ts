/** Indicators and what was seen of them. Rows for ever: to remove one is a row of its own. */
import type { TimeUs } from '../kernel/time.ts';
import type { Indicator, Sighting } from '../model/indicator.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { statement } from './statements.ts';

export type NewIndicator = Omit<Indicator, 'id'>;

export interface IndicatorStamp {
  readonly actor: string;
  /** Empty where none was given. */
  readonly why: string;
  readonly atUs: TimeUs;
}

export interface IndicatorRow extends Indicator {
  readonly actor: string;
  readonly why: string;
  readonly addedUs: TimeUs;
  /** Alerts it was seen in. */
  readonly alerts: number;
}

type Raw<Row extends Indicator> = Omit<Row, 'isAllowed'> & { readonly isAllowed: number };

const IN_FORCE = 'NOT EXISTS (SELECT 1 FROM indicator_end WHERE indicator_id = indicator.id)';
const COLUMNS = 'indicator.id, type, value, source, expires_us AS expiresUs, is_allowed AS isAllowed';

/** Adds an indicator unless just this one is there, in place of one that differs in its end only; whether it did. */
export function addIndicator(db: WritableDb, indicator: NewIndicator, stamp: IndicatorStamp): boolean {
  const { actor, why, atUs } = stamp;
  const row = { ...indicator, isAllowed: indicator.isAllowed ? 1 : 0 };
  const known = statement(
    db,
    `SELECT id, expires_us AS expiresUs FROM indicator
     WHERE type = @type AND value = @value AND source = @source AND is_allowed = @isAllowed AND ${IN_FORCE}`,
  ).get(row) as Pick<Indicator, 'id' | 'expiresUs'> | undefined;
  if (known?.expiresUs === indicator.expiresUs) return false;
  if (known !== undefined) endIndicator(db, known.id, { actor, why: 'added anew with another end', atUs });
  statement(
    db,
    `INSERT INTO indicator (type, value, source, expires_us, is_allowed, actor, why, added_us)
     VALUES (@type, @value, @source, @expiresUs, @isAllowed, @actor, @why, @atUs)`,
  ).run({ ...row, actor: actor.toWellFormed(), why: why.toWellFormed(), atUs });
  return true;
}

/** From the next fusion on it matches nothing; it must be in force. */
export function endIndicator(db: WritableDb, id: number, { actor, why, atUs }: IndicatorStamp): void {
  statement(db, 'INSERT INTO indicator_end (indicator_id, actor, why, ended_us) VALUES (?, ?, ?, ?)').run(
    id,
    actor.toWellFormed(),
    why.toWellFormed(),
    atUs,
  );
}

/** Those in force, for matching. */
export function* indicatorsInForce(db: ReadableDb): Generator<Indicator> {
  const rows = db.prepare(`SELECT ${COLUMNS} FROM indicator WHERE ${IN_FORCE} ORDER BY id`).iterate();
  for (const row of rows as IterableIterator<Raw<Indicator>>) yield { ...row, isAllowed: row.isAllowed === 1 };
}

/** Those in force with what was seen of them, the most seen first. `limit` -1 means all. */
export function listIndicators(db: ReadableDb, limit: number): IndicatorRow[] {
  const rows = db
    .prepare(
      `SELECT ${COLUMNS}, actor, why, added_us AS addedUs,
         (SELECT count(DISTINCT alert_id) FROM sighting WHERE indicator_id = indicator.id) AS alerts
       FROM indicator WHERE ${IN_FORCE} ORDER BY alerts DESC, is_allowed, source, type, value LIMIT ?`,
    )
    .all(limit) as Raw<IndicatorRow>[];
  return rows.map((row) => ({ ...row, isAllowed: row.isAllowed === 1 }));
}

export interface IndicatorSource {
  readonly source: string;
  readonly indicators: number;
  readonly allowed: number;
  /** Of its indicators, those seen in an alert. */
  readonly seen: number;
}

/** How much each source lists. */
export function indicatorSources(db: ReadableDb): IndicatorSource[] {
  return db
    .prepare(
      `SELECT source, count(*) - sum(is_allowed) AS indicators, sum(is_allowed) AS allowed,
         sum(EXISTS (SELECT 1 FROM sighting WHERE indicator_id = indicator.id)) AS seen
       FROM indicator WHERE ${IN_FORCE} GROUP BY source ORDER BY source`,
    )
    .all() as IndicatorSource[];
}

/** Replaces nothing: call when the alerts were written anew, which removed what was seen in the old ones. */
export function putSightings(db: WritableDb, sightings: Iterable<Sighting>): void {
  const insert = db.prepare(
    'INSERT OR IGNORE INTO sighting (alert_id, entity_type, entity_value, indicator_id) VALUES (?, ?, ?, ?)',
  );
  for (const { alertId, entityType, entityValue, indicator } of sightings) {
    insert.run(alertId, entityType, entityValue, indicator.id);
  }
}

/** What was seen in one alert. */
export function sightingsOfAlert(db: ReadableDb, alertId: string): Sighting[] {
  const rows = statement(
    db,
    `SELECT entity_type AS entityType, entity_value AS entityValue, id, type, value, source
     FROM sighting JOIN indicator ON id = indicator_id WHERE alert_id = ? ORDER BY entity_type, entity_value, id`,
  ).all(alertId) as (Pick<Sighting, 'entityType' | 'entityValue'> & Sighting['indicator'])[];
  return rows.map(({ entityType, entityValue, ...indicator }) => ({ alertId, entityType, entityValue, indicator }));
}
