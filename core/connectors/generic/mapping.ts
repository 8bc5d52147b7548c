/** The few names that mean the same in most products' logs. */
import { domain, hashes, ip, url, user } from '../../normalise/entity-rules.ts';
import { textOf } from '../../normalise/fields.ts';
import type { Fields } from '../../model/fields.ts';
import type { EventMapping } from '../../normalise/mapping.ts';
import { message } from '../../normalise/message.ts';

export const HOST_NAMES = [
  'host.name',
  'hostname',
  'Hostname',
  'host',
  'computer',
  'Computer',
  'computer_name',
  'device_name',
];

const USERS = ['user', 'username', 'user_name', 'user.name', 'User', 'UserName', 'account_name'];
const SOURCES = ['src_ip', 'source_ip', 'source.ip', 'client_ip', 'client.ip', 'srcip', 'id.orig_h', 'remote_addr'];
const DESTINATIONS = ['dest_ip', 'dst_ip', 'destination_ip', 'destination.ip', 'server.ip', 'dstip', 'id.resp_h'];
const DOMAINS = ['domain', 'query', 'dns.question.name', 'url.domain', 'server_name'];
const HASHES = ['md5', 'sha1', 'sha256', 'file.hash.md5', 'file.hash.sha1', 'file.hash.sha256'];

const told = message('{message}');
const TITLES = ['message', 'msg', 'Message', 'summary', 'title', 'description', 'name'];
const SHOWN_FIELDS = 4;

/** The record's own words where it has some, else its first fields. */
function summary(fields: Fields): string {
  for (const name of TITLES) if (textOf(fields[name]) !== null) return told({ message: fields[name]! });
  const parts: string[] = [];
  for (const name in fields) {
    const text = textOf(fields[name]);
    if (text !== null) parts.push(`${name}=${text.slice(0, 60)}`);
    if (parts.length === SHOWN_FIELDS) break;
  }
  return told({ message: parts.join(' ') || 'empty record' });
}

export const genericMapping: EventMapping = {
  name: 'generic',
  classUid: 0,
  activity: 99,
  severity: null,
  message: summary,
  entities: [
    ...USERS.map((name) => user('actor', name)),
    ...SOURCES.map((name) => ip('source', name)),
    ...DESTINATIONS.map((name) => ip('destination', name)),
    ...DOMAINS.map((name) => domain('target', name)),
    ...HASHES.map((name) => hashes('target', name)),
    url('target', 'url.full'),
  ],
  ocsf: {},
};
