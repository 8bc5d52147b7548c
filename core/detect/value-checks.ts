/** Compiles tests of single values; the text of the value comes in folded as the tests need it. */
import type { Comparison, ValueTest } from './predicate.ts';
import { compileCidr } from './values/cidr.ts';
import { foldCase, foldDashes } from './values/folding.ts';
import { decimalOf } from './values/number.ts';
import { compileRegex } from './values/regex.ts';
import { timePartOf } from './values/time-part.ts';
import { compilePattern } from './values/wildcard.ts';

type TextCheck = (text: string) => boolean;

/** The tests of one field, by the form of the text they read. */
export interface ValueChecks {
  /** Reads the text as the event has it. */
  readonly raw: TextCheck | null;
  /** Reads it case-folded. */
  readonly folded: TextCheck | null;
  /** Reads it case-folded and with one kind of dash. */
  readonly dashed: TextCheck | null;
}

/** Null, exists and fieldref tests need more than a text; they are left out. */
export function compileTests(tests: readonly ValueTest[]): ValueChecks {
  const raw: TextCheck[] = [];
  const folded = new TextTests();
  const dashed = new TextTests();
  for (const test of tests) {
    if (test.kind === 'text' || test.kind === 'wildcard') {
      if (!test.cased) (test.dashes ? dashed : folded).add(test);
      else if (test.dashes) raw.push(onFoldedDashes(compileText(test)));
      else raw.push(compileText(test));
    } else if (test.kind === 'number') {
      folded.addNumber(test.value, test.text);
    } else if (test.kind === 'regex') {
      raw.push(compileRegex(test.source, test.flags));
    } else if (test.kind === 'cidr') {
      raw.push(compileCidr(test.range));
    } else if (test.kind === 'compare') {
      raw.push(compileComparison(test.operator, test.value));
    } else if (test.kind === 'timepart') {
      raw.push(compileTimePart(test));
    }
  }
  return { raw: anyOf(raw), folded: folded.compile(), dashed: dashed.compile() };
}

function onFoldedDashes(check: TextCheck): TextCheck {
  return (text) => check(foldDashes(text));
}

type TextTest = Extract<ValueTest, { kind: 'text' | 'wildcard' }>;

function compileText(test: TextTest): TextCheck {
  if (test.kind === 'wildcard') return compilePattern(test.pattern);
  const { text: wanted } = test;
  switch (test.placement) {
    case 'equals':
      return (text) => text === wanted;
    case 'startswith':
      return (text) => text.startsWith(wanted);
    case 'endswith':
      return (text) => text.endsWith(wanted);
    case 'contains':
      return (text) => text.includes(wanted);
  }
}

/** Gathers tests of one kind of text so that many of them cost less than one after the other. */
class TextTests {
  readonly #equal = new Set<string>();
  readonly #numbers = new Set<number>();
  readonly #starts: string[] = [];
  readonly #ends: string[] = [];
  readonly #parts: string[] = [];
  readonly #others: TextCheck[] = [];

  add(test: TextTest): void {
    if (test.kind === 'wildcard') this.#others.push(compileText(test));
    else if (test.placement === 'equals') this.#equal.add(test.text);
    else if (test.placement === 'startswith') this.#starts.push(test.text);
    else if (test.placement === 'endswith') this.#ends.push(test.text);
    else this.#parts.push(test.text);
  }

  /** A number equals its own spelling and every decimal text of the same value. */
  addNumber(value: number, text: string): void {
    this.#equal.add(foldCase(text));
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return;
    this.#equal.add(String(value));
    this.#numbers.add(value);
  }

  compile(): TextCheck | null {
    const checks: TextCheck[] = [];
    const equal = this.#equal;
    if (equal.size === 1) {
      const [only] = equal;
      checks.push((text) => text === only);
    } else if (equal.size > 1) {
      checks.push((text) => equal.has(text));
    }
    if (this.#numbers.size > 0) checks.push(isAnyNumber(this.#numbers));
    if (this.#starts.length > 0) checks.push(startsWithAny(this.#starts));
    if (this.#ends.length > 0) checks.push(endsWithAny(this.#ends));
    if (this.#parts.length > 0) checks.push(includesAny(this.#parts));
    return anyOf([...checks, ...this.#others]);
  }
}

function isAnyNumber(wanted: ReadonlySet<number>): TextCheck {
  return (text) => {
    const value = decimalOf(text);
    return value !== null && wanted.has(value);
  };
}

function startsWithAny(wanted: readonly string[]): TextCheck {
  return (text) => {
    for (const start of wanted) if (text.startsWith(start)) return true;
    return false;
  };
}

function endsWithAny(wanted: readonly string[]): TextCheck {
  return (text) => {
    for (const end of wanted) if (text.endsWith(end)) return true;
    return false;
  };
}

function includesAny(wanted: readonly string[]): TextCheck {
  return (text) => {
    for (const part of wanted) if (text.includes(part)) return true;
    return false;
  };
}

function compileComparison(operator: Comparison, wanted: number): TextCheck {
  const compare = COMPARISONS[operator];
  return (text) => {
    const value = decimalOf(text);
    return value !== null && compare(value, wanted);
  };
}

function compileTimePart({ part, operator, value: wanted }: Extract<ValueTest, { kind: 'timepart' }>): TextCheck {
  const compare = operator === 'eq' ? (value: number): boolean => value === wanted : COMPARISONS[operator];
  return (text) => {
    const value = timePartOf(text, part);
    return value !== null && compare(value, wanted);
  };
}

const COMPARISONS: Record<Comparison, (value: number, wanted: number) => boolean> = {
  lt: (value, wanted) => value < wanted,
  lte: (value, wanted) => value <= wanted,
  gt: (value, wanted) => value > wanted,
  gte: (value, wanted) => value >= wanted,
};

function anyOf(checks: readonly TextCheck[]): TextCheck | null {
  const [first, second] = checks;
  if (first === undefined) return null;
  if (second === undefined) return first;
  if (checks.length === 2) return (text) => first(text) || second(text);
  return (text) => {
    for (const check of checks) if (check(text)) return true;
    return false;
  };
}
