/**
 * Which address is which host, learned from the alerts: a connection that names both ends by name and address says so,
 * and so does a tool that sends a host with its address. Then a logon "from 10.0.0.9" on a server is a step that began
 * on ws-9, and joins what happened there. An address seen with two hosts (DHCP, NAT, a proxy) is nobody.
 */
import type { Alert } from '../model/alert.ts';
import type { EntityMention, EntityRole, EntityType } from '../model/entity.ts';

/** Fewer alerts than this could be a coincidence. */
const MIN_SEEN = 2;

interface Known {
  readonly host: string;
  seen: number;
  isAmbiguous: boolean;
}

/** Host of each address that always goes with the same one, whatever order the alerts come in. */
export function learnHosts(alerts: Iterable<Alert>): Map<string, string> {
  const known = new Map<string, Known>();
  for (const { entities } of alerts) {
    for (const { type, role, value: address } of entities) {
      if (type !== 'ip') continue;
      const host = onlyOne(entities, 'host', role);
      if (host === null || onlyOne(entities, 'ip', role) === null) continue;
      const before = known.get(address);
      if (before === undefined) known.set(address, { host, seen: 1, isAmbiguous: false });
      else if (before.host === host) before.seen += 1;
      else before.isAmbiguous = true;
    }
  }
  const hosts = new Map<string, string>();
  for (const [address, { host, seen, isAmbiguous }] of known) {
    if (seen >= MIN_SEEN && !isAmbiguous) hosts.set(address, host);
  }
  return hosts;
}

/** The value of the only mention of that type and role. */
function onlyOne(mentions: readonly EntityMention[], type: EntityType, role: EntityRole): string | null {
  let found: string | null = null;
  for (const mention of mentions) {
    if (mention.type !== type || mention.role !== role) continue;
    if (found !== null) return null;
    found = mention.value;
  }
  return found;
}
