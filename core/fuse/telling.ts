/**
 * How much it says that two alerts share an entity, before the workspace has been asked how common that entity is.
 * A logon session or a process instance is one actor at one time; a host is a place where many things happen; the
 * accounts and addresses that every machine has say nothing at all.
 */
import { US_PER_DAY } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { EntityMention, EntityType } from '../model/entity.ts';

export interface Tellingness {
  /** Factor on the surprise of sharing it, 0 (says nothing) to 1. */
  readonly weight: number;
  /** Further apart than this the shared entity is no reason any more. */
  readonly reachUs: number;
}

const NOTHING: Tellingness = { weight: 0, reachUs: 0 };

const OF_TYPE: Readonly<Record<EntityType, Tellingness>> = {
  session: { weight: 1, reachUs: US_PER_DAY },
  process: { weight: 1, reachUs: US_PER_DAY },
  hash: { weight: 0.9, reachUs: 7 * US_PER_DAY },
  url: { weight: 0.8, reachUs: 3 * US_PER_DAY },
  domain: { weight: 0.7, reachUs: 3 * US_PER_DAY },
  file: { weight: 0.7, reachUs: 3 * US_PER_DAY },
  mail: { weight: 0.7, reachUs: 2 * US_PER_DAY },
  cloud_principal: { weight: 0.8, reachUs: US_PER_DAY },
  cloud_resource: { weight: 0.7, reachUs: US_PER_DAY / 2 },
  user: { weight: 0.7, reachUs: US_PER_DAY / 2 },
  ip: { weight: 0.7, reachUs: US_PER_DAY / 2 },
  host: { weight: 0.6, reachUs: US_PER_DAY / 2 },
  service: { weight: 0.5, reachUs: US_PER_DAY / 2 },
  task: { weight: 0.5, reachUs: US_PER_DAY / 2 },
  pipe: { weight: 0.5, reachUs: US_PER_DAY / 2 },
  registry_key: NOTHING,
  port: NOTHING,
};

/** Accounts that exist everywhere and stand for the machine, not for a person. */
const MACHINE_ACCOUNT =
  /^(?:.*\\)?(?:system|local system|local service|network service|anonymous logon|anonymous|iusr|everyone|nobody|-|n\/a|unknown|null|none|(?:dwm|umfd)-\d+|window manager|font driver host|[^\\]*\$)$/;
const MACHINE_SID = /^s-1-(?:0-0|1-0|5-(?:7|18|19|20)|5-90-.*|5-96-.*)$/;
const NO_ADDRESS =
  /^(?:0\.0\.0\.0|255\.255\.255\.255|127\..*|169\.254\..*|22[4-9]\..*|23\d\..*|::1?|fe80:.*|ff[0-9a-f]{2}:.*|::ffff:127\..*|-|)$/;
const NO_NAME = /^(?:-|n\/a|unknown|null|none|localhost|localhost\.localdomain|)$/;
/** What ships with the system is on every machine; that two alerts ran it is no link between them. */
const SYSTEM_PATH =
  /^(?:[a-z]:)?(?:\\\\\?\\)?(?:\\|\/)?(?:device\\harddiskvolume\d+\\)?(?:[a-z]:\\)?(?:windows\\|program files(?: \(x86\))?\\|\/?usr\/|\/?s?bin\/|\/?lib)/;
/** Runs as long as the machine does and does everybody's work: the same instance is no more than the same host. */
const SYSTEM_PROCESS =
  /(?:^|[\\/])(?:system|registry|smss\.exe|csrss\.exe|wininit\.exe|winlogon\.exe|services\.exe|lsass\.exe|svchost\.exe|explorer\.exe|wmiprvse\.exe|dllhost\.exe|taskhostw\.exe|sihost\.exe|spoolsv\.exe|systemd|init|launchd)$/;
/** A logon session id that every Windows machine has: SYSTEM, anonymous, local service, network service. */
const SHARED_SESSION = /\|(?:0x)?(?:0|3e7|3e6|3e5|3e4)$/;

const SAYS_ONLY_WHERE = new Set<EntityType>(['host', 'ip']);

/** Whether an alert names nothing but host and address, as simple tools do. */
export function saysOnlyWhere({ entities, tactics, techniques }: Alert): boolean {
  return tactics.length === 0 && techniques.length === 0 && entities.every(({ type }) => SAYS_ONLY_WHERE.has(type));
}

/** What sharing an entity of this type can say at most. */
export function typeTelling(type: EntityType): Tellingness {
  return OF_TYPE[type];
}

/** What sharing `mention` can say at most. `alertMentions` tells a program's own hash from one that was dropped. */
export function tellingness(mention: EntityMention, alertMentions: readonly EntityMention[]): Tellingness {
  return saysNothing(mention, alertMentions) ? NOTHING : OF_TYPE[mention.type];
}

/** Whether type and value alone decide what sharing a mention can say. */
export function isToldByValue(type: EntityType): boolean {
  return type !== 'process' && type !== 'file' && type !== 'hash';
}

function saysNothing({ type, value, role, label }: EntityMention, alertMentions: readonly EntityMention[]): boolean {
  switch (type) {
    case 'user':
    case 'cloud_principal':
      return MACHINE_ACCOUNT.test(value) || MACHINE_SID.test(value);
    case 'ip':
      return NO_ADDRESS.test(value);
    case 'host':
    case 'domain':
    case 'mail':
      return NO_NAME.test(value);
    case 'process':
      return SYSTEM_PROCESS.test((label ?? '').toLowerCase());
    case 'session':
      return SHARED_SESSION.test(value);
    case 'file':
      return role !== 'target' || SYSTEM_PATH.test(value.toLowerCase());
    case 'hash':
      return alertMentions.some(
        (other) =>
          (other.type === 'process' || other.type === 'file') &&
          SYSTEM_PATH.test((other.label ?? other.value).toLowerCase()),
      );
    default:
      return value === '' || value === '-';
  }
}
