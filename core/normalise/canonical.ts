/**
 * Canonical values: equal things must be equal strings, whatever product wrote them (SPEC N30 to N44). Each function
 * returns null for what names nothing that could be met again: blanks, unspecified and loopback addresses, empty ids.
 */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { TimeUs } from '../kernel/time.ts';

/** Longer values are not names of anything; they would only bloat every index. */
const MAX_VALUE = 2_048;

/** Lower case, without the final dot of a fully qualified name or the slashes of a UNC prefix. */
export function canonicalHost(text: string): string | null {
  let host = text.trim();
  while (host.startsWith('\\')) host = host.slice(1);
  if (host.endsWith('.')) host = host.slice(0, -1);
  return host === '' || host === '-' || host === '*' || host.length > 255 ? null : host.toLowerCase();
}

/** `domain\name`, or the bare name where no domain is known; a domain of `.` or `-` is none. */
export function canonicalUser(name: string, domain: string | null): string | null {
  const bare = name.trim();
  if (bare === '' || bare === '-' || bare === '\\' || bare.length > 512) return null;
  if (domain === null || domain === '' || domain === '-' || domain === '.' || bare.includes('\\')) {
    return (bare.startsWith('.\\') ? bare.slice(2) : bare).toLowerCase();
  }
  const at = bare.indexOf('@');
  const short = at > 0 && bare.length - at - 1 === domain.length ? bare.slice(0, at) : bare;
  return `${domain.trim()}\\${short}`.toLowerCase();
}

const knownIps = new Map<string, string | null>();
const KNOWN_IPS = 8_192;

/**
 * The shortest form of an IPv4 or IPv6 address; IPv4 in IPv6 clothing becomes IPv4, a zone id is dropped. Null for
 * what is no address and for those that name no machine others could meet: unspecified, loopback, multicast,
 * broadcast.
 */
export function canonicalIp(text: string): string | null {
  const known = knownIps.get(text);
  if (known !== undefined) return known;
  const ip = shortestIp(text.trim());
  if (knownIps.size >= KNOWN_IPS) knownIps.clear();
  if (text.length <= 64) knownIps.set(text, ip);
  return ip;
}

const NAMES_NO_MACHINE: ReadonlySet<string> = new Set(['unspecified', 'loopback', 'multicast', 'broadcast']);

function shortestIp(text: string): string | null {
  const percent = text.indexOf('%');
  const address = percent === -1 ? text : text.slice(0, percent);
  if (isIP(address) === 0) return null;
  const parsed = ipaddr.process(address);
  return NAMES_NO_MACHINE.has(parsed.range()) ? null : parsed.toString();
}

/** Lower case, without the final dot; null for an address or a name without a dot. */
export function canonicalDomain(text: string): string | null {
  const domain = text.trim().replace(/\.$/, '').toLowerCase();
  if (domain.length > 253 || !domain.includes('.') || domain.includes(' ') || isIP(domain) !== 0) return null;
  return domain;
}

const HASH_LENGTHS: ReadonlySet<number> = new Set([32, 40, 56, 64, 96, 128]);
const HEX = /^[0-9a-f]+$/;
const ZEROS = /^0+$/;

/** Lower-case hex of a length that a known hash has; null otherwise and for all zeros. */
export function canonicalHash(text: string): string | null {
  const hash = text.trim().toLowerCase();
  return HASH_LENGTHS.has(hash.length) && HEX.test(hash) && !ZEROS.test(hash) ? hash : null;
}

/** Windows compares paths without case, so lower case; the prefixes of kernel paths are dropped. */
export function canonicalWindowsPath(text: string): string | null {
  let path = text.trim();
  if (path.startsWith('\\??\\') || path.startsWith('\\\\?\\')) path = path.slice(4);
  return path.length < 2 || path.length > MAX_VALUE ? null : path.toLowerCase();
}

const HIVES: readonly (readonly [string, string])[] = [
  ['\\registry\\machine\\', 'hklm\\'],
  ['\\registry\\user\\', 'hku\\'],
  ['hkey_local_machine\\', 'hklm\\'],
  ['hkey_users\\', 'hku\\'],
  ['hkey_current_user\\', 'hkcu\\'],
  ['hkey_classes_root\\', 'hkcr\\'],
];

/** Lower case, with the hive under its short name. */
export function canonicalRegistryKey(text: string): string | null {
  const key = text.trim().toLowerCase();
  if (key.length < 2 || key.length > MAX_VALUE) return null;
  for (const [long, short] of HIVES) if (key.startsWith(long)) return short + key.slice(long.length);
  return key;
}

/** Names without case: services, tasks, pipes. */
export function canonicalName(text: string): string | null {
  const name = text.trim();
  return name === '' || name === '-' || name.length > MAX_VALUE ? null : name.toLowerCase();
}

/** Exact names: cloud principals and resources, URLs. */
export function canonicalExact(text: string): string | null {
  const name = text.trim();
  return name === '' || name === '-' || name.length > MAX_VALUE ? null : name;
}

/** A GUID in lower case without braces; null for the nil GUID. */
export function canonicalGuid(text: string): string | null {
  const start = text.charCodeAt(0) === 0x7b ? 1 : 0;
  const end = text.charCodeAt(text.length - 1) === 0x7d ? text.length - 1 : text.length;
  if (end - start < 8 || end - start > 64) return null;
  const guid = text.slice(start, end).toLowerCase();
  return guid.startsWith('00000000-0000-0000') ? null : guid;
}

/** A process id written in decimal or as `0x…`; null for what is neither. */
export function processId(value: string | number): number | null {
  const id = typeof value === 'number' ? value : value === '' ? Number.NaN : Number(value);
  return Number.isInteger(id) && id >= 0 && id <= 0xffff_ffff ? id : null;
}

/** `host|guid`, or `host|pid|start time in µs`. */
export function processByGuid(host: string, guid: string): string {
  return `${host}|${guid}`;
}

export function processByStart(host: string, pid: number, startUs: TimeUs): string {
  return `${host}|${pid}|${startUs}`;
}

/** `host|0x3e7a1`; null where the id is zero, which names no session. */
export function sessionOf(host: string, logonId: string | number): string | null {
  const id = typeof logonId === 'number' ? `0x${logonId.toString(16)}` : logonId.trim().toLowerCase();
  if (id === '' || id === '-' || id === '0' || id === '0x0' || id.length > 64) return null;
  return `${host}|${id.startsWith('0x') ? id : hexOfDecimal(id)}`;
}

function hexOfDecimal(text: string): string {
  return /^\d{1,20}$/.test(text) ? `0x${BigInt(text).toString(16)}` : text;
}
