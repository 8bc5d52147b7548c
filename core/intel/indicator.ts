/** Indicators as people and lists write them, brought to the same canonical form as the entities they are held against. */
import ipaddr from 'ipaddr.js';
import { INDICATOR_TYPES, type IndicatorType } from '../model/indicator.ts';
import { canonicalDomain, canonicalExact, canonicalHash, canonicalIp, canonicalName } from '../normalise/canonical.ts';

/** `203.0.113.7/24` is written for what is `203.0.113.0/24`; that it was meant so cannot be known, so it is refused. */
const WRONG_NETWORK = 'is no network: its address has bits beyond its length';

/** The canonical value, or why there is none, as the end of a sentence. */
export type ReadValue = { readonly value: string } | { readonly problem: string };

export function isIndicatorType(type: string): type is IndicatorType {
  return (INDICATOR_TYPES as readonly string[]).includes(type);
}

export function indicatorValue(type: IndicatorType, text: string): ReadValue {
  if (type === 'ip' && text.includes('/')) return network(text.trim());
  const value = canonical(type, text);
  return value === null ? { problem: PROBLEMS[type] } : { value };
}

const PROBLEMS: Readonly<Record<IndicatorType, string>> = {
  ip: 'is no address that names a machine, and no network',
  domain: 'is no domain',
  url: 'is no URL: it reads scheme://host/path',
  hash: 'is no MD5, SHA-1, SHA-2 or longer hash in hexadecimal',
  mail: 'is no mail address',
};

function canonical(type: IndicatorType, text: string): string | null {
  switch (type) {
    case 'ip':
      return canonicalIp(text);
    case 'domain':
      return /[\s/:@*]/.test(text.trim()) ? null : canonicalDomain(text);
    case 'url':
      return text.includes('://') ? canonicalExact(text) : null;
    case 'hash':
      return canonicalHash(text);
    case 'mail':
      return /^[^\s@]+@[^\s@]+$/.test(text.trim()) ? canonicalName(text) : null;
  }
}

function network(text: string): ReadValue {
  const [address = '', length = ''] = text.split('/');
  if (!/^\d{1,3}$/.test(length) || !ipaddr.isValid(address)) return { problem: PROBLEMS.ip };
  const base = ipaddr.parse(address);
  if (base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress())
    return { problem: 'is to be written as an IPv4 network' };
  const bits = Number(length);
  const most = base.kind() === 'ipv4' ? 32 : 128;
  if (base.kind() === 'ipv4' && !ipaddr.IPv4.isValidFourPartDecimal(address)) return { problem: PROBLEMS.ip };
  if (bits < 1 || bits > most) return { problem: PROBLEMS.ip };
  const bytes = base.toByteArray();
  const isBase = bytes.every((byte, index) => byte === maskedByte(byte, index, bits));
  if (!isBase) return { problem: WRONG_NETWORK };
  return bits === most ? indicatorValue('ip', address) : { value: `${base.toString()}/${bits}` };
}

/** The bits of the byte at `index` that the first `bits` of an address cover. */
export function maskedByte(byte: number, index: number, bits: number): number {
  const covered = Math.min(8, Math.max(0, bits - 8 * index));
  return byte & (0xff << (8 - covered)) & 0xff;
}
