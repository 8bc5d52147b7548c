/**
 * From tree to a parameterised condition on one subject's table. The condition is two-valued: no test is ever null, so
 * `not` means what it says. Problems of meaning (an unknown field, a severity that is none) come back with their place.
 */
import type { Expression, Query, QueryProblem, Span, Test, TimeStage, Value } from './ast.ts';
import { findField, isKnownField, type Catalogue, type FieldDefinition } from './catalogue.ts';
import { checkOf, timeRange, type Check, type CheckResult } from './check.ts';
import { fieldSql, wordIndexSql } from './field-sql.ts';
import { combine, FALSE, sql, TRUE, type Param, type Sql } from './sql.ts';
import { nearestName } from './nearest-name.ts';
import type { Probe } from './probe.ts';
import { isAnything } from './pattern.ts';
import { parseDuration, resolveTime, type TimeContext } from './time-points.ts';
import { indexQuery, isWholeWord } from './words.ts';

export interface CompiledQuery {
  /**
   * A condition over the subject's table; `0` where there are problems. Beside `params` it may name what `probes` and
   * `words` name.
   */
  readonly where: string;
  readonly params: readonly Param[];
  /** What is looked up first; each one's `narrow` stands in `where`, which names the ids that it gives. */
  readonly probes: readonly Probe[];
  /** What the full-text index is asked; `where` names the ids it answers `@words0` and so on, as JSON. */
  readonly words: readonly string[];
  /** No row outside of these times satisfies it; null where any may. */
  readonly times: { readonly fromUs: number; readonly toUs: number } | null;
  /** True where it asks only for what the store counts as rows come in. */
  readonly isTallied: boolean;
  /** Selects the ids of just the rows that satisfy it, from the index of words alone; null where that does not do. */
  readonly index: Sql | null;
  /** Remarks for people: what a name was taken for, which zone was assumed. */
  readonly notes: readonly string[];
  readonly problems: readonly QueryProblem[];
}

export function compile<Row>(query: Query, catalogue: Catalogue<Row>, context: TimeContext): CompiledQuery {
  const compiler = new Compiler(catalogue, zoneOf(query, context));
  const where = compiler.query(query);
  const { problems, probes, words, times } = compiler;
  const condition = problems.length > 0 ? FALSE : where;
  const index = problems.length > 0 ? null : compiler.index(query);
  return {
    where: condition.text,
    params: condition.params,
    probes: problems.length > 0 ? [] : probes,
    words: problems.length > 0 ? [] : words,
    times,
    isTallied: problems.length === 0 && compiler.isTallied,
    index,
    notes: [...compiler.notes],
    problems,
  };
}

/** What the store runs of a query. */
export type Condition = Omit<CompiledQuery, 'notes' | 'problems'>;

/** All rows. */
export const EVERYTHING: Condition = {
  where: '1',
  params: [],
  probes: [],
  words: [],
  times: null,
  isTallied: true,
  index: null,
};

/** The zone that a query's times are in: its own, or the one it is asked in. */
export function zoneOf(query: Query, context: TimeContext): TimeContext {
  const zone = query.time !== null && query.time.kind !== 'last' ? query.time.zone : null;
  return zone === null ? context : { ...context, zone };
}

/** The times a stage asks for. */
export function stageCheck(stage: TimeStage, context: TimeContext): CheckResult {
  if (stage.kind === 'between') return timeRange(stage.from, stage.to, context);
  if (stage.kind === 'last') {
    const durationUs = parseDuration(stage.duration) ?? 0;
    return { check: { kind: 'times', fromUs: Math.max(1, context.nowUs - durationUs), toUs: context.nowUs } };
  }
  const period = resolveTime(stage.at, context);
  if (period === null) return { problem: `\`${stage.at}\` is no time` };
  return { check: { kind: 'times', fromUs: Math.max(1, period.startUs), toUs: period.endUs } };
}

function isEverything(value: Value): boolean {
  return value.kind === 'pattern' && isAnything(value.pattern);
}

class Compiler<Row> {
  readonly problems: QueryProblem[] = [];
  readonly notes = new Set<string>();
  readonly probes: Probe[] = [];
  readonly words: string[] = [];
  times: { readonly fromUs: number; readonly toUs: number } | null = null;
  isTallied = true;
  readonly #catalogue: Catalogue<Row>;
  readonly #context: TimeContext;

  constructor(catalogue: Catalogue<Row>, context: TimeContext) {
    this.#catalogue = catalogue;
    this.#context = context;
  }

  query(query: Query): Sql {
    const parts = query.where === null ? [] : [this.#expression(query.where)];
    if (query.time !== null) {
      const check = this.#accept(stageCheck(query.time, this.#context), query.time.span);
      if (check !== null) {
        this.isTallied = false;
        parts.push(fieldSql(this.#catalogue.time.storage, check, this.probes));
        this.#bound(check);
      }
    }
    for (const part of query.where?.kind === 'and' ? query.where.parts : [query.where]) this.#boundBy(part);
    return parts.length === 0 ? TRUE : combine('AND', parts);
  }

  /** Where a query is one test that the index of words answers by itself. */
  index(query: Query): Sql | null {
    const { where: asked, time } = query;
    if (time !== null || asked === null) return null;
    const { wordIndex, prose } = this.#catalogue;
    if (wordIndex === null || asked.kind !== 'words' || asked.test.kind !== 'is') return null;
    const result = checkOf(asked.test, prose.type, this.#context);
    if (!('check' in result) || result.check.kind !== 'words' || !isWholeWord(result.check.pattern)) return null;
    return sql`SELECT rowid FROM ${wordIndex} WHERE ${wordIndex} MATCH ${indexQuery(result.check.pattern)!}`;
  }

  /** A test of time that every row must pass bounds where to look. */
  #boundBy(part: Expression | null): void {
    if (part?.kind !== 'field' || findField(this.#catalogue, part.field) !== this.#catalogue.time) return;
    const result = checkOf(part.test, this.#catalogue.time.type, this.#context);
    if ('check' in result) this.#bound(result.check);
  }

  #bound(check: Check): void {
    if (check.kind !== 'times') return;
    const { fromUs, toUs } = this.times ?? check;
    this.times = { fromUs: Math.max(fromUs, check.fromUs), toUs: Math.min(toUs, check.toUs) };
  }

  #expression(expression: Expression): Sql {
    switch (expression.kind) {
      case 'and':
      case 'or':
        return combine(
          expression.kind === 'and' ? 'AND' : 'OR',
          expression.parts.map((part) => this.#expression(part)),
        );
      case 'not':
        return sql`NOT (${this.#expression(expression.part)})`;
      case 'words':
        // Everything has a line that people read.
        if (expression.test.kind === 'is' && isEverything(expression.test.value)) return TRUE;
        return this.#test(this.#catalogue.prose, expression.test, expression.span);
      case 'field': {
        const field = this.#field(expression.field, expression.span);
        return field === null ? FALSE : this.#test(field, expression.test, expression.span);
      }
    }
  }

  #field(name: string, span: Span): FieldDefinition<Row> | null {
    const field = findField(this.#catalogue, name);
    const isKnown = isKnownField(this.#catalogue, name);
    if (isKnown && field !== null) return field;
    const near = nearestName(name, this.#catalogue);
    if (field === null) {
      const advice = near === null ? '' : `; did you mean \`${near}\`?`;
      this.problems.push({ ...span, message: `${this.#catalogue.subject} have no field \`${name}\`${advice}` });
      return null;
    }
    const advice = near === null ? '' : `; \`${near}\` is one`;
    this.notes.add(`\`${name}\` is no field every event has: it is looked for among each event's own fields${advice}`);
    return field;
  }

  #test(field: FieldDefinition<Row>, test: Test, span: Span): Sql {
    if (field.isTallied !== true) this.isTallied = false;
    const check = this.#accept(checkOf(test, field.type, this.#context), span);
    if (check === null) return FALSE;
    const condition = fieldSql(field.storage, check, this.probes);
    const { wordIndex, prose } = this.#catalogue;
    const indexed = wordIndex === null || field !== prose ? null : wordIndexSql(check, this.words);
    if (indexed === null) return condition;
    return indexed.isExact ? indexed.condition : combine('AND', [indexed.condition, condition]);
  }

  #accept(result: CheckResult, span: Span): Check | null {
    if ('check' in result) return result.check;
    this.problems.push({ start: span.start, end: span.end, message: result.problem });
    return null;
  }
}
