/**
 * Field modifiers (Sigma 2.1.0, modifiers appendix): the chain after a field name and the values below it become
 * tests. A chain that is unknown or means nothing is refused; it is never read as something near it.
 */
import type { YamlScalar } from './parse/yaml.ts';
import { join, type Comparison, type Predicate, type TextPlacement, type ValueTest } from './predicate.ts';
import { invalid, located, unsupported } from './refusal.ts';
import { parseCidr } from './values/cidr.ts';
import { literalPattern, testOf } from './values/pattern.ts';
import { decimalOf } from './values/number.ts';
import { expandPlaceholders, type Placeholders } from './values/placeholder.ts';
import { checkRegex } from './values/regex.ts';
import { TIME_PART_RANGES, TIME_PARTS, type TimePart } from './values/time-part.ts';
import { comparesDashes, transformText, TRANSFORMS, type Transform } from './values/transform.ts';

const PLACEMENTS = ['contains', 'startswith', 'endswith'] as const satisfies readonly TextPlacement[];
const COMPARISONS = ['lt', 'lte', 'gt', 'gte'] as const satisfies readonly Comparison[];
const REGEX_FLAGS = ['i', 'm', 's'];
/** Modifiers that decide what a value is; a chain has at most one. */
const TYPES = ['re', 'cidr', 'exists', 'fieldref', ...COMPARISONS] as const;
type TypeModifier = (typeof TYPES)[number];

/** What may stand beside a type modifier; anything else would be silently without effect. */
const ALLOWED_BESIDE: Record<TypeModifier, readonly string[]> = {
  re: [...REGEX_FLAGS, 'all', 'neq', 'expand'],
  cidr: ['all', 'neq', 'expand'],
  exists: [],
  fieldref: [...PLACEMENTS, 'cased', 'all', 'neq', 'expand'],
  lt: [...TIME_PARTS, 'all', 'neq', 'expand'],
  lte: [...TIME_PARTS, 'all', 'neq', 'expand'],
  gt: [...TIME_PARTS, 'all', 'neq', 'expand'],
  gte: [...TIME_PARTS, 'all', 'neq', 'expand'],
};
/** What may stand beside a time modifier. */
const ALLOWED_BESIDE_TIME: readonly string[] = [...COMPARISONS, 'all', 'neq', 'expand'];

interface Chain {
  readonly type: TypeModifier | null;
  readonly timePart: TimePart | null;
  readonly all: boolean;
  readonly neq: boolean;
  readonly cased: boolean;
  readonly flags: string;
  readonly placement: TextPlacement;
  /** `contains`, `base64` and the like in the order in which they apply. */
  readonly transforms: readonly Transform[];
}

/**
 * The predicate for one `field|modifier|…: values` entry; `field` is empty for keywords.
 * Throws a `Refusal`.
 */
export function predicateOf(
  field: string,
  modifiers: readonly string[],
  values: readonly YamlScalar[],
  placeholders: Placeholders,
): Predicate {
  const chain = readChain(modifiers);
  if (values.length === 0) throw invalid('the list of values is empty');
  const isKeyword = field === '';
  if (isKeyword && chain.type !== null && chain.type !== 're' && chain.type !== 'cidr') {
    throw invalid(`\`${chain.type}\` needs a field`);
  }
  if (isKeyword && chain.timePart !== null) throw invalid(`\`${chain.timePart}\` needs a field`);
  const groups = values.map((value) =>
    located(null, value.line, () =>
      expanded(value, chain, placeholders).flatMap((resolved) => testsOf(resolved, chain, isKeyword)),
    ),
  );
  const ask = (tests: readonly ValueTest[]): Predicate =>
    isKeyword ? { kind: 'keyword', tests } : { kind: 'field', field, tests };
  if (chain.neq) return { kind: 'not', child: ask(groups.flat()) };
  return chain.all ? join('and', groups.map(ask)) : ask(groups.flat());
}

function readChain(modifiers: readonly string[]): Chain {
  const seen = new Set<string>();
  for (const modifier of modifiers) {
    if (!isKnown(modifier)) throw unsupported(`\`${modifier}\` is no modifier of Sigma 2.1`);
    if (seen.has(modifier)) throw invalid(`\`${modifier}\` stands twice`);
    seen.add(modifier);
  }
  const types = TYPES.filter((type) => seen.has(type));
  if (types.length > 1) throw invalid(`\`${types.join('` and `')}\` exclude each other`);
  const type = types[0] ?? null;
  const flags = REGEX_FLAGS.filter((flag) => seen.has(flag)).join('');
  if (type === null && flags !== '') throw invalid(`\`${flags[0]}\` belongs to \`re\``);
  if (type !== null) refuseStray(modifiers, type, ALLOWED_BESIDE[type]);
  const timeParts = TIME_PARTS.filter((part) => seen.has(part));
  if (timeParts.length > 1) throw invalid(`\`${timeParts.join('` and `')}\` exclude each other`);
  const timePart = timeParts[0] ?? null;
  if (timePart !== null) refuseStray(modifiers, timePart, ALLOWED_BESIDE_TIME);
  const placements = PLACEMENTS.filter((placement) => seen.has(placement));
  if (placements.length > 1) throw invalid(`\`${placements.join('` and `')}\` exclude each other`);
  return {
    type,
    timePart,
    all: seen.has('all'),
    neq: seen.has('neq'),
    cased: seen.has('cased'),
    flags,
    placement: placements[0] ?? 'equals',
    transforms: modifiers.filter((modifier): modifier is Transform =>
      (TRANSFORMS as readonly string[]).includes(modifier),
    ),
  };
}

function refuseStray(modifiers: readonly string[], type: string, allowed: readonly string[]): void {
  const stray = modifiers.find((modifier) => modifier !== type && !allowed.includes(modifier));
  if (stray !== undefined) throw invalid(`\`${stray}\` means nothing beside \`${type}\``);
}

function isKnown(modifier: string): boolean {
  const plain = ['all', 'neq', 'cased', ...REGEX_FLAGS, ...TYPES, ...TIME_PARTS, ...TRANSFORMS];
  return plain.includes(modifier);
}

/** The values a value with placeholders stands for. Where they go into an expression, they are taken literally. */
function expanded(value: YamlScalar, chain: Chain, placeholders: Placeholders): YamlScalar[] {
  if (!chain.transforms.includes('expand') || typeof value.value !== 'string') return [value];
  const quote = chain.type === 're' ? quoteRegex : (text: string): string => text;
  return expandPlaceholders(value.text, placeholders, quote).map((text) => ({
    ...value,
    text,
    value:
      (chain.type !== null && isComparison(chain.type)) || chain.timePart !== null ? (decimalOf(text) ?? text) : text,
  }));
}

function quoteRegex(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

function isComparison(type: TypeModifier): type is Comparison {
  return (COMPARISONS as readonly string[]).includes(type);
}

/** The alternatives of one value. */
function testsOf(value: YamlScalar, chain: Chain, isKeyword: boolean): ValueTest[] {
  if (value.value === null && chain.type !== null) throw invalid(`\`${chain.type}\` cannot be applied to null`);
  switch (chain.type) {
    case 're':
      checkRegex(value.text, chain.flags);
      return [{ kind: 'regex', source: value.text, flags: chain.flags }];
    case 'cidr':
      if (parseCidr(value.text.trim()) === null) throw invalid(`\`${value.text}\` is no network range`);
      return [{ kind: 'cidr', range: value.text.trim() }];
    case 'exists':
      if (typeof value.value !== 'boolean') throw invalid('`exists` takes true or false');
      return [{ kind: 'exists', expected: value.value }];
    case 'fieldref':
      if (typeof value.value !== 'string' || value.value === '') throw invalid('`fieldref` takes the name of a field');
      return [{ kind: 'fieldref', field: value.value, placement: chain.placement, cased: chain.cased }];
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      if (typeof value.value !== 'number') throw invalid(`\`${chain.type}\` takes a number`);
      if (chain.timePart !== null) return [timeTest(value.value, chain.timePart, chain.type)];
      return [{ kind: 'compare', operator: chain.type, value: value.value }];
    case null:
      return chain.timePart === null
        ? textTests(value, chain, isKeyword)
        : [timeTest(value.value, chain.timePart, 'eq')];
  }
}

function timeTest(value: YamlScalar['value'], part: TimePart, operator: Comparison | 'eq'): ValueTest {
  const [least, most] = TIME_PART_RANGES[part];
  if (typeof value !== 'number' || !Number.isInteger(value)) throw invalid(`\`${part}\` takes a whole number`);
  if (operator === 'eq' && (value < least || value > most)) {
    throw invalid(`\`${part}\` takes a number from ${least} to ${most}`);
  }
  return { kind: 'timepart', part, operator, value };
}

function textTests(value: YamlScalar, chain: Chain, isKeyword: boolean): ValueTest[] {
  const folding = { cased: chain.cased, dashes: comparesDashes(chain.transforms) };
  if (value.value === null) {
    if (isKeyword) throw invalid('null is no keyword');
    if (chain.transforms.length > 0) throw invalid(`\`${chain.transforms[0]}\` cannot be applied to null`);
    return [{ kind: 'null' }];
  }
  if (chain.transforms.length === 0 && !isKeyword) {
    if (typeof value.value === 'number') return [{ kind: 'number', value: value.value, text: value.text }];
    if (typeof value.value === 'boolean') return [testOf(literalPattern(value.text), folding)];
  }
  const isPlaced = chain.placement !== 'equals';
  const transforms = isKeyword && !isPlaced ? [...chain.transforms, 'contains' as const] : chain.transforms;
  return transformText(value.text, transforms).map((pattern) => testOf(pattern, folding));
}
