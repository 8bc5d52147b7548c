import { expect, test } from 'vitest';
import { loadRules } from './load.ts';
import { readPlaceholderLists } from './placeholder-lists.ts';

const read = (text: string) => readPlaceholderLists({ path: 'lists.yml', text });

test('names to lists, a single text counting as a list of one', () => {
  expect(read('domain_controllers: [DC-01, DC-02]\nport: 8443\n')).toEqual({
    domain_controllers: ['DC-01', 'DC-02'],
    port: ['8443'],
  });
});

test('a rule that needs a list is loaded with it and refused without it', () => {
  const rule = {
    path: 'r.yml',
    text: 'title: T\nid: 5c5a9f62-8f0a-4f4e-8a8e-000000000001\nlogsource: {product: x}\ndetection: {s: {Computer|expand: "%domain_controllers%"}, condition: s}\nlevel: low\n',
  };
  expect(loadRules([rule]).refused).toMatchObject([{ code: 'E_RULE_UNSUPPORTED' }]);
  expect(loadRules([rule], { placeholders: read('domain_controllers: [DC-01]') }).rules).toHaveLength(1);
});

test.each([
  ['- a\n- b\n', 'lists.yml:1: placeholder lists are a map of names to lists'],
  ['ok: [a]\nbad: [{x: y}]\n', 'lists.yml:2: a placeholder list holds texts'],
  ['a: [unclosed\n', /^lists\.yml:\d+: /],
])('tells what is wrong with %j', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
