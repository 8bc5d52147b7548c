/** Deciding by hand on the command line: what is said back, what stays, and how it is taken back. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { ndjson, temporaryFolder, vedette, type Run } from '../vedette.ts';

interface Brief {
  readonly id: string;
  readonly rank: number;
  readonly alerts: number;
}
interface Outcome {
  readonly decision: number;
  readonly before: readonly Brief[];
  readonly after: readonly Brief[];
}
interface IncidentJson {
  readonly id: string;
  readonly alerts: readonly { readonly id: string; readonly title: string }[];
}

/** Each runs the program a dozen times. */
const SLOW = { timeout: 120_000 };

function line(minute: number, title: string, host: string, user: string): string {
  return JSON.stringify({
    time: `2026-03-04T09:${String(minute).padStart(2, '0')}:00Z`,
    title,
    severity: 'high',
    entities: [
      { type: 'host', value: host },
      { type: 'user', value: user },
    ],
  });
}

const EARLY = [line(30, 'Dump of lsass', 'ws-1', 'corp\\ann'), line(32, 'Beacon', 'ws-1', 'corp\\ann')];
const OTHER = [line(31, 'Port scan', 'ws-2', 'corp\\bob')];

type Ask = ((...args: string[]) => Run) & { readonly submit: (lines: readonly string[]) => void };

function workspaceOf(...sources: readonly (readonly string[])[]): Ask {
  const workspace = path.join(temporaryFolder(), 'case.vedette');
  const submit = (lines: readonly string[]): void => {
    vedette(['submit', '-', '-w', workspace], { input: `${lines.join('\n')}\n` });
  };
  for (const lines of sources) submit(lines);
  return Object.assign((...args: string[]): Run => vedette([...args, '-w', workspace]), { submit });
}

const incidentsOf = (ask: Ask): string[][] =>
  ndjson<IncidentJson>(ask('incidents', '--json').stdout)
    .map(({ alerts }) => alerts.map(({ title }) => title).toSorted())
    .toSorted();

test('merge says what was before and after, shows its reason, stays through a later import and is undone', SLOW, () => {
  const ask = workspaceOf(EARLY, OTHER);
  expect(incidentsOf(ask)).toEqual([['Beacon', 'Dump of lsass'], ['Port scan']]);
  const merged = JSON.parse(
    ask('merge', '#1', '2', '--why', 'the scan was theirs', '--operator', 'eve', '--json').stdout,
  ) as Outcome;
  expect([
    merged.decision,
    merged.before.map(({ alerts }) => alerts),
    merged.after.map(({ alerts }) => alerts),
  ]).toEqual([1, [2, 1], [3]]);
  expect(incidentsOf(ask)).toEqual([['Beacon', 'Dump of lsass', 'Port scan']]);
  const shown = ask('show', '1').stdout;
  expect(shown).toContain('why here: merged by hand by eve: the scan was theirs');
  expect(shown).toMatch(/Decided by hand\n +1 +merge/);

  // The same alert twelve minutes before moves its start, and with it its id.
  ask.submit([line(18, 'Dump of lsass', 'ws-1', 'corp\\ann')]);
  expect(incidentsOf(ask)).toEqual([['Beacon', 'Dump of lsass', 'Port scan']]);
  const again = ask('undo', '--operator', 'bob');
  expect(again.stdout).toContain('1 incident before, 2 after. Take it back: vedette undo 2');
  expect(incidentsOf(ask)).toEqual([['Beacon', 'Dump of lsass'], ['Port scan']]);
  expect(ask('decisions').stdout).toContain('0 of 1 decision in force');
  const audited = ndjson<{ action: string; actor: string; subject: string }>(ask('audit', '--json').stdout);
  expect(audited.filter(({ action }) => action.startsWith('cases.'))).toMatchObject([
    { action: 'cases.mergeIncidents', actor: 'eve', subject: 'decision 1' },
    { action: 'cases.undoDecision', actor: 'bob', subject: 'decision 2' },
  ]);
  expect(ndjson(ask('decisions', '--json').stdout)).toMatchObject([
    { decision: 1, kind: 'merge', why: 'the scan was theirs', by: 'eve', in_force: false },
    { decision: 2, kind: 'undo', undoes: 1, by: 'bob', in_force: true },
  ]);
});

test('split, detach and pin change what they say', SLOW, () => {
  const ask = workspaceOf(EARLY, OTHER);
  const alert = (title: string): string =>
    ndjson<{ id: string; title: string }>(ask('alerts', '--json').stdout).find((one) => one.title === title)!.id;
  const holding = (title: string): string =>
    ndjson<IncidentJson>(ask('incidents', '--json').stdout).find(({ alerts }) =>
      alerts.some((one) => one.title === title),
    )!.id;
  expect(ask('split', holding('Beacon'), alert('Beacon')).stdout).toContain('1 incident before, 2 after');
  expect(incidentsOf(ask)).toEqual([['Beacon'], ['Dump of lsass'], ['Port scan']]);
  const pinned = ask('pin', alert('Beacon'), holding('Port scan'), '--why', 'same server');
  expect(pinned.stdout).toContain('decision 2 by');
  expect(incidentsOf(ask)).toEqual([['Beacon', 'Port scan'], ['Dump of lsass']]);
  expect(ask('show', alert('Beacon')).stdout).toMatch(/why there: pinned by hand by \S+: same server/);
  ask('detach', alert('Port scan'), '--why', 'unrelated');
  expect(incidentsOf(ask)).toEqual([['Beacon'], ['Dump of lsass'], ['Port scan']]);
});

test('a decision that cannot be is refused with a code, and no workspace is made by it', SLOW, () => {
  const ask = workspaceOf(EARLY, OTHER);
  expect(ask('merge', '#1', '#1').stderr).toContain('E_DECISION_INVALID');
  expect(ask('pin', 'zzz', '#1').stderr).toContain('E_NOT_FOUND');
  expect(ask('detach', '#1').stderr).toContain('is an incident; an alert is wanted here');
  expect(ask('undo').stderr).toContain('There is no decision in force to undo');
  const nowhere = vedette(['undo', '-w', path.join(temporaryFolder(), 'none.vedette')]);
  expect(nowhere.stderr).toContain('E_WORKSPACE_NOT_FOUND');
  expect(ask('decisions').stdout).toContain('Nothing was decided by hand yet');
});
