/** Addresses and networks, IPv4 and IPv6; an IPv4 address in IPv6 clothing counts as IPv4. */
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type IsInNetwork = (text: string) => boolean;

const MAX_ADDRESS_CHARS = 64;

function addressOf(text: string): Address | null {
  if (text.length < 2 || text.length > MAX_ADDRESS_CHARS) return null;
  const percent = text.indexOf('%');
  const bare = percent === -1 ? text : text.slice(0, percent);
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  if (!bare.includes(':') || !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** The shortest form, as entities hold it; null for what is no address. */
export function shortestAddress(text: string): string | null {
  return addressOf(text)?.toString() ?? null;
}

/** A test for `10.0.0.0/8` or `2001:db8::/32`; null where `network` is neither. */
export function compileNetwork(network: string): IsInNetwork | null {
  const slash = network.indexOf('/');
  if (slash === -1) return null;
  const base = addressOf(network.slice(0, slash));
  const prefix = network.slice(slash + 1);
  if (base === null || !/^\d{1,3}$/.test(prefix)) return null;
  const bits = Number(prefix);
  const kind = base.kind();
  if (bits > (kind === 'ipv4' ? 32 : 128)) return null;
  return (text) => {
    const address = addressOf(text);
    return address !== null && address.kind() === kind && address.match(base, bits);
  };
}
