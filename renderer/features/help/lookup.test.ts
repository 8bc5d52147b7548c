import { expect, it } from 'vitest';
import { GLOSSARY } from './glossary.ts';
import { found } from './lookup.ts';

it('finds what has every word somewhere', () => {
  const all = [
    ['E_DISK_FULL', 'free some space'],
    ['E_LOCKED', 'free the lock'],
  ];
  const codes = (text: string): (string | undefined)[] => found(all, text, (texts) => texts).map(([code]) => code);
  expect(codes('')).toHaveLength(2);
  expect(codes('FREE disk')).toEqual(['E_DISK_FULL']);
  expect(codes('nowhere')).toEqual([]);
});

it('explains each word once, in order', () => {
  const words = GLOSSARY.map(({ word }) => word);
  expect(new Set(words).size).toBe(words.length);
  expect(words).toEqual(words.toSorted((a, b) => a.localeCompare(b)));
});
