/**
 * Cisco IOS messages as events. The device writes no year and often no zone, so an event has no time of its own: what
 * it wrote is kept as text, and fusion leaves it out of everything that needs one.
 */
import type { Fields } from '../../model/fields.ts';
import { SEVERITIES, type Severity } from '../../model/severity.ts';
import { ip, user } from '../../normalise/entity-rules.ts';
import { buildEvent } from '../../normalise/event.ts';
import { NO_TIME } from '../../normalise/event-time.ts';
import { isRecord } from '../../normalise/fields.ts';
import type { EventMapping } from '../../normalise/mapping.ts';
import { message } from '../../normalise/message.ts';
import type { Shape } from '../connector.ts';
import type { CiscoLine } from './reader.ts';

/** Which of Sigma's services a facility belongs to; what configures the device and who logs in is `aaa`. */
const SERVICES: Readonly<Record<string, string>> = {
  BGP: 'bgp',
  TCP: 'bgp',
  'IP-TCP': 'bgp',
  LDP: 'ldp',
  TAGCON: 'ldp',
};
const DEFAULT_SERVICE = 'aaa';

const WRITTEN_TIME = /[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d{2}:\d{2}:\d{2}(?:\.\d+)?/;
const SENDER = /^(?:<\d{1,3}>)?\s*(\d{1,3}(?:\.\d{1,3}){3})\b/;
const USER = /\b[Uu]ser:\s?([^\s,\]]{1,64})/;

const mapping: EventMapping = {
  name: 'cisco-ios',
  classUid: 0,
  activity: 99,
  severity: null,
  message: message('{message}'),
  entities: [ip('device', 'sender'), user('actor', 'user')],
  ocsf: {},
};

export const ciscoIosShape: Shape = {
  id: 'cisco-ios',
  title: 'Cisco IOS log',
  recognise: (value) =>
    isRecord(value) && typeof value['facility'] === 'string' && typeof value['mnemonic'] === 'string' ? 0.95 : 0,
  normalise(record) {
    const line = record.value as CiscoLine;
    const sender = SENDER.exec(line.message)?.[1];
    const name = USER.exec(line.message)?.[1];
    const fields: Fields = {
      ...line,
      ...(sender === undefined ? {} : { sender }),
      ...(name === undefined ? {} : { user: name }),
    };
    return buildEvent(record, {
      mapping,
      time: { ...NO_TIME, text: WRITTEN_TIME.exec(line.message)?.[0] ?? '' },
      fields,
      host: '',
      logsource: { product: 'cisco', service: SERVICES[line.facility] ?? DEFAULT_SERVICE },
      severity: severityOf(line.severity),
    });
  },
};

/** Syslog's eight levels in our five: emergency to critical are critical, notice and below informational. */
function severityOf(level: number): Severity {
  return SEVERITIES[level <= 2 ? 4 : level === 3 ? 3 : level === 4 ? 2 : 0]!;
}
