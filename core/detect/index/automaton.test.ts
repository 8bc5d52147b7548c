import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldCase } from '../values/folding.ts';
import { Automaton } from './automaton.ts';

function occurrences(literals: readonly string[], text: string): string[] {
  const found: string[] = [];
  new Automaton(literals).scan(text, { found: (literal, end) => found.push(`${literal}@${end}`) });
  return found.toSorted();
}

function searched(literals: readonly string[], text: string): string[] {
  const found: string[] = [];
  for (const [index, literal] of literals.entries()) {
    for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + 1)) {
      found.push(`${index}@${at + literal.length}`);
    }
  }
  return found.toSorted();
}

const FEW_LETTERS = fc.string({ unit: fc.constantFrom('a', 'b', '\\', '.'), maxLength: 60 });
const LITERALS = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', '\\', '.'), minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 40,
});

describe('the automaton', () => {
  test('finds exactly what searching one after the other finds', () => {
    fc.assert(
      fc.property(LITERALS, FEW_LETTERS, (literals, text) => {
        expect(occurrences(literals, text)).toEqual(searched(literals, text));
      }),
      { numRuns: 500 },
    );
  });

  test('jumps over nothing where all literals are long', () => {
    const letters = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
      fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength, maxLength });
    const many = fc.uniqueArray(letters(5, 9), { minLength: 1, maxLength: 4 });
    const text = fc
      .tuple(many, fc.array(letters(0, 4), { maxLength: 8 }), fc.nat())
      .map(([literals, parts, seed]) => ({ literals, text: parts.join(literals[seed % literals.length]) }));
    fc.assert(
      fc.property(text, ({ literals, text: all }) => {
        expect(occurrences(literals, all)).toEqual(searched(literals, all));
      }),
      { numRuns: 1_000 },
    );
  });

  test('overlooks nothing beyond ASCII or in upper case, the same literal twice included', () => {
    const text = fc.string({
      unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), fc.constantFrom('Σ', 'ς', 'K', 'İ', 'É', '𐐀', 'A')),
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, fc.array(fc.nat(40), { minLength: 1, maxLength: 10 }), (all, cuts) => {
        const folded = foldCase(all);
        const literals = cuts.map((cut) => folded.slice(cut % (folded.length + 1)).slice(0, 3) || 'x');
        expect(occurrences(literals, folded)).toEqual(expect.arrayContaining(searched(literals, folded)));
        expect(occurrences(literals, all)).toEqual(expect.arrayContaining(searched(literals, folded)));
      }),
    );
  });

  test('ten thousand literals take a few megabytes', () => {
    const literals = Array.from({ length: 10_000 }, (_, index) => `\\program ${(index * 7_919) % 10_007} files\\`);
    const automaton = new Automaton(literals);
    expect(automaton.sizeBytes).toBeLessThan(6_000_000);
    expect(occurrences(literals, `c:${literals[4_711]}x`)).toHaveLength(1);
  });
});
