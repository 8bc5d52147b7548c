/** What a subject leaves out of what is asked for, unless the query itself names the field that says so. */
import { joined, type Expression, type Query } from './ast.ts';
import { findField, type Catalogue } from './catalogue.ts';

export interface LeftOut {
  readonly field: string;
  /** Rows in which the field has no value are what is asked for. */
  readonly unless: Expression;
}

export interface Narrowed {
  readonly query: Query;
  /** Whether something is left out that was not asked about. */
  readonly leavesOut: boolean;
}

/** `query` without what `leftOut` says; as it is where that is null or the query is about it. */
export function leavingOut<Row>(query: Query, catalogue: Catalogue<Row>, leftOut: LeftOut | null): Narrowed {
  if (leftOut === null || (query.where !== null && mentions(query.where, catalogue, leftOut.field)))
    return { query, leavesOut: false };
  const parts = query.where === null ? [leftOut.unless] : [query.where, leftOut.unless];
  return { query: { ...query, where: joined('and', parts, leftOut.unless.span) }, leavesOut: true };
}

function mentions<Row>(where: Expression, catalogue: Catalogue<Row>, name: string): boolean {
  switch (where.kind) {
    case 'and':
    case 'or':
      return where.parts.some((part) => mentions(part, catalogue, name));
    case 'not':
      return mentions(where.part, catalogue, name);
    case 'words':
      return false;
    case 'field':
      return findField(catalogue, where.field)?.name === name;
  }
}
