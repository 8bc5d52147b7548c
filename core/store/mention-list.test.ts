import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENTITY_ROLES } from '../model/entity.ts';
import { packMentions, unpackMentions } from './mention-list.ts';

test('mentions come back as they were packed, whatever the entity', () => {
  const anyMention = fc.record({
    entityId: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 2 ** 48 })),
    role: fc.constantFrom(...ENTITY_ROLES),
  });
  fc.assert(
    fc.property(fc.array(anyMention), (mentions) => {
      expect(unpackMentions(packMentions(mentions))).toEqual(mentions);
    }),
  );
});
