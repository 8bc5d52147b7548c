/** Events at random, made of the same words as the queries. */
import fc from 'fast-check';
import type { TimeUs } from '../../core/kernel/time.ts';
import { ENTITY_TYPES, type EntityMention, type EntityRole } from '../../core/model/entity.ts';
import type { NormalisedEvent } from '../../core/model/event.ts';
import type { FieldScalar, FieldValue } from '../../core/model/fields.ts';
import { SEVERITIES } from '../../core/model/severity.ts';
import { TEXTS } from './any-query.ts';

export const NOON_US = Date.UTC(2026, 2, 4, 12) * 1_000;

const anyText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...TEXTS), { minLength: 2, maxLength: 4 }).map((texts) => texts.join(' ')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);
const anyScalar: fc.Arbitrary<FieldScalar> = fc.oneof(
  { weight: 6, arbitrary: anyText },
  { weight: 2, arbitrary: fc.integer({ min: -5, max: 5_000 }) },
  { weight: 1, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((number) => Math.fround(number)) },
  { weight: 1, arbitrary: fc.constantFrom(1e21, 1e-7, 2 ** 53 - 1, -0, true, false, null) },
);
const anyField: fc.Arbitrary<FieldValue> = fc.oneof(
  { weight: 4, arbitrary: anyScalar },
  { weight: 1, arbitrary: fc.array(anyScalar, { maxLength: 3 }) },
);
const NAMES = [
  'Image',
  'image',
  'CommandLine',
  'commandline',
  'EventID',
  'Custom',
  'CUSTOM',
  'we"ird',
  'a\\b',
  'user',
  'src_port',
  'SourcePort',
] as const;
const ROLES: readonly EntityRole[] = ['actor', 'parent', 'target', 'source', 'destination', 'device'];

/** One label for each entity, because the index keeps one. */
const anyMention: fc.Arbitrary<EntityMention> = fc
  .record({
    type: fc.constantFrom(...ENTITY_TYPES.filter((type) => type !== 'mail')),
    value: fc.constantFrom(...TEXTS.filter((text) => text !== '')),
    role: fc.constantFrom(...ROLES),
  })
  .map((mention) => ({
    ...mention,
    label: mention.type === 'process' ? `C:\\Tools\\${mention.value}` : mention.value.toUpperCase(),
  }));

const anyTimeUs = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  {
    weight: 6,
    arbitrary: fc.integer({ min: -40 * 24 * 60, max: 24 * 60 }).map((minutes) => NOON_US + minutes * 60_000_000),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(NOON_US, NOON_US - 12 * 3_600_000_000, Date.UTC(2026, 2, 4, 9, 14, 7) * 1_000),
  },
);

export const anyEvent: fc.Arbitrary<Omit<NormalisedEvent, 'place'>> = fc.record({
  timeUs: anyTimeUs.map((timeUs) => timeUs as TimeUs),
  timeOrigin: fc.constant('zoned' as const),
  timeText: fc.constant(''),
  classUid: fc.nat(12),
  activityId: fc.constantFrom(0, 1, 99),
  severity: fc.constantFrom(...SEVERITIES),
  message: anyText,
  logsource: fc.constantFrom({}, { product: 'windows' }, { product: 'cmd.exe', category: 'x' }),
  fields: fc.dictionary(fc.constantFrom(...NAMES), anyField, { maxKeys: 6, noNullPrototype: true }),
  entities: fc.uniqueArray(anyMention, {
    maxLength: 5,
    selector: ({ type, value, role }) => `${type} ${role} ${value}`,
  }),
  mapping: fc.constantFrom('generic', 'windows/sysmon/1', 'cmd.exe'),
});
