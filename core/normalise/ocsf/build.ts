/**
 * Builds the complete OCSF object of an event on demand. What the mapping names goes to its place; everything else
 * stays under `unmapped`, so that nothing a record said is missing. What would break the schema is left out and comes
 * back under `unmapped` as well.
 */
import type { NormalisedEvent } from '../../model/event.ts';
import { severityRank } from '../../model/severity.ts';
import { isBlank, isList, textOf } from '../fields.ts';
import type { EventMapping } from '../mapping.ts';
import { OCSF_VERSION, ocsfClass, type OcsfClass } from './classes.ts';
import { pathsOf, type CompiledPath } from './paths.ts';
import { getPath, isTree, prune, setPath, type Tree } from './tree.ts';

export interface OcsfProduct {
  readonly name: string;
  readonly vendor_name: string;
}

/** Fields that metadata and device always take over, for every product. */
const METADATA: Readonly<Record<string, string>> = {
  EventID: 'event_code',
  Channel: 'log_name',
  Provider_Name: 'log_provider',
};
const TAKEN_OVER: ReadonlySet<string> = new Set(['Computer', 'EventRecordID', ...Object.keys(METADATA)]);

const WINDOWS_EXTENSION = { name: 'win', uid: '2', version: OCSF_VERSION };
const WINDOWS_OS_TYPE = 100;
const UNKNOWN = 0;
const OTHER = 99;

export function buildOcsf(event: NormalisedEvent, mapping: EventMapping, product: OcsfProduct): Tree {
  const set = new Map<CompiledPath, string>();
  const tree: Tree = {};
  for (const path of pathsOf(mapping)) setFromFields(tree, path, event, set);
  addDevice(tree, event);
  prune(tree);
  addActor(tree, event, product);
  const kind = classThatHolds(tree, event.classUid);
  return {
    ...classification(event, kind),
    time: Math.floor(event.timeUs / 1_000),
    message: event.message,
    ...tree,
    metadata: metadataOf(event, tree, product, kind),
    unmapped: unmappedOf(event, tree, set),
  };
}

function setFromFields(tree: Tree, path: CompiledPath, event: NormalisedEvent, set: Map<CompiledPath, string>): void {
  if (path.constant !== undefined) return setPath(tree, path.path, path.constant);
  for (const field of path.fields) {
    const value = event.fields[field];
    if (isBlank(value)) continue;
    const text = isList(value) ? value.filter((member) => !isBlank(member)).join(', ') : textOf(value);
    if (text === null || text === '') continue;
    const converted = path.convert(text, event.fields, field);
    if (converted === null || converted === undefined) continue;
    setPath(tree, path.path, converted);
    set.set(path, field);
    return;
  }
}

function addDevice(tree: Tree, event: NormalisedEvent): void {
  const device = event.entities.find((entity) => entity.role === 'device');
  if (device === undefined) return;
  const os = event.mapping.startsWith('windows/') ? { os: { name: 'Windows', type_id: WINDOWS_OS_TYPE } } : {};
  setPath(tree, ['device'], { hostname: device.label ?? device.value, type_id: UNKNOWN, ...os });
}

/** Where nobody is named, the component that logged it is the only actor known. */
function addActor(tree: Tree, event: NormalisedEvent, product: OcsfProduct): void {
  if (tree['actor'] !== undefined || !ocsfClass(event.classUid).requires.includes('actor')) return;
  tree['actor'] = { app_name: textOf(event.fields['Provider_Name']) ?? product.name };
}

interface HeldClass {
  readonly uid: number;
  readonly known: OcsfClass;
}

function classThatHolds(tree: Tree, classUid: number): HeldClass {
  const known = ocsfClass(classUid);
  const has = (name: string): boolean => tree[name] !== undefined;
  if (known.requires.every(has) && (known.anyOf === undefined || known.anyOf.some(has)))
    return { uid: classUid, known };
  for (const name of Object.keys(tree)) if (!BASE_ATTRIBUTES.has(name)) delete tree[name];
  return { uid: 0, known: ocsfClass(0) };
}

/** What the base event may hold; the rest of a record that broke its class goes to `unmapped`. */
const BASE_ATTRIBUTES: ReadonlySet<string> = new Set([
  'actor',
  'device',
  'cloud',
  'api',
  'metadata',
  'status',
  'status_id',
  'status_code',
  'status_detail',
]);

function classification(event: NormalisedEvent, { uid, known }: HeldClass): Tree {
  const activity = uid === event.classUid ? event.activityId : OTHER;
  return {
    activity_id: activity,
    ...(activity === OTHER ? { activity_name: textOf(event.fields['EventID']) ?? event.mapping } : {}),
    category_uid: known.categoryUid,
    category_name: known.categoryName,
    class_uid: uid,
    class_name: known.name,
    type_uid: uid * 100 + activity,
    severity_id: severityRank(event.severity) + 1,
    severity: SEVERITY_CAPTIONS[severityRank(event.severity)],
  };
}

const SEVERITY_CAPTIONS = ['Informational', 'Low', 'Medium', 'High', 'Critical'] as const;

function metadataOf(event: NormalisedEvent, tree: Tree, product: OcsfProduct, { known }: HeldClass): Tree {
  const metadata: Tree = isTree(tree['metadata']) ? tree['metadata'] : {};
  for (const [field, name] of Object.entries(METADATA)) {
    const text = textOf(event.fields[field]);
    if (text !== null && metadata[name] === undefined) metadata[name] = text;
  }
  return {
    version: OCSF_VERSION,
    product,
    profiles: profilesOf(tree),
    ...(known.isWindows === true || event.mapping.startsWith('windows/') ? { extensions: [WINDOWS_EXTENSION] } : {}),
    ...(event.timeText === '' ? {} : { original_time: event.timeText }),
    sequence: event.place.number,
    ...metadata,
  };
}

function profilesOf(tree: Tree): string[] {
  const profiles: string[] = [];
  if (tree['device'] !== undefined || tree['actor'] !== undefined) profiles.push('host');
  if (tree['cloud'] !== undefined) profiles.push('cloud');
  if (CONTROL_ATTRIBUTES.some((name) => tree[name] !== undefined)) profiles.push('security_control');
  return profiles;
}

const CONTROL_ATTRIBUTES = ['action_id', 'disposition_id', 'malware', 'firewall_rule'] as const;

function unmappedOf(event: NormalisedEvent, tree: Tree, set: ReadonlyMap<CompiledPath, string>): Tree {
  const mapped = new Set<string>(TAKEN_OVER);
  const trees: string[] = [];
  for (const [path, field] of set) {
    if (getPath(tree, path.path) === undefined) continue;
    mapped.add(field);
    if (path.takesTree) trees.push(`${field}.`);
  }
  for (const name of Object.keys(event.fields)) {
    if (name.includes(' ')) passOverAliases(name, mapped);
  }
  const unmapped: Tree = {};
  for (const name of Object.keys(event.fields)) {
    const value = event.fields[name];
    if (value === null || mapped.has(name) || trees.some((prefix) => name.startsWith(prefix))) continue;
    unmapped[name] = value;
  }
  return unmapped;
}

/** Of a name with spaces and its aliases (SPEC N6) one is enough: the mapped one, else the source's own. */
function passOverAliases(name: string, mapped: Set<string>): void {
  const aliases = [name.replaceAll(' ', ''), name.replaceAll(' ', '_')];
  if (aliases.some((alias) => mapped.has(alias))) mapped.add(name);
  for (const alias of aliases) mapped.add(alias);
}
