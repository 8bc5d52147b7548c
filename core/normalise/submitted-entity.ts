/** Entities named by other tools, brought to the same canonical form as our own. */
import { ENTITY_TYPES, type EntityMention, type EntityType } from '../model/entity.ts';
import { canonicalExact, canonicalHost, canonicalRegistryKey } from './canonical.ts';
import { Mentions } from './mentions.ts';

/**
 * The mention for a type and a value as another tool wrote them; null where we know no such type or the value names
 * nothing. A process or session keeps the tool's own `host|…` identity, in lower case.
 */
export function submittedEntity(type: string, value: string): EntityMention | null {
  const known = type.toLowerCase();
  if (!isEntityType(known)) return null;
  const mentions = new Mentions();
  collect(mentions, known, value);
  return mentions.list[0] ?? direct(known, value);
}

/** Whether `type` is one of ours, as `submittedEntity` reads it once it is in lower case. */
export function isEntityType(type: string): type is EntityType {
  return (ENTITY_TYPES as readonly string[]).includes(type);
}

function collect(mentions: Mentions, type: EntityType, value: string): void {
  switch (type) {
    case 'user':
      return mentions.user(value, null, 'target');
    case 'ip':
      return mentions.ip(value, 'target');
    case 'domain':
      return mentions.domain(value, 'target');
    case 'url':
      return mentions.url(value, 'target');
    case 'port':
      return mentions.port(value, 'target');
    case 'file':
      return isWindowsPath(value) ? mentions.windowsFile(value, 'target') : mentions.file(value, 'target');
    case 'hash':
      return mentions.hash(value, 'target');
    case 'service':
    case 'task':
    case 'pipe':
    case 'mail':
      return mentions.named(type, value, 'target');
    case 'cloud_principal':
    case 'cloud_resource':
      return mentions.exact(type, value, 'target');
    default:
      return undefined;
  }
}

function direct(type: EntityType, text: string): EntityMention | null {
  const value =
    type === 'host'
      ? canonicalHost(text)
      : type === 'registry_key'
        ? canonicalRegistryKey(text)
        : type === 'process' || type === 'session'
          ? (canonicalExact(text)?.toLowerCase() ?? null)
          : null;
  if (value === null) return null;
  const role = type === 'host' ? 'device' : 'target';
  return value === text ? { type, value, role } : { type, value, role, label: text };
}

function isWindowsPath(path: string): boolean {
  return path.includes('\\');
}
