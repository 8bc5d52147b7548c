import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, hasData, unpackData } from '../../test/data.ts';
import { loadRules } from './load.ts';
import { createDetector } from './match.ts';

describe.skipIf(!hasData)('the rules of SigmaHQ', () => {
  test('LOAD-3 each is loaded, or refused for a placeholder without values', () => {
    const folder = unpackData('sigma/sigmahq-rules.zip');
    const files = filesBelow(folder, '.yml').map((file) => ({
      path: path.relative(folder, file),
      text: readFileSync(file, 'utf8'),
    }));
    const { rules, refused, notSigma } = loadRules(files);
    expect(notSigma).toEqual([]);
    expect(rules.length + refused.length).toBe(files.length);
    for (const { code, field, reason, line, ruleId } of refused) {
      expect({ code, reason }).toEqual({
        code: 'E_RULE_UNSUPPORTED',
        reason: expect.stringMatching(/^the placeholder %.+% has no values$/) as string,
      });
      expect(field).toContain('expand');
      expect(line).toBeGreaterThan(1);
      expect(ruleId).not.toBeNull();
    }
    expect(rules.filter(({ facts }) => facts.author === '')).toEqual([]);
  });

  test('MOD-12 with values for the placeholders they name, all are loaded', () => {
    const files = filesBelow(unpackData('sigma/sigmahq-rules.zip'), '.yml').map((file) => ({
      path: file,
      text: readFileSync(file, 'utf8'),
    }));
    const placeholders: Record<string, string[]> = {};
    let set = loadRules(files, { placeholders });
    // A rule is refused for its first placeholder without values; those with several take several rounds.
    while (set.refused.length > 0) {
      const names = set.refused.map(({ reason }) => /%(.+)%/.exec(reason)![1]!);
      expect(names.filter((name) => Object.hasOwn(placeholders, name))).toEqual([]);
      for (const name of names) placeholders[name] = ['some value'];
      set = loadRules(files, { placeholders });
    }
    expect(set.rules.length).toBe(files.length);
  });
});

describe.skipIf(!hasData)('events of a product without a parser of ours', () => {
  test('SEL-2 a raw line reaches keyword rules through its label', () => {
    const rules = filesBelow(unpackData('sigma/sigmahq-rules.zip'), '.yml')
      .filter((file) => file.includes('cisco_cli_dot1x_disabled'))
      .map((file) => ({ path: file, text: readFileSync(file, 'utf8') }));
    const [raw] = filesBelow(unpackData('sigma/regression-data.zip'), '.raw');
    const event = {
      fields: { message: readFileSync(raw!, 'utf8').trim() },
      logsource: { product: 'cisco', service: 'aaa' },
    };
    expect(createDetector(loadRules(rules).rules).match(event)).toHaveLength(1);
  });
});
