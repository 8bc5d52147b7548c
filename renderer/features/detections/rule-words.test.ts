import { expect, it } from 'vitest';
import { logsourceText, needText, quoted, reachReasons, reasonText, type ReachRow } from './rule-words.ts';

it('names a log by what the rule says of it', () => {
  expect(logsourceText({ product: 'windows', category: 'process_creation' })).toBe('windows / process_creation');
  expect(logsourceText({})).toBe('any log');
});

it('says what an event would have to be', () => {
  expect(needText({ kind: 'channel', channels: ['security'], eventIds: [4688], where: { Provider: ['a', 'b'] } })).toBe(
    'channel security with EventID 4688 and Provider a or b',
  );
  expect(needText({ kind: 'channel', channels: [], eventIds: [], where: {} })).toBe('any Windows channel');
});

it('says why a rule can never fire, with what is seen instead', () => {
  const row: ReachRow = {
    id: 'r',
    title: 'R',
    level: 'high',
    kind: 'rule',
    state: 'other_values',
    hits: 0,
    logsource: {},
    obstacle: {
      channel: 'security',
      eventId: 4624,
      label: {},
      events: 9,
      blockCount: 3,
      blocks: [
        { kind: 'field_never_seen', selection: 'sel', field: 'Image', eventField: 'NewProcessName' },
        {
          kind: 'other_values',
          selection: 'sel',
          field: 'LogonType',
          eventField: 'LogonType',
          wanted: ['is 10'],
          wantedCount: 6,
          seen: [{ value: 3, count: 1_200 }],
          seenCount: 1,
        },
      ],
    },
  };
  expect(reachReasons(row)).toEqual([
    'NewProcessName is in none of these events; sel needs it.',
    'LogonType is 10 or 5 more is wanted; seen: 3 (1,200).',
    '1 more of this kind.',
  ]);
});

it('tells a missing route from a condition that does not hold', () => {
  const bare = { isMatch: false, ways: [] } as unknown as Parameters<typeof reasonText>[0];
  expect(reasonText(bare)).toBe('No route leads from this event to this rule.');
  expect(reasonText({ ...bare, isMatch: true })).toBeNull();
});

it('keeps quotes and backslashes within a value of a query', () => {
  expect(quoted(String.raw`a\b"c`)).toBe(String.raw`"a\\b\"c"`);
});
