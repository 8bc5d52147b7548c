/**
 * The OCSF object of any event, found by the mapping that made it. Kept apart from normalising, because only exports
 * and detail views need the whole object, and every event would pay for it.
 */
import type { NormalisedEvent } from '../model/event.ts';
import type { EventMapping } from '../normalise/mapping.ts';
import { buildOcsf, type OcsfProduct } from '../normalise/ocsf/build.ts';
import { apiCall, signIn } from './cloudtrail/mapping.ts';
import { genericMapping } from './generic/mapping.ts';
import { SURICATA_MAPPINGS } from './suricata/mappings.ts';
import { WINDOWS_MAPPINGS } from './windows/mappings.ts';

const MAPPINGS: ReadonlyMap<string, EventMapping> = new Map(
  [...WINDOWS_MAPPINGS, apiCall, signIn, ...SURICATA_MAPPINGS, genericMapping].map((mapping) => [
    mapping.name,
    mapping,
  ]),
);

/** The longest prefix of a mapping's name counts. */
const PRODUCTS: readonly (readonly [string, OcsfProduct])[] = [
  ['windows/sysmon/', { name: 'Sysmon', vendor_name: 'Microsoft' }],
  ['windows/defender/', { name: 'Microsoft Defender Antivirus', vendor_name: 'Microsoft' }],
  ['windows/', { name: 'Windows', vendor_name: 'Microsoft' }],
  ['aws/', { name: 'CloudTrail', vendor_name: 'AWS' }],
  ['suricata/', { name: 'Suricata', vendor_name: 'OISF' }],
];
const UNKNOWN_PRODUCT: OcsfProduct = { name: 'Unknown', vendor_name: 'Unknown' };

/** All mappings by name, such as `windows/sysmon/1`. */
export function mappings(): ReadonlyMap<string, EventMapping> {
  return MAPPINGS;
}

/** The complete OCSF object; an event of a mapping we no longer have becomes a base event with all its fields. */
export function toOcsf(event: NormalisedEvent): Record<string, unknown> {
  const mapping = MAPPINGS.get(event.mapping) ?? genericMapping;
  const product = PRODUCTS.find(([prefix]) => event.mapping.startsWith(prefix))?.[1] ?? UNKNOWN_PRODUCT;
  return buildOcsf(event, mapping, product);
}
