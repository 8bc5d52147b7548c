import { describe, expect, it } from 'vitest';
import { chosenIn, countValues, fits, holdsText, ordered, paramOf, type Facet } from './facets.ts';

interface Row {
  readonly name: string;
  readonly tags: readonly string[];
  readonly hits: number | null;
}

const ROWS: readonly Row[] = [
  { name: 'One, two', tags: ['a', 'b'], hits: 3 },
  { name: 'Three', tags: ['b'], hits: null },
  { name: 'Four', tags: [], hits: 12 },
];
const TAGS: Facet<Row> = { id: 'tag', title: 'Tag', valuesOf: ({ tags }) => tags };
const NAMES: Facet<Row> = { id: 'name', title: 'Name', valuesOf: ({ name }) => [name] };

describe('filters in the address', () => {
  it('come back as they were written, commas and percent signs included', () => {
    const values = ['One, two', '100 %', 'plain'];
    expect(chosenIn({ name: paramOf(values) }, [NAMES])).toEqual({ name: values });
  });

  it('survive an address that somebody made by hand', () => {
    expect(chosenIn({ name: '%E0%A4%A,x' }, [NAMES])).toEqual({ name: ['%E0%A4%A', 'x'] });
  });
});

describe('what a list shows', () => {
  it('is what has one of the chosen values in every facet', () => {
    const shown = (chosen: Record<string, string[]>): string[] =>
      ROWS.filter((row) => fits(row, [TAGS, NAMES], chosen)).map(({ name }) => name);
    expect(shown({})).toHaveLength(3);
    expect(shown({ tag: ['a', 'b'] })).toEqual(['One, two', 'Three']);
    expect(shown({ tag: ['b'], name: ['Three', 'Four'] })).toEqual(['Three']);
  });

  it('has every word in some column that is shown', () => {
    const columns = [{ text: ({ name }: Row) => name }, { text: ({ hits }: Row) => String(hits ?? '') }];
    expect(ROWS.filter((row) => holdsText(row, columns, 'TWO 3'))).toEqual([ROWS[0]]);
    expect(ROWS.filter((row) => holdsText(row, columns.slice(0, 1), 'two 3'))).toEqual([]);
  });
});

it('offers values in their order, others by how many rows have them', () => {
  expect(countValues(ROWS, TAGS)).toEqual([
    ['b', 2],
    ['a', 1],
  ]);
  expect(countValues(ROWS, { ...TAGS, order: ['a'] })[0]).toEqual(['a', 1]);
});

it('orders numbers as numbers, and what has no value last in both directions', () => {
  const orders = { hits: ({ hits }: Row) => hits };
  const by = (direction: 'ascending' | 'descending'): (number | null)[] =>
    ordered(ROWS, orders, { by: 'hits', direction }).map(({ hits }) => hits);
  expect(by('ascending')).toEqual([3, 12, null]);
  expect(by('descending')).toEqual([12, 3, null]);
});
