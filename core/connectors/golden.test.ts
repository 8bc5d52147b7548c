/**
 * Golden files: one original record each, the event we make of it and its OCSF object. To accept a change:
 * `VEDETTE_UPDATE_GOLDEN=1 npx vitest run core/connectors/golden.test.ts`, then read the difference.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { toOcsf } from './ocsf.ts';
import { recogniseShape } from './registry.ts';

interface Golden {
  readonly about: string;
  readonly input: unknown;
  readonly shape?: string;
  readonly event?: unknown;
  readonly ocsf?: unknown;
}

const here = import.meta.dirname;
const files = globSync('*/golden/*.json', { cwd: here }).toSorted();

function made(input: unknown): Omit<Golden, 'about'> {
  const shape = recogniseShape(input);
  const record = { ordinal: 1, number: 1, offset: 0, lengthBytes: 1, value: input, isRecovered: false };
  const event = shape.normalise(record);
  return { input, shape: shape.id, event, ocsf: toOcsf(event) };
}

describe('golden files', () => {
  test('there are some of every shape', () => {
    const shapes = new Set(files.map((file) => recogniseShape(read(file).input).id));
    expect([...shapes].toSorted()).toEqual([
      'cloudtrail',
      'generic',
      'suricata',
      'windows-event',
      'windows-flat',
      'winlogbeat',
    ]);
  });

  test.each(files)('%s', (file) => {
    const golden = read(file);
    const now = { about: golden.about, ...made(golden.input) };
    if (process.env['VEDETTE_UPDATE_GOLDEN'] === '1') {
      writeFileSync(path.join(here, file), `${JSON.stringify(now, null, 2)}\n`);
    }
    expect(JSON.parse(JSON.stringify(now))).toEqual(read(file));
  });
});

function read(file: string): Golden {
  return JSON.parse(readFileSync(path.join(here, file), 'utf8')) as Golden;
}
