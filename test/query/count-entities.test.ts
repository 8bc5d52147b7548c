/** Counting by what events mention, over all of them and over some, against counting by hand. */
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimeUs } from '../../core/kernel/time.ts';
import { compile, EVERYTHING } from '../../core/query/compile.ts';
import { entitiesOf } from '../../core/query/evaluate.ts';
import { facetOf } from '../../core/query/facets.ts';
import { findField } from '../../core/query/catalogue.ts';
import { groupingBy } from '../../core/query/group.ts';
import { parse } from '../../core/query/parse.ts';
import { asciiLower } from '../../core/query/pattern.ts';
import { openForWriting } from '../../core/store/database.ts';
import { countEvents, countEventsBy } from '../../core/store/event-count.ts';
import { EVENT_CATALOGUE } from '../../core/store/event-search.ts';
import { createIngestWriter } from '../../core/store/ingest.ts';
import { beginSource } from '../../core/store/sources.ts';
import { temporaryFolder } from '../vedette.ts';
import { clearWorkspace } from '../workspaces.ts';
import { anyEvent, NOON_US } from './any-event.ts';

const FIELDS = [
  'host',
  'device',
  'user',
  'process',
  'process.name',
  'process.id',
  'parent.name',
  'dst_host',
  'hash',
  'entity',
];
const SOURCE = { sha256: 'a'.repeat(64), path: '/log', kind: 'evidence', reader: 'json', sizeBytes: 1 } as const;

test('counts by what events mention are those of a loop', { timeout: 60_000 }, () => {
  const workspace = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
  const { db } = workspace;
  const severe = compile(parse('severity>=medium').query, EVENT_CATALOGUE, { nowUs: NOON_US as TimeUs, zone: 'UTC' });
  try {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 12 }), fc.constantFrom(...FIELDS), (events, by) => {
        clearWorkspace(db);
        const source = beginSource(db, SOURCE, 0 as TimeUs);
        const items = events.map((event, index) => {
          const place = { ordinal: index + 1, number: index, offset: 0, lengthBytes: 1, isRecovered: false };
          return { ordinal: index + 1, event: { ...event, place }, relations: [], findings: [], matches: [] };
        });
        createIngestWriter(db).commit(source.id, { items, damage: [] });
        const { storage } = findField(EVENT_CATALOGUE, by)!;
        const countsOf = (chosen: typeof items): Record<string, number> => {
          const counts: Record<string, number> = {};
          for (const { event } of chosen) {
            const row = { ...event, id: 0, sourcePath: '', recordNumber: 0, ordinal: 0 };
            if (storage.kind !== 'entity') throw new Error(`${by} is about no entity`);
            const [facet] = storage.facets;
            const shown = entitiesOf(storage, row).flatMap(({ value, label = value }) => {
              const text = facetOf(facet!, { value, label });
              return text === null ? [] : [facet === 'fileName' ? asciiLower(text) : text];
            });
            for (const value of new Set(shown)) counts[value] = (counts[value] ?? 0) + 1;
          }
          return counts;
        };
        const result = groupingBy(by, EVENT_CATALOGUE, 1);
        const grouping = 'grouping' in result ? result.grouping : null;
        const found = (condition: typeof EVERYTHING): Record<string, number> =>
          Object.fromEntries(countEventsBy(db, condition, grouping!, -1).map(({ value, count }) => [value, count]));
        expect({ by, found: found(EVERYTHING) }).toEqual({ by, found: countsOf(items) });
        const some = items.filter(({ event }) => ['medium', 'high', 'critical'].includes(event.severity));
        expect({ by, found: found(severe) }).toEqual({ by, found: countsOf(some) });
        expect(countEvents(db, severe)).toBe(some.length);
        const [top] = countEventsBy(db, EVERYTHING, grouping!, 1);
        expect(top?.count ?? 0).toBe(Math.max(0, ...Object.values(countsOf(items))));
      }),
      { numRuns: 400 },
    );
  } finally {
    workspace.close();
  }
});
