/**
 * What else an event with a certain label is, as data: logs that hold what rules expect under another logsource, with
 * the names their fields have. A row is about labels of which every key it names is equal.
 *
 * Sources: Sigma 2.1.0 taxonomy appendix for the fields of `proxy`, `webserver`, `dns`, `firewall` and `network`;
 * Zeek's and Suricata's own field names.
 */
import type { Logsource } from '../../model/event.ts';

export interface AlsoKnownAs {
  readonly label: Logsource;
  readonly also: Logsource;
  /** Field names the rules use, to the names these events have. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** Requests as a web server or a proxy would have logged them; a sensor sees the whole address in one field. */
const requests = (uri: string, rest: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  'c-uri': uri,
  'cs-uri': uri,
  'c-uri-query': uri,
  'c-uri-stem': uri,
  'cs-uri-query': uri,
  'cs-uri-stem': uri,
  ...rest,
});

const ZEEK_REQUESTS = requests('uri', {
  'cs-host': 'host',
  'r-dns': 'host',
  'cs-method': 'method',
  'c-useragent': 'user_agent',
  'cs-user-agent': 'user_agent',
  'cs-referer': 'referrer',
  'cs-referrer': 'referrer',
  'cs-version': 'version',
  'sc-status': 'status_code',
  'cs-username': 'username',
  'c-ip': 'id.orig_h',
  src_ip: 'id.orig_h',
  dst_ip: 'id.resp_h',
});

const SURICATA_REQUESTS = requests('http.url', {
  'cs-host': 'http.hostname',
  'r-dns': 'http.hostname',
  'cs-method': 'http.http_method',
  'c-useragent': 'http.http_user_agent',
  'cs-user-agent': 'http.http_user_agent',
  'cs-referer': 'http.http_refer',
  'cs-referrer': 'http.http_refer',
  'cs-version': 'http.protocol',
  'sc-status': 'http.status',
  'c-ip': 'src_ip',
  dst_ip: 'dest_ip',
});

const linux = (service: string): Logsource => ({ product: 'linux', service });
const application = (product: string): AlsoKnownAs => ({
  label: { product },
  also: { product, category: 'application' },
});

export const ALSO_KNOWN_AS: readonly AlsoKnownAs[] = [
  { label: { product: 'zeek', service: 'http' }, also: { category: 'proxy' }, fields: ZEEK_REQUESTS },
  { label: { product: 'zeek', service: 'http' }, also: { category: 'webserver' }, fields: ZEEK_REQUESTS },
  {
    label: { product: 'zeek', service: 'dns' },
    also: { category: 'dns' },
    fields: { answer: 'answers', record_type: 'qtype_name' },
  },
  {
    label: { product: 'zeek', service: 'dns' },
    also: { category: 'network', service: 'dns' },
    fields: {
      'source.ip': 'id.orig_h',
      'source.port': 'id.orig_p',
      'destination.ip': 'id.resp_h',
      'destination.port': 'id.resp_p',
      'dns.id': 'trans_id',
      'dns.question.name': 'query',
      'dns.question.type': 'qtype_name',
      'dns.question.class': 'qclass_name',
      'dns.answers.data': 'answers',
      'dns.answers.ttl': 'TTLs',
      'dns.response.code': 'rcode_name',
    },
  },
  {
    label: { product: 'zeek', service: 'conn' },
    also: { category: 'network', service: 'connection' },
    fields: {
      'event.duration': 'duration',
      'network.transport': 'proto',
      'network.protocol': 'service',
      'source.ip': 'id.orig_h',
      'source.port': 'id.orig_p',
      'destination.ip': 'id.resp_h',
      'destination.port': 'id.resp_p',
      'source.packets': 'orig_pkts',
      'destination.packets': 'resp_pkts',
      'source.bytes': 'orig_bytes',
      'destination.bytes': 'resp_bytes',
      'network.community_id': 'community_id',
      'network.state': 'conn_state',
      'network.history': 'history',
    },
  },
  {
    label: { product: 'zeek', service: 'conn' },
    also: { category: 'firewall' },
    fields: { src_ip: 'id.orig_h', src_port: 'id.orig_p', dst_ip: 'id.resp_h', dst_port: 'id.resp_p' },
  },
  { label: { product: 'suricata', service: 'http' }, also: { category: 'proxy' }, fields: SURICATA_REQUESTS },
  { label: { product: 'suricata', service: 'http' }, also: { category: 'webserver' }, fields: SURICATA_REQUESTS },
  { label: { product: 'suricata', service: 'dns' }, also: { category: 'dns' } },
  {
    label: { product: 'suricata', service: 'flow' },
    also: { category: 'firewall' },
    fields: { dst_ip: 'dest_ip', dst_port: 'dest_port' },
  },
  {
    label: { product: 'suricata', service: 'flow' },
    also: { category: 'network', service: 'connection' },
    fields: {
      'network.transport': 'proto',
      'network.protocol': 'app_proto',
      'source.ip': 'src_ip',
      'source.port': 'src_port',
      'destination.ip': 'dest_ip',
      'destination.port': 'dest_port',
      'source.packets': 'flow.pkts_toserver',
      'destination.packets': 'flow.pkts_toclient',
      'source.bytes': 'flow.bytes_toserver',
      'destination.bytes': 'flow.bytes_toclient',
      'network.community_id': 'community_id',
      'network.state': 'flow.state',
    },
  },
  // What these write goes to auth.log, and all of it through syslog.
  ...['sshd', 'sudo', 'su', 'login', 'pam'].map((service) => ({ label: linux(service), also: linux('auth') })),
  ...['sshd', 'sudo', 'su', 'login', 'pam', 'auth', 'cron', 'vsftpd', 'clamav', 'guacamole'].map((service) => ({
    label: linux(service),
    also: linux('syslog'),
  })),
  // One unified audit log holds what the products behind it found.
  ...['threat_management', 'threat_detection', 'exchange'].map((service) => ({
    label: { product: 'm365', service: 'audit' },
    also: { product: 'm365', service },
  })),
  {
    label: { product: 'kubernetes', service: 'audit' },
    also: { product: 'kubernetes', category: 'application', service: 'audit' },
  },
  ...['file_event', 'appliance'].map((category) => ({
    label: { product: 'paloalto', service: 'globalprotect' },
    also: { product: 'paloalto', category, service: 'globalprotect' },
  })),
  ...['apache', 'nginx', 'iis'].flatMap((product) => [
    { label: { product }, also: { product, category: 'webserver' } },
    { label: { product }, also: { service: product } },
  ]),
  { label: { product: 'squid' }, also: { product: 'squid', category: 'proxy' } },
  ...[
    'django',
    'jvm',
    'nodejs',
    'opencanary',
    'python',
    'rpc_firewall',
    'ruby_on_rails',
    'spring',
    'sql',
    'velocity',
  ].map(application),
];

/** The rows about a label. A label that names a category has said what it is: no row gives it another. */
export function alsoKnownAs(label: Logsource): AlsoKnownAs[] {
  return ALSO_KNOWN_AS.filter(
    ({ label: row, also }) =>
      (['product', 'category', 'service'] as const).every((key) => row[key] === undefined || row[key] === label[key]) &&
      (!label.category || also.category === undefined || also.category === label.category),
  );
}
