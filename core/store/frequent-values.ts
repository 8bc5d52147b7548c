/** The values a field has most often, from the store: what completion offers. */
import type { TimeUs } from '../kernel/time.ts';
import type { FrequentValue, FrequentValues } from '../query/complete.ts';
import { findField } from '../query/catalogue.ts';
import { EVERYTHING, type Condition } from '../query/compile.ts';
import { groupingBy } from '../query/group.ts';
import { prepare, QueryError } from '../query/prepare.ts';
import type { ReadableDb } from './database.ts';
import type { Asked } from './subject.ts';

/** Of millions of events only the latest to come in are looked at: a candidate must be there while one types. */
const LOOKED_AT_EVENTS = 50_000;
const MAX_VALUES = 50;

export function frequentValuesOf(db: ReadableDb, subject: Asked): FrequentValues {
  return (name, prefix) => {
    const field = findField(subject.catalogue, name);
    if (field === null || field.type === 'time' || field.type === 'event_id') return [];
    const grouped = groupingBy(name, subject.catalogue, 1);
    if ('problem' in grouped) return [];
    const condition = startingWith(subject, name, prefix);
    const isLatest = subject.noun === 'event' && !(condition.isTallied && grouped.grouping.isTallied);
    return subject
      .countBy(db, isLatest ? amongLatest(condition) : condition, grouped.grouping, MAX_VALUES)
      .map(({ value, count }): FrequentValue => ({ value: String(value), count }));
  };
}

function amongLatest(condition: Condition): Condition {
  const where = `event.id > (SELECT max(id) FROM event) - ${LOOKED_AT_EVENTS} AND (${condition.where})`;
  return { ...condition, where, isTallied: false, index: null };
}

/** Narrows down to rows with such a value where the field knows wildcards; else completion itself sorts out. */
function startingWith(subject: Asked, name: string, prefix: string): Condition {
  if (prefix === '') return EVERYTHING;
  const quoted = prefix.replaceAll(/["\\*?]/g, '\\$&');
  try {
    return prepare(`${name}:"${quoted}*"`, subject.catalogue, { nowUs: 0 as TimeUs, zone: 'UTC' }).compiled;
  } catch (error) {
    if (error instanceof QueryError) return EVERYTHING;
    throw error;
  }
}
