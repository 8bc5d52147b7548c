/**
 * Sigma as slowly and plainly as the numbered rules of `core/detect/SPEC.md` can be written down: rules as the objects
 * their YAML gives, every question asked of every value, nothing shared with the engine that it is compared with.
 */

export type Scalar = string | number | boolean | null;
export type NaiveFields = Readonly<Record<string, Scalar | readonly Scalar[]>>;
export type Selection = Readonly<Record<string, Scalar | readonly Scalar[]>> | readonly Scalar[];

/** A condition as a tree, so that nothing here has to parse one. */
export type Condition =
  | { readonly name: string }
  | { readonly of: '1' | 'all'; readonly prefix: string | null }
  | { readonly not: Condition }
  | { readonly op: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

export interface NaiveRule {
  readonly selections: Readonly<Record<string, Selection>>;
  readonly condition: Condition;
}

export function conditionText(condition: Condition): string {
  if ('name' in condition) return condition.name;
  if ('of' in condition) return `${condition.of} of ${condition.prefix === null ? 'them' : `${condition.prefix}*`}`;
  if ('not' in condition) return `not (${conditionText(condition.not)})`;
  return `(${conditionText(condition.left)}) ${condition.op} (${conditionText(condition.right)})`;
}

export function naiveMatch(rule: NaiveRule, fields: NaiveFields): boolean {
  const { selections } = rule;
  const holds = (condition: Condition): boolean => {
    if ('name' in condition) return selectionHolds(selections[condition.name]!, fields);
    if ('not' in condition) return !holds(condition.not);
    if ('of' in condition) {
      const names = Object.keys(selections).filter((name) =>
        condition.prefix === null ? true : name.startsWith(condition.prefix),
      );
      const results = names.map((name) => selectionHolds(selections[name]!, fields));
      return condition.of === '1' ? results.includes(true) : !results.includes(false);
    }
    const left = holds(condition.left);
    const right = holds(condition.right);
    return condition.op === 'and' ? left && right : left || right;
  };
  return holds(rule.condition);
}

function selectionHolds(selection: Selection, fields: NaiveFields): boolean {
  if (Array.isArray(selection)) {
    return selection.some((keyword: Scalar) =>
      allTexts(fields).some((text) => textMatches(keyword, text, ['contains'])),
    );
  }
  return Object.entries(selection).every(([key, value]) => {
    const [field, ...modifiers] = key.split('|');
    const wanted = Array.isArray(value) ? (value as Scalar[]) : [value as Scalar];
    const answers = wanted.map((one) => fieldHolds(field!, modifiers, one, fields));
    if (modifiers.includes('neq')) return !answers.includes(true);
    return modifiers.includes('all') ? !answers.includes(false) : answers.includes(true);
  });
}

function allTexts(fields: NaiveFields): string[] {
  return Object.keys(fields).flatMap((name) => textsOf(fields, name));
}

function valuesOf(fields: NaiveFields, name: string): readonly Scalar[] {
  if (!Object.hasOwn(fields, name)) return [];
  const value = fields[name]!;
  return Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar];
}

function textsOf(fields: NaiveFields, name: string): string[] {
  return valuesOf(fields, name)
    .filter((value) => value !== null)
    .map(String);
}

function fieldHolds(field: string, modifiers: readonly string[], wanted: Scalar, fields: NaiveFields): boolean {
  const texts = textsOf(fields, field);
  if (modifiers.includes('exists')) return Object.hasOwn(fields, field) === wanted;
  if (wanted === null) {
    const values = valuesOf(fields, field);
    return values.length === 0 || values.includes(null);
  }
  if (modifiers.includes('re')) {
    const flags = ['i', 'm', 's'].filter((flag) => modifiers.includes(flag)).join('');
    return texts.some((text) => new RegExp(String(wanted), `u${flags}`).test(text));
  }
  if (modifiers.includes('cidr')) return texts.some((text) => inRange(text, String(wanted)));
  for (const [name, compare] of Object.entries(COMPARE)) {
    if (modifiers.includes(name)) return texts.some((text) => isDecimal(text) && compare(Number(text), Number(wanted)));
  }
  if (modifiers.includes('fieldref')) {
    const fold = modifiers.includes('cased') ? (text: string): string => text : lower;
    return texts.some((text) =>
      textsOf(fields, String(wanted)).some((other) => isPlaced(fold(text), fold(other), modifiers)),
    );
  }
  return texts.some((text) => textMatches(wanted, text, modifiers));
}

const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  lte: (a, b) => a <= b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  gt: (a, b) => a > b,
};

function isDecimal(text: string): boolean {
  return text !== '' && /^[+-]?[0-9]*\.?[0-9]*(e[+-]?[0-9]+)?$/i.test(text) && !Number.isNaN(Number(text));
}

function isPlaced(text: string, part: string, modifiers: readonly string[]): boolean {
  if (modifiers.includes('contains')) return text.split(part).length > 1 || part === '';
  if (modifiers.includes('startswith')) return text.slice(0, part.length) === part;
  if (modifiers.includes('endswith')) return part === '' || text.slice(-part.length) === part;
  return text === part;
}

function inRange(text: string, range: string): boolean {
  const [network, prefix] = range.split('/') as [string, string];
  const bits = (address: string): string | null => {
    const parts = address.split('.');
    const isAddress = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
    return isAddress ? parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('') : null;
  };
  return bits(text)?.slice(0, Number(prefix)) === bits(network)!.slice(0, Number(prefix)) && bits(text) !== null;
}

/** Character by character, so that no letter's neighbours decide how it is lower-cased. */
function lower(text: string): string {
  return [...text].map((char) => (char === 'ς' || char === 'Σ' ? 'σ' : char.toLowerCase())).join('');
}

function textMatches(wanted: Scalar, text: string, modifiers: readonly string[]): boolean {
  if (typeof wanted === 'number' && modifiers.every((modifier) => modifier === 'neq' || modifier === 'all')) {
    // Beyond 2^53 two different integers can be the same number, so only the spelling counts.
    const isExact = Number.isSafeInteger(wanted) || !Number.isInteger(wanted);
    return lower(text) === lower(String(wanted)) || (isExact && isDecimal(text) && Number(text) === wanted);
  }
  let pattern = '';
  const source = String(wanted);
  const fold = modifiers.includes('cased') ? (part: string): string => part : lower;
  for (let at = 0; at < source.length; at++) {
    const char = String.fromCodePoint(source.codePointAt(at)!);
    const next = source[at + 1];
    if (char === '\\' && next !== undefined && '*?\\'.includes(next)) {
      pattern += quote(next, modifiers);
      at++;
    } else if (char === '*') pattern += '.*';
    else if (char === '?') pattern += '.';
    else {
      pattern += quote(fold(char), modifiers);
      at += char.length - 1;
    }
  }
  const start = modifiers.includes('contains') || modifiers.includes('endswith') ? '.*' : '';
  const end = modifiers.includes('contains') || modifiers.includes('startswith') ? '.*' : '';
  return new RegExp(`^${start}${pattern}${end}$`, 'us').test(fold(text));
}

function quote(char: string, modifiers: readonly string[]): string {
  if (modifiers.includes('windash') && '-/–—―'.includes(char)) return '[-/–—―]';
  return char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
