/** What we emit is OCSF: every event of the public data sets, against the schema's own sources (SPEC N50 to N53). */
import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { mappings, toOcsf } from '../../core/connectors/ocsf.ts';
import { recogniseReader, recogniseShape } from '../../core/connectors/registry.ts';
import { DEFAULT_LIMITS } from '../../core/kernel/limits.ts';
import type { NormalisedEvent } from '../../core/model/event.ts';
import { buildEvent } from '../../core/normalise/event.ts';
import { NO_TIME } from '../../core/normalise/event-time.ts';
import type { EventMapping } from '../../core/normalise/mapping.ts';
import { pathsOf } from '../../core/normalise/ocsf/paths.ts';
import { dataPath, filesBelow, hasData, unpackData } from '../data.ts';
import { readSchema, type OcsfSchema } from './schema.ts';
import { problemsOf } from './validate.ts';

const OPTIONS = { limits: DEFAULT_LIMITS, recover: false };

describe.skipIf(!hasData)('OCSF', () => {
  let schema: OcsfSchema;

  beforeAll(() => {
    schema = readSchema(unpackData('ocsf/ocsf-schema.zip'));
  });

  test('the validator finds what is wrong', () => {
    const event = {
      class_uid: 1007,
      category_uid: 1,
      activity_id: 77,
      type_uid: 100_777,
      severity_id: 1,
      time: 'now',
      metadata: { version: '1.9.0-dev', product: {}, profiles: [] },
      actor: { process: { pid: 'x' } },
      device: { hostname: 'h', type_id: 0 },
      nonsense: 1,
    };
    expect(problemsOf(schema, event).toSorted()).toEqual([
      'activity_id: 77 is not in the enumeration',
      'actor.process.pid: is not an integer',
      'metadata.product.: needs one of name, uid',
      'nonsense: unknown in process_activity',
      'process: required in process_activity',
      'time: is not an integer',
    ]);
  });

  test.each([
    ['SigmaHQ regression events', 'sigma/regression-data.zip', '.evtx', 1, []],
    // A ticket refused before the account was known names no user, which Authentication requires.
    ['EVTX to MITRE', 'evtx/evtx-to-mitre.zip', '.evtx', 1, ['windows/security/4769']],
    ['torture files', 'evtx/torture.zip', '.evtx', 1, []],
    ['CloudTrail', 'cloudtrail/stratus.zip', '.json', 1, []],
    ['Suricata EVE', 'suricata/eve-alerts.zip', '.json', 1, []],
  ])(
    'N50 every event of %s is valid',
    async (_name, archive, ending, step, demoted) => {
      const outcome = await validate(schema, filesBelow(unpackData(archive), ending), step);
      expect(outcome.problems).toEqual([]);
      expect(outcome.demoted).toEqual(demoted);
      expect(outcome.events).toBeGreaterThan(100);
    },
    120_000,
  );

  test.each([...mappings().values()].map((mapping) => [mapping.name, mapping] as const))(
    'N52 %s is valid when every field it names is there',
    (_name, mapping) => {
      const event = eventWithAllFieldsOf(mapping);
      const ocsf = toOcsf(event);
      expect(problemsOf(schema, ocsf)).toEqual([]);
      expect(ocsf['class_uid']).toBe(mapping.classUid);
    },
  );

  test('N50 a sample of OTRF events is valid, each kind of event included', async () => {
    const outer = filesBelow(unpackData('otrf/security-datasets.zip'), '.zip');
    const sets = outer.slice(0, 24).map((file) => path.relative(dataPath(''), file));
    const files = sets
      .flatMap((set) => filesBelow(unpackData(set), '.json'))
      .filter((file) => !file.includes('__MACOSX'));
    const outcome = await validate(schema, files, 20);
    expect(outcome.problems).toEqual([]);
    // The exporter lost the data of events that it could not render: there is no script to tell of.
    expect(outcome.demoted).toEqual(['windows/powershell-classic/800', 'windows/powershell/4103']);
    expect(outcome.events).toBeGreaterThan(1_000);
  }, 120_000);
});

/** Plausible text for what a converter expects. */
const EXAMPLES: Readonly<Record<string, string>> = {
  int: '4711',
  port: '443',
  ip: '203.0.113.7',
  time: '2026-03-04T09:14:07Z',
  hashes: `SHA256=${'ab'.repeat(32)}`,
};

function eventWithAllFieldsOf(mapping: EventMapping): NormalisedEvent {
  const fields: Record<string, string | number> = { EventID: 1, Computer: 'ws-1', Provider_Name: 'Some-Provider' };
  for (const { fields: names, converter } of pathsOf(mapping)) {
    for (const name of names) fields[name] ??= EXAMPLES[converter] ?? 'C:\\Folder\\example.txt';
  }
  return buildEvent(
    { ordinal: 1, number: 1, offset: 0, lengthBytes: 1, value: {}, isRecovered: false },
    { mapping, time: NO_TIME, fields, host: 'ws-1', logsource: {}, severity: 'low' },
  );
}

interface Outcome {
  readonly events: number;
  /** Each distinct problem once, with the mapping it happened in. */
  readonly problems: readonly string[];
  /** Mappings whose events lacked what their class requires, and became base events. */
  readonly demoted: readonly string[];
}

/** Validates the first event of every mapping in every file, and every `step`th event besides. */
async function validate(schema: OcsfSchema, files: readonly string[], step: number): Promise<Outcome> {
  const problems = new Set<string>();
  const demoted = new Set<string>();
  let events = 0;
  for (const file of files) {
    const reader = recogniseReader(readFileSync(file).subarray(0, 65_536));
    if (reader === null) throw new Error(`no reader knows ${file}`);
    const seen = new Set<string>();
    for await (const batch of reader.read(createReadStream(file) as AsyncIterable<Uint8Array>, OPTIONS)) {
      for (const record of batch.records) {
        const event = recogniseShape(record.value).normalise(record);
        if (record.ordinal % step !== 0 && seen.has(event.mapping)) continue;
        seen.add(event.mapping);
        events++;
        const ocsf = toOcsf(event);
        if (ocsf['class_uid'] !== event.classUid) demoted.add(event.mapping);
        for (const problem of problemsOf(schema, ocsf)) problems.add(`${event.mapping} ${problem}`);
      }
    }
  }
  return { events, problems: [...problems].toSorted(), demoted: [...demoted].toSorted() };
}
