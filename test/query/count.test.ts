/** Counting by a field against counting by hand. */
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimeUs } from '../../core/kernel/time.ts';
import type { FieldScalar } from '../../core/model/fields.ts';
import { findField } from '../../core/query/catalogue.ts';
import { valuesOf } from '../../core/query/evaluate.ts';
import { groupingBy } from '../../core/query/group.ts';
import { openForWriting } from '../../core/store/database.ts';
import { EVERYTHING } from '../../core/query/compile.ts';
import { countEventsBy } from '../../core/store/event-count.ts';
import { EVENT_CATALOGUE } from '../../core/store/event-search.ts';
import { createIngestWriter } from '../../core/store/ingest.ts';
import { beginSource } from '../../core/store/sources.ts';
import { temporaryFolder } from '../vedette.ts';
import { clearWorkspace } from '../workspaces.ts';
import { anyEvent } from './any-event.ts';

const FIELDS = [
  'kind',
  'severity',
  'Image',
  'EventID',
  'cUSTOM',
  'custom',
  'src_endpoint.port',
  'we"ird',
  'class_uid',
  'source',
  'logsource.product',
];
const SOURCE = {
  sha256: 'a'.repeat(64),
  path: '/evidence/log',
  kind: 'evidence',
  reader: 'json',
  sizeBytes: 1,
} as const;

test('counts by the values of a field are those of a loop', { timeout: 60_000 }, () => {
  const workspace = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
  const { db } = workspace;
  const writer = createIngestWriter(db);
  try {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 15 }), fc.constantFrom(...FIELDS), (events, by) => {
        clearWorkspace(db);
        const source = beginSource(db, SOURCE, 0 as TimeUs);
        const items = events.map((event, index) => {
          const place = { ordinal: index + 1, number: index, offset: 0, lengthBytes: 1, isRecovered: false };
          return {
            ordinal: index + 1,
            event: { ...event, place, entities: [] },
            relations: [],
            findings: [],
            matches: [],
          };
        });
        writer.commit(source.id, { items, damage: [] });

        const expected = new Map<string, number>();
        const { storage } = findField(EVENT_CATALOGUE, by)!;
        for (const { event } of items) {
          const row = { ...event, id: 0, sourcePath: SOURCE.path, recordNumber: 0, ordinal: 0 };
          const values: readonly FieldScalar[] =
            storage.kind === 'reference' ? [storage.read(row)] : valuesOf(storage, row);
          for (const value of new Set(values.map(String))) expected.set(value, (expected.get(value) ?? 0) + 1);
        }
        const result = groupingBy(by, EVENT_CATALOGUE, 1);
        const grouping = 'grouping' in result ? result.grouping : null;
        const counted = countEventsBy(db, EVERYTHING, grouping!, -1);
        const found = Object.fromEntries(counted.map(({ value, count }) => [String(value), count]));
        expect({ by, found }).toEqual({ by, found: Object.fromEntries(expected) });
        expect(counted.map(({ count }) => count)).toEqual(counted.map(({ count }) => count).toSorted((a, b) => b - a));
      }),
      { numRuns: 500 },
    );
  } finally {
    workspace.close();
  }
});

test('what cannot be counted by is told', () => {
  expect(groupingBy('host:1h', EVENT_CATALOGUE, 1)).toEqual({ problem: 'Only a time has a width: `--by time:1h`' });
  expect(groupingBy('time:soon', EVENT_CATALOGUE, 1)).toEqual({ problem: 'A width reads `1h`, `15m` or `1d`' });
});
