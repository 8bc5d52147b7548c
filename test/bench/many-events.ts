/**
 * As many Windows-like events as wanted, of two hundred machines over thirty days, for benchmarks of the store: about
 * 1 KB of JSON each, made by arithmetic alone so that runs compare.
 */
import type { TimeUs } from '../../core/kernel/time.ts';
import type { EntityMention } from '../../core/model/entity.ts';
import type { NormalisedEvent } from '../../core/model/event.ts';
import type { Fields } from '../../core/model/fields.ts';

const START_US = Date.UTC(2026, 2, 1) * 1_000;
const SPAN_US = 30 * 86_400_000_000;
const HOSTS = 200;
const USERS = 500;
/** In a hundred events; the others are logons. So every sixth or seventh event names something new, as real logs do. */
const STARTS = 8;
const CONNECTIONS = 80;
/** That run on a host at any time. */
const PROCESSES = 80;
const IMAGES = [
  'svchost.exe',
  'chrome.exe',
  'powershell.exe',
  'cmd.exe',
  'outlook.exe',
  'teams.exe',
  'code.exe',
  'backup.exe',
];
const WORDS = ['report', 'invoice', 'budget', 'meeting', 'travel', 'draft', 'export', 'archive', 'notes', 'sales'];

export interface MadeEvent {
  readonly event: NormalisedEvent;
  /** The record as a line of NDJSON, line break included. */
  readonly line: string;
}

/** The event at `index` of `total`; events of each source are in order of time, and the sources span the same time. */
export function madeEvent(index: number, total: number): MadeEvent {
  const random = mixed(index);
  const timeUs = Math.floor(START_US + (SPAN_US / total) * index) as TimeUs;
  const machine = random(HOSTS);
  const host = hostName(machine);
  const user = `corp\\user${random(USERS)}`;
  const image = IMAGES[Math.min(random(IMAGES.length), random(IMAGES.length))]!;
  const word = `${WORDS[random(WORDS.length)]} ${WORDS[random(WORDS.length)]}`;
  const kind = random(100);
  const parts =
    kind < STARTS
      ? processStart(random, host, image, word, index)
      : kind < STARTS + CONNECTIONS
        ? connection(random, machine, image)
        : logon(random);
  const time = new Date(timeUs / 1_000).toISOString();
  const fields: Fields = {
    EventID: parts.eventId,
    Channel: parts.channel,
    Computer: host,
    EventRecordID: index + 1,
    Provider_Name: parts.channel.split('/')[0]!,
    UtcTime: time,
    User: user,
    ...parts.fields,
  };
  const entities: EntityMention[] = [
    { type: 'host', value: host, role: 'device', label: host.toUpperCase() },
    { type: 'user', value: user, role: 'actor', label: user.toUpperCase() },
    ...parts.entities(host),
  ];
  const line = `${JSON.stringify(fields)}\n`;
  const event: NormalisedEvent = {
    place: { ordinal: index + 1, number: index + 1, offset: 0, lengthBytes: line.length, isRecovered: false },
    timeUs,
    timeOrigin: 'zoned',
    timeText: time,
    classUid: parts.classUid,
    activityId: 1,
    severity: index % 1_000 === 0 ? 'high' : 'informational',
    message: parts.message,
    logsource: {},
    fields,
    entities,
    mapping: parts.mapping,
  };
  return { event, line };
}

interface Parts {
  readonly eventId: number;
  readonly channel: string;
  readonly classUid: number;
  readonly mapping: string;
  readonly message: string;
  readonly fields: Fields;
  readonly entities: (host: string) => EntityMention[];
}

type Random = (below: number) => number;

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

function processStart(random: Random, host: string, image: string, word: string, index: number): Parts {
  const path = `C:\\Program Files\\Tools\\${image}`;
  const guid = guidOf(host, index);
  const commandLine = `"${path}" --profile default --open "C:\\Users\\Public\\Documents\\${word}-${random(5_000)}.docx"`;
  const hash = hex(mixed(random(20_000)), 64);
  const rare = index % 250_000 === 777 ? ' zerologon' : '';
  return {
    eventId: 1,
    channel: SYSMON,
    classUid: 1007,
    mapping: 'windows/sysmon/1',
    message: `${image} started by explorer.exe: ${commandLine}${rare}`,
    fields: {
      ProcessGuid: guid,
      ProcessId: random(60_000),
      Image: path,
      FileVersion: '10.0.19041.3636 (WinBuild.160101.0800)',
      Description: 'Desktop tool for documents',
      Product: 'Tools',
      Company: 'Example Corporation',
      OriginalFileName: image,
      CommandLine: commandLine,
      CurrentDirectory: 'C:\\Windows\\system32\\',
      LogonGuid: guidOf(host, random(40)),
      LogonId: `0x${(0x3_0000 + random(40)).toString(16)}`,
      IntegrityLevel: 'Medium',
      Hashes: `SHA256=${hash.toUpperCase()}`,
      ParentProcessGuid: guidOf(host, random(300)),
      ParentProcessId: random(60_000),
      ParentImage: 'C:\\Windows\\explorer.exe',
      ParentCommandLine: 'C:\\Windows\\Explorer.EXE',
    },
    entities: () => [
      { type: 'process', value: `${host}|${guid}`, role: 'actor', label: path },
      { type: 'hash', value: hash, role: 'actor', label: hash.toUpperCase() },
    ],
  };
}

function connection(random: Random, machine: number, image: string): Parts {
  const host = hostName(machine);
  const source = addressOf(machine);
  const destination = `203.0.113.${random(250)}`;
  const port = random(4) === 0 ? 80 : 443;
  const process = 4 * random(PROCESSES);
  const guid = guidOf(host, process);
  return {
    eventId: 3,
    channel: SYSMON,
    classUid: 4001,
    mapping: 'windows/sysmon/3',
    message: `${image} connected from ${source}:${random(60_000)} to ${destination}:${port} over tcp`,
    fields: {
      ProcessGuid: guid,
      ProcessId: process,
      Image: `C:\\Program Files\\Tools\\${image}`,
      Protocol: 'tcp',
      Initiated: 'true',
      SourceIsIpv6: 'false',
      SourceIp: source,
      SourceHostname: '-',
      SourcePort: random(60_000),
      DestinationIsIpv6: 'false',
      DestinationIp: destination,
      DestinationHostname: `edge-${random(400)}.example.net`,
      DestinationPort: port,
      DestinationPortName: port === 443 ? 'https' : 'http',
      RuleName: 'technique_id=none,technique_name=ordinary traffic of a browser to the outside',
    },
    entities: () => [
      { type: 'process', value: `${host}|${guid}`, role: 'actor', label: `C:\\Program Files\\Tools\\${image}` },
      { type: 'ip', value: source, role: 'source' },
      { type: 'ip', value: destination, role: 'destination' },
      { type: 'port', value: String(port), role: 'destination' },
    ],
  };
}

function logon(random: Random): Parts {
  const account = `user${random(USERS)}`;
  const source = addressOf(random(HOSTS));
  const id = `0x${(0x10_0000 + random(4_000_000)).toString(16)}`;
  return {
    eventId: 4624,
    channel: 'Security',
    classUid: 3002,
    mapping: 'windows/security/4624',
    message: `${account} logged on over the network from ${source}`,
    fields: {
      SubjectUserSid: 'S-1-0-0',
      SubjectUserName: '-',
      SubjectDomainName: '-',
      SubjectLogonId: '0x0',
      TargetUserSid: `S-1-5-21-1004336348-1177238915-682003330-${random(USERS) + 1_000}`,
      TargetUserName: account,
      TargetDomainName: 'CORP',
      TargetLogonId: id,
      LogonType: 3,
      LogonProcessName: 'Kerberos',
      AuthenticationPackageName: 'Kerberos',
      WorkstationName: '-',
      LogonGuid: guidOf(account, random(100)),
      TransmittedServices: '-',
      LmPackageName: '-',
      KeyLength: 0,
      ProcessName: '-',
      IpAddress: source,
      IpPort: random(60_000),
      ImpersonationLevel: '%%1833',
      ElevatedToken: '%%1842',
    },
    entities: (host) => [
      { type: 'user', value: `corp\\${account}`, role: 'target', label: account },
      { type: 'ip', value: source, role: 'source' },
      { type: 'session', value: `${host}|${id}`, role: 'target', label: id },
    ],
  };
}

/** Numbers that follow from `seed` alone. */
function mixed(seed: number): Random {
  let state = (seed * 2_654_435_761 + 40_503) >>> 0;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function hostName(machine: number): string {
  return `ws-${machine}.corp.example`;
}

function addressOf(machine: number): string {
  return `10.2.${machine % 8}.${machine}`;
}

function guidOf(place: string, number: number): string {
  const [first, second] = [hashed(place), hashed(`${number}`)].map((part) => part.toString(16).padStart(8, '0'));
  return `{${first}-${second!.slice(0, 4)}-${second!.slice(4)}-0000-${number.toString(16).padStart(12, '0')}}`;
}

function hashed(text: string): number {
  let hash = 2_166_136_261;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619) >>> 0;
  return hash;
}

function hex(random: Random, digits: number): string {
  let text = '';
  while (text.length < digits) text += random(65_536).toString(16).padStart(4, '0');
  return text.slice(0, digits);
}
