import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WaitingMentions } from './waiting-mentions.ts';

test('mentions come back as they were, by entity, event and role, batch after batch', () => {
  // More entities than any workspace will have.
  const anyMention = fc.tuple(fc.integer({ min: 1, max: 2 ** 28 }), fc.nat(50_000), fc.nat(7));
  const waiting = new WaitingMentions();
  fc.assert(
    fc.property(fc.array(anyMention, { size: 'max', maxLength: 10_000 }), fc.nat(2 ** 40), (mentions, first) => {
      waiting.add(1, first, 0);
      for (const [entity, distance, role] of mentions) waiting.add(entity, first + distance, role);
      const taken: number[][] = [];
      waiting.take((...mention) => void taken.push(mention));
      const all = [[1, first, 0], ...mentions.map(([entity, distance, role]) => [entity, first + distance, role])];
      expect(taken).toEqual(all.toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!));
      const gone: number[] = [];
      waiting.take((entityId) => void gone.push(entityId));
      expect(gone).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
