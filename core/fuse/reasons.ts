/** Why two alerts hang together, in words and numbers that a person can check. */
import { formatDurationUs } from '../kernel/time.ts';
import type { EntityMention, EntityType } from '../model/entity.ts';
import type { Sharing } from './shareables.ts';

const TYPE_WORDS: Partial<Record<EntityType, string>> = {
  ip: 'address',
  url: 'URL',
  mail: 'mail address',
  session: 'logon session',
  cloud_principal: 'cloud principal',
  cloud_resource: 'cloud resource',
  registry_key: 'registry key',
};

/** "same logon session 0x3e7a1 on ws-12, 4 m apart". */
export function linkText(sharing: Sharing, gapUs: number, signalTitle: string): string {
  const when = apartWords(gapUs);
  if (sharing === 'signal') return `same rare signal "${signalTitle}", ${when}`;
  if (sharing === 'moment') return `both rare here and in the same quiet moment, ${when}`;
  return `same ${entityWords(sharing)}, ${when}`;
}

export function routineText(type: EntityType, value: string, gapUs: number): string {
  return `routine of the same ${typeWords(type)} ${value}, ${apartWords(gapUs)}`;
}

/** `oneIn`: how many stretches of time like this one hold the routine by chance once. */
export function contextText(type: EntityType, value: string, gapUs: number, oneIn: number): string {
  return `same ${typeWords(type)} ${value}, ${apartWords(gapUs)}; this routine is so near by chance once in ${Math.round(oneIn)}`;
}

/** `place` null where it is the whole workspace; `oneIn` as above, of bursts at least as strong. */
export function burstText(
  place: { readonly type: EntityType; readonly value: string } | null,
  gapUs: number,
  oneIn: number,
): string {
  const where = place === null ? 'anywhere' : `on ${typeWords(place.type)} ${place.value}`;
  return `another burst of news, ${apartWords(gapUs)}; a stronger one ${where} is so near by chance once in ${Math.round(oneIn)}`;
}

/** A lone finding beside a story full of news; `oneIn` as above, of findings as new as this one. */
export function strayText(gapUs: number, oneIn: number): string {
  return `news within moments of a story full of it, ${apartWords(gapUs)}; any as new is so near by chance once in ${Math.round(oneIn)}`;
}

/** What a place did anyway while a story went on there. */
export function meanwhileText(type: EntityType, value: string, gapUs: number): string {
  return `same ${typeWords(type)} ${value} while the incident went on there, ${apartWords(gapUs)}`;
}

function apartWords(gapUs: number): string {
  return gapUs === 0 ? 'at the same time' : `${formatDurationUs(gapUs)} apart`;
}

function entityWords({ type, value, label }: EntityMention): string {
  const bar = value.indexOf('|');
  if ((type === 'session' || type === 'process') && bar !== -1) {
    const [host, rest] = [value.slice(0, bar), value.slice(bar + 1)];
    return `${typeWords(type)} ${label ?? rest} on ${host}`;
  }
  return `${typeWords(type)} ${label ?? value}`;
}

function typeWords(type: EntityType): string {
  return TYPE_WORDS[type] ?? type;
}
