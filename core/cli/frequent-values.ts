/** The values a field has most often, from the store: what completion offers. */
import type { TimeUs } from '../kernel/time.ts';
import type { FrequentValue, FrequentValues } from '../query/complete.ts';
import { findField } from '../query/catalogue.ts';
import { groupingBy } from '../query/group.ts';
import { prepare, QueryError } from '../query/prepare.ts';
import type { ReadableDb } from '../store/database.ts';
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
    const within = subject.noun === 'event' ? `event.id > (SELECT max(id) FROM event) - ${LOOKED_AT_EVENTS}` : '1';
    const where = `${within} AND (${condition.where})`;
    return subject
      .countBy(db, { where, params: condition.params }, grouped.grouping, MAX_VALUES)
      .map(({ value, count }): FrequentValue => ({ value: String(value), count }));
  };
}

/** Narrows down to rows with such a value where the field knows wildcards; else completion itself sorts out. */
function startingWith(subject: Asked, name: string, prefix: string): { where: string; params: (string | number)[] } {
  const all = { where: '1', params: [] };
  if (prefix === '') return all;
  const quoted = prefix.replaceAll(/["\\*?]/g, '\\$&');
  try {
    const { compiled } = prepare(`${name}:"${quoted}*"`, subject.catalogue, { nowUs: 0 as TimeUs, zone: 'UTC' });
    return { where: compiled.where, params: [...compiled.params] };
  } catch (error) {
    if (error instanceof QueryError) return all;
    throw error;
  }
}
