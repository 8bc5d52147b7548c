/** A check on a field, as a condition on the row: by column, by index of mentions, or by what a JSON column holds. */
import { isSafeName, pathOf, type Storage, type WordIndex } from './catalogue.ts';
import type { Check } from './check.ts';
import type { Facet } from './facets.ts';
import { asciiLower } from './pattern.ts';
import { combine, FALSE, paramList, sql, type Sql } from './sql.ts';
import { checkSql, jsonWitness, wholeOfPartSql, type ValueSql } from './value-sql.ts';
import { indexQuery } from './words.ts';

type AnyStorage = Storage<never>;
type Of<Kind extends AnyStorage['kind']> = Extract<AnyStorage, { kind: Kind }>;

export function fieldSql(storage: AnyStorage, check: Check): Sql {
  switch (storage.kind) {
    case 'column':
      return columnSql(storage, check);
    case 'span':
      return spanSql(storage.from, storage.to, check);
    case 'reference':
      return referenceSql(storage, check);
    case 'json':
      return jsonSql(storage, check);
    case 'spelling':
      return spellingSql(storage, check);
    case 'list':
      // Its members are texts and numbers, so it is enough that there is one.
      if (check.kind === 'exists') return sql`${storage.column} <> '[]'`;
      return sql`EXISTS (SELECT 1 FROM json_each(${storage.column}) AS v WHERE ${checkSql(check, MEMBER)})`;
    case 'entity':
      return entitySql(storage, check);
  }
}

function columnSql(storage: Of<'column'>, check: Check): Sql {
  const { column, holds } = storage;
  if (check.kind === 'ranks') return sql`${column} IN (${paramList(check.ranks)})`;
  if (check.kind === 'any') {
    return combine(
      'OR',
      check.checks.map((one) => columnSql(storage, one)),
    );
  }
  if (holds === 'integer') return checkSql(check, { text: sql`CAST(${column} AS TEXT)`, number: column });
  const condition = checkSql(check, { text: column, number: sql`number_of(${column})` });
  return check.kind === 'numbers' ? sql`coalesce(${condition}, 0)` : condition;
}

function spanSql(from: Sql, to: Sql, check: Check): Sql {
  if (check.kind === 'exists') return sql`${to} > 0`;
  if (check.kind === 'any') {
    return combine(
      'OR',
      check.checks.map((one) => spanSql(from, to, one)),
    );
  }
  if (check.kind !== 'times') return FALSE;
  if (from.text === to.text) return sql`${from} BETWEEN ${check.fromUs} AND ${check.toUs}`;
  return sql`(${to} >= ${check.fromUs} AND ${from} <= ${check.toUs} AND ${to} > 0)`;
}

function referenceSql({ key, table, column, facets }: Of<'reference'>, check: Check): Sql {
  const tests = facets.map((facet) => {
    const text = facet === 'label' ? column : sql`file_name(${column})`;
    return checkSql(check, { text, number: sql`number_of(${text})` });
  });
  return sql`${key} IN (SELECT id FROM ${table} WHERE ${combine('OR', tests)})`;
}

/** A member of a JSON array or object, as `json_each` and `json_tree` give it under the name `v`. */
const MEMBER = memberSql(sql`v`);

function memberSql(name: Sql): ValueSql {
  return {
    text: sql`CASE ${name}.type WHEN 'text' THEN ${name}.value WHEN 'integer' THEN CAST(${name}.value AS TEXT)
      WHEN 'real' THEN number_text(${name}.value) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' END`,
    number: sql`CASE ${name}.type WHEN 'text' THEN number_of(${name}.value)
      WHEN 'integer' THEN ${name}.value WHEN 'real' THEN ${name}.value END`,
  };
}

function jsonSql({ column, names }: Of<'json'>, check: Check): Sql {
  const test = checkSql(check, MEMBER);
  const sources = names === null ? [sql`json_tree(${column})`] : names.map((name) => memberSource(column, name));
  return withWitness(
    column,
    check,
    sources.map((source) => sql`EXISTS (SELECT 1 FROM ${source} AS v WHERE ${test})`),
  );
}

function memberSource(column: Sql, name: string): Sql {
  if (!isSafeName(name)) throw new TypeError(`"${name}" cannot stand in a JSON path`);
  return sql`json_each(${column}, ${pathOf(name)})`;
}

function withWitness(column: Sql, check: Check, alternatives: readonly Sql[]): Sql {
  const witness = jsonWitness(check);
  const condition = combine('OR', alternatives);
  return witness === null ? condition : combine('AND', [sql`instr(lower(${column}), ${witness}) > 0`, condition]);
}

function spellingSql({ column, name }: Of<'spelling'>, check: Check): Sql {
  const single = checkSql(check, memberSql(sql`f`));
  const inList = sql`EXISTS (SELECT 1 FROM json_each(f.value) AS v WHERE ${checkSql(check, MEMBER)})`;
  return withWitness(column, check, [
    sql`EXISTS (SELECT 1 FROM json_each(${column}) AS f WHERE lower(f.key) = ${asciiLower(name)}
      AND CASE f.type WHEN 'array' THEN ${inList} ELSE ${single} END)`,
  ]);
}

function entitySql({ held, types, roles, facets }: Of<'entity'>, check: Check): Sql {
  if (held.kind === 'json') {
    const part = (name: string): Sql => sql`json_extract(m.value, ${`$.${name}`})`;
    const conditions = entityConditions(part('type'), part('value'), sql`coalesce(${part('label')}, ${part('value')})`);
    const role = roles === null ? [] : [sql`${part('role')} IN (${paramList(roles)})`];
    const all = combine('AND', [...conditions, ...role]);
    return sql`EXISTS (SELECT 1 FROM json_each(${held.column}) AS m WHERE ${all})`;
  }
  const entities = combine('AND', entityConditions(sql`entity.type`, sql`entity.value`, sql`entity.label`));
  const role = roles === null ? sql`` : sql` AND role IN (${paramList(roles)})`;
  return sql`${held.eventId} IN (SELECT event_id FROM event_entity
    WHERE entity_id IN (SELECT entity.id FROM entity WHERE ${entities})${role})`;

  function entityConditions(type: Sql, value: Sql, label: Sql): Sql[] {
    const tests = facets.map((facet) => {
      const text = facetSql(facet, value, label);
      const test = checkSql(check, { text, number: sql`number_of(${text})` });
      if (facet === 'value' || facet === 'label') return test;
      const candidates = wholeOfPartSql(check, facet === 'fileName' ? label : value);
      return candidates === null ? test : combine('AND', [candidates, test]);
    });
    const typeTest = types === null ? [] : [sql`${type} IN (${paramList(types)})`];
    return [...typeTest, combine('OR', tests)];
  }
}

function facetSql(facet: Facet, value: Sql, label: Sql): Sql {
  switch (facet) {
    case 'value':
      return value;
    case 'label':
      return label;
    case 'shortHost':
      return sql`short_host(${value})`;
    case 'account':
      return sql`account_name(${value})`;
    case 'fileName':
      return sql`file_name(${label})`;
  }
}

/** Candidates of the full-text index for words; null where it cannot offer any. */
export function wordIndexSql({ table, rowId }: WordIndex, check: Check): Sql | null {
  if (check.kind === 'any') {
    const parts = check.checks.map((one) => wordIndexSql({ table, rowId }, one));
    return parts.includes(null) ? null : combine('OR', parts as Sql[]);
  }
  const match = check.kind === 'words' ? indexQuery(check.pattern) : null;
  return match === null ? null : sql`${rowId} IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ${match})`;
}
