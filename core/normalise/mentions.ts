/**
 * Collects the entities of one event in canonical form, each once for each role. Everything that turns text into an
 * entity goes through here, so that no product can invent its own spelling.
 */
import type { TimeUs } from '../kernel/time.ts';
import type { EntityMention, EntityRole, EntityType } from '../model/entity.ts';
import {
  canonicalDomain,
  canonicalExact,
  canonicalGuid,
  canonicalHash,
  canonicalHost,
  canonicalIp,
  canonicalName,
  canonicalRegistryKey,
  canonicalUser,
  canonicalWindowsPath,
  processByGuid,
  processByStart,
  processId,
  sessionOf,
} from './canonical.ts';

/** No event names more things than this in good faith. */
const MAX_MENTIONS = 64;

export class Mentions {
  readonly list: EntityMention[] = [];
  /** The device the event happened on, canonical; what processes and sessions belong to. */
  host = '';

  device(name: string): void {
    const host = canonicalHost(name);
    if (host === null) return;
    this.host = host;
    this.add('host', host, 'device', name);
  }

  hostOrIp(text: string, role: EntityRole): void {
    const ip = canonicalIp(text);
    if (ip !== null) this.add('ip', ip, role, text);
    else if (!isAddressLike(text)) this.add('host', canonicalHost(text), role, text);
  }

  user(name: string, domain: string | null, role: EntityRole): void {
    this.add('user', canonicalUser(name, domain), role, domain === null ? name : `${domain}\\${name}`);
  }

  /** By GUID where there is one, else by id and start; without either it cannot be told from its successors. */
  process(
    guid: string | null,
    pid: string | number | null,
    startUs: TimeUs | null,
    image: string | null,
    role: EntityRole,
  ): void {
    const id = guid === null ? null : canonicalGuid(guid);
    if (id !== null) return this.add('process', processByGuid(this.host, id), role, image ?? undefined);
    const number = pid === null ? null : processId(pid);
    if (number === null || number === 0 || startUs === null) return;
    this.add('process', processByStart(this.host, number, startUs), role, image ?? undefined);
  }

  session(logonId: string | number, role: EntityRole): void {
    this.add('session', sessionOf(this.host, logonId), role, String(logonId));
  }

  /** A credential that acts across machines, such as a cloud access key: what is done with it belongs together. */
  credential(issuer: string, id: string, role: EntityRole): void {
    const value = canonicalExact(id);
    this.add('session', value === null ? null : `${issuer}|${value}`, role, id);
  }

  ip(text: string, role: EntityRole): void {
    this.add('ip', canonicalIp(text), role, text);
  }

  /** A host name in DNS: a `domain` where it has a dot. */
  domain(text: string, role: EntityRole): void {
    this.add('domain', canonicalDomain(text), role, text);
  }

  url(text: string, role: EntityRole): void {
    this.add('url', canonicalExact(text), role, text);
  }

  port(value: string | number, role: EntityRole): void {
    const port = processId(value);
    if (port !== null && port > 0 && port <= 65_535) this.add('port', String(port), role);
  }

  windowsFile(path: string, role: EntityRole): void {
    this.add('file', canonicalWindowsPath(path), role, path);
  }

  /** A path whose case matters. */
  file(path: string, role: EntityRole): void {
    this.add('file', canonicalExact(path), role);
  }

  hash(text: string, role: EntityRole): void {
    this.add('hash', canonicalHash(text), role);
  }

  /** Sysmon's `SHA1=…,MD5=…`; an import hash names a family and not a file, so it is no entity. */
  hashes(text: string, role: EntityRole): void {
    for (let start = 0; start < text.length;) {
      const comma = text.indexOf(',', start);
      const end = comma === -1 ? text.length : comma;
      const equals = text.indexOf('=', start);
      if (equals === -1 || equals > end) this.hash(text.slice(start, end), role);
      else if (text.charCodeAt(start) !== LETTER_I) this.hash(text.slice(equals + 1, end), role);
      start = end + 1;
    }
  }

  registryKey(text: string, role: EntityRole): void {
    this.add('registry_key', canonicalRegistryKey(text), role, text);
  }

  named(type: 'service' | 'task' | 'pipe' | 'mail', text: string, role: EntityRole): void {
    this.add(type, canonicalName(text), role, text);
  }

  exact(type: 'cloud_principal' | 'cloud_resource', text: string, role: EntityRole): void {
    this.add(type, canonicalExact(text), role);
  }

  private add(type: EntityType, value: string | null, role: EntityRole, label?: string): void {
    if (value === null || this.list.length >= MAX_MENTIONS) return;
    for (const known of this.list) {
      if (known.value === value && known.type === type && known.role === role) return;
    }
    this.list.push(label === undefined || label === value ? { type, value, role } : { type, value, role, label });
  }
}

const LETTER_I = 0x49;

/** Loopback and unspecified addresses are no entities; they must not come back as host names. */
function isAddressLike(text: string): boolean {
  return text.includes(':') || /^[\d.]+$/.test(text) || /^localhost$/i.test(text);
}
