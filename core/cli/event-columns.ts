/** Columns of events that a person chooses with `--fields`: any name that a query knows. */
import { formatTimeUs } from '../kernel/time.ts';
import type { FieldScalar } from '../model/fields.ts';
import { findField, type FieldDefinition } from '../query/catalogue.ts';
import { entitiesOf, valuesOf } from '../query/evaluate.ts';
import { facetOf } from '../query/facets.ts';
import type { QueryableEvent } from '../query/rows.ts';
import { EVENT_CATALOGUE } from '../store/event-search.ts';

/** What `--csv` prints where no fields are named. */
export const DEFAULT_COLUMNS = ['time', 'id', 'severity', 'kind', 'host', 'user', 'message'] as const;

export interface EventColumn {
  readonly name: string;
  /** All values of the field in the event, each once. */
  readonly values: (event: QueryableEvent) => readonly FieldScalar[];
}

/** The columns for names; a name that is no field of ours is looked for among the event's own. */
export function eventColumns(names: readonly string[]): readonly EventColumn[] {
  return names.map((name) => {
    const field = findField(EVENT_CATALOGUE, name)!;
    return { name, values: (event) => [...new Set(shownValues(field, event))] };
  });
}

function shownValues(field: FieldDefinition<QueryableEvent>, event: QueryableEvent): readonly FieldScalar[] {
  const { storage, type } = field;
  if (storage.kind === 'span') return event.timeUs === 0 ? [] : [formatTimeUs(event.timeUs)];
  if (type === 'event_id') return [`e${event.id}`];
  if (storage.kind === 'reference') return [storage.read(event)];
  if (storage.kind !== 'entity') return valuesOf(storage, event);
  const facet = storage.facets[0] === 'fileName' ? 'fileName' : 'label';
  return entitiesOf(storage, event).map(({ value, label = value }) => facetOf(facet, { value, label }));
}

/** Several values in one cell. */
export function cellText(values: readonly FieldScalar[]): string {
  return values.map(String).join('; ');
}
