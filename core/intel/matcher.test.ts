/** Indicators and how they are held against alerts (SPEC T of core/fuse). */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asTimeUs, type TimeUs } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { EntityMention, EntityType } from '../model/entity.ts';
import type { Indicator, IndicatorType } from '../model/indicator.ts';
import { canonicalIp } from '../normalise/canonical.ts';
import { indicatorValue } from './indicator.ts';
import { IndicatorMatcher } from './matcher.ts';

const AT = asTimeUs(1_772_611_200_000_000)!;

function alertOf(...names: readonly string[]): Alert {
  const entities = names.map((name): EntityMention => {
    const colon = name.indexOf(':');
    return { type: name.slice(0, colon) as EntityType, value: name.slice(colon + 1), role: 'target' };
  });
  const facts = { title: 'A', signal: 'a', detector: 'd', severity: 'low', techniques: [], tactics: [] } as const;
  return { id: 'alert', ...facts, entities, firstSeenUs: AT, lastSeenUs: AT, count: 1 };
}

function listed(name: string, options: Partial<Indicator> = {}): Indicator {
  const colon = name.indexOf(':');
  const type = name.slice(0, colon) as IndicatorType;
  const read = indicatorValue(type, name.slice(colon + 1));
  if ('problem' in read) throw new Error(read.problem);
  return { id: 1, type, ...read, source: 'feed', expiresUs: null, isAllowed: false, ...options };
}

const allowed = (name: string): Indicator => listed(name, { isAllowed: true });

/** The entities of which something was seen, with the indicator where it is another text. */
function seen(indicators: readonly Indicator[], ...names: readonly string[]): string[] {
  return new IndicatorMatcher(indicators)
    .sightingsIn(alertOf(...names))
    .map(({ entityType, entityValue, indicator }) =>
      indicator.value === entityValue
        ? `${entityType}:${entityValue}`
        : `${entityType}:${entityValue} < ${indicator.value}`,
    );
}

describe('T1 an indicator in canonical form', () => {
  test.each([
    ['ip', ' 203.0.113.9 ', '203.0.113.9'],
    ['ip', '::ffff:203.0.113.9', '203.0.113.9'],
    ['ip', '203.0.113.0/24', '203.0.113.0/24'],
    ['ip', '203.0.113.9/32', '203.0.113.9'],
    ['ip', '2001:DB8:0::/32', '2001:db8::/32'],
    ['domain', 'Evil.Example.', 'evil.example'],
    ['url', ' http://evil.example/A?b ', 'http://evil.example/A?b'],
    ['hash', 'D41D8CD98F00B204E9800998ECF8427E', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['mail', 'Eve@Evil.Example', 'eve@evil.example'],
  ] as const)('%s %s is %s', (type, text, value) => {
    expect(indicatorValue(type, text)).toEqual({ value });
  });

  test.each([
    ['ip', '127.0.0.1'],
    ['ip', '203.0.113.9/24'],
    ['ip', '203.0.113/24'],
    ['ip', '203.0.113.0/33'],
    ['ip', '0.0.0.0/0'],
    ['ip', '::ffff:203.0.113.0/120'],
    ['ip', 'evil.example'],
    ['domain', 'localhost'],
    ['domain', 'http://evil.example'],
    ['domain', '*.evil.example'],
    ['url', 'evil.example/path'],
    ['hash', 'xyz'],
    ['mail', 'evil.example'],
  ] as const)('%s %s is refused', (type, text) => {
    expect(indicatorValue(type, text)).toEqual({ problem: expect.any(String) as string });
  });
});

describe('T2 what an indicator names', () => {
  test('a domain and those below it, of hosts and URLs too, and no other that only ends alike', () => {
    expect(
      seen(
        [listed('domain:evil.example')],
        'domain:evil.example',
        'domain:a.b.evil.example',
        'host:c2.evil.example',
        'url:https://user@x.evil.example:8443/path?to=good.example',
        'domain:notevil.example',
        'domain:evil.example.org',
        'mail:eve@evil.example',
        'url:https://good.example/evil.example',
      ),
    ).toEqual([
      'domain:evil.example',
      'domain:a.b.evil.example < evil.example',
      'host:c2.evil.example < evil.example',
      'url:https://user@x.evil.example:8443/path?to=good.example < evil.example',
    ]);
  });

  test('an address and those within a network, in URLs too', () => {
    const networks = [listed('ip:203.0.113.0/24'), listed('ip:2001:db8::/33'), listed('ip:198.51.100.7')];
    expect(
      seen(
        networks,
        'ip:203.0.113.255',
        'ip:203.0.114.0',
        'ip:198.51.100.7',
        'ip:2001:db8:7fff::1',
        'ip:2001:db8:8000::1',
        'url:http://198.51.100.7/x',
        'url:http://[2001:db8::1]:80/x',
      ),
    ).toEqual([
      'ip:203.0.113.255 < 203.0.113.0/24',
      'ip:198.51.100.7',
      'ip:2001:db8:7fff::1 < 2001:db8::/33',
      'url:http://198.51.100.7/x < 198.51.100.7',
      'url:http://[2001:db8::1]:80/x < 2001:db8::/33',
    ]);
  });

  test('an entity once for each indicator, in whatever roles', () => {
    const alert = alertOf('ip:198.51.100.7', 'ip:198.51.100.7');
    const two = [listed('ip:198.51.100.7'), listed('ip:198.51.100.7', { id: 2, source: 'other' })];
    expect(new IndicatorMatcher(two).sightingsIn(alert).map(({ indicator }) => indicator.source)).toEqual([
      'feed',
      'other',
    ]);
  });

  test('an address is in a network just where their first bits are the same', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.tuple(byte, byte, byte, byte),
        fc.integer({ min: 1, max: 32 }),
        fc.nat(31),
        (bytes, bits, flipped) => {
          const number = bytes.reduce((sum, one) => sum * 256 + one, 0);
          const base = Math.floor(number / 2 ** (32 - bits)) * 2 ** (32 - bits);
          const other = (number ^ (1 << flipped)) >>> 0;
          fc.pre(
            [number, other].every((one) => canonicalIp(textOf(one)) !== null && canonicalIp(textOf(base)) !== null),
          );
          const network = [listed(`ip:${textOf(base)}/${bits}`)];
          expect(seen(network, `ip:${textOf(number)}`)).toHaveLength(1);
          expect(seen(network, `ip:${textOf(other)}`)).toHaveLength(flipped < 32 - bits ? 1 : 0);
        },
      ),
    );
  });
});

function textOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.');
}

describe('T3 an end', () => {
  test('is in event time, and counts from when an alert began', () => {
    const until = (expiresUs: number) => [listed('domain:evil.example', { expiresUs: expiresUs as TimeUs })];
    expect(seen(until(AT), 'domain:evil.example')).toHaveLength(1);
    expect(seen(until(AT - 1), 'domain:evil.example')).toEqual([]);
  });

  test('leaves alerts without a time to what has none', () => {
    const untimed = { ...alertOf('domain:evil.example'), firstSeenUs: 0 as TimeUs };
    const found = (expiresUs: TimeUs | null) =>
      new IndicatorMatcher([listed('domain:evil.example', { expiresUs })]).sightingsIn(untimed);
    expect([found(null).length, found(AT).length]).toEqual([1, 0]);
  });
});

describe('T6 an exception', () => {
  test('wins however exact or wide it is, for what it names and nothing else', () => {
    const bad = [listed('domain:a.cdn.example'), listed('url:https://a.cdn.example/x'), listed('ip:203.0.113.0/24')];
    const names = ['domain:a.cdn.example', 'url:https://a.cdn.example/x', 'ip:203.0.113.9', 'ip:203.0.113.10'];
    expect(seen([...bad, allowed('domain:cdn.example'), allowed('ip:203.0.113.9')], ...names)).toEqual([
      'ip:203.0.113.10 < 203.0.113.0/24',
    ]);
    expect(seen([allowed('ip:203.0.113.0/28'), ...bad], 'ip:203.0.113.9', 'ip:203.0.113.99')).toEqual([
      'ip:203.0.113.99 < 203.0.113.0/24',
    ]);
  });

  test('ends too', () => {
    const ended = { ...allowed('domain:evil.example'), expiresUs: (AT - 1) as TimeUs };
    expect(seen([listed('domain:evil.example'), ended], 'domain:evil.example')).toHaveLength(1);
  });
});
