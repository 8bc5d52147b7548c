/** From a field's text to an OCSF value of the right type; null where the text is not one. */
import { isIP } from 'node:net';
import type { Fields } from '../../model/fields.ts';
import { readTime } from '../event-time.ts';
import { isList, textOf } from '../fields.ts';
import { foundPaths } from '../found-paths.ts';
import { fileName } from '../message.ts';
import { mapValue, VALUE_MAPS } from './value-maps.ts';

export type Converter = (text: string, fields: Fields, field: string) => unknown;

const REGULAR_FILE = 1;
const BLOCK_DEVICE = 4;
const NAMED_PIPE = 6;
const MAX_LIST = 256;

const ALGORITHMS: Readonly<Record<string, number>> = { MD5: 1, SHA1: 2, SHA256: 3, SHA512: 4, IMPHASH: 18 };
const ALGORITHM_BY_LENGTH: Readonly<Record<number, number>> = { 32: 1, 40: 2, 64: 3, 128: 4 };

function integer(text: string): number | null {
  const number = Number(text.trim());
  return text.trim() !== '' && Number.isSafeInteger(number) ? number : null;
}

function port(text: string): number | null {
  const number = integer(text);
  return number !== null && number >= 0 && number <= 65_535 ? number : null;
}

function ip(text: string): string | null {
  const address = text.trim();
  return isIP(address) === 0 ? null : address.slice(0, 40);
}

function fileOf(type: number): Converter {
  return (text) => ({ name: fileName(text), path: text, type_id: type });
}

/** `CORP\bob` as name and domain. */
function userOf(text: string): unknown {
  const cut = text.indexOf('\\');
  return cut <= 0 || cut === text.length - 1
    ? { name: text }
    : { name: text.slice(cut + 1), domain: text.slice(0, cut) };
}

/** `SHA1=…,MD5=…`, or one bare hash told by its length. */
function hashes(text: string): unknown {
  const found = text.split(',', 16).flatMap((part) => {
    const equals = part.indexOf('=');
    const value = part.slice(equals + 1).trim();
    const algorithm = equals === -1 ? ALGORITHM_BY_LENGTH[value.length] : ALGORITHMS[part.slice(0, equals).trim()];
    return value === '' ? [] : [{ algorithm_id: algorithm ?? 0, value }];
  });
  return found.length === 0 ? null : found;
}

function list(_text: string, fields: Fields, field: string): unknown {
  const value = fields[field]!;
  return (isList(value) ? value : [value]).slice(0, MAX_LIST).map(String);
}

function dnsAnswers(_text: string, fields: Fields, field: string): unknown {
  const value = fields[field]!;
  const parts = isList(value) ? value.map(String) : String(value).split(';', MAX_LIST);
  const answers = parts.map((part) => part.trim()).filter((part) => part !== '');
  return answers.length === 0 ? null : answers.slice(0, MAX_LIST).map((rdata) => ({ rdata }));
}

function time(text: string): number | null {
  const read = readTime(text);
  return read === null ? null : Math.floor(read.timeUs / 1_000);
}

/** Everything up to the last backslash: the key of a registry value. */
function parent(text: string): string | null {
  const cut = text.lastIndexOf('\\');
  return cut <= 0 ? null : text.slice(0, cut);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function end(fields: Fields, ipField: string, portField: string): unknown {
  const address = ip(textOf(fields[ipField]) ?? '');
  const number = port(textOf(fields[portField]) ?? '');
  return address === null ? undefined : { ip: address, ...(number === null ? {} : { port: number }) };
}

/** The two ends of the connection that a finding is about. */
function connectionEvidence(_text: string, fields: Fields): unknown {
  const [source, destination] = [end(fields, 'src_ip', 'src_port'), end(fields, 'dest_ip', 'dest_port')];
  if (source === undefined && destination === undefined) return null;
  return [
    {
      ...(source === undefined ? {} : { src_endpoint: source }),
      ...(destination === undefined ? {} : { dst_endpoint: destination }),
    },
  ];
}

const HTTP_METHODS: ReadonlySet<string> = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'TRACE',
]);

const direct: Readonly<Record<string, Converter>> = {
  text: (text) => text,
  lower: (text) => text.toLowerCase(),
  int: integer,
  port,
  ip,
  /** A name where an address could stand as well. */
  hostname: (text) => (isIP(text.trim()) === 0 ? text : null),
  time,
  fileName,
  file: fileOf(REGULAR_FILE),
  device: fileOf(BLOCK_DEVICE),
  pipe: fileOf(NAMED_PIPE),
  parent,
  user: userOf,
  hashes,
  list,
  /** Privileges, one a line. */
  words: (text) => text.split(/\s+/, MAX_LIST).filter((word) => word !== ''),
  httpMethod: (text) => (HTTP_METHODS.has(text.toUpperCase()) ? text.toUpperCase() : null),
  json: (text) => text,
  tree: parsedJson,
  yes: (text) => /^(?:yes|true)$/i.test(text),
  status: (text) => text,
  longString: (_text, fields, field) => {
    const value = fields[field]!;
    return { value: isList(value) ? value.map(String).join('\n') : String(value) };
  },
  logger: (text) => [{ name: text }],
  dnsAnswers,
  malware: (text) => [{ name: text, classification_ids: [0] }],
  fileEvidence: (text) => foundPaths(text).map((path) => ({ file: fileOf(REGULAR_FILE)(path, {}, '') })),
  connectionEvidence,
};

const enumerations = Object.fromEntries(
  Object.entries(VALUE_MAPS).map(([name, map]): [string, Converter] => [name, (text) => mapValue(map, text)]),
);

const CONVERTERS: Readonly<Record<string, Converter>> = { ...direct, ...enumerations };

/** The converter a mapping table names; throws for a name that does not exist, when the table is first used. */
export function converterNamed(name: string): Converter {
  const converter = CONVERTERS[name];
  if (converter === undefined) throw new Error(`no OCSF converter is called ${name}`);
  return converter;
}
