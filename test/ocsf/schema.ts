/**
 * Reads OCSF's own schema sources and resolves inheritance, profiles and the Windows extension, as far as validating
 * events needs it. Written against the sources' metaschema; knows nothing of our mappings.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from '../data.ts';

export interface Attribute {
  /** Primitive type (`string_t`) or the name of an object. */
  readonly type: string;
  readonly isArray: boolean;
  readonly requirement: string;
  /** The profile that brings it; null where it belongs to the class or object itself. */
  readonly profile: string | null;
  /** Allowed values; null where any is. */
  readonly enumeration: ReadonlySet<string> | null;
}

export interface Definition {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly atLeastOne: readonly string[];
}

export interface EventClass extends Definition {
  readonly uid: number;
  readonly categoryUid: number;
}

export interface OcsfSchema {
  readonly classes: ReadonlyMap<number, EventClass>;
  readonly objects: ReadonlyMap<string, Definition>;
  readonly types: ReadonlyMap<string, PrimitiveType>;
}

export interface PrimitiveType {
  readonly base: string;
  readonly pattern: RegExp | null;
  readonly maxLength: number | null;
  readonly range: readonly [number, number] | null;
}

type Json = Readonly<Record<string, unknown>>;
type Attributes = Record<string, Json>;

interface Raw {
  readonly name: string;
  readonly extends?: string;
  readonly uid?: number;
  readonly category?: string;
  readonly extensionUid: number;
  readonly attributes: Attributes;
  readonly constraints: Json;
}

export function readSchema(folder: string): OcsfSchema {
  const dictionary = load(folder, 'dictionary.json');
  const windows = load(folder, 'extensions/windows/dictionary.json');
  const extension = load(folder, 'extensions/windows/extension.json');
  const words = { ...(dictionary['attributes'] as Attributes), ...(windows['attributes'] as Attributes) };
  const categories = load(folder, 'categories.json')['attributes'] as Record<string, { readonly uid: number }>;
  const objects = rawDefinitions(folder, ['objects'], 0);
  patch(objects, rawDefinitions(folder, ['extensions/windows/objects'], 0));
  const events = rawDefinitions(folder, ['events'], 0);
  for (const [name, raw] of rawDefinitions(folder, ['extensions/windows/events'], extension['uid'] as number)) {
    events.set(name, raw);
  }
  return {
    classes: resolveClasses(events, words, categories),
    objects: new Map([...objects.keys()].map((name) => [name, define(resolve(objects, name), words)])),
    types: typesOf({ ...typeWords(dictionary), ...typeWords(windows) }),
  };
}

function load(folder: string, name: string): Json {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Json;
}

function rawDefinitions(folder: string, below: readonly string[], extensionUid: number): Map<string, Raw> {
  const found = new Map<string, Raw>();
  for (const file of below.flatMap((part) => filesBelow(path.join(folder, part), '.json'))) {
    const json = JSON.parse(readFileSync(file, 'utf8')) as Json & { readonly name?: string; readonly extends?: string };
    const name = json.name ?? json.extends!;
    found.set(name, {
      ...(json as object),
      name,
      extensionUid,
      attributes: withIncludes(folder, (json['attributes'] ?? {}) as Attributes),
      constraints: (json['constraints'] ?? {}) as Json,
    } as Raw);
  }
  return found;
}

/** Attributes of included profiles, marked with the profile's name, below the definition's own. */
function withIncludes(folder: string, own: Attributes): Attributes {
  const merged: Attributes = {};
  const includes = own['$include'] as unknown as string | readonly string[] | undefined;
  for (const file of includes === undefined ? [] : [includes].flat()) {
    const profile = load(folder, file as string);
    for (const [name, attribute] of Object.entries(profile['attributes'] as Attributes)) {
      if (name !== '$include') merged[name] = { ...attribute, profile: profile['name'] };
    }
  }
  for (const [name, attribute] of Object.entries(own)) {
    if (name !== '$include') merged[name] = { ...merged[name], ...attribute };
  }
  return merged;
}

/** An extension's object without a name of its own adds to the object it extends. */
function patch(objects: Map<string, Raw>, extra: ReadonlyMap<string, Raw>): void {
  for (const [name, raw] of extra) {
    const known = objects.get(name);
    if (known === undefined) objects.set(name, raw);
    else objects.set(name, { ...known, attributes: { ...known.attributes, ...raw.attributes } });
  }
}

function resolve(all: ReadonlyMap<string, Raw>, name: string): Raw {
  const raw = all.get(name)!;
  if (raw.extends === undefined || raw.extends === name || !all.has(raw.extends)) return raw;
  const parent = resolve(all, raw.extends);
  const attributes: Attributes = { ...parent.attributes };
  for (const [key, attribute] of Object.entries(raw.attributes)) {
    const inherited = attributes[key];
    const enumeration = { ...(inherited?.['enum'] as object), ...(attribute['enum'] as object) };
    attributes[key] = {
      ...inherited,
      ...attribute,
      ...(Object.keys(enumeration).length > 0 ? { enum: enumeration } : {}),
    };
  }
  const category = raw.category ?? parent.category;
  return {
    ...raw,
    ...(category === undefined ? {} : { category }),
    attributes,
    constraints: { ...parent.constraints, ...raw.constraints },
  };
}

function define(raw: Raw, words: Attributes): Definition {
  const attributes = new Map<string, Attribute>();
  for (const [name, attribute] of Object.entries(raw.attributes)) {
    const word = words[name] ?? {};
    const enumeration = { ...(word['enum'] as object), ...(attribute['enum'] as object) };
    attributes.set(name, {
      type: String(attribute['type'] ?? word['type'] ?? 'string_t'),
      isArray: (attribute['is_array'] ?? word['is_array']) === true,
      requirement: String(attribute['requirement'] ?? 'optional'),
      profile: (attribute['profile'] as string | null | undefined) ?? null,
      enumeration: Object.keys(enumeration).length === 0 ? null : new Set(Object.keys(enumeration)),
    });
  }
  const atLeastOne = (raw.constraints['at_least_one'] ?? []) as readonly string[];
  return { name: raw.name, attributes, atLeastOne };
}

function resolveClasses(
  events: ReadonlyMap<string, Raw>,
  words: Attributes,
  categories: Readonly<Record<string, { readonly uid: number }>>,
): Map<number, EventClass> {
  const classes = new Map<number, EventClass>();
  for (const name of events.keys()) {
    const raw = resolve(events, name);
    const own = events.get(name)!;
    if (own.uid === undefined && name !== 'base_event') continue;
    const categoryUid = categories[raw.category ?? 'other']?.uid ?? 0;
    const uid = name === 'base_event' ? 0 : raw.extensionUid * 100_000 + categoryUid * 1_000 + own.uid!;
    classes.set(uid, { ...define(raw, words), uid, categoryUid });
  }
  return classes;
}

function typeWords(dictionary: Json): Attributes {
  return ((dictionary['types'] as Json | undefined)?.['attributes'] ?? {}) as Attributes;
}

function typesOf(types: Attributes): Map<string, PrimitiveType> {
  return new Map(
    Object.entries(types).map(([name, type]): [string, PrimitiveType] => [
      name,
      {
        base: String(type['type'] ?? name),
        pattern: typeof type['regex'] === 'string' ? new RegExp(type['regex']) : null,
        maxLength: (type['max_len'] as number | undefined) ?? null,
        range: (type['range'] as readonly [number, number] | undefined) ?? null,
      },
    ]),
  );
}
