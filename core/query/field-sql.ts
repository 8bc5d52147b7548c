/** A check on a field, as a condition on the row: by column, by mentions, or by what a JSON column holds. */
import { isSafeName, pathOf, type JsonObject, type Storage } from './catalogue.ts';
import type { Check } from './check.ts';
import type { EntityType } from '../model/entity.ts';
import { shortFacetOf, type Facet, type StoredType } from './facets.ts';
import { asciiLower, isAsciiPattern, literalOf } from './pattern.ts';
import { probeOf, type Probe } from './probe.ts';
import { combine, constantSql, FALSE, paramList, sql, type Sql } from './sql.ts';
import { checkSql, jsonWitness, wholeOfPartSql, type ValueSql } from './value-sql.ts';
import { indexQuery, isWholeWord } from './words.ts';

type AnyStorage = Storage<never>;
type Of<Kind extends AnyStorage['kind']> = Extract<AnyStorage, { kind: Kind }>;

/** Adds what the condition needs looked up first to `probes`. */
export function fieldSql(storage: AnyStorage, check: Check, probes: Probe[]): Sql {
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
    case 'code':
      return codeSql(storage, check);
    case 'entity':
      return entitySql(storage, check, probes);
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

function jsonSql({ object, names }: Of<'json'>, check: Check): Sql {
  const sources =
    names === null ? [sql`json_tree(${object.text})`] : names.map((name) => memberSource(object.text, name));
  const test = checkSql(check, MEMBER);
  return withWitness(
    object,
    check,
    sources.map((source) => sql`EXISTS (SELECT 1 FROM ${source} AS v WHERE ${test})`),
  );
}

function memberSource(object: Sql, name: string): Sql {
  if (!isSafeName(name)) throw new TypeError(`"${name}" cannot stand in a JSON path`);
  return sql`json_each(${object}, ${pathOf(name)})`;
}

function withWitness(object: JsonObject, check: Check, alternatives: readonly Sql[]): Sql {
  const witness = jsonWitness(check);
  const condition = combine('OR', alternatives);
  return witness === null ? condition : combine('AND', [object.holds(witness), condition]);
}

function spellingSql({ object, name }: Of<'spelling'>, check: Check): Sql {
  const single = checkSql(check, memberSql(sql`f`));
  const inList = sql`EXISTS (SELECT 1 FROM json_each(f.value) AS v WHERE ${checkSql(check, MEMBER)})`;
  return combine('AND', [
    object.holds(asciiLower(JSON.stringify(name))),
    withWitness(object, check, [
      sql`EXISTS (SELECT 1 FROM json_each(${object.text}) AS f WHERE lower(f.key) = ${asciiLower(name)}
      AND CASE f.type WHEN 'array' THEN ${inList} ELSE ${single} END)`,
    ]),
  ]);
}

function codeSql({ key, table, object, name }: Of<'code'>, check: Check): Sql {
  const test = checkSql(check, { text: sql`text`, number: sql`number_of(text)` });
  const listed = check.kind === 'exists' ? sql`${key} > 0` : sql`${key} IN (SELECT id FROM ${table} WHERE ${test})`;
  const member = sql`EXISTS (SELECT 1 FROM ${memberSource(object.text, name)} AS v WHERE ${checkSql(check, MEMBER)})`;
  return sql`CASE WHEN ${key} IS NULL THEN ${member} ELSE ${listed} END`;
}

function entitySql({ held, types, roles, facets }: Of<'entity'>, check: Check, probes: Probe[]): Sql {
  if (held.kind === 'json') {
    const part = (name: string): Sql => sql`json_extract(m.value, ${`$.${name}`})`;
    const type = types === null ? [] : [sql`${part('type')} IN (${paramList(types)})`];
    const texts = { value: part('value'), label: sql`coalesce(${part('label')}, ${part('value')})` };
    const tests = facets.map((facet) => facetTest(facet, check, texts, null));
    const role = roles === null ? [] : [sql`${part('role')} IN (${paramList(roles)})`];
    const all = combine('AND', [...type, combine('OR', tests), ...role]);
    return sql`EXISTS (SELECT 1 FROM json_each(${held.column}) AS m WHERE ${all})`;
  }
  const probe = probeOf(entitySelect(types, facets, check), roles, probes.length);
  probes.push(probe);
  return constantSql(probe.narrow);
}

/** Ids of the entities that fit. A program is looked for among images, not among the labels of its processes. */
function entitySelect(types: readonly EntityType[] | null, facets: readonly Facet[], check: Check): Sql {
  const own = facets.filter((facet) => facet === 'value');
  const called = facets.filter((facet) => facet !== 'value');
  const hasProcesses = types === null || types.includes('process');
  const others = types?.filter((type) => type !== 'process') ?? null;
  const all = [
    ...selects(types, own, check),
    ...(others?.length === 0 ? [] : selects(others, called, check)),
    ...(hasProcesses ? selects(['image'], called, check) : []),
  ];
  return all.slice(1).reduce((joined, one) => sql`${joined} UNION ${one}`, all[0]!);
}

/** For whole names one each facet, so that each finds its index; else one for all. */
function selects(types: readonly StoredType[] | null, facets: readonly Facet[], check: Check): Sql[] {
  if (facets.length === 0) return [];
  const isWhole = isWholeName(check);
  // The index over types would be taken where one over names is meant.
  const column = isWhole ? sql`+entity.type` : sql`entity.type`;
  const typeTest = types === null ? sql`entity.type <> 'image'` : sql`${column} IN (${paramList(types)})`;
  const shorts = new Set(types?.map(shortFacetOf) ?? [null]);
  const short = shorts.size === 1 ? [...shorts][0]! : null;
  const select = (test: Sql): Sql => sql`SELECT entity.id FROM entity WHERE ${combine('AND', [typeTest, test])}`;
  const tests = facets.map((facet) => {
    const test = facetTest(facet, check, ENTITY_TEXTS, short);
    // Said again because the index over labels leaves processes out.
    return facet === 'value' ? test : sql`(${test} AND entity.type <> 'process')`;
  });
  return isWhole ? tests.map(select) : [select(combine('OR', tests))];
}

function isWholeName(check: Check): boolean {
  if (check.kind === 'any') return check.checks.every(isWholeName);
  return check.kind === 'pattern' && isAsciiPattern(check.pattern) && literalOf(check.pattern) !== null;
}

/** The texts of an entity. */
interface EntityTexts {
  readonly value: Sql;
  readonly label: Sql;
}

const ENTITY_TEXTS: EntityTexts = { value: sql`entity.value`, label: sql`entity.label` };

/** `short`: the facet that the store keeps in a column of its own. */
function facetTest(facet: Facet, check: Check, texts: EntityTexts, short: Facet | null): Sql {
  const { value, label } = texts;
  if (facet === short) {
    return sql`(${checkSql(check, { text: sql`entity.short`, number: sql`number_of(entity.short)` })} AND entity.short IS NOT NULL)`;
  }
  const text = facetSql(facet, value, label);
  const test = checkSql(check, { text, number: sql`number_of(${text})` });
  if (facet === 'value' || facet === 'label') return test;
  const candidates = wholeOfPartSql(check, facet === 'fileName' ? label : value);
  return candidates === null ? test : combine('AND', [candidates, test]);
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

/**
 * A condition on words through the full-text index, and whether it says everything; null where the index is no help. What
 * the index is asked is added to `words`; the condition names its answers `@words0` and so on, lists of ids in JSON.
 */
export function wordIndexSql(
  check: Check,
  words: string[],
): { readonly condition: Sql; readonly isExact: boolean } | null {
  if (check.kind === 'any') {
    const parts = check.checks.map((one) => wordIndexSql(one, words));
    if (parts.length === 0 || parts.includes(null)) return null;
    const known = parts as NonNullable<(typeof parts)[number]>[];
    const condition = combine(
      'OR',
      known.map((part) => part.condition),
    );
    return { condition, isExact: known.every(({ isExact }) => isExact) };
  }
  const match = check.kind === 'words' ? indexQuery(check.pattern) : null;
  if (check.kind !== 'words' || match === null) return null;
  const number = words.push(match) - 1;
  const condition = constantSql(`event.id IN (SELECT value FROM json_each(@words${number}))`);
  return { condition, isExact: isWholeWord(check.pattern) };
}
