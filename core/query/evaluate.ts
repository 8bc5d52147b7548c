/**
 * A query asked of one plain row, the plainest way: the oracle that the compiled SQL is tested against, and the filter
 * for rows that are not stored yet. A query with problems matches nothing.
 */
import { severityRank, isSeverity } from '../model/severity.ts';
import type { FieldScalar, FieldValue } from '../model/fields.ts';
import type { Expression, Query } from './ast.ts';
import { findField, type Catalogue, type FieldDefinition, type Storage } from './catalogue.ts';
import { checkOf, type Bound, type Check } from './check.ts';
import { stageCheck, zoneOf } from './compile.ts';
import { facetOf, fileName } from './facets.ts';
import type { CompileRegex } from './functions.ts';
import { compileNetwork } from './networks.ts';
import { asciiLower, compilePattern } from './pattern.ts';
import { compareTexts, numberOfScalar, textOfScalar } from './scalars.ts';
import type { TimeContext } from './time-points.ts';
import { compileWords } from './words.ts';

export interface EvaluationContext extends TimeContext {
  readonly compileRegex: CompileRegex;
}

export function evaluate<Row>(query: Query, catalogue: Catalogue<Row>, row: Row, context: EvaluationContext): boolean {
  const zoned = { ...context, ...zoneOf(query, context) };
  if (query.time !== null) {
    const result = stageCheck(query.time, zoned);
    if (!('check' in result) || !fieldHolds(catalogue.time, result.check, row, zoned)) return false;
  }
  return query.where === null || holds(query.where, catalogue, row, zoned);
}

function holds<Row>(expression: Expression, catalogue: Catalogue<Row>, row: Row, context: EvaluationContext): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.parts.every((part) => holds(part, catalogue, row, context));
    case 'or':
      return expression.parts.some((part) => holds(part, catalogue, row, context));
    case 'not':
      return !holds(expression.part, catalogue, row, context);
    case 'words':
    case 'field': {
      const field = expression.kind === 'words' ? catalogue.prose : findField(catalogue, expression.field);
      const result = field === null ? null : checkOf(expression.test, field.type, context);
      return field !== null && result !== null && 'check' in result && fieldHolds(field, result.check, row, context);
    }
  }
}

function fieldHolds<Row>(field: FieldDefinition<Row>, check: Check, row: Row, context: EvaluationContext): boolean {
  const { storage } = field;
  if (storage.kind === 'span') return spanHolds(storage.read(row), check);
  return valuesOf(storage, row).some((value) => valueHolds(value, check, context));
}

function spanHolds(span: { readonly fromUs: number; readonly toUs: number }, check: Check): boolean {
  if (check.kind === 'any') return check.checks.some((one) => spanHolds(span, one));
  if (check.kind === 'exists') return span.toUs > 0;
  return check.kind === 'times' && span.toUs > 0 && span.toUs >= check.fromUs && span.fromUs <= check.toUs;
}

/** All values a field has in a row; nulls are none. */
export function valuesOf<Row>(storage: Storage<Row>, row: Row): readonly FieldScalar[] {
  switch (storage.kind) {
    case 'column':
      return scalars(storage.read(row));
    case 'span': {
      const { fromUs } = storage.read(row);
      return fromUs > 0 ? [fromUs] : [];
    }
    case 'reference': {
      const text = storage.read(row);
      return storage.facets.map((facet) => (facet === 'label' ? text : fileName(text)));
    }
    case 'code':
    case 'json': {
      const fields = storage.read(row);
      const names = storage.kind === 'code' ? [storage.name] : (storage.names ?? Object.keys(fields));
      return names.flatMap((name) => (Object.hasOwn(fields, name) ? scalars(fields[name]!) : []));
    }
    case 'spelling': {
      const wanted = asciiLower(storage.name);
      return Object.entries(storage.read(row)).flatMap(([name, value]) =>
        asciiLower(name) === wanted ? scalars(value) : [],
      );
    }
    case 'list':
      return storage.read(row);
    case 'entity':
      return entitiesOf(storage, row).flatMap(({ value, label = value }) =>
        storage.facets.flatMap((facet) => facetOf(facet, { value, label }) ?? []),
      );
  }
}

/** The entities of a row that an entity field is about. */
export function entitiesOf<Row>(
  { types, roles, read }: Extract<Storage<Row>, { kind: 'entity' }>,
  row: Row,
): ReturnType<typeof read> {
  return read(row).filter(
    ({ type, role }) =>
      (types === null || types.includes(type)) && (roles === null || (role !== undefined && roles.includes(role))),
  );
}

function scalars(value: FieldValue): readonly FieldScalar[] {
  const list = typeof value === 'object' && value !== null ? value : [value];
  return list.filter((member) => member !== null);
}

function valueHolds(value: FieldScalar, check: Check, context: EvaluationContext): boolean {
  const text = textOfScalar(value);
  if (text === null) return false;
  switch (check.kind) {
    case 'exists':
      return true;
    case 'pattern':
      return compilePattern(check.pattern)(text);
    case 'words':
      return compileWords(check.pattern)(text);
    case 'network':
      return compileNetwork(check.network)?.(text) ?? false;
    case 'regex':
      return context.compileRegex(check.source)(text);
    case 'ranks':
      return isSeverity(text) && check.ranks.includes(severityRank(text));
    case 'numbers': {
      const number = numberOfScalar(value);
      return number !== null && isWithin(check.low, check.high, (bound) => number - bound);
    }
    case 'order': {
      const lower = asciiLower(text);
      return isWithin(check.low, check.high, (bound) => compareTexts(lower, bound));
    }
    case 'times':
      return false;
    case 'any':
      return check.checks.some((one) => valueHolds(value, one, context));
  }
}

function isWithin<Of>(low: Bound<Of> | null, high: Bound<Of> | null, compare: (bound: Of) => number): boolean {
  const fromLow = low === null ? 1 : compare(low.value);
  const fromHigh = high === null ? -1 : compare(high.value);
  return (
    (low?.isInclusive === true ? fromLow >= 0 : fromLow > 0) &&
    (high?.isInclusive === true ? fromHigh <= 0 : fromHigh < 0)
  );
}
