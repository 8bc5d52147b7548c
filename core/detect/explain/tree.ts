/**
 * A rule's question to one event as a tree with an answer at every node. Single answers come from the engine's own
 * compiled tests; what and, or and not make of them is worked out here, without stopping at the first answer and in
 * the order of the rule, because the parts that did not matter are what a person asks about.
 */
import type { FieldScalar, Fields, FieldValue } from '../../model/fields.ts';
import { Compiler } from '../compile.ts';
import { EventView, FieldSlots } from '../event-view.ts';
import type { FieldNames } from '../logsource/route.ts';
import { ownValue } from '../match.ts';
import type { FieldPredicate, KeywordPredicate, Predicate, ValueTest } from '../predicate.ts';
import { wordingOf } from './wording.ts';

export interface ExplainedTest {
  /** `ends with "\cmd.exe"`. */
  readonly wanted: string;
  readonly holds: boolean;
}

export interface ExplainedField {
  readonly kind: 'field';
  readonly holds: boolean;
  /** As the rule names it. */
  readonly field: string;
  /** As this kind of event names it. */
  readonly eventField: string;
  readonly isPresent: boolean;
  /** Null where the field is missing or null. */
  readonly value: FieldValue;
  /** It holds where any of these does. */
  readonly tests: readonly ExplainedTest[];
}

export interface ExplainedKeywords {
  readonly kind: 'keyword';
  readonly holds: boolean;
  /** Where the keyword was found; null where it was not. */
  readonly found: { readonly field: string; readonly value: FieldScalar } | null;
  readonly tests: readonly ExplainedTest[];
}

export type ExplainedNode =
  | ExplainedField
  | ExplainedKeywords
  | { readonly kind: 'and' | 'or'; readonly holds: boolean; readonly children: readonly ExplainedNode[] }
  | { readonly kind: 'not'; readonly holds: boolean; readonly child: ExplainedNode }
  | { readonly kind: 'selection'; readonly holds: boolean; readonly name: string; readonly child: ExplainedNode };

/** Answers `predicate` about an event with these fields, read under the names of `renames`. */
export function explainPredicate(predicate: Predicate, fields: Fields, renames: FieldNames): ExplainedNode {
  const slots = new FieldSlots();
  const view = new EventView(slots.names);
  return new Explainer(fields, renames, new Compiler(slots), view).explain(predicate);
}

class Explainer {
  readonly #fields: Fields;
  readonly #renames: FieldNames;
  readonly #compiler: Compiler;
  readonly #view: EventView;

  constructor(fields: Fields, renames: FieldNames, compiler: Compiler, view: EventView) {
    this.#fields = fields;
    this.#renames = renames;
    this.#compiler = compiler;
    this.#view = view;
    view.open(fields);
  }

  explain(predicate: Predicate): ExplainedNode {
    switch (predicate.kind) {
      case 'field':
        return this.#field(predicate);
      case 'keyword':
        return this.#keyword(predicate);
      case 'selection': {
        const child = this.explain(predicate.child);
        return { kind: 'selection', holds: child.holds, name: predicate.name, child };
      }
      case 'not': {
        const child = this.explain(predicate.child);
        return { kind: 'not', holds: !child.holds, child };
      }
      case 'and': {
        const children = predicate.children.map((child) => this.explain(child));
        return { kind: 'and', holds: children.every(({ holds }) => holds), children };
      }
      case 'or': {
        const children = predicate.children.map((child) => this.explain(child));
        return { kind: 'or', holds: children.some(({ holds }) => holds), children };
      }
    }
  }

  #field({ field, tests }: FieldPredicate): ExplainedField {
    const eventField = renamed(field, this.#renames);
    const value = ownValue(this.#fields, eventField);
    const inEvent = tests.map((test) => renamedTest(test, this.#renames));
    return {
      kind: 'field',
      holds: this.#holds({ kind: 'field', field: eventField, tests: inEvent }),
      field,
      eventField,
      isPresent: value !== undefined,
      value: value ?? null,
      tests: inEvent.map((test) => ({
        wanted: wordingOf(test),
        holds: this.#holds({ kind: 'field', field: eventField, tests: [test] }),
      })),
    };
  }

  #keyword(predicate: KeywordPredicate): ExplainedKeywords {
    const { ask, collect } = this.#compiler.compile(predicate);
    const holds = ask(this.#view);
    const found: { selection: string; field: string; value: FieldScalar }[] = [];
    if (holds) collect(this.#view, '', found);
    const [first] = found;
    return {
      kind: 'keyword',
      holds,
      found: first === undefined ? null : { field: first.field, value: first.value },
      tests: predicate.tests.map((test) => ({
        wanted: wordingOf(test),
        holds: this.#holds({ kind: 'keyword', tests: [test] }),
      })),
    };
  }

  #holds(predicate: Predicate): boolean {
    return this.#compiler.compile(predicate).ask(this.#view);
  }
}

export function renamed(field: string, renames: FieldNames): string {
  return Object.hasOwn(renames, field) ? renames[field]! : field;
}

export function renamedTest(test: ValueTest, renames: FieldNames): ValueTest {
  return test.kind === 'fieldref' ? { ...test, field: renamed(test.field, renames) } : test;
}
