import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENTITY_ROLES } from '../model/entity.ts';
import { packMentions, roleRank, unpackMentions } from './mention-list.ts';

test('mentions come back as they were packed, whatever the entity', () => {
  const anyMention = fc.record({
    entityId: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 2 ** 48 })),
    role: fc.constantFrom(...ENTITY_ROLES),
  });
  fc.assert(
    fc.property(fc.array(anyMention), (mentions) => {
      const ranked = mentions.map(({ entityId, role }) => ({ entityId, role: roleRank(role) }));
      expect(unpackMentions(packMentions(ranked))).toEqual(mentions);
    }),
  );
});
