import { describe, expect, test } from 'vitest';
import type { Fields } from '../../model/fields.ts';
import { loadRules } from '../load.ts';
import { createDetector } from '../match.ts';

const RULES = [
  'title: One\nid: one\nname: first\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {Image|endswith: .exe}, condition: s}\n',
  'title: Two\nid: two\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {Image|endswith: .exe}, condition: s}\n',
  'title: Three\nid: three\nlogsource: {product: linux}\ndetection: {s: {Image|endswith: .exe}, condition: s}\n',
];
const filterText = (
  rules: string,
  body = 'sel: {User|startswith: adm_}, condition: not sel',
  logsource = '{product: windows}',
): string => `title: Admins\nid: admins\nlogsource: ${logsource}\nfilter: {${rules}${body}}\n`;

function load(...filters: string[]) {
  return loadRules([{ path: 'x.yml', text: [...RULES, ...filters].join('---\n') }]);
}

function fired(filters: string[], fields: Fields, product = 'windows'): string[] {
  const event = { fields: { Image: 'a.exe', ...fields }, logsource: { product, category: 'process_creation' } };
  return createDetector(load(...filters).rules)
    .match(event)
    .map(({ rule }) => rule.id);
}

describe('FLT filters', () => {
  test.each<[string, string[]]>([
    ['rules: [one], ', ['two']], // FLT-1
    ['rules: first, ', ['two']],
    ['rules: [one, two], ', []],
    ['rules: any, ', []], // FLT-2
    ['', []],
    ['rules: [three], ', ['one', 'two']], // FLT-3
  ])('FLT-1 to FLT-3 {%s}: on an admin %j fire', (rules, expected) => {
    expect(fired([filterText(rules)], { User: 'adm_eve' })).toEqual(expected);
    expect(fired([filterText(rules)], { User: 'eve' })).toEqual(['one', 'two']);
  });

  test('FLT-3 rules of another logsource are left alone', () => {
    expect(fired([filterText('rules: any, ')], { User: 'adm_eve' }, 'linux')).toEqual(['three']);
  });

  test('FLT-4 the condition is taken as written', () => {
    const only = filterText('rules: [one], ', 'sel: {User|startswith: adm_}, condition: sel');
    expect(fired([only], { User: 'adm_eve' })).toEqual(['one', 'two']);
    expect(fired([only], { User: 'eve' })).toEqual(['two']);
  });

  test('FLT-5 several filters all have to let an event pass', () => {
    const other = filterText('rules: [one], ', 'x: {Host: lab}, y: {User: bob}, condition: not 1 of them').replaceAll(
      'dmins',
      'thers',
    );
    const filters = [filterText('rules: [one], '), other];
    expect(fired(filters, { User: 'eve', Host: 'x' })).toEqual(['one', 'two']);
    expect(fired(filters, { User: 'adm_eve' })).toEqual(['two']);
    expect(fired(filters, { Host: 'lab' })).toEqual(['two']);
  });

  test('FLT-6 a hit says which filters its event has passed', () => {
    const { rules, filters } = load(filterText('rules: [one, three, nowhere], '));
    const [hit, other] = createDetector(rules).match({
      fields: { Image: 'a.exe', User: 'eve' },
      logsource: { product: 'windows', category: 'process_creation' },
    });
    expect(hit!.rule.filters).toEqual([{ id: 'admins', title: 'Admins' }]);
    expect(other!.rule.filters).toBeUndefined();
    expect(filters).toMatchObject([{ appliesTo: ['one'], unmatched: ['three', 'nowhere'] }]);
  });

  test('FLT-6 selections of a filter are named as its own', () => {
    const { rules } = load(filterText('rules: [one], ', 'sel: {User: eve}, condition: sel'));
    const [hit] = createDetector(rules).match({
      fields: { Image: 'a.exe', User: 'eve' },
      logsource: { product: 'windows', category: 'process_creation' },
    });
    expect(hit!.matched.map(({ selection }) => selection).toSorted()).toEqual(['Admins / sel', 's']);
  });

  test.each<[string, string, string]>([
    ['a filter without a condition', filterText('rules: any, ', 'sel: {a: b}'), 'condition: the condition is missing'],
    [
      'an unknown selection',
      filterText('', 'sel: {a: b}, condition: not other'),
      'condition: there is no selection named `other`',
    ],
    ['a filter that is no map', 'title: x\nlogsource: {product: a}\nfilter: x\n', 'filter: the filter is no map'],
    ['no logsource', 'title: x\nfilter: {sel: {a: b}, condition: sel}\n', 'logsource: the logsource is missing'],
    ['a rule that is a map', filterText('rules: [{a: b}], '), 'rules: a rule is named by id or name'],
    [
      'a placeholder without values',
      filterText('', "sel: {'User|expand': '%admins%'}, condition: not sel"),
      'User|expand: the placeholder %admins% has no values',
    ],
  ])('FLT-7 %s is refused and the rules stay', (_name, text, reason) => {
    const { rules, filters, refused } = load(text);
    expect([rules.length, filters.length]).toEqual([3, 0]);
    expect(refused.map((one) => `${one.field}: ${one.reason}`)).toEqual([reason]);
  });
});
