/**
 * Holds indicators against the entities of alerts. Every test is a look-up by exact text (an address by each length of
 * network there is, a domain by each of the domains above it), so that a list of a million costs no more than one of ten.
 * Where an exception names an entity, nothing else does, however exact.
 */
import ipaddr from 'ipaddr.js';
import type { Alert } from '../model/alert.ts';
import type { EntityMention } from '../model/entity.ts';
import type { Indicator, IndicatorType, Sighting } from '../model/indicator.ts';
import { canonicalDomain, canonicalIp } from '../normalise/canonical.ts';
import { maskedByte } from './indicator.ts';

/** One way to name an entity: an indicator of this type with this value names it. */
interface Name {
  readonly type: IndicatorType;
  readonly value: string;
}

/** Addresses seen again and again in one run. */
const KNOWN_NETWORKS = 8_192;

export class IndicatorMatcher {
  readonly #byName = new Map<string, Indicator[]>();
  readonly #lengths = { ipv4: new Set<number>(), ipv6: new Set<number>() };
  readonly #networks = new Map<string, readonly string[]>();

  constructor(indicators: Iterable<Indicator>) {
    for (const indicator of indicators) {
      const key = keyOf(indicator);
      const known = this.#byName.get(key);
      if (known === undefined) this.#byName.set(key, [indicator]);
      else known.push(indicator);
      const slash = indicator.type === 'ip' ? indicator.value.indexOf('/') : -1;
      if (slash === -1) continue;
      const kind = indicator.value.includes(':') ? 'ipv6' : 'ipv4';
      this.#lengths[kind].add(Number(indicator.value.slice(slash + 1)));
    }
  }

  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  /** What the alert names of what is listed, each entity once for each indicator. */
  sightingsIn(alert: Alert): Sighting[] {
    const sightings: Sighting[] = [];
    const looked = new Set<string>();
    for (const mention of alert.entities) {
      const key = `${mention.type} ${mention.value}`;
      if (looked.has(key)) continue;
      looked.add(key);
      for (const { id, type, value, source } of this.#listed(mention, alert.firstSeenUs)) {
        const entity = { entityType: mention.type, entityValue: mention.value };
        sightings.push({ alertId: alert.id, ...entity, indicator: { id, type, value, source } });
      }
    }
    return sightings;
  }

  #listed(mention: EntityMention, atUs: number): readonly Indicator[] {
    const found: Indicator[] = [];
    for (const name of this.#namesOf(mention)) {
      for (const indicator of this.#byName.get(keyOf(name)) ?? []) {
        if (!holdsAt(indicator, atUs)) continue;
        if (indicator.isAllowed) return [];
        found.push(indicator);
      }
    }
    return found;
  }

  #namesOf({ type, value }: EntityMention): Name[] {
    switch (type) {
      case 'ip':
        return this.#addressNames(value);
      case 'domain':
      case 'host':
        return domainNames(value);
      case 'url':
        return [{ type: 'url', value }, ...this.#hostNames(hostOf(value))];
      case 'hash':
      case 'mail':
        return [{ type, value }];
      default:
        return [];
    }
  }

  #hostNames(host: string): Name[] {
    const ip = canonicalIp(host.replace(/^\[|\]$/g, ''));
    return ip === null ? domainNames(host) : this.#addressNames(ip);
  }

  #addressNames(ip: string): Name[] {
    const { ipv4, ipv6 } = this.#lengths;
    if (ipv4.size + ipv6.size === 0) return [{ type: 'ip', value: ip }];
    const known = this.#networks.get(ip) ?? networksOf(ip, this.#lengths);
    if (this.#networks.size >= KNOWN_NETWORKS) this.#networks.clear();
    this.#networks.set(ip, known);
    return [ip, ...known].map((value) => ({ type: 'ip', value }));
  }
}

function keyOf({ type, value }: Name): string {
  return `${type} ${value}`;
}

/** An alert without a time may have begun at any, so only what has no end can be said of it. */
function holdsAt({ expiresUs }: Indicator, atUs: number): boolean {
  return expiresUs === null || (atUs > 0 && atUs <= expiresUs);
}

/** The domain itself and all above it that have a dot. */
function domainNames(text: string): Name[] {
  const names: Name[] = [];
  for (let value = canonicalDomain(text); value !== null;) {
    names.push({ type: 'domain', value });
    value = canonicalDomain(value.slice(value.indexOf('.') + 1));
  }
  return names;
}

/** What stands between `://` and the path, without user and port. */
function hostOf(url: string): string {
  const from = url.indexOf('://');
  const rest = from === -1 ? url : url.slice(from + 3);
  const end = rest.search(/[/?#\\]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  return authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
}

/** The networks of the lengths there are that hold `ip`, as indicators are written. */
function networksOf(ip: string, lengths: Readonly<Record<'ipv4' | 'ipv6', ReadonlySet<number>>>): string[] {
  if (!ipaddr.isValid(ip)) return [];
  const address = ipaddr.parse(ip);
  const bytes = address.toByteArray();
  return [...lengths[address.kind()]].map((bits) => {
    const base = bytes.map((byte, index) => maskedByte(byte, index, bits));
    return `${ipaddr.fromByteArray(base).toString()}/${bits}`;
  });
}
