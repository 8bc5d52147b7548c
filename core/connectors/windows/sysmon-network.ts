/** The two ends of a Sysmon connection, and what a DNS lookup answered. */
import type { EntityRule, OcsfPaths } from '../../normalise/mapping.ts';
import { textOf } from '../../normalise/fields.ts';

export const networkEnds: OcsfPaths = {
  'src_endpoint.ip': 'SourceIp|ip',
  'src_endpoint.port': 'SourcePort|port',
  'src_endpoint.hostname': 'SourceHostname',
  'dst_endpoint.ip': 'DestinationIp|ip',
  'dst_endpoint.port': 'DestinationPort|port',
  'dst_endpoint.hostname': 'DestinationHostname',
  'connection_info.protocol_name': 'Protocol|lower',
  'connection_info.direction_id': 'Initiated|initiated',
};

/** `::ffff:203.0.113.7;type:  5 www.example.com;`: the addresses among the answers. */
export const dnsAnswers: EntityRule = (mentions, fields) => {
  const results = textOf(fields['QueryResults']);
  if (results === null) return;
  for (const answer of results.split(';', 32)) if (answer !== '') mentions.ip(answer, 'destination');
};
