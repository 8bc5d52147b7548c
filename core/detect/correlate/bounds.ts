/** Comparing a measured number with a condition's bounds, and what the bounds say about when that can be done. */
import type { Bound, BoundOperator, Expression } from './rule.ts';

const COMPARE: Readonly<Record<BoundOperator, (measured: number, wanted: number) => boolean>> = {
  gt: (measured, wanted) => measured > wanted,
  gte: (measured, wanted) => measured >= wanted,
  lt: (measured, wanted) => measured < wanted,
  lte: (measured, wanted) => measured <= wanted,
  eq: (measured, wanted) => measured === wanted,
  neq: (measured, wanted) => measured !== wanted,
};

export function satisfies(measured: number, bounds: readonly Bound[]): boolean {
  for (const { operator, value } of bounds) if (!COMPARE[operator](measured, value)) return false;
  return true;
}

/** Whether more can never make it false: then a hit needs not wait for what else may come. */
export function growsOnly(bounds: readonly Bound[]): boolean {
  return bounds.every(({ operator }) => operator === 'gt' || operator === 'gte');
}

export function hasNegation(expression: Expression): boolean {
  switch (expression.kind) {
    case 'rule':
      return false;
    case 'not':
      return true;
    case 'and':
    case 'or':
      return expression.children.some(hasNegation);
  }
}

export function evaluate(expression: Expression, occurred: (rule: number) => boolean): boolean {
  switch (expression.kind) {
    case 'rule':
      return occurred(expression.rule);
    case 'not':
      return !evaluate(expression.child, occurred);
    case 'and':
      return expression.children.every((child) => evaluate(child, occurred));
    case 'or':
      return expression.children.some((child) => evaluate(child, occurred));
  }
}

/** The rules that an expression wants to have occurred, by position. */
export function wantedRules(expression: Expression): number[] {
  switch (expression.kind) {
    case 'rule':
      return [expression.rule];
    case 'not':
      return [];
    case 'and':
    case 'or':
      return [...new Set(expression.children.flatMap(wantedRules))];
  }
}
