import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/vedette.ts';
import { openForWriting } from './database.ts';
import { createRanking } from './ranking.ts';

const ORDERED = 5;

test('V9 ranks stay whole, and the first places in order of risk, whatever comes, changes and goes', () => {
  const workspace = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
  const { db } = workspace;
  const insert = db.prepare(
    `INSERT INTO incident VALUES (@id, @rank, '', 0, @risk, '[]', 0, 0, '[]', '[]', '[]')
     ON CONFLICT (id) DO UPDATE SET risk = excluded.risk`,
  );
  const anyStep = fc.record({ id: fc.nat(14).map(String), risk: fc.nat(9), goes: fc.nat(3).map((n) => n === 0) });
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60, size: 'max' }), fc.nat(60), (steps, startsAnewAfter) => {
      db.exec('DELETE FROM incident');
      let ranking = createRanking(db, ORDERED);
      const known = new Map<string, number>();
      for (const [index, { id, risk, goes }] of steps.entries()) {
        if (goes) {
          db.prepare('DELETE FROM incident WHERE id = ?').run(id);
          ranking.remove(id);
          known.delete(id);
        } else {
          insert.run({ id, rank: ranking.place(id, risk), risk });
          known.set(id, risk);
        }
        const rows = db.prepare('SELECT id, rank, risk FROM incident ORDER BY rank').all() as {
          id: string;
          rank: number;
          risk: number;
        }[];
        expect(rows.map(({ rank }) => rank)).toEqual(rows.map((_, place) => place + 1));
        expect(Object.fromEntries(rows.map((row) => [row.id, row.risk]))).toEqual(Object.fromEntries(known));
        const first = rows.slice(0, ORDERED).map((row) => row.risk);
        expect(first).toEqual(first.toSorted((a, b) => b - a));
        if (index === startsAnewAfter && rows.length <= ORDERED) ranking = createRanking(db, ORDERED);
      }
    }),
    { numRuns: 300 },
  );
  workspace.close();
});
