/** Old events through the command line: what is shown, what goes, what stays, and what the audit log keeps of it. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { ReadableDb } from '../../core/store/database.ts';
import { ndjson, temporaryFolder, vedette } from '../vedette.ts';
import { mentionsIn, writeWorkspaceV1 } from '../workspaces.ts';

const HOURS = 2_000;
/** Every hundredth is found by a rule of our own. */
const FOUND = HOURS / 100;

function hour(at: number): string {
  return new Date(Date.UTC(2026, 0, 1) + at * 3_600_000).toISOString();
}

function recordAt(at: number): unknown {
  const isLoud = at % 100 === 0;
  return {
    Event: {
      System: {
        Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
        EventID: 1,
        TimeCreated: { '#attributes': { SystemTime: hour(at) } },
        EventRecordID: at + 1,
        Channel: 'Microsoft-Windows-Sysmon/Operational',
        Computer: 'ws-1.corp.example',
      },
      EventData: {
        ProcessId: 4_000 + at,
        Image: isLoud ? 'C:\\Windows\\System32\\vssadmin.exe' : 'C:\\Windows\\System32\\notepad.exe',
        CommandLine: isLoud ? 'vssadmin.exe delete shadows /all /quiet' : `notepad.exe note-${at}.txt`,
        User: 'CORP\\eve',
      },
    },
  };
}

function workspace(): { readonly file: string; readonly evidence: string } {
  const folder = temporaryFolder();
  const [file, evidence] = [path.join(folder, 'case.vedette'), path.join(folder, 'log.ndjson')];
  writeFileSync(evidence, Array.from({ length: HOURS }, (_, at) => `${JSON.stringify(recordAt(at))}\n`).join(''));
  const untimed = path.join(folder, 'untimed.ndjson');
  writeFileSync(untimed, '{"note":"this one names no time"}\n');
  expect(vedette(['import', evidence, untimed, '-w', file]).exitCode).toBe(0);
  return { file, evidence };
}

function json(...args: readonly string[]): Record<string, unknown> {
  const run = vedette([...args, '--json']);
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  return JSON.parse(run.stdout) as Record<string, unknown>;
}

describe('vedette workspace retain', { timeout: 120_000 }, () => {
  test('shows what would go and changes nothing, and does nothing unasked', () => {
    const { file } = workspace();
    const before = json('workspace', 'info', '-w', file);
    const run = vedette(['workspace', 'retain', '--older-than', '1000h', '--preview', '-w', file]);
    expect(run.exitCode).toBe(0);
    const kept = 10;
    const goes = HOURS - 1_001 - kept;
    expect(run.stdout).toContain(`Would remove ${goes} of 2,001 events, from 2026-01-01 01:00:00Z to`);
    expect(run.stdout).toContain('before the newest event, which is of 2026-03-25 07:00:00Z');
    expect(run.stdout).toContain(`Keeps ${kept} events as old, because findings or correlation rest on them`);
    expect(run.stdout).toContain('Keeps 1 event without a time');
    expect(run.stdout).toMatch(/log\.ndjson +2,000 +989 +10 +2026-01-01 01:00:00Z +2026-02-11 14:00:00Z/);
    expect(run.stdout).toContain('vedette workspace compact');
    const unasked = vedette(['workspace', 'retain', '--older-than', '1000h', '-w', file]);
    expect([unasked.exitCode, unasked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
    expect(json('workspace', 'info', '-w', file)).toEqual(before);
    expect(json('workspace', 'retain', '--older-than', '1000h', '--preview', '-w', file)).toMatchObject({
      before: '2026-02-11T15:00:00.000000Z',
      newest: '2026-03-25T07:00:00.000000Z',
      events: 2_001,
      removable: goes,
      held: kept,
      withoutTime: 1,
      sources: [{ events: HOURS, removable: goes, first: '2026-01-01T01:00:00.000000Z' }],
    });
  });

  test('removes it, keeps what findings rest on, and says so in the audit log', () => {
    const { file, evidence } = workspace();
    const picture = (): unknown => [
      vedette(['incidents', '--json', '-w', file]).stdout,
      vedette(['alerts', '--json', '-w', file]).stdout,
      vedette(['events', '--json', '--limit', '-1', 'vssadmin', '-w', file]).stdout,
    ];
    const before = picture();
    const report = json('workspace', 'retain', '--before', '2026-03-01', '--yes', '-w', file);
    const [old, kept] = [59 * 24, 15];
    expect(report).toMatchObject({
      before: '2026-03-01T00:00:00.000000Z',
      events: old - kept,
      eventsLeft: 2_001 - (old - kept),
      first: '2026-01-01T01:00:00.000000Z',
      last: '2026-02-28T23:00:00.000000Z',
      sources: [{ path: evidence, events: old - kept }],
    });
    expect(picture()).toEqual(before);
    expect(vedette(['count', 'notepad', '-w', file]).stdout).toContain(String(HOURS - old - FOUND + kept));
    expect(vedette(['workspace', 'info', '-w', file]).stdout).toMatch(
      /events +600 from 2 sources; 1,401 more were removed/,
    );
    expect(vedette(['verify', '-w', file]).exitCode).toBe(0);
    const rows = ndjson<object>(vedette(['audit', '--json', '--limit', '2', '-w', file]).stdout);
    expect(rows).toMatchObject([
      {
        action: 'workspace.beginRetention',
        before: { events: 2_001 },
        after: { limit: { by: 'time' }, removable: old - kept, held: kept, withoutTime: 1 },
      },
      {
        action: 'workspace.applyRetention',
        before: { events: 2_001 },
        after: {
          outcome: 'done',
          events: old - kept,
          eventsLeft: 600,
          sources: [{ path: evidence, events: old - kept }],
        },
      },
    ]);
    const again = vedette(['import', evidence, '-w', file]);
    expect(again.stdout).toMatch(/already imported, nothing added; 1,401 of its events were removed as too old/);
    expect(json('workspace', 'info', '-w', file)).toMatchObject({ events: 600, eventsRemoved: 1_401 });
    const idle = vedette(['workspace', 'retain', '--before', '2026-03-01', '-w', file]);
    expect([idle.exitCode, idle.stdout]).toEqual([
      0,
      expect.stringContaining('Removed no events; 600 events are there'),
    ]);
    expect(ndjson(vedette(['audit', '--json', '-w', file]).stdout)).toHaveLength(6);
  });

  test('brings a workspace down to about a size, and compacting gives the space back', () => {
    const { file } = workspace();
    vedette(['workspace', 'compact', '-w', file]);
    const sizeBefore = statSync(file).size;
    const maxBytes = Math.round(sizeBefore * 0.75);
    const report = json('workspace', 'retain', '--max-size', String(maxBytes), '--yes', '-w', file);
    expect(report['events']).toBeGreaterThan(HOURS * 0.2);
    expect(report['eventsLeft']).toBeGreaterThan(HOURS * 0.2);
    const { sizeAfter } = json('workspace', 'compact', '-w', file) as { readonly sizeAfter: number };
    expect(sizeAfter).toBe(statSync(file).size);
    // An estimate: pages are filled to different degrees, and a few findings hold their events.
    expect(Math.abs(sizeAfter - maxBytes)).toBeLessThan(sizeBefore * 0.1);
    expect(json('workspace', 'retain', '--max-size', '5GB', '--preview', '-w', file)).toMatchObject({
      before: null,
      removable: 0,
    });
  });

  test('leaves no word of what is removed in the index of a compact file', () => {
    const folder = temporaryFolder();
    const [file, evidence] = [path.join(folder, 'case.vedette'), path.join(folder, 'log.ndjson')];
    const line = (at: number, message: string): string => `${JSON.stringify({ time: hour(at), message })}\n`;
    const others = Array.from({ length: 3_000 }, (_, at) => line(100 + at, `number ${at} of many ${at * 7_919}`));
    writeFileSync(evidence, [line(1, 'a word such as qxylophone'), ...others, line(2, 'and kazoopqr')].join(''));
    expect(vedette(['import', evidence, '-w', file]).exitCode).toBe(0);
    const holds = (text: string): boolean => readFileSync(file).includes(text);
    expect([holds('xylophone'), holds('azoopqr')]).toEqual([true, true]);
    expect(json('workspace', 'retain', '--before', hour(50), '--yes', '-w', file)).toMatchObject({ events: 2 });
    expect(vedette(['workspace', 'compact', '-w', file]).exitCode).toBe(0);
    expect([holds('xylophone'), holds('azoopqr')]).toEqual([false, false]);
  });

  test('counts what is left of a workspace of the first schema', () => {
    const file = path.join(temporaryFolder(), 'old.vedette');
    writeWorkspaceV1(file);
    expect(json('workspace', 'retain', '--older-than', '1m', '--yes', '-w', file)).toMatchObject({
      events: 40,
      eventsLeft: 63,
    });
    const db = new Database(file, { readonly: true });
    const rows = (sql: string, ...params: readonly string[]): unknown =>
      db
        .prepare(sql)
        .raw()
        .all(...params);
    const mentioned = mentionsIn(db as ReadableDb);
    expect(rows('SELECT * FROM mention_count ORDER BY 1, 2, 3')).toEqual(
      rows(
        `WITH mentioned AS (SELECT value ->> 0 AS entity_id, value ->> 1 AS event_id, value ->> 2 AS role
          FROM json_each(?))
        SELECT type, 7 AS role, entity_id, count(DISTINCT event_id) FROM mentioned JOIN entity ON id = entity_id
          WHERE type NOT IN ('process', 'session') GROUP BY entity_id
        UNION ALL SELECT type, role, entity_id, count(*) FROM mentioned JOIN entity ON id = entity_id
          WHERE type NOT IN ('process', 'session') GROUP BY entity_id, role ORDER BY 1, 2, 3`,
        JSON.stringify(mentioned),
      ),
    );
    expect(rows('SELECT * FROM tally ORDER BY 1, 2, 3, 4, 5')).toEqual(
      rows(`SELECT kind_id, coalesce(code_id, -1), class_uid, activity_id, severity, count(*) FROM event
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`),
    );
    expect(rows('SELECT * FROM minute ORDER BY 1, 2')).toEqual(
      rows('SELECT time_us - time_us % 60000000, severity, count(*) FROM event GROUP BY 1, 2 ORDER BY 1, 2'),
    );
    const ids = new Set(db.prepare('SELECT id FROM event').pluck().all());
    expect(mentioned.filter(([, eventId]) => !ids.has(eventId))).toEqual([]);
    db.close();
    expect(vedette(['verify', '-w', file]).exitCode).toBe(0);
  });

  test('asks for one limit that can be read, and makes no workspace', () => {
    const file = path.join(temporaryFolder(), 'none.vedette');
    const refused = (...args: readonly string[]): string => {
      const run = vedette(['workspace', 'retain', '-w', file, '--yes', ...args]);
      expect(run.exitCode).not.toBe(0);
      expect(existsSync(file)).toBe(false);
      return run.stderr;
    };
    expect(refused()).toContain('one of --before TIME');
    expect(refused('--before', '2026-01-01', '--older-than', '1d')).toContain('one of --before TIME');
    expect(refused('--before', 'soon')).toContain('--before soon');
    expect(refused('--older-than', '90')).toContain('--older-than 90');
    expect(refused('--max-size', '5 bananas')).toContain('--max-size 5 bananas');
    expect(refused('--older-than', '1d')).toContain('E_WORKSPACE_NOT_FOUND');
  });
});
