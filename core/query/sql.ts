/**
 * SQL as text and parameters that cannot come apart. Text enters only through the template's own constant parts;
 * whatever is interpolated becomes a parameter unless it is SQL built the same way. So nothing a person typed and
 * nothing an event holds can ever be read as SQL.
 */

export type Param = string | number;

declare const isSql: unique symbol;

export interface Sql {
  readonly text: string;
  readonly params: readonly Param[];
  /** Made by `sql` or its kin, never by hand. */
  readonly [isSql]: true;
}

function fragment(text: string, params: readonly Param[]): Sql {
  return { text, params } as unknown as Sql;
}

/** Tagged template: interpolated values become parameters, interpolated SQL stays SQL. */
export function sql(texts: TemplateStringsArray, ...values: readonly (Sql | Param)[]): Sql {
  let text = texts[0]!;
  const params: Param[] = [];
  values.forEach((value, index) => {
    if (typeof value === 'object') {
      text += value.text;
      params.push(...value.params);
    } else {
      text += '?';
      params.push(value);
    }
    text += texts[index + 1]!;
  });
  return fragment(text, params);
}

/** A part of ours without parameters, such as a probe's condition; never text that anybody typed. */
export function constantSql(text: string): Sql {
  return fragment(text, []);
}

export const TRUE = sql`1`;
export const FALSE = sql`0`;

/** A list of parameters for `IN (…)`. */
export function paramList(values: readonly Param[]): Sql {
  return fragment(values.map(() => '?').join(', '), values);
}

/**
 * Parts joined by `AND` or `OR`, each in parentheses, as a balanced tree: the database bounds how deep an expression
 * may be, and a chain of hundreds would be that deep.
 */
export function combine(operator: 'AND' | 'OR', parts: readonly Sql[]): Sql {
  if (parts.length === 0) return operator === 'AND' ? TRUE : FALSE;
  if (parts.length === 1) return parts[0]!;
  const middle = Math.ceil(parts.length / 2);
  const left = combine(operator, parts.slice(0, middle));
  const right = combine(operator, parts.slice(middle));
  return fragment(`(${left.text} ${operator} ${right.text})`, [...left.params, ...right.params]);
}

/** For people: a condition with its parameters in place. Never to be run. */
export function explain({
  where,
  params,
  words = [],
  probes = [],
}: {
  readonly where: string;
  readonly params: readonly Param[];
  /** What `@words0` and so on stand for. */
  readonly words?: readonly string[];
  /** What `@mentions0` and so on come from. */
  readonly probes?: readonly { readonly select: Sql }[];
}): string {
  let index = 0;
  return where.replaceAll(/'[^']*'|\?|@(words|mentions)(\d+)/g, (part, kind: string | undefined, number: string) => {
    if (kind === 'words') return shown(words[Number(number)]);
    if (kind === 'mentions') {
      const { select } = probes[Number(number)]!;
      return `mentions of (${explain({ where: select.text, params: select.params })})`;
    }
    return part === '?' ? shown(params[index++]) : part;
  });
}

function shown(param: Param | undefined): string {
  return typeof param === 'string' ? `'${param.replaceAll("'", "''")}'` : String(param);
}
