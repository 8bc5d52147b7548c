/** Network ranges, IPv4 and IPv6. An IPv4 address mapped into IPv6 (`::ffff:10.0.0.1`) counts as IPv4. */
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [Address, number];

/** `10.0.0.0/8`, `2001:db8::/32`; an address without a prefix is that one address. Null where it is neither. */
export function parseCidr(text: string): Range | null {
  const slash = text.lastIndexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === null) return null;
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  if (slash === -1) return [address, bits];
  const prefix = text.slice(slash + 1);
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits ? [address, Number(prefix)] : null;
}

/** Addresses as logs write them; a zone (`fe80::1%12`) is left aside. Short and octal IPv4 forms are no addresses. */
function parseAddress(text: string): Address | null {
  const percent = text.indexOf('%');
  const bare = percent === -1 ? text : text.slice(0, percent);
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  if (!bare.includes(':') || !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** A test whether a text is an address within `range`; `range` has been accepted by `parseCidr`. */
export function compileCidr(range: string): (text: string) => boolean {
  const parsed = parseCidr(range);
  if (parsed === null) return () => false;
  const [network, prefix] = parsed;
  const kind = network.kind();
  return (text) => {
    if (text.length < 2 || text.length > 64) return false;
    const address = parseAddress(text);
    return address !== null && address.kind() === kind && address.match(network, prefix);
  };
}
