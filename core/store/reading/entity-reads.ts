/** What reader threads are asked about entities. */
import type { EntityType } from '../../model/entity.ts';
import {
  baselineOf,
  baselineOverview,
  eventsByHourOfDay,
  mostInAnHour,
  unusualBySeverity,
  type BaselineOverview,
  type EntityBaseline,
} from '../baseline-profile.ts';
import type { ReadableDb } from '../database.ts';
import { findEntity, type KnownEntity } from '../entity-profile.ts';
import { noiseOf } from '../noise.ts';
import { profileOf, type Profile } from '../whole-profile.ts';
import type { OneStep } from './one-step.ts';

interface EntityKey<Type extends EntityType> {
  readonly type: Type;
  readonly value: string;
}

/** Habits as sums, because they cross to another thread. */
interface ToldBaseline extends Omit<EntityBaseline, 'habits'> {
  readonly entity: KnownEntity;
  readonly activity: {
    readonly activeDays: number;
    readonly eventsByHourOfDay: readonly number[];
    readonly mostInAnHour: number;
  };
}

type BySeverity = ReturnType<typeof unusualBySeverity>;

export interface EntityReads {
  readonly 'entities.profile': OneStep<EntityKey<EntityType>, Profile | null>;
  readonly 'noise.advice': OneStep<Readonly<Record<never, never>>, ReturnType<typeof noiseOf>>;
  readonly 'baselines.overview': OneStep<
    { readonly limit: number },
    BaselineOverview & { readonly bySeverity: BySeverity }
  >;
  readonly 'baselines.entity': OneStep<EntityKey<'host' | 'user'>, ToldBaseline | null>;
}

export const ENTITY_ANSWERS: {
  readonly [Name in keyof EntityReads]: (db: ReadableDb, input: EntityReads[Name]['in']) => EntityReads[Name]['out'];
} = {
  'entities.profile': (db, key) => {
    const entity = findEntity(db, key);
    return entity === null ? null : profileOf(db, entity);
  },
  'noise.advice': (db) => noiseOf(db),
  'baselines.overview': (db, { limit }) => ({ ...baselineOverview(db, limit), bySeverity: unusualBySeverity(db) }),
  'baselines.entity': (db, { type, value }) => {
    const entity = findEntity(db, { type, value });
    if (entity === null) return null;
    const { habits, ...baseline } = baselineOf(db, { ...entity, type });
    const activity = {
      activeDays: habits?.days.length ?? 0,
      eventsByHourOfDay: habits === null ? [] : eventsByHourOfDay(habits),
      mostInAnHour: habits === null ? 0 : mostInAnHour(habits),
    };
    return { entity, activity, ...baseline };
  },
};
