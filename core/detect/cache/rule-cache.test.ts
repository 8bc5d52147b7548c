import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ruleText } from '../fixture.ts';
import { loadRules } from '../load.ts';
import { createDetector } from '../match.ts';
import { loadRulesCached } from './rule-cache.ts';

const FILES = [
  { path: 'a.yml', text: ruleText("sel:\n  Image|endswith: '\\cmd.exe'\n  Id|gt: 5\ncondition: sel") },
  { path: 'b.yml', text: 'title: broken\nlogsource: 5\ndetection: {}\n' },
];

describe('the cache of rules', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'vedette-cache-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const cache = (engineVersion = '1') => ({ folder: path.join(folder, 'rules'), engineVersion });
  const stored = (): string[] => readdirSync(cache().folder).map((name) => path.join(cache().folder, name));

  test('gives the second time what was loaded the first time', () => {
    const first = loadRulesCached(FILES, cache());
    const second = loadRulesCached(FILES, cache());
    expect([first.isFromCache, second.isFromCache]).toEqual([false, true]);
    expect(second.set).toEqual(first.set);
    expect(second.set).toEqual(loadRules(FILES));
    const event = { fields: { Image: 'C:\\CMD.exe', Id: 7 }, logsource: { product: 'test' } };
    expect(createDetector(second.set.rules).match(event)).toHaveLength(1);
  });

  test('is not asked again once anything has changed', () => {
    loadRulesCached(FILES, cache());
    const [first, second] = FILES;
    const changes = [
      [{ ...first!, text: `${first!.text}\n` }, second!],
      [{ ...first!, path: 'c.yml' }, second!],
      [first!],
      [second!, first!],
    ];
    for (const files of changes) expect(loadRulesCached(files, cache()).isFromCache).toBe(false);
    expect(loadRulesCached(FILES, cache('2')).isFromCache).toBe(false);
    expect(loadRulesCached(FILES, cache(), { placeholders: { a: ['b'] } }).isFromCache).toBe(false);
    expect(loadRulesCached(FILES, cache()).isFromCache).toBe(true);
  });

  test('is not believed after any of its bytes has changed', () => {
    const { set } = loadRulesCached(FILES, cache());
    const [file] = stored();
    const bytes = readFileSync(file!);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(bytes);
        damaged[at]! ^= change;
        writeFileSync(file!, damaged);
        const again = loadRulesCached(FILES, cache());
        expect(again).toEqual({ set, isFromCache: false });
      }),
      { numRuns: 50 },
    );
    writeFileSync(file!, bytes.subarray(0, bytes.length / 2));
    expect(loadRulesCached(FILES, cache()).isFromCache).toBe(false);
    expect(loadRulesCached(FILES, cache()).isFromCache).toBe(true);
  });

  test('does without a folder it cannot write to', () => {
    writeFileSync(path.join(folder, 'rules'), 'a file where the folder should be');
    expect(loadRulesCached(FILES, cache())).toEqual({ set: loadRules(FILES), isFromCache: false });
  });

  test('does not keep what JSON cannot tell', () => {
    const files = [{ path: 'c.yml', text: ruleText('sel:\n  Id|lt: .inf\ncondition: sel') }];
    const event = { fields: { Id: 7 }, logsource: { product: 'test' } };
    for (const { set } of [loadRulesCached(files, cache()), loadRulesCached(files, cache())]) {
      expect(createDetector(set.rules).match(event)).toHaveLength(1);
    }
  });

  test('keeps the whole of what rules can hold', () => {
    const text = `${ruleText('sel:\n  - a*b?c\n  - d\ncondition: not sel')}---\n${ruleText("F|re|i: '^a$'\nG: null\ncondition: 1 of them").replace('Test', 'Other')}`;
    const files = [{ path: 'd.yml', text }];
    loadRulesCached(files, cache());
    expect(loadRulesCached(files, cache())).toEqual({ set: loadRules(files), isFromCache: true });
  });

  test('keeps a few sets only', () => {
    for (let version = 0; version < 12; version++) loadRulesCached(FILES, cache(String(version)));
    expect(stored()).toHaveLength(8);
  });
});
