/** Suricata's EVE event types in OCSF. */
import { domain, hashes, ip, mail, port } from '../../normalise/entity-rules.ts';
import { textOf } from '../../normalise/fields.ts';
import type { EntityRule, EventMapping, OcsfPaths } from '../../normalise/mapping.ts';
import { message } from '../../normalise/message.ts';

const TRAFFIC = 6;
const FINDING = 2004;

const ends: readonly EntityRule[] = [
  ip('source', 'src_ip'),
  ip('destination', 'dest_ip'),
  port('destination', 'dest_port'),
];

const shared: OcsfPaths = {
  'metadata.event_code': 'event_type',
  'metadata.correlation_uid': 'flow_id|text',
  'metadata.loggers': 'host|logger',
};

const traffic: OcsfPaths = {
  'src_endpoint.ip': 'src_ip|ip',
  'src_endpoint.port': 'src_port|port',
  'dst_endpoint.ip': 'dest_ip|ip',
  'dst_endpoint.port': 'dest_port|port',
  'connection_info.protocol_name': 'proto|lower',
  'connection_info.direction_id': '#0',
  'connection_info.community_uid': 'community_id',
  app_protocol_name: 'app_proto event_type',
};

/** EVE gives the path and the host apart; through a proxy the path is a whole URL already. */
const requestedUrl: EntityRule = (mentions, fields) => {
  const path = textOf(fields['http.url']);
  const host = textOf(fields['http.hostname']);
  if (path === null) return;
  if (path.includes('://')) mentions.url(path, 'target');
  else if (host !== null) mentions.url(`http://${host.toLowerCase()}${path}`, 'target');
};

interface Kind {
  readonly classUid: number;
  readonly activity: EventMapping['activity'];
  readonly message: string;
  readonly entities?: readonly EntityRule[];
  readonly ocsf?: OcsfPaths;
}

const CONNECTION = '{src_ip}[:{src_port}] to {dest_ip}[:{dest_port}]';

const KINDS: Readonly<Record<string, Kind>> = {
  alert: {
    classUid: FINDING,
    activity: 1,
    message: `{alert.signature}: ${CONNECTION}`,
    entities: [
      domain('destination', 'tls.sni'),
      domain('destination', 'http.hostname'),
      domain('target', 'dns.rrname'),
    ],
    ocsf: {
      'finding_info.uid': 'alert.signature_id|text',
      'finding_info.title': 'alert.signature',
      'finding_info.types': 'alert.category|list',
      'finding_info.analytic.uid': 'alert.signature_id|text',
      'finding_info.analytic.name': 'alert.signature',
      'finding_info.analytic.version': 'alert.rev|text',
      'finding_info.analytic.type_id': '#1',
      evidences: 'src_ip|connectionEvidence',
    },
  },
  flow: {
    classUid: 4001,
    activity: TRAFFIC,
    message: `Flow {proto} ${CONNECTION}[, {flow.state}][, {flow.bytes_toserver} bytes out][, {flow.bytes_toclient} bytes in]`,
    ocsf: {
      'traffic.bytes_out': 'flow.bytes_toserver|int',
      'traffic.bytes_in': 'flow.bytes_toclient|int',
      'traffic.packets_out': 'flow.pkts_toserver|int',
      'traffic.packets_in': 'flow.pkts_toclient|int',
      'traffic.start_time': 'flow.start|time',
      'traffic.end_time': 'flow.end|time',
    },
  },
  netflow: { classUid: 4001, activity: TRAFFIC, message: `Flow {proto} ${CONNECTION}` },
  http: {
    classUid: 4002,
    activity: {
      field: 'http.http_method',
      values: { connect: 1, delete: 2, get: 3, head: 4, options: 5, post: 6, put: 7, trace: 8, patch: 9 },
      otherwise: 0,
    },
    message: `HTTP {http.http_method} {http.hostname}{http.url}[, status {http.status}]: ${CONNECTION}`,
    entities: [domain('destination', 'http.hostname'), requestedUrl],
    ocsf: {
      'http_request.http_method': 'http.http_method|httpMethod',
      'http_request.url.hostname': 'http.hostname',
      'http_request.url.path': 'http.url',
      'http_request.user_agent': 'http.http_user_agent',
      'http_request.referrer': 'http.http_refer',
      'http_request.version': 'http.protocol',
      'http_response.code': 'http.status|int',
      'http_response.content_type': 'http.http_content_type',
      'http_response.length': 'http.length|int',
    },
  },
  dns: {
    classUid: 4003,
    activity: {
      field: 'dns.type',
      values: { query: 1, request: 1, answer: 2, response: 2 },
      otherwise: 6,
    },
    message: `DNS[ {dns.type}][ {record_type}] {query}[ is {answer}]: ${CONNECTION}`,
    entities: [domain('target', 'query'), ip('target', 'answer')],
    ocsf: {
      'query.hostname': 'query',
      'query.type': 'record_type',
      rcode: 'dns.rcode',
      answers: 'answer|dnsAnswers',
    },
  },
  tls: {
    classUid: 4001,
    activity: TRAFFIC,
    message: `TLS[ {tls.version}][ {tls.sni}]: ${CONNECTION}`,
    entities: [domain('destination', 'tls.sni')],
    ocsf: {
      'tls.version': 'tls.version',
      'tls.sni': 'tls.sni',
      'tls.certificate.subject': 'tls.subject',
      'tls.certificate.issuer': 'tls.issuerdn',
      'tls.certificate.serial_number': 'tls.serial',
    },
  },
  ssh: {
    classUid: 4007,
    activity: TRAFFIC,
    message: `SSH[ {ssh.client.software_version}]: ${CONNECTION}`,
    ocsf: { protocol_ver: 'ssh.client.proto_version ssh.server.proto_version' },
  },
  smb: {
    classUid: 4006,
    activity: 99,
    message: `SMB[ {smb.command}][ {smb.share}][ {smb.filename}]: ${CONNECTION}`,
    ocsf: {
      command: 'smb.command',
      dialect: 'smb.dialect',
      share: 'smb.share',
      'file.name': 'smb.filename',
      'file.type_id': '#1',
    },
  },
  rdp: { classUid: 4005, activity: TRAFFIC, message: `RDP[ {rdp.event_type}]: ${CONNECTION}` },
  ftp: {
    classUid: 4008,
    activity: {
      field: 'ftp.command',
      values: { stor: 1, retr: 2, dele: 4, rnfr: 5, rnto: 5, list: 6, nlst: 6 },
      otherwise: 99,
    },
    message: `FTP[ {ftp.command}][ {ftp.command_data}]: ${CONNECTION}`,
    ocsf: { command: 'ftp.command' },
  },
  ftp_data: {
    classUid: 4008,
    activity: { field: 'ftp_data.command', values: { stor: 1, retr: 2 }, otherwise: 99 },
    message: `FTP data[ {ftp_data.filename}]: ${CONNECTION}`,
    ocsf: { command: 'ftp_data.command', 'file.name': 'ftp_data.filename', 'file.type_id': '#1' },
  },
  dhcp: {
    classUid: 4004,
    activity: {
      field: 'dhcp.dhcp_type',
      values: { discover: 1, offer: 2, request: 3, decline: 4, ack: 5, nak: 6, release: 7, inform: 8 },
      otherwise: 99,
    },
    message: `DHCP[ {dhcp.dhcp_type}][ {dhcp.hostname}][ gets {dhcp.assigned_ip}]: ${CONNECTION}`,
    entities: [ip('target', 'dhcp.assigned_ip')],
    ocsf: { transaction_uid: 'dhcp.id|text', lease_dur: 'dhcp.lease_time|int' },
  },
  fileinfo: {
    classUid: 4001,
    activity: TRAFFIC,
    message: `File {fileinfo.filename}[, {fileinfo.size} bytes]: ${CONNECTION}`,
    entities: [
      hashes('target', 'fileinfo.md5'),
      hashes('target', 'fileinfo.sha1'),
      hashes('target', 'fileinfo.sha256'),
    ],
  },
  smtp: {
    classUid: 4001,
    activity: TRAFFIC,
    message: `Mail[ from {smtp.mail_from}][ to {smtp.rcpt_to}]: ${CONNECTION}`,
    entities: [mail('source', 'smtp.mail_from'), mail('destination', 'smtp.rcpt_to')],
  },
  anomaly: { classUid: 4001, activity: TRAFFIC, message: `Anomaly {anomaly.event}: ${CONNECTION}` },
};

const mappings = new Map(Object.entries(KINDS).map(([type, kind]) => [type, mappingOf(type, kind)]));

/** A protocol without a mapping of its own is traffic between two ends. */
const anyProtocol = mappingOf('any', { classUid: 4001, activity: TRAFFIC, message: `{event_type}: ${CONNECTION}` });

/** What Suricata says about itself has no ends. */
const statistics: EventMapping = {
  name: 'suricata/stats',
  classUid: 0,
  activity: 99,
  severity: 'informational',
  message: message('Suricata {event_type}'),
  entities: [],
  ocsf: { 'metadata.event_code': 'event_type' },
};

export function suricataMapping(type: string, hasEnds: boolean): EventMapping {
  if (!hasEnds && type !== 'alert') return statistics;
  return mappings.get(type) ?? anyProtocol;
}

export const SURICATA_MAPPINGS: readonly EventMapping[] = [...mappings.values(), anyProtocol, statistics];

function mappingOf(type: string, kind: Kind): EventMapping {
  return {
    name: `suricata/${type}`,
    classUid: kind.classUid,
    activity: kind.activity,
    severity: null,
    message: message(kind.message),
    entities: [...ends, ...(kind.entities ?? [])],
    ocsf: { ...shared, ...(kind.classUid === FINDING ? {} : traffic), ...kind.ocsf },
  };
}
