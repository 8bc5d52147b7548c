import { describe, expect, test } from 'vitest';
import type { Logsource } from '../../model/event.ts';
import type { Fields } from '../../model/fields.ts';
import { loadRules } from '../load.ts';
import { createDetector } from '../match.ts';

/** Whether a rule with this logsource and this entry fires on an event with this label. */
function fires(logsource: Logsource, entry: string, label: Logsource, fields: Fields): boolean {
  const text = `title: T\nlogsource: ${JSON.stringify(logsource)}\ndetection: {s: {${entry}}, condition: s}\n`;
  return createDetector(loadRules([{ path: 'x.yml', text }]).rules).match({ fields, logsource: label }).length === 1;
}

describe('LOG-8 one log under several logsources', () => {
  const http = { product: 'zeek', service: 'http' };
  test.each<[Logsource, string, Logsource, Fields, boolean]>([
    [{ category: 'proxy' }, 'c-useragent: evil', http, { user_agent: 'evil' }, true],
    [{ category: 'webserver' }, "cs-uri-query|contains: '../'", http, { uri: '/a?f=../x' }, true],
    [{ category: 'proxy' }, 'user_agent: evil', http, { user_agent: 'evil' }, true],
    [http, 'user_agent: evil', http, { user_agent: 'evil' }, true],
    [http, 'c-useragent: evil', http, { user_agent: 'evil' }, false],
    [{ category: 'proxy' }, 'c-useragent: evil', { product: 'zeek', service: 'dns' }, { user_agent: 'evil' }, false],
    [{ category: 'dns' }, 'record_type: TXT', { product: 'zeek', service: 'dns' }, { qtype_name: 'TXT' }, true],
    [{ category: 'dns' }, 'query: a.b', { product: 'Suricata', service: 'DNS' }, { query: 'a.b' }, true],
    [{ category: 'firewall' }, 'dst_port: 22', { product: 'suricata', service: 'flow' }, { dest_port: 22 }, true],
    [
      { category: 'network', service: 'connection' },
      'destination.port: 22',
      { product: 'zeek', service: 'conn' },
      { 'id.resp_p': 22 },
      true,
    ],
    [{ product: 'linux', service: 'auth' }, 'm: x', { product: 'linux', service: 'sshd' }, { m: 'x' }, true],
    [{ product: 'linux', service: 'sshd' }, 'm: x', { product: 'linux', service: 'auth' }, { m: 'x' }, false],
    [
      { product: 'm365', service: 'threat_management' },
      'm: x',
      { product: 'm365', service: 'audit' },
      { m: 'x' },
      true,
    ],
    [{ category: 'webserver' }, 'm: x', { product: 'nginx', service: 'access' }, { m: 'x' }, true],
  ])('rule %j {%s} on label %j %j: %s', (logsource, entry, label, fields, expected) => {
    expect(fires(logsource, entry, label, fields)).toBe(expected);
  });
});
