/** Evidence for the fault tests, and everything a workspace holds in a form that can be compared. */
import { appendFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect } from 'vitest';

/** Sysmon process starts and logons in which our own rules find something now and then. */
export function writeEvidence(file: string, records: number): void {
  writeFileSync(file, '');
  let text = '';
  for (let index = 0; index < records; index++) {
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
export function contentOf(workspace: string): unknown {
  const db = new Database(workspace, { readonly: true });
  try {
    const tables = {
      source: 'sha256, path, state, watermark_ordinal, damage_seen, records, events, events_removed, hits',
      damage: 'source_id, byte_offset, record, code, reason',
      event: '*',
      event_detail: '*',
      raw_block: '*',
      entity: '*',
      register_page: '*',
      mention_count: '*',
      segment: '*',
      tally: '*',
      minute: '*',
      label: '*',
      relation: '*',
      finding: '*',
      rule_match: '*',
      alert: '*',
      incident: '*',
      incident_alert: '*',
      state: '*',
      retention_removed: '*',
    };
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const contents = Object.entries(tables).map(([table, columns]) => [
      table,
      db.prepare(`SELECT ${columns} FROM ${table} ORDER BY 1, 2`).all(),
    ]);
    const worded = db.prepare(`SELECT rowid FROM event_words WHERE event_words MATCH 'vssadmin' ORDER BY 1`).all();
    return { ...Object.fromEntries(contents), worded };
  } finally {
    db.close();
  }
}
