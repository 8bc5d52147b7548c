/** Verdicts, tactics and kinds of entities as people say them. */
import type { EntityType } from '../../../core/model/entity.ts';
import type { Verdict } from '../../../core/model/verdict.ts';

/** What each verdict claims, for whoever chooses one. */
export const VERDICT_MEANINGS: Readonly<Record<Verdict, string>> = {
  true_positive: 'it is an attack',
  benign_true_positive: 'it happened as found, and was allowed',
  false_positive: 'it did not happen as found',
  benign: 'nothing to worry about',
  needs_review: 'somebody else should look',
};

/** `credential access` for `credential-access`; one that ATT&CK does not name, as it came. */
export function tacticText(tactic: string): string {
  const words = tactic.toLowerCase().replaceAll(/[-_]/g, ' ');
  return words === 'defense evasion' ? 'defence evasion' : words;
}

const TYPE_WORDS: Readonly<Record<EntityType, readonly [one: string, many: string]>> = {
  host: ['host', 'hosts'],
  user: ['account', 'accounts'],
  process: ['process', 'processes'],
  session: ['session', 'sessions'],
  ip: ['address', 'addresses'],
  domain: ['domain', 'domains'],
  url: ['URL', 'URLs'],
  port: ['port', 'ports'],
  file: ['file', 'files'],
  hash: ['hash', 'hashes'],
  registry_key: ['registry key', 'registry keys'],
  service: ['service', 'services'],
  task: ['scheduled task', 'scheduled tasks'],
  pipe: ['pipe', 'pipes'],
  mail: ['mail address', 'mail addresses'],
  cloud_principal: ['cloud account', 'cloud accounts'],
  cloud_resource: ['cloud resource', 'cloud resources'],
};

/** `3 hosts`, `1 account`. */
export function entitiesText(type: EntityType, number: number): string {
  return `${number.toLocaleString('en-US')} ${TYPE_WORDS[type][number === 1 ? 0 : 1]}`;
}

export function typeText(type: EntityType): string {
  return TYPE_WORDS[type][0];
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
