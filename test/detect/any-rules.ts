/** Rules and events that often meet: few names, few and short values, few logs. */
import fc from 'fast-check';
import type { FieldValue } from '../../core/model/fields.ts';
import type { DetectableEvent } from '../../core/detect/match.ts';

const PIECES = ['a', 'B', 'cmd', '\\', '.exe', '-', '/', '1', '4688', ' '];
const WILD = [...PIECES, '*', '?', '\\*'];
const NAMES = ['Image', 'CommandLine', 'User', 'NewProcessName', 'SubjectUserName', 'constructor'];

const joined = (pieces: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((parts) => parts.join(''));

const name = fc.constantFrom(...NAMES);
const number = fc.constantFrom(0, 1, 5, 4688);
const value = fc.oneof({ weight: 4, arbitrary: joined(WILD) }, number, fc.constantFrom('', null, true));

const TEXT = ['', '|contains', '|startswith', '|endswith', '|cased', '|windash', '|contains|all', '|neq'];
type Entry = readonly [key: string, value: unknown];
const entry: fc.Arbitrary<Entry> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(name, fc.constantFrom(...TEXT), fc.array(joined(WILD), { minLength: 1, maxLength: 3 }))
      .map(([field, modifiers, values]): Entry => [`${field}${modifiers}`, values]),
  },
  { weight: 2, arbitrary: fc.tuple(name, value) },
  fc.tuple(name, fc.boolean()).map(([field, expected]): Entry => [`${field}|exists`, expected]),
  fc
    .tuple(name, fc.constantFrom('lt', 'gte'), number)
    .map(([field, than, wanted]): Entry => [`${field}|${than}`, wanted]),
  fc.tuple(name, name).map(([field, other]): Entry => [`${field}|fieldref`, other]),
  fc.tuple(name, fc.constantFrom('a+', '^cmd', 'B$')).map(([field, source]): Entry => [`${field}|re`, source]),
);

const selection = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(entry, { minLength: 1, maxLength: 2 }).map((entries) => Object.fromEntries(entries)),
  },
  fc.array(fc.constantFrom('cmd', 'exe', '4688', 'zz'), { minLength: 1, maxLength: 2 }),
);

const condition = fc.constantFrom(
  'one',
  'one and two',
  'one or two',
  'one and not two',
  'not one',
  'not (one and two)',
  '1 of them',
  'all of them',
  'two or (one and not two)',
);

const LOGSOURCES = [
  { product: 'windows', category: 'process_creation' },
  { product: 'windows', category: 'registry_add' },
  { product: 'windows', service: 'security' },
  { product: 'windows' },
  { category: 'proxy' },
  { product: 'zeek', service: 'http' },
];

/** A rule as JSON, which is YAML. */
export const anyRuleText: fc.Arbitrary<string> = fc
  .record({ logsource: fc.constantFrom(...LOGSOURCES), one: selection, two: selection, condition, id: fc.uuid() })
  .map(({ logsource, one, two, condition: text, id }) =>
    JSON.stringify({ title: 'Generated', id, logsource, detection: { one, two, condition: text } }),
  );

const ORIGINS = [
  { fields: { Channel: 'Security', EventID: 4688 }, logsource: {} },
  { fields: { Channel: 'Security', EventID: '4624' }, logsource: { product: 'windows' } },
  { fields: { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 1 }, logsource: {} },
  { fields: { Provider_Name: 'Microsoft-Windows-Sysmon', EventID: 12, EventType: 'CreateKey' }, logsource: {} },
  { fields: { Provider_Name: 'Microsoft-Windows-Sysmon', EventID: 12, EventType: 'DeleteKey' }, logsource: {} },
  { fields: {}, logsource: { product: 'zeek', service: 'http' } },
  { fields: {}, logsource: { category: 'proxy' } },
  { fields: {}, logsource: { product: 'other' } },
];

const scalar = fc.oneof({ weight: 4, arbitrary: joined(PIECES) }, number, fc.constantFrom('', null, true));
const fieldValue: fc.Arbitrary<FieldValue> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  fc.array(scalar, { maxLength: 2 }),
);

export const anyEvent: fc.Arbitrary<DetectableEvent> = fc
  .tuple(fc.constantFrom(...ORIGINS), fc.dictionary(name, fieldValue, { maxKeys: 4 }))
  .map(([{ fields, logsource }, more]) => ({ logsource, fields: { ...more, ...fields } }));
