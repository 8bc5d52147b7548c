import { expect, test } from 'vitest';
import { completionsAt } from './complete.ts';
import { eventCatalogue } from './event-fields.ts';

const catalogue = eventCatalogue();

/** What completion offers at the `^` in `text`. */
function offered(marked: string): string[] {
  const cursor = marked.indexOf('^');
  const text = marked.replace('^', '');
  const values = [
    { value: 'WS-12', count: 7 },
    { value: 'ws 1', count: 2 },
    { value: 'dc-01', count: 1 },
  ];
  return completionsAt(text, cursor, catalogue, (field) => (field === 'host' ? values : [])).map(
    ({ insert, start, end }) => text.slice(0, start) + insert + text.slice(end),
  );
}

test('fields at the start of a test, by name or by the alias being typed', () => {
  expect(offered('comm^')).toEqual(['CommandLine:', 'community_id:']);
  expect(offered('a and (src_endp^) or b')).toContain('a and (src_endpoint.ip:) or b');
  expect(offered('not ima^')).toContain('not Image:');
});

test('values of the field by frequency, quoted where they must be', () => {
  expect(offered('host:^')).toEqual(['host:WS-12', 'host:"ws 1"', 'host:dc-01']);
  expect(offered('user:x host in (dc-01, ws^')).toEqual([
    'user:x host in (dc-01, WS-12',
    'user:x host in (dc-01, "ws 1"',
  ]);
  expect(offered('host:"ws ^')).toEqual(['host:"ws 1"']);
  expect(offered('severity>=h^')).toEqual(['severity>=high']);
});

test('keywords after a test, times after the bar', () => {
  expect(offered('host:a ^')).toEqual(['host:a and', 'host:a or', 'host:a not', 'host:a | last 24h', 'host:a | from ']);
  expect(offered('host:a | la^')).toContain('host:a | last 24h');
});
