/** Alerts and incidents: the compiled SQL against the naive evaluator, over what the store itself lists. */
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { US_PER_HOUR, type TimeUs } from '../../core/kernel/time.ts';
import { CASE_STATUSES, FIRST_STATUS } from '../../core/model/case-status.ts';
import { SEVERITIES, severityRank } from '../../core/model/severity.ts';
import { ALERT_CATALOGUE, INCIDENT_CATALOGUE } from '../../core/query/alert-fields.ts';
import type { Query } from '../../core/query/ast.ts';
import type { Catalogue } from '../../core/query/catalogue.ts';
import { compile } from '../../core/query/compile.ts';
import { evaluate } from '../../core/query/evaluate.ts';
import { parse } from '../../core/query/parse.ts';
import { explain } from '../../core/query/sql.ts';
import { openForWriting, type WritableDb } from '../../core/store/database.ts';
import { refreshCaseState } from '../../core/store/case-state.ts';
import { compileQueryRegex } from '../../core/store/query-functions.ts';
import { temporaryFolder } from '../vedette.ts';
import { anyEvent, NOON_US } from './any-event.ts';
import { anyExpression, TEXTS } from './any-query.ts';

const CONTEXT = { nowUs: NOON_US as TimeUs, zone: 'UTC', compileRegex: compileQueryRegex };

const anyRow = fc.record({
  title: fc.constantFrom(...TEXTS),
  signal: fc.constantFrom('rule-1', 'cmd.exe'),
  detector: fc.constantFrom('vedette', 'ids', '5'),
  severity: fc.constantFrom(...SEVERITIES),
  techniques: fc.subarray(['T1059.001', 'T1046', 'cmd.exe']),
  tactics: fc.subarray(['execution', 'lateral-movement']),
  entities: anyEvent.map((event) => event.entities),
  firstSeenUs: fc.integer({ min: -30, max: 30 }).map((hours) => (NOON_US + hours * US_PER_HOUR) as TimeUs),
  hours: fc.nat(20),
  count: fc.integer({ min: 1, max: 12 }),
  suppressionId: fc.constantFrom(null, null, 1, 2),
  status: fc.constantFrom(...CASE_STATUSES),
  assignee: fc.constantFrom(null, 'eve', 'Ünal'),
  tags: fc.subarray(['vip', 'cmd.exe', '5']),
  verdict: fc.constantFrom(null, 'benign' as const, 'false_positive' as const),
});

/** Own fields beside those that events have too, of which some are unknown here and so a problem. */
const anyOwn = fc
  .constantFrom(
    'technique:T1059*',
    'tactic in (execution, x)',
    'rule:rule-?',
    'detector>4',
    'count>5',
    'count:[2 to 7]',
    'rank<=2',
    'risk>=50',
    'first_seen>=2026-03-04',
    'last_seen:today',
    'title:cmd*',
    'not technique:*',
    'id:a*',
    'severity>=high',
    'suppressed:*',
    'not suppressed:2',
    'suppressed>1',
    'not suppressed<2',
    'status:open',
    'status:c*',
    'status in (closed, in_progress)',
    'status:*',
    'assignee:EVE',
    'not assignee:*',
    'tag:vip and not tag:5',
    'tag>4',
    'verdict:false*',
    'not verdict:*',
  )
  .map((text) => parse(text).query.where!);
const anyQuestion: fc.Arbitrary<Query> = fc
  .tuple(
    fc.oneof(anyOwn, anyExpression),
    fc.constantFrom(
      null,
      ...['last 5h', 'on today', 'from now-3h to now'].map((text) => parse(`| ${text}`).query.time),
    ),
  )
  .map(([where, time]) => ({ where, time }));

interface Row {
  readonly id: string;
}

function check<Of extends Row>(db: WritableDb, query: Query, catalogue: Catalogue<Of>, rows: readonly Of[]): number {
  const compiled = compile(query, catalogue, CONTEXT);
  const isRunnable = compiled.problems.length === 0;
  const expected = rows.filter((row) => isRunnable && evaluate(query, catalogue, row, CONTEXT)).map((row) => row.id);
  const table = catalogue.subject.slice(0, -1);
  const found = db
    .prepare(`SELECT id FROM ${table} WHERE ${compiled.where} ORDER BY id`)
    .pluck()
    .all(...compiled.params);
  expect({ asked: explain(compiled), found }).toMatchObject({ found: expected });
  return expected.length;
}

test('SQL and evaluator choose the same alerts and incidents', { timeout: 120_000 }, () => {
  const workspace = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
  const { db } = workspace;
  refreshCaseState(db);
  db.pragma('foreign_keys = OFF');
  const addAlert = db.prepare('INSERT INTO alert VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const addState = db.prepare('INSERT INTO case_state VALUES (?, ?, ?, ?, ?, ?)');
  const addVerdict = db.prepare('INSERT INTO alert_verdict VALUES (?, ?, ?)');
  const addIncident = db.prepare('INSERT INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  let chosen = 0;
  try {
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 1, maxLength: 6 }),
        fc.array(anyQuestion, { minLength: 1, maxLength: 8 }),
        (made, questions) => {
          db.exec('DELETE FROM alert; DELETE FROM incident; DELETE FROM case_state; DELETE FROM alert_verdict');
          const rows = made.map((row, index) => ({
            ...row,
            id: `a${index}`,
            rank: index + 1,
            risk: index * 20,
            lastSeenUs: (row.firstSeenUs + row.hours * US_PER_HOUR) as TimeUs,
            entities: row.entities.map(({ type, value, role, label }) => ({ type, value, role, label: label! })),
          }));
          for (const row of rows) {
            const shared = [JSON.stringify(row.techniques), JSON.stringify(row.tactics), JSON.stringify(row.entities)];
            const rank = severityRank(row.severity);
            const times = [row.firstSeenUs, row.lastSeenUs];
            addAlert.run(
              row.id,
              row.title,
              row.signal,
              row.detector,
              rank,
              ...shared,
              ...times,
              row.count,
              row.suppressionId,
            );
            addIncident.run(row.id, row.rank, row.title, rank, row.risk, '[]', ...times, ...shared);
            // Nobody touched the first: it has no row among what people say.
            const said = [row.assignee, JSON.stringify(row.tags), row.verdict];
            if (row.rank > 1) addState.run(row.id, row.status, ...said, '{}');
            if (row.verdict !== null && row.rank > 1) addVerdict.run(row.id, row.verdict, '{}');
          }
          const known = rows.map((row) =>
            row.rank > 1 ? row : { ...row, status: FIRST_STATUS, assignee: null, tags: [], verdict: null },
          );
          for (const question of questions) {
            chosen += check(db, question, ALERT_CATALOGUE, known);
            chosen += check(db, question, INCIDENT_CATALOGUE, known);
          }
        },
      ),
      { numRuns: 400 },
    );
  } finally {
    workspace.close();
  }
  expect(chosen).toBeGreaterThan(100);
});
