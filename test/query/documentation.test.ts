/** Every example of the documentation is parsed, compiled, run, and read back from its canonical text. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { TimeUs } from '../../core/kernel/time.ts';
import { ALERT_CATALOGUE, INCIDENT_CATALOGUE } from '../../core/query/alert-fields.ts';
import { format } from '../../core/query/format.ts';
import { parse } from '../../core/query/parse.ts';
import { prepare } from '../../core/query/prepare.ts';
import { openForWriting, type WritableDb } from '../../core/store/database.ts';
import { EVENT_CATALOGUE, searchEvents } from '../../core/store/event-search.ts';
import { refreshCaseState } from '../../core/store/case-state.ts';
import { checkQueryRegex } from '../../core/store/query-functions.ts';
import { PROJECT_ROOT, temporaryFolder } from '../vedette.ts';
import { NOON_US } from './any-event.ts';
import { withoutSpans } from './any-query.ts';

const CONTEXT = { nowUs: NOON_US as TimeUs, zone: 'UTC', checkRegex: checkQueryRegex };
const page = readFileSync(path.join(PROJECT_ROOT, 'docs', 'query-language.md'), 'utf8');

/** Boxes are marked with what they ask for. */
const examples = [...page.matchAll(/^```(events|alerts|incidents)\n([\s\S]*?)^```$/gm)].flatMap(([, subject, lines]) =>
  lines!
    .trim()
    .split('\n')
    .map((line) => [subject as 'events' | 'alerts' | 'incidents', line] as const),
);

function run(db: WritableDb, subject: (typeof examples)[number][0], text: string): unknown[] {
  if (subject === 'events') return searchEvents(db, prepare(text, EVENT_CATALOGUE, CONTEXT).compiled, 1, null);
  const { compiled } =
    subject === 'alerts' ? prepare(text, ALERT_CATALOGUE, CONTEXT) : prepare(text, INCIDENT_CATALOGUE, CONTEXT);
  const table = subject.slice(0, -1);
  return db.prepare(`SELECT id FROM ${table} WHERE ${compiled.where}`).all(...compiled.params);
}

test('the page has examples for each subject', () => {
  expect(examples.length).toBeGreaterThan(50);
  expect(new Set(examples.map(([subject]) => subject)).size).toBe(3);
});

test('every example runs', () => {
  const workspace = openForWriting(path.join(temporaryFolder(), 'case.vedette'));
  try {
    refreshCaseState(workspace.db);
    for (const [subject, text] of examples) expect(run(workspace.db, subject, text)).toEqual([]);
  } finally {
    workspace.close();
  }
});

test.each(examples)('%s: %s', (_subject, text) => {
  const { query, problems } = parse(text);
  expect(problems).toEqual([]);
  expect(withoutSpans(parse(format(query)).query)).toEqual(withoutSpans(query));
});
