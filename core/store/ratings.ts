/** How critical people say assets and accounts are. Rows for ever: of each asset the latest counts (C2). */
import type { TimeUs } from '../kernel/time.ts';
import type { Rating } from '../model/criticality.ts';
import type { EntityType } from '../model/entity.ts';
import type { ReadableDb, WritableDb } from './database.ts';

export interface RatingRow extends Rating {
  readonly actor: string;
  /** Empty where none was given. */
  readonly why: string;
  readonly ratedUs: TimeUs;
}

export function addRating(db: WritableDb, { actor, why, ...rating }: RatingRow): void {
  const row = { ...rating, actor: actor.toWellFormed(), why: why.toWellFormed() };
  db.prepare(
    `INSERT INTO rating (type, value, level, actor, why, rated_us)
     VALUES (@type, @value, @level, @actor, @why, @ratedUs)`,
  ).run(row);
}

/** What counts now, most critical first, then by type and value. */
export function listRatings(db: ReadableDb): RatingRow[] {
  return db
    .prepare(
      `SELECT type, value, level, actor, why, rated_us AS ratedUs FROM rating
       WHERE id IN (SELECT max(id) FROM rating GROUP BY type, value)
       ORDER BY CASE level WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END, type, value`,
    )
    .all() as RatingRow[];
}

/** The rating that counts for one asset or account; null where nobody rated it. */
export function ratingOf(
  db: ReadableDb,
  { type, value }: { readonly type: EntityType; readonly value: string },
): RatingRow | null {
  const row = db
    .prepare(
      `SELECT type, value, level, actor, why, rated_us AS ratedUs FROM rating WHERE type = ? AND value = ?
       ORDER BY id DESC LIMIT 1`,
    )
    .get(type, value);
  return (row as RatingRow | undefined) ?? null;
}

/** How many alerts name each of these, in their order. */
export function alertsNamingEach(db: ReadableDb, entities: readonly Pick<Rating, 'type' | 'value'>[]): number[] {
  const counts = new Map(
    db
      .prepare(
        `SELECT m.value ->> 'type' || ' ' || (m.value ->> 'value'), count(DISTINCT alert.id)
         FROM alert JOIN json_each(alert.entities) AS m
         WHERE m.value ->> 'type' || ' ' || (m.value ->> 'value') IN (SELECT value FROM json_each(?)) GROUP BY 1`,
      )
      .raw()
      .all(JSON.stringify(entities.map(({ type, value }) => `${type} ${value}`))) as [string, number][],
  );
  return entities.map(({ type, value }) => counts.get(`${type} ${value}`) ?? 0);
}
