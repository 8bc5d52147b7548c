/**
 * From tree to a parameterised condition on one subject's table. The condition is two-valued: no test is ever null, so
 * `not` means what it says. Problems of meaning (an unknown field, a severity that is none) come back with their place.
 */
import type { Expression, Query, QueryProblem, Span, Test, TimeStage } from './ast.ts';
import { findField, isKnownField, type Catalogue, type FieldDefinition } from './catalogue.ts';
import { checkOf, timeRange, type Check, type CheckResult } from './check.ts';
import { fieldSql, wordIndexSql } from './field-sql.ts';
import { combine, FALSE, sql, TRUE, type Param, type Sql } from './sql.ts';
import { nearestName } from './nearest-name.ts';
import { parseDuration, resolveTime, type TimeContext } from './time-points.ts';

export interface CompiledQuery {
  /** A condition over the subject's table; `0` where there are problems. */
  readonly where: string;
  readonly params: readonly Param[];
  /** Remarks for people: what a name was taken for, which zone was assumed. */
  readonly notes: readonly string[];
  readonly problems: readonly QueryProblem[];
}

export function compile<Row>(query: Query, catalogue: Catalogue<Row>, context: TimeContext): CompiledQuery {
  const compiler = new Compiler(catalogue, zoneOf(query, context));
  const where = compiler.query(query);
  const { problems } = compiler;
  const condition = problems.length > 0 ? FALSE : where;
  return { where: condition.text, params: condition.params, notes: [...compiler.notes], problems };
}

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

class Compiler<Row> {
  readonly problems: QueryProblem[] = [];
  readonly notes = new Set<string>();
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
      if (check !== null) parts.push(fieldSql(this.#catalogue.time.storage, check));
    }
    return parts.length === 0 ? TRUE : combine('AND', parts);
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
    const check = this.#accept(checkOf(test, field.type, this.#context), span);
    if (check === null) return FALSE;
    const condition = fieldSql(field.storage, check);
    const { wordIndex, prose } = this.#catalogue;
    const candidates = wordIndex === null || field !== prose ? null : wordIndexSql(wordIndex, check);
    return candidates === null ? condition : combine('AND', [candidates, condition]);
  }

  #accept(result: CheckResult, span: Span): Check | null {
    if ('check' in result) return result.check;
    this.problems.push({ start: span.start, end: span.end, message: result.problem });
    return null;
  }
}
