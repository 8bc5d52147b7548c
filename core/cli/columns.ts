/** Columns that a person chooses with `--fields`: any name that a query over the subject knows. */
import { VedetteError } from '../kernel/errors.ts';
import { asTimeUs, formatTimeUs } from '../kernel/time.ts';
import type { FieldScalar } from '../model/fields.ts';
import { findField, type Catalogue, type FieldDefinition } from '../query/catalogue.ts';
import { entitiesOf, valuesOf } from '../query/evaluate.ts';
import { facetOf } from '../query/facets.ts';
import { nearestName } from '../query/nearest-name.ts';

export interface FieldColumn<Row> {
  readonly name: string;
  /** All values of the field in the row, each once. */
  readonly values: (row: Row) => readonly FieldScalar[];
}

/** The columns for names. Throws `E_USAGE` for a name that is no field, where the subject has no free ones. */
export function fieldColumns<Row>(catalogue: Catalogue<Row>, names: readonly string[]): readonly FieldColumn<Row>[] {
  return names.map((name) => {
    const field = findField(catalogue, name);
    if (field === null) {
      const near = nearestName(name, catalogue);
      const advice = near === null ? '' : `; did you mean ${near}?`;
      throw new VedetteError('E_USAGE', `--fields: ${catalogue.subject} have no field ${name}${advice}`);
    }
    return { name, values: (row) => [...new Set(shownValues(field, row))] };
  });
}

function shownValues<Row>(field: FieldDefinition<Row>, row: Row): readonly FieldScalar[] {
  const { storage, type } = field;
  if (storage.kind === 'span') return valuesOf(storage, row).map((value) => formatTimeUs(asTimeUs(Number(value))!));
  if (type === 'event_id') return valuesOf(storage, row).map((value) => `e${String(value)}`);
  if (storage.kind === 'reference') return [storage.read(row)];
  if (storage.kind !== 'entity') return valuesOf(storage, row);
  const facet = storage.facets[0] === 'fileName' ? 'fileName' : 'label';
  return entitiesOf(storage, row).map(({ value, label = value }) => facetOf(facet, { value, label }));
}

/** Several values in one cell. */
export function cellText(values: readonly FieldScalar[]): string {
  return values.map(String).join('; ');
}
