/**
 * Predicates into closures over an `EventView`. Equal questions of different rules are compiled once and answered
 * once an event. Matching stops at the first answer; what exactly satisfied a rule is collected in a second walk, and
 * only for rules that fired.
 */
import type { MatchedField } from '../model/hit.ts';
import type { FieldScalar, FieldValue } from '../model/fields.ts';
import { isList, SEPARATOR, textOf, valuesOf, type EventView, type FieldSlots } from './event-view.ts';
import type { FieldPredicate, KeywordPredicate, Predicate, ValueTest } from './predicate.ts';
import { compileTests, type ValueChecks } from './value-checks.ts';
import { foldCase, foldDashes } from './values/folding.ts';

type Ask = (view: EventView) => boolean;

export interface Compiled {
  readonly ask: Ask;
  /** Adds what satisfied the predicate; called only where `ask` says yes. */
  readonly collect: (view: EventView, selection: string, out: MatchedField[]) => void;
}

export class Compiler {
  readonly #slots: FieldSlots;
  readonly #shared = new Map<string, Compiled>();
  #questions = 0;

  constructor(slots: FieldSlots) {
    this.#slots = slots;
  }

  compile(predicate: Predicate): Compiled {
    switch (predicate.kind) {
      case 'field':
      case 'keyword':
        return this.#leaf(predicate);
      case 'selection': {
        const child = this.compile(predicate.child);
        const { name } = predicate;
        return { ask: child.ask, collect: (view, _selection, out) => child.collect(view, name, out) };
      }
      case 'not': {
        const { ask } = this.compile(predicate.child);
        return { ask: (view) => !ask(view), collect: () => {} };
      }
      case 'and':
        return compileAnd(predicate.children.map((child) => this.compile(child)));
      case 'or':
        return compileOr(predicate.children.map((child) => this.compile(child)));
    }
  }

  #leaf(predicate: FieldPredicate | KeywordPredicate): Compiled {
    const key = JSON.stringify(predicate);
    let compiled = this.#shared.get(key);
    if (compiled === undefined) {
      const question = this.#questions++;
      const { ask, collect } = predicate.kind === 'field' ? this.#field(predicate) : compileKeyword(predicate);
      compiled = { ask: (view) => view.remember(question, ask), collect };
      this.#shared.set(key, compiled);
    }
    return compiled;
  }

  #field({ field, tests }: FieldPredicate): Compiled {
    const slot = this.#slots.slotOf(field);
    const asks: Ask[] = [];
    const checks = compileTests(tests);
    if (checks.raw !== null || checks.folded !== null || checks.dashed !== null) asks.push(askTexts(slot, checks));
    for (const test of tests) {
      if (test.kind === 'null') asks.push((view) => isNull(view.valueAt(slot)));
      else if (test.kind === 'exists') asks.push((view) => (view.valueAt(slot) !== undefined) === test.expected);
      else if (test.kind === 'fieldref') asks.push(askReference(slot, this.#slots.slotOf(test.field), test));
    }
    return {
      ask: anyAsk(asks),
      collect: (view, selection, out) => {
        const value = witnessOf(view.valueAt(slot), checks);
        if (!out.some((known) => known.field === field && known.selection === selection && known.value === value)) {
          out.push({ selection, field, value });
        }
      },
    };
  }
}

function compileAnd(children: readonly Compiled[]): Compiled {
  const asks = children.map(({ ask }) => ask);
  const [first, second] = asks;
  const ask: Ask =
    asks.length === 2
      ? (view) => first!(view) && second!(view)
      : (view) => {
          for (const one of asks) if (!one(view)) return false;
          return true;
        };
  return {
    ask,
    collect: (view, selection, out) => {
      for (const child of children) child.collect(view, selection, out);
    },
  };
}

function compileOr(children: readonly Compiled[]): Compiled {
  return {
    ask: anyAsk(children.map(({ ask }) => ask)),
    collect: (view, selection, out) => {
      for (const child of children) if (child.ask(view)) child.collect(view, selection, out);
    },
  };
}

function anyAsk(asks: readonly Ask[]): Ask {
  const [first, second] = asks;
  if (asks.length === 1) return first!;
  if (asks.length === 2) return (view) => first!(view) || second!(view);
  return (view) => {
    for (const ask of asks) if (ask(view)) return true;
    return false;
  };
}

function askTexts(slot: number, checks: ValueChecks): Ask {
  const { raw, folded, dashed } = checks;
  return (view) => {
    const value = view.valueAt(slot);
    if (value === undefined || value === null) return false;
    if (isList(value)) return value.some((item) => item !== null && satisfies(textOf(item), checks));
    const text = textOf(value);
    return (
      (folded !== null && folded(view.foldedAt(slot, text))) ||
      (dashed !== null && dashed(view.dashedAt(slot, text))) ||
      (raw !== null && raw(text))
    );
  };
}

function satisfies(text: string, { raw, folded, dashed }: ValueChecks): boolean {
  const lower = foldCase(text);
  return (
    (folded !== null && folded(lower)) || (dashed !== null && dashed(foldDashes(lower))) || (raw !== null && raw(text))
  );
}

/** The value that satisfied a field's tests; the first one, or null, where it was not a text that did. */
function witnessOf(value: FieldValue | undefined, checks: ValueChecks): FieldScalar {
  const values = valuesOf(value);
  return values.find((item) => item !== null && satisfies(textOf(item), checks)) ?? values[0] ?? null;
}

function isNull(value: FieldValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  return isList(value) && (value.length === 0 || value.includes(null));
}

function askReference(slot: number, other: number, test: Extract<ValueTest, { kind: 'fieldref' }>): Ask {
  const fold = test.cased ? (text: string): string => text : foldCase;
  const textsAt = (view: EventView, at: number): string[] =>
    valuesOf(view.valueAt(at)).flatMap((value) => (value === null ? [] : [fold(textOf(value))]));
  const compare = REFERENCES[test.placement];
  return (view) => {
    const wanted = textsAt(view, other);
    return wanted.length > 0 && textsAt(view, slot).some((text) => wanted.some((part) => compare(text, part)));
  };
}

const REFERENCES = {
  equals: (text: string, other: string): boolean => text === other,
  startswith: (text: string, other: string): boolean => text.startsWith(other),
  endswith: (text: string, other: string): boolean => text.endsWith(other),
  contains: (text: string, other: string): boolean => text.includes(other),
};

function compileKeyword({ tests }: KeywordPredicate): Compiled {
  const checks = compileTests(tests);
  const parts = plainParts(tests);
  const ask: Ask =
    parts === null
      ? (view) => view.allTexts().some(({ text }) => satisfies(text, checks))
      : (view) => {
          const all = view.allJoined();
          for (const part of parts) if (all.includes(part)) return true;
          return false;
        };
  return {
    ask,
    collect: (view, selection, out) => {
      const found = view.allTexts().find(({ text }) => satisfies(text, checks));
      if (found !== undefined) out.push({ selection, field: found.field, value: found.value });
    },
  };
}

/** The texts to look for where each test is plain substring search, else null. */
function plainParts(tests: readonly ValueTest[]): string[] | null {
  const parts: string[] = [];
  for (const test of tests) {
    if (test.kind !== 'text' || test.placement !== 'contains' || test.cased || test.dashes) return null;
    if (test.text === '' || test.text.includes(SEPARATOR)) return null;
    parts.push(test.text);
  }
  return parts;
}
