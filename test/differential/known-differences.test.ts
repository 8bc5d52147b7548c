/** The differences that `docs/differential.md` explains, each shown on one rule and one event. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRules } from '../../core/detect/load.ts';
import { createDetector } from '../../core/detect/match.ts';
import type { Fields } from '../../core/model/fields.ts';
import { hasData } from '../data.ts';
import { convertRules, findPython, Oracle } from './oracle.ts';

interface Case {
  readonly name: string;
  /** One entry of a selection, as YAML. */
  readonly entry: string;
  readonly fields: Fields;
  readonly here: boolean;
  readonly there: boolean;
}

const CASES: readonly Case[] = [
  { name: 'D1 case beyond ASCII', entry: 'F: ÄRGER', fields: { F: 'ärger' }, here: true, there: false },
  { name: 'D2 a number written otherwise', entry: 'F: 4688', fields: { F: '4688.0' }, here: true, there: false },
  {
    name: 'D3 windash inside a word',
    entry: 'F|windash|contains: a-b',
    fields: { F: 'a/b' },
    here: true,
    there: false,
  },
  { name: 'D4 a line break after the end', entry: 'F|re: b$', fields: { F: 'ab\n' }, here: false, there: true },
  { name: 'D5 digits beyond ASCII', entry: 'F|re: ^\\d$', fields: { F: '٣' }, here: false, there: true },
  { name: 'D6 null in a list', entry: 'F: null', fields: { F: ['a', null] }, here: true, there: false },
  { name: 'D7 one of several values', entry: 'F: b', fields: { F: ['a', 'b'] }, here: true, there: false },
  { name: 'D8 text after U+0000', entry: 'F|endswith: b', fields: { F: 'a\u0000b' }, here: true, there: false },
];

const python = hasData ? findPython() : null;

describe.skipIf(python === null)('known differences from pySigma and SQLite (needs pySigma)', () => {
  let folder: string;
  let here: boolean[];
  let there: boolean[];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'vedette-differences-'));
    const files = CASES.map(({ name, entry }, index) => {
      const id = `00000000-0000-4000-8000-00000000000${index + 1}`;
      const text = `title: ${name}\nid: ${id}\nlogsource:\n  product: test\ndetection:\n  sel:\n    ${entry}\n  condition: sel\n`;
      writeFileSync(path.join(folder, `${index}.yml`), text);
      return { path: `${index}.yml`, text, id };
    });
    const { rules } = loadRules(files);
    const detector = createDetector(rules);
    const { columns } = convertRules(python!, folder, folder);
    const oracle = new Oracle(python!, columns, folder);
    here = [];
    for (const [index, { fields }] of CASES.entries()) {
      const hits = detector.match({ fields, logsource: { product: 'test' } });
      here.push(hits.some(({ rule }) => rule.id === files[index]!.id));
      await oracle.add(index, fields);
    }
    const { matches } = await oracle.finish();
    there = CASES.map((_, index) => matches[files[index]!.id]?.includes(index) ?? false);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(CASES.map((one, index) => [one.name, one, index] as const))('%s', (_name, one, index) => {
    expect({ here: here[index], there: there[index] }).toEqual({ here: one.here, there: one.there });
  });
});
