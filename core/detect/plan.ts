/**
 * A rule made ready for one route: fields under the names the events have, nested ANDs and ORs flattened, cheap
 * questions first. Still plain data; two rules that ask the same question hold equal predicates.
 */
import { NO_RENAMES, type FieldNames } from './logsource/route.ts';
import { join, type Predicate, type ValueTest } from './predicate.ts';
import type { SigmaRule } from './rule.ts';

export interface Plan {
  readonly rule: SigmaRule;
  readonly root: Predicate;
}

export function planRule(rule: SigmaRule, fields: FieldNames): Plan {
  return { rule, root: arrange(fields === NO_RENAMES ? rule.predicate : rename(rule.predicate, fields)) };
}

/** Whether the rule reads any field that the route names otherwise. */
export function usesAny(predicate: Predicate, fields: FieldNames): boolean {
  switch (predicate.kind) {
    case 'field':
      return (
        Object.hasOwn(fields, predicate.field) ||
        predicate.tests.some((test) => test.kind === 'fieldref' && Object.hasOwn(fields, test.field))
      );
    case 'keyword':
      return false;
    case 'and':
    case 'or':
      return predicate.children.some((child) => usesAny(child, fields));
    case 'not':
    case 'selection':
      return usesAny(predicate.child, fields);
  }
}

function rename(predicate: Predicate, fields: FieldNames): Predicate {
  switch (predicate.kind) {
    case 'field':
      return {
        kind: 'field',
        field: nameOf(predicate.field, fields),
        tests: predicate.tests.map((test) =>
          test.kind === 'fieldref' ? { ...test, field: nameOf(test.field, fields) } : test,
        ),
      };
    case 'keyword':
      return predicate;
    case 'and':
    case 'or':
      return { kind: predicate.kind, children: predicate.children.map((child) => rename(child, fields)) };
    case 'not':
    case 'selection':
      return { ...predicate, child: rename(predicate.child, fields) };
  }
}

function nameOf(field: string, fields: FieldNames): string {
  return Object.hasOwn(fields, field) ? fields[field]! : field;
}

function arrange(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'and':
    case 'or': {
      const { kind } = predicate;
      const children = predicate.children
        .map(arrange)
        .flatMap((child) => (child.kind === kind ? child.children : [child]));
      return join(
        kind,
        children.toSorted((a, b) => costOf(a) - costOf(b)),
      );
    }
    case 'not':
    case 'selection':
      return { ...predicate, child: arrange(predicate.child) };
    default:
      return predicate;
  }
}

/** Rough nanoseconds to say no: what counts is the order of magnitude. */
function costOf(predicate: Predicate): number {
  switch (predicate.kind) {
    case 'field':
      return predicate.tests.reduce((sum, test) => sum + testCost(test), 10);
    case 'keyword':
      return predicate.tests.reduce((sum, test) => sum + 40 * testCost(test), 1_000);
    case 'and':
      return costOf(predicate.children[0]!) + 5 * predicate.children.length;
    case 'or':
      return predicate.children.reduce((sum, child) => sum + costOf(child), 0);
    case 'not':
    case 'selection':
      return costOf(predicate.child);
  }
}

function testCost(test: ValueTest): number {
  switch (test.kind) {
    case 'text':
      return test.placement === 'equals' ? 2 : test.placement === 'contains' ? 40 : 10;
    case 'wildcard':
      return 80;
    case 'regex':
      return 2_000;
    case 'cidr':
      return 300;
    default:
      return 10;
  }
}
