/** The compiled SQL against the naive evaluator: both must choose the same events, whatever the query and the events. */
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimeUs } from '../../core/kernel/time.ts';
import { compile } from '../../core/query/compile.ts';
import { evaluate } from '../../core/query/evaluate.ts';
import { format } from '../../core/query/format.ts';
import { parse } from '../../core/query/parse.ts';
import type { QueryableEvent } from '../../core/query/rows.ts';
import { explain } from '../../core/query/sql.ts';
import { openForWriting, type WritableDb } from '../../core/store/database.ts';
import { countEvents } from '../../core/store/event-count.ts';
import { EVENT_CATALOGUE, searchEvents } from '../../core/store/event-search.ts';
import { createIngestWriter } from '../../core/store/ingest.ts';
import { QueryRun } from '../../core/store/query-run.ts';
import { compileQueryRegex } from '../../core/store/query-functions.ts';
import { beginSource } from '../../core/store/sources.ts';
import { temporaryFolder } from '../vedette.ts';
import { clearWorkspace } from '../workspaces.ts';
import { anyEvent, NOON_US } from './any-event.ts';
import { anyQuery } from './any-query.ts';

const CONTEXT = { nowUs: NOON_US as TimeUs, zone: 'UTC', compileRegex: compileQueryRegex };

type AnyEvent = ReturnType<typeof anyEvent.generate>['value'];

/** Fills an empty workspace and gives the rows as the evaluator takes them. */
function fill(db: WritableDb, events: readonly AnyEvent[]): QueryableEvent[] {
  const paths = ['/evidence/cmd.exe', 'C:\\logs\\vssadmin'];
  const writer = createIngestWriter(db);
  return paths.flatMap((sourcePath, side) => {
    const source = beginSource(
      db,
      { sha256: `${side}`.repeat(64), path: sourcePath, kind: 'evidence', reader: 'json', sizeBytes: 1 },
      0 as TimeUs,
    );
    const items = events
      .filter((_, index) => index % 2 === side)
      .map((event, index) => {
        const place = { ordinal: index + 1, number: index + 5, offset: 0, lengthBytes: 1, isRecovered: false };
        return { ordinal: index + 1, event: { ...event, place }, relations: [], findings: [], matches: [] };
      });
    writer.commit(source.id, { items, damage: [] });
    const ids = db.prepare('SELECT id FROM event WHERE source_id = ? ORDER BY id').pluck().all(source.id) as number[];
    return items.map(({ event }, index) => ({
      ...event,
      id: ids[index]!,
      sourcePath,
      recordNumber: event.place.number,
      ordinal: event.place.ordinal,
    }));
  });
}

function withWorkspace<Result>(work: (db: WritableDb) => Result): Result {
  const workspace = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
  try {
    return work(workspace.db);
  } finally {
    workspace.close();
  }
}

const anyCase = fc.tuple(
  fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
  fc.array(anyQuery, { minLength: 1, maxLength: 12 }),
);

test('SQL and evaluator choose the same events', { timeout: 240_000 }, () => {
  let chosen = 0;
  let asked = 0;
  withWorkspace((db) => {
    fc.assert(
      fc.property(anyCase, ([events, queries]) => {
        clearWorkspace(db);
        const rows = fill(db, events);
        for (const query of queries) {
          const compiled = compile(query, EVENT_CATALOGUE, CONTEXT);
          const expected =
            compiled.problems.length > 0
              ? []
              : rows.filter((row) => evaluate(query, EVENT_CATALOGUE, row, CONTEXT)).map((row) => row.id);
          const found = searchEvents(db, compiled, -1, null).map((row) => row.id);
          expect({
            asked: `${format(query)}
${explain(compiled)}`,
            ids: found.toSorted((a, b) => a - b),
          }).toMatchObject({
            ids: expected,
          });
          expect(countEvents(db, compiled)).toBe(expected.length);
          asked += rows.length;
          chosen += expected.length;
        }
      }),
      { numRuns: 800 },
    );
  });
  // The comparison says something only while queries choose some events and leave others.
  expect(chosen / asked).toBeGreaterThan(0.02);
  expect(chosen / asked).toBeLessThan(0.9);
});

test('looking entities up and asking each event what it mentions choose the same', { timeout: 120_000 }, () => {
  let differing = 0;
  withWorkspace((db) => {
    fc.assert(
      fc.property(anyCase, ([events, queries]) => {
        clearWorkspace(db);
        fill(db, events);
        for (const query of queries) {
          const compiled = compile(query, EVENT_CATALOGUE, CONTEXT);
          const [narrow, wide] = [Infinity, -1].map((most) => {
            const run = new QueryRun(db, 'test', compiled, most);
            const all = db.prepare(`SELECT id FROM event WHERE ${run.where} ORDER BY id`).pluck();
            const ids = all.all(...run.params, run.named({ fromId: 0, toId: Number.MAX_SAFE_INTEGER }));
            run.close();
            return { where: run.where, ids };
          });
          if (narrow!.where !== wide!.where) differing++;
          expect({ asked: format(query), ids: wide!.ids }).toEqual({ asked: format(query), ids: narrow!.ids });
        }
      }),
      { numRuns: 200 },
    );
  });
  expect(differing).toBeGreaterThan(100);
});

test('no text of a query or an event reaches the SQL itself', () => {
  const marked = (text: string): string => `INJECT${text}`;
  const corpus = [
    `'`,
    `"`,
    `';--`,
    `') OR 1=1 --`,
    '\\',
    '?',
    '?1',
    '@x',
    ':x',
    '$x',
    '/*',
    '*/',
    '\u0000',
    '`',
    '];',
    `' || 'x`,
  ];
  for (const attack of corpus.map(marked)) {
    const quoted = `"${attack.replaceAll(/["\\*?]/g, '\\$&')}"`;
    for (const shape of [
      quoted,
      `Image:${quoted}`,
      `${quoted}:x`,
      `host:${quoted}`,
      `user in (${quoted}, b)`,
      `Image>${quoted}`,
      `ip:${quoted}`,
      `Image:[${quoted} to z]`,
      `Image:/${attack.replaceAll(/[\\/]/g, '.')}/`,
      `kind:*${quoted.slice(1, -1)}*x`,
      `any:${quoted}`,
    ]) {
      const { query } = parse(shape);
      const { where, params } = compile(query, EVENT_CATALOGUE, CONTEXT);
      expect(where.toUpperCase()).not.toContain('INJECT');
      expect({ shape, marks: where.split('?').length - 1 }).toEqual({ shape, marks: params.length });
    }
  }
});
