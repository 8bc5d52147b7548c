import { expect, test } from 'vitest';
import { rawRecord } from './raw-record.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('text stays text, without the half of a character at the cut', () => {
  expect(rawRecord(bytes('a\tü\r\n'), 6)).toEqual({ kind: 'text', content: 'a\tü\r\n', shownBytes: 6, ofBytes: 6 });
  expect(rawRecord(bytes('aü').subarray(0, 2), 3)).toEqual({ kind: 'text', content: 'a', shownBytes: 1, ofBytes: 3 });
  expect(rawRecord(bytes(''), 0)).toEqual({ kind: 'text', content: '', shownBytes: 0, ofBytes: 0 });
});

test('what is no text is digits: bytes that are none, and characters that no text has', () => {
  expect(rawRecord(new Uint8Array([0x2a, 0x2a, 0xff, 0x00]), 4)).toMatchObject({ kind: 'hex', content: '2a2aff00' });
  expect(rawRecord(bytes('a\u0000b'), 3)).toMatchObject({ kind: 'hex', content: '610062' });
  // A character that is cut where the record ends, and not only what is shown of it.
  expect(rawRecord(bytes('aü').subarray(0, 2), 2)).toMatchObject({ kind: 'hex', content: '61c3' });
});
