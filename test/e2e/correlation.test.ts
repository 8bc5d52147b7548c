import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ndjson, temporaryFolder, vedette } from '../vedette.ts';

const RULES = (generate: boolean): string => `title: Failed logon
id: 0f7c9a52-5f0e-4a44-9b57-6f0f5a1f9c01
name: failed_logon
logsource: { product: windows, service: security }
detection: { selection: { EventID: 4625 }, condition: selection }
level: low
---
title: Many failed logons of one account
id: 0f7c9a52-5f0e-4a44-9b57-6f0f5a1f9c02
author: Somebody
level: high
tags: [attack.credential-access, attack.t1110.001]
correlation:
  type: event_count
  rules: [failed_logon]
  group-by: [TargetUserName]
  timespan: 10m
  condition: { gte: 5 }
  generate: ${generate}
`;

function failedLogon(record: number, minute: number, user: string): string {
  return JSON.stringify({
    Event: {
      System: {
        Provider: { '#attributes': { Name: 'Microsoft-Windows-Security-Auditing' } },
        EventID: 4625,
        TimeCreated: { '#attributes': { SystemTime: `2026-03-04T09:${String(minute).padStart(2, '0')}:00.000000Z` } },
        EventRecordID: record,
        Channel: 'Security',
        Computer: 'DC-01.corp.example',
      },
      EventData: { TargetUserName: user, TargetDomainName: 'CORP', IpAddress: '192.0.2.7', LogonType: 3 },
    },
  });
}

/** Six failures of one account in six minutes, the later ones in the file that is read first; and five of another in an hour. */
function writeCase(folder: string, generate: boolean): { readonly rules: string; readonly files: readonly string[] } {
  const rules = path.join(folder, 'rules');
  mkdirSync(rules);
  writeFileSync(path.join(rules, 'logons.yml'), RULES(generate));
  const [late, early, slow] = ['a-late.ndjson', 'b-early.ndjson', 'c-slow.ndjson'].map((name) =>
    path.join(folder, name),
  );
  writeFileSync(late!, [4, 5, 6].map((minute) => failedLogon(minute, minute, 'eve')).join('\n'));
  writeFileSync(early!, [1, 2, 3].map((minute) => failedLogon(minute, minute, 'eve')).join('\n'));
  writeFileSync(slow!, [1, 13, 25, 37, 49].map((minute) => failedLogon(100 + minute, minute, 'bob')).join('\n'));
  return { rules, files: [late!, early!, slow!] };
}

interface Hit {
  readonly title: string;
  readonly time: string;
  readonly source: string;
  readonly fields: Record<string, unknown>;
  readonly events?: readonly { readonly source: string; readonly record: number }[];
}

describe('correlation', () => {
  test('detect: over several files, on event time, with the events it is made of', () => {
    const folder = temporaryFolder();
    const { rules, files } = writeCase(folder, false);
    const hits = ndjson<Hit>(vedette(['detect', ...files, '--rules', rules, '--json']).stdout);
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({
      title: 'Many failed logons of one account',
      author: 'Somebody',
      time: '2026-03-04T09:05:00.000000Z',
      source: files[0],
      fields: { TargetUserName: 'eve', measured: 5 },
    });
    expect(hits[0]!.events!.map(({ record }) => record)).toEqual([1, 2, 3, 4, 5]);
  });

  test('detect: rules it is built on speak too where it asks them to', () => {
    const folder = temporaryFolder();
    const { rules, files } = writeCase(folder, true);
    const counts = ndjson<{ title: string; count: number }>(
      vedette(['detect', ...files, '--rules', rules, '--json', '--count']).stdout,
    );
    expect(counts.map(({ title, count }) => [title, count])).toEqual([
      ['Many failed logons of one account', 1],
      ['Failed logon', 11],
    ]);
  });

  test(
    'import: the same alert in whatever order the files come, and again after a second import',
    { timeout: 60_000 },
    () => {
      const folder = temporaryFolder();
      const { rules, files } = writeCase(folder, false);
      const alertsAfter = (name: string, runs: readonly (readonly string[])[]): unknown[] => {
        const workspace = path.join(folder, `${name}.vedette`);
        for (const run of runs) expect(vedette(['import', ...run, '--rules', rules, '-w', workspace]).exitCode).toBe(0);
        return ndjson(vedette(['alerts', '-w', workspace, '--json']).stdout);
      };
      const [late, early, slow] = files;
      const expected = alertsAfter('together', [files]);
      expect(expected).toHaveLength(1);
      expect(expected[0]).toMatchObject({
        title: 'Many failed logons of one account',
        techniques: ['T1110.001'],
        count: 1,
      });
      expect(alertsAfter('apart', [[slow!], [late!], [early!], [early!]])).toEqual(expected);
      expect(alertsAfter('first-half', [[late!]])).toEqual([]);
      const story = vedette(['show', '1', '-w', path.join(folder, 'together.vedette')]).stdout;
      expect(story).toContain('why fired: group-by: TargetUserName = eve');
    },
  );
});
