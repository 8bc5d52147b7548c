import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, hasData, unpackData } from '../data.ts';
import { ndjson, temporaryFolder, vedette } from '../vedette.ts';

describe.skipIf(!hasData)('records from slack space (needs the public data sets)', () => {
  test('come on request only, and say so wherever they are shown', () => {
    const file = filesBelow(unpackData('evtx/torture.zip'), '.evtx').find((name) => name.includes('zero-data-size'))!;
    const isMarked = (line: string): boolean => line.startsWith('{"recovered":true,"Event":');
    const live = vedette(['dump', file]).stdout.trimEnd().split('\n');
    const all = vedette(['dump', file, '--recover']).stdout.trimEnd().split('\n');
    expect(live.some(isMarked)).toBe(false);
    const recovered = all.filter(isMarked).length;
    expect(recovered).toBeGreaterThan(0);
    expect(all).toHaveLength(live.length + recovered);
    const xml = vedette(['dump', file, '--recover', '--xml']).stdout;
    expect(xml.match(/<!-- recovered from slack space -->/g)).toHaveLength(recovered);

    const workspace = path.join(temporaryFolder(), 'case.vedette');
    vedette(['import', file, '--recover', '--workspace', workspace]);
    const events = ndjson<{ id: string; recovered: boolean }>(vedette(['events', '-w', workspace, '--json']).stdout);
    const one = events.filter((event) => event.recovered);
    expect(one).toHaveLength(recovered);
    expect(vedette(['show', one[0]!.id, '-w', workspace]).stdout).toContain('recovered from slack space');
  });
});
