// @promise DUR-01
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { startVedette, temporaryFolder, vedette } from '../vedette.ts';

const KILLS = 30;
const RECORDS = 24_000;
const SEED = Number(process.env['VEDETTE_SEED'] ?? 20_260_304);

/** Sysmon process starts and logons in which our own rules find something now and then. */
function writeEvidence(file: string): void {
  writeFileSync(file, '');
  let text = '';
  for (let index = 0; index < RECORDS; index++) {
    text += `${JSON.stringify(recordAt(index))}\n`;
    // A torn line now and then: damage must be resumed as exactly as records are.
    if (index % 4_001 === 4_000) text += '{"Event":{"System":{"EventID":\n';
  }
  appendFileSync(file, text);
}

function recordAt(index: number): unknown {
  const host = `ws-${index % 7}`;
  const time = new Date(Date.UTC(2026, 2, 4, 9) + index * 250).toISOString();
  const isLoud = index % 97 === 0;
  return {
    Event: {
      System: {
        Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
        EventID: 1,
        TimeCreated: { '#attributes': { SystemTime: time } },
        EventRecordID: index + 1,
        Channel: 'Microsoft-Windows-Sysmon/Operational',
        Computer: `${host}.corp.example`,
      },
      EventData: {
        UtcTime: time.replace('T', ' ').replace('Z', ''),
        ProcessGuid: `{00000000-0000-0000-0000-${String(index).padStart(12, '0')}}`,
        ProcessId: 4_000 + (index % 900),
        Image: isLoud ? 'C:\\Windows\\System32\\vssadmin.exe' : 'C:\\Windows\\System32\\notepad.exe',
        CommandLine: isLoud ? 'vssadmin.exe delete shadows /all /quiet' : `notepad.exe note-${index}.txt`,
        User: `CORP\\user${index % 5}`,
        ParentImage: 'C:\\Windows\\explorer.exe',
        ParentCommandLine: 'explorer.exe',
      },
    },
  };
}

/** Everything in a workspace that an analyst could see, in a form that can be compared. */
function contentOf(workspace: string): unknown {
  const db = new Database(workspace, { readonly: true });
  try {
    const tables = {
      source: 'sha256, path, state, watermark_ordinal, damage_seen, records, events, hits',
      damage: 'source_id, byte_offset, record, code, reason',
      event: '*',
      entity: '*',
      event_entity: '*',
      relation: '*',
      finding: '*',
      alert: '*',
      incident: '*',
      incident_alert: '*',
      state: '*',
    };
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    return Object.fromEntries(
      Object.entries(tables).map(([table, columns]) => [
        table,
        db.prepare(`SELECT ${columns} FROM ${table} ORDER BY 1, 2`).all(),
      ]),
    );
  } finally {
    db.close();
  }
}

/** A small generator with a printed seed (mulberry32), so that a failure can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('kill -9 during an import', () => {
  test(
    `after ${KILLS} kills at random points the workspace is what it would be without (seed ${SEED})`,
    { timeout: 300_000 },
    async () => {
      const folder = temporaryFolder();
      const evidence = path.join(folder, 'evidence.ndjson');
      writeEvidence(evidence);

      const undisturbed = path.join(folder, 'undisturbed.vedette');
      const startedMs = performance.now();
      expect(vedette(['import', evidence, '--workspace', undisturbed]).exitCode).toBe(0);
      const wholeMs = performance.now() - startedMs;

      const killed = path.join(folder, 'killed.vedette');
      const random = randomFrom(SEED);
      let kills = 0;
      let interrupted = 0;
      while (kills < KILLS) {
        const importing = startVedette(['import', evidence, '--workspace', killed]);
        const ended = new Promise<NodeJS.Signals | null>((resolve) =>
          importing.on('exit', (_code, signal) => resolve(signal)),
        );
        // From before the first write to after the last: most of a run each time, so that kills fall all over it.
        await new Promise((resolve) => setTimeout(resolve, random() * wholeMs * 0.8));
        importing.kill('SIGKILL');
        if ((await ended) === 'SIGKILL') interrupted++;
        kills++;
      }
      expect(vedette(['import', evidence, '--workspace', killed]).exitCode).toBe(0);
      expect(contentOf(killed)).toEqual(contentOf(undisturbed));
      expect(interrupted).toBeGreaterThan(0);
    },
  );
});
