/** Counting rows by the values of a field, or by time: the pieces of the statement that depend on the field. */
import type { EntityRole, EntityType } from '../model/entity.ts';
import { findField, isSafeName, pathOf, type Catalogue, type Storage } from './catalogue.ts';
import type { Facet } from './facets.ts';
import { paramList, sql, type Sql } from './sql.ts';
import { asciiLower } from './pattern.ts';
import { parseDuration } from './time-points.ts';

/** `SELECT value, count(DISTINCT row) FROM subject JOIN join GROUP BY value`; the join may give a row several values. */
export interface Grouping {
  /** A table-valued join, empty where the value is in the row itself. */
  readonly join: Sql;
  readonly value: Sql;
  /** Set where the values are entities that the lists of mentions lead to; `join` and `value` are empty then. */
  readonly mentions: MentionGrouping | null;
  /** True where the store counts by it as rows come in. */
  readonly isTallied: boolean;
  /** Width of a bucket in microseconds, for times. */
  readonly bucketUs: number | null;
  /** Values are ranks of severities. */
  readonly isSeverity: boolean;
}

export interface MentionGrouping {
  /** Null is any. */
  readonly types: readonly EntityType[] | null;
  readonly roles: readonly EntityRole[] | null;
  readonly shown: Facet;
}

export type GroupingResult = { readonly grouping: Grouping } | { readonly problem: string };

/**
 * How to count by `by`: the name of a field, or `time` with a width (`time:1h`). `defaultBucketUs` is the width where
 * none is given.
 */
export function groupingBy<Row>(by: string, catalogue: Catalogue<Row>, defaultBucketUs: number): GroupingResult {
  const colon = by.indexOf(':');
  const name = colon === -1 ? by : by.slice(0, colon);
  const field = findField(catalogue, name);
  if (field === null) return { problem: `${catalogue.subject} have no field \`${name}\`` };
  if (field.type !== 'time') {
    if (colon !== -1) return { problem: 'Only a time has a width: `--by time:1h`' };
    const { join, value } = pieces(field.storage);
    const mentions = mentionsOf(field.storage);
    const isTallied = field.isTallied === true;
    return {
      grouping: { join, value, mentions, isTallied, bucketUs: null, isSeverity: field.type === 'severity' },
    };
  }
  const bucketUs = colon === -1 ? defaultBucketUs : parseDuration(by.slice(colon + 1));
  if (bucketUs === null || field.storage.kind !== 'span') return { problem: 'A width reads `1h`, `15m` or `1d`' };
  const { from } = field.storage;
  // SQLite divides integers as integers only while both sides are integers, and parameters may be bound as reals.
  const width = sql`CAST(${bucketUs} AS INTEGER)`;
  const value = sql`${from} - ${from} % ${width}`;
  return { grouping: { join: sql``, value, mentions: null, isTallied: false, bucketUs, isSeverity: false } };
}

function mentionsOf(storage: Storage<never>): MentionGrouping | null {
  if (storage.kind !== 'entity' || storage.held.kind !== 'index') return null;
  const { types, roles, facets } = storage;
  return { types, roles, shown: facets[0]! };
}

const MEMBER = sql`CASE v.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'real' THEN number_text(v.value)
  ELSE CAST(v.atom AS TEXT) END`;

function pieces(storage: Storage<never>): { readonly join: Sql; readonly value: Sql } {
  switch (storage.kind) {
    case 'column':
      return { join: sql``, value: storage.column };
    case 'span':
      return { join: sql``, value: storage.from };
    case 'reference':
      return {
        join: sql`JOIN ${storage.table} AS v ON v.id = ${storage.key}`,
        value: sql`v.${storage.column}`,
      };
    case 'json':
      return storage.names === null
        ? { join: sql`JOIN json_tree(${storage.object.text}) AS v`, value: MEMBER }
        : { join: namesJoin(storage.object.text, storage.names), value: MEMBER };
    case 'spelling': {
      const { text } = storage.object;
      return {
        join: sql`JOIN json_tree(${text}) AS v ON v.atom IS NOT NULL AND (lower(v.key) = ${asciiLower(storage.name)}
          OR v.parent IN (SELECT f.id FROM json_each(${text}) AS f WHERE lower(f.key) = ${asciiLower(storage.name)}))`,
        value: MEMBER,
      };
    }
    case 'code': {
      // Of most events the number beside is enough, and their fields stay packed.
      const text = sql`CASE WHEN ${storage.key} IS NULL THEN ${storage.object.text} ELSE '{}' END`;
      return {
        join: sql`LEFT JOIN ${storage.table} AS code ON code.id = ${storage.key}
          LEFT JOIN json_each(${text}, ${pathOf(storage.name)}) AS v`,
        value: sql`coalesce(code.text, ${MEMBER})`,
      };
    }
    case 'list':
      return { join: sql`JOIN json_each(${storage.column}) AS v`, value: MEMBER };
    case 'entity':
      return entityPieces(storage);
  }
}

/** Where several names mean the same, the members of all of them. */
function namesJoin(column: Sql, names: readonly string[]): Sql {
  const [only] = names;
  if (names.length === 1 && isSafeName(only!)) return sql`JOIN json_each(${column}, ${pathOf(only!)}) AS v`;
  return sql`JOIN json_tree(${column}) AS v ON v.atom IS NOT NULL AND (v.key IN (${paramList(names)})
    OR v.parent IN (SELECT f.id FROM json_each(${column}) AS f WHERE f.key IN (${paramList(names)})))`;
}

function entityPieces({ held, types, roles, facets }: Extract<Storage<never>, { kind: 'entity' }>): {
  readonly join: Sql;
  readonly value: Sql;
} {
  const isFileName = facets[0] === 'fileName';
  const shown = (value: Sql, label: Sql): Sql =>
    isFileName ? sql`lower(file_name(${label}))` : facets[0] === 'label' ? label : value;
  if (held.kind === 'index') return { join: sql``, value: sql`` };
  const part = (name: string): Sql => sql`json_extract(v.value, ${`$.${name}`})`;
  const typeTest = types === null ? sql`1` : sql`${part('type')} IN (${paramList(types)})`;
  const roleTest = roles === null ? sql`` : sql` AND ${part('role')} IN (${paramList(roles)})`;
  return {
    join: sql`JOIN json_each(${held.column}) AS v ON ${typeTest}${roleTest}`,
    value: shown(part('value'), sql`coalesce(${part('label')}, ${part('value')})`),
  };
}
