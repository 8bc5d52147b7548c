import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENTITY_ROLES } from '../model/entity.ts';
import { CHAPTER_EVENTS } from './chapters.ts';
import { packMentions } from './mention-list.ts';
import { PageReader, RegisterBuilder, type RegisterPage } from './register-page.ts';

/** What the pages say, and what their counts say. */
function read(pages: readonly RegisterPage[]): { readonly told: string[]; readonly counts: number } {
  const told: string[] = [];
  let counts = 0;
  for (const page of pages) {
    const reader = new PageReader(page);
    while (reader.next()) {
      const ids: number[] = [];
      reader.read(1_000_000, ids);
      expect(reader.count()).toBe(ids.length);
      expect(reader.entityId).toBeGreaterThanOrEqual(page.firstEntity);
      counts += reader.count();
      for (const id of ids) told.push(`${reader.entityId} ${ENTITY_ROLES[reader.role]!} ${id - 1_000_000}`);
    }
  }
  return { told, counts };
}

test('a register tells each mention once, in order, and no entity is on two pages', () => {
  const anyMention = fc.record({
    // A few that many events mention and many that few do, up to the highest number there can be.
    entityId: fc.oneof(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    ),
    role: fc.nat(ENTITY_ROLES.length - 1),
  });
  const anyEvent = fc.record({
    place: fc.nat(CHAPTER_EVENTS - 1),
    mentions: fc.array(anyMention, { minLength: 1, maxLength: 12 }),
  });
  const builder = new RegisterBuilder();
  fc.assert(
    fc.property(fc.array(anyEvent, { size: 'max', maxLength: 2_000 }), (events) => {
      for (const { place, mentions } of events) builder.add(place, packMentions(mentions));
      const pages = builder.pages();
      const expected = events.flatMap(({ place, mentions }) =>
        mentions.map(({ entityId, role }) => [entityId, role, place] as const),
      );
      const ordered = expected.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
      const distinct = new Set(ordered.map(([entityId, role, place]) => `${entityId} ${ENTITY_ROLES[role]!} ${place}`));
      const { told, counts } = read(pages);
      expect(told).toEqual([...distinct]);
      expect(counts).toBe(distinct.size);
      expect(pages[0]!.firstEntity).toBe(0);
      const firsts = pages.map(({ firstEntity }) => firstEntity);
      expect(firsts).toEqual([...new Set(firsts)].toSorted((a, b) => a - b));
    }),
    { numRuns: 40 },
  );
});

test('the list of an entity that every event mentions is not cut', () => {
  const builder = new RegisterBuilder();
  for (let place = 0; place < CHAPTER_EVENTS; place++) {
    builder.add(
      place,
      packMentions([
        { entityId: 7, role: 5 },
        { entityId: 8, role: 0 },
      ]),
    );
  }
  const pages = builder.pages();
  expect(pages.map(({ firstEntity }) => firstEntity)).toEqual([0, 8]);
  expect(read(pages).counts).toBe(2 * CHAPTER_EVENTS);
});
