import { expect, it } from 'vitest';
import { diffJson, isChanged } from './json-diff.ts';

it('tells place by place what was and what is', () => {
  const diff = diffJson({ a: 1, b: { c: ['x', 'y'] }, same: true }, { a: 2, b: { c: ['x'] }, d: null, same: true });
  expect(diff.filter(isChanged)).toEqual([
    { place: 'a', before: '1', after: '2' },
    { place: 'b.c[1]', before: 'y', after: null },
    { place: 'd', before: null, after: 'null' },
  ]);
  expect(diff.filter((one) => !isChanged(one)).map(({ place }) => place)).toEqual(['b.c[0]', 'same']);
});

it('takes null for nothing, so that something new has nothing before it', () => {
  expect(diffJson(null, { why: '' })).toEqual([{ place: 'why', before: null, after: '' }]);
  expect(diffJson('text', null)).toEqual([{ place: '', before: 'text', after: null }]);
});

it('tells of a list that was empty what came into it', () => {
  expect(diffJson({ paths: [] }, { paths: ['a.zip'] })).toEqual([{ place: 'paths[0]', before: null, after: 'a.zip' }]);
});

it('keeps empty lists and objects apart from missing ones', () => {
  expect(diffJson({ a: [] }, { a: {} })).toEqual([{ place: 'a', before: '[]', after: '{}' }]);
});
