/** One host or user on the command line: what is known of it, what is usual for it, and its risk by day. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { officeDays, sysmonLines, when } from '../fuse/office.ts';
import { vedette, type Run } from '../vedette.ts';

const SLOW = { timeout: 120_000 };

let workspace: string;
beforeAll(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vedette-entity-'));
  workspace = path.join(folder, 'case.vedette');
  const odd = { atMs: when(14, 12), host: 'ws-1', program: 'vssadmin.exe', user: 'user1' };
  writeFileSync(path.join(folder, 'log.ndjson'), sysmonLines([...officeDays(15), odd]));
  vedette(['import', path.join(folder, 'log.ndjson'), '--workspace', workspace]);
}, 120_000);

const ask = (...args: string[]): Run => vedette([...args, '-w', workspace]);

test('baseline says how far it reaches, and what is usual for a host', SLOW, () => {
  const all = ask('baseline').stdout;
  expect(all).toContain('3 of 3 hosts and 3 of 3 users have them');
  expect(all).toMatch(/● low +First time vssadmin\.exe ran on ws-1 +#1/);
  const one = ask('baseline', 'host:ws-1').stdout;
  expect(one).toContain('on: 14 active days before the last one, 7 are needed');
  expect(one).toMatch(/by hour +·{8}█{10}·{6} {2}00 to 23, UTC/);
  expect(one).toContain('users       CORP\\user1 (601)');
  expect(JSON.parse(ask('baseline', 'user:user1', '--json').stdout)).toMatchObject({
    type: 'user',
    active_days: 15,
    most_in_an_hour: 5,
  });
  expect(ask('baseline', 'file:x').stderr).toContain('E_NOT_FOUND');
});

test('entity shows risk as a sum, incidents and what it has to do with', SLOW, () => {
  const text = ask('entity', 'host:WS-1').stdout;
  expect(text).toMatch(/^HOST {2}ws-1\n601 events · 1 alert · 1 incident · host:ws-1\n/);
  expect(text).toMatch(/ 4 {2}on 2026-02-15\n +\+ 4 {2}● low +First time vssadmin\.exe ran on ws-1/);
  expect(text).toMatch(/was used by +user CORP\\user1 +601/);
  expect(JSON.parse(ask('entity', 'user:corp\\user1', '--json').stdout)).toMatchObject({
    value: 'corp\\user1',
    events: 601,
    risk_by_day: [],
  });
  expect(ask('entity', 'user:user9').stderr).toContain('No event and no alert names user user9');
  expect(ask('entity', 'user:ser1').stderr).toContain('there are user:corp\\user1');
  expect(ask('entity', 'ws-1').stderr).toContain('it reads TYPE:NAME');
});
