import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { answered, SLOW_MS, watchSlowQueries, type SlowQuery } from './slow-queries.ts';

test('what took long is told by name to whoever watches that connection; what did not is not', () => {
  const [watched, other] = [new Database(':memory:'), new Database(':memory:')];
  const slow: SlowQuery[] = [];
  watchSlowQueries(watched, (one) => void slow.push(one));
  answered(watched, 'events.page', performance.now() - SLOW_MS - 1);
  answered(watched, 'events.count', performance.now());
  answered(other, 'alerts.page', performance.now() - SLOW_MS - 1);
  expect(slow).toMatchObject([{ query: 'events.page' }]);
  expect(slow[0]!.tookMs).toBeGreaterThan(SLOW_MS);
  watched.close();
  other.close();
});
