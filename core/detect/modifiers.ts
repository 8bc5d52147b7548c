/**
 * Field modifiers (Sigma 2.1.0, modifiers appendix): the chain after a field name and the values below it become
 * tests. A chain that is unknown or means nothing is refused; it is never read as something near it.
 */
import type { YamlScalar } from './parse/yaml.ts';
import { join, type Comparison, type Predicate, type TextPlacement, type ValueTest } from './predicate.ts';
import { invalid, located, unsupported } from './refusal.ts';
import { parseCidr } from './values/cidr.ts';
import { literalPattern, testOf } from './values/pattern.ts';
import { checkRegex } from './values/regex.ts';
import { transformText, TRANSFORMS, type Transform } from './values/transform.ts';

const PLACEMENTS = ['contains', 'startswith', 'endswith'] as const satisfies readonly TextPlacement[];
const COMPARISONS = ['lt', 'lte', 'gt', 'gte'] as const satisfies readonly Comparison[];
const REGEX_FLAGS = ['i', 'm', 's'];
const TIME_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'];
/** Modifiers that decide what a value is; a chain has at most one. */
const TYPES = ['re', 'cidr', 'exists', 'fieldref', ...COMPARISONS] as const;
type TypeModifier = (typeof TYPES)[number];

/** What may stand beside a type modifier; anything else would be silently without effect. */
const ALLOWED_BESIDE: Record<TypeModifier, readonly string[]> = {
  re: [...REGEX_FLAGS, 'all', 'neq'],
  cidr: ['all', 'neq'],
  exists: [],
  fieldref: [...PLACEMENTS, 'cased', 'all', 'neq'],
  lt: ['all'],
  lte: ['all'],
  gt: ['all'],
  gte: ['all'],
};

interface Chain {
  readonly type: TypeModifier | null;
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
export function predicateOf(field: string, modifiers: readonly string[], values: readonly YamlScalar[]): Predicate {
  const chain = readChain(modifiers);
  if (values.length === 0) throw invalid('the list of values is empty');
  const isKeyword = field === '';
  if (isKeyword && chain.type !== null && chain.type !== 're' && chain.type !== 'cidr') {
    throw invalid(`\`${chain.type}\` needs a field`);
  }
  const groups = values.map((value) => located(null, value.line, () => testsOf(value, chain, isKeyword)));
  const ask = (tests: readonly ValueTest[]): Predicate =>
    isKeyword ? { kind: 'keyword', tests } : { kind: 'field', field, tests };
  if (chain.neq) return { kind: 'not', child: ask(groups.flat()) };
  return chain.all ? join('and', groups.map(ask)) : ask(groups.flat());
}

function readChain(modifiers: readonly string[]): Chain {
  const seen = new Set<string>();
  for (const modifier of modifiers) {
    if (TIME_PARTS.includes(modifier)) throw unsupported(`the time modifier \`${modifier}\` is not supported yet`);
    if (!isKnown(modifier)) throw unsupported(`\`${modifier}\` is no modifier of Sigma 2.1`);
    if (seen.has(modifier)) throw invalid(`\`${modifier}\` stands twice`);
    seen.add(modifier);
  }
  const types = TYPES.filter((type) => seen.has(type));
  if (types.length > 1) throw invalid(`\`${types.join('` and `')}\` exclude each other`);
  const type = types[0] ?? null;
  const flags = REGEX_FLAGS.filter((flag) => seen.has(flag)).join('');
  if (type === null && flags !== '') throw invalid(`\`${flags[0]}\` belongs to \`re\``);
  if (type !== null) {
    const stray = modifiers.find((modifier) => modifier !== type && !ALLOWED_BESIDE[type].includes(modifier));
    if (stray !== undefined) throw invalid(`\`${stray}\` means nothing beside \`${type}\``);
  }
  const placements = PLACEMENTS.filter((placement) => seen.has(placement));
  if (placements.length > 1) throw invalid(`\`${placements.join('` and `')}\` exclude each other`);
  return {
    type,
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

function isKnown(modifier: string): boolean {
  const plain = ['all', 'neq', 'cased', ...REGEX_FLAGS, ...TYPES, ...TRANSFORMS];
  return plain.includes(modifier);
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
      return [{ kind: 'compare', operator: chain.type, value: value.value }];
    case null:
      return textTests(value, chain, isKeyword);
  }
}

function textTests(value: YamlScalar, chain: Chain, isKeyword: boolean): ValueTest[] {
  const folding = { cased: chain.cased, dashes: chain.transforms.includes('windash') };
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
