/** A zod schema as a shape that people read: TypeScript's notation, with defaults and bounds where they matter. */
import { z } from 'zod';

/** Schemas that are told by name, once; a recursive one has to be among them. */
export type NamedSchemas = ReadonlyMap<z.core.$ZodType, string>;

/** Longer lists of words are cut: the code has them all. */
const MAX_WORDS = 12;
/** What is short stands on one line. */
const MAX_LINE = 100;

type Definition = z.core.$ZodTypes['_zod']['def'];

/** `path` are the keys that lead here, which tell what a schema without a form of its own is. */
export function schemaText(schema: z.core.$ZodType, named: NamedSchemas, key = '', isTop = true): string {
  const name = isTop ? undefined : named.get(schema);
  if (name !== undefined) return name;
  const inner = (child: z.core.$ZodType): string => schemaText(child, named, key, false);
  const def = definitionOf(schema);
  switch (def.type) {
    case 'string':
    case 'boolean':
    case 'null':
    case 'unknown':
    case 'any':
      return def.type;
    case 'number':
      return schema instanceof z.ZodNumber && schema.isInt ? 'integer' : 'number';
    case 'literal':
      return def.values.map((value) => JSON.stringify(value)).join(' | ');
    case 'enum':
      return words(Object.values(def.entries).map((word) => JSON.stringify(word)));
    case 'array':
      return listOf(inner(def.element));
    case 'record':
      return `{ [${inner(def.keyType)}]: ${inner(def.valueType)} }`;
    case 'union':
      return def.options.map(inner).join(' | ');
    case 'nullable':
      return `${inner(def.innerType)} | null`;
    case 'optional':
    case 'readonly':
    case 'default':
      return schemaText(def.innerType, named, key, isTop);
    case 'pipe':
      return schemaText(def.in, named, key, isTop);
    case 'lazy':
      return named.has(schema) ? inner(def.getter()) : 'JSON value';
    case 'object':
      return objectText(def.shape, named);
    case 'custom':
      return key.endsWith('Us') ? 'integer' : 'object';
    default:
      throw new Error(`A schema of type ${def.type} (under ${key}) has no text yet: add it to scripts/schema-text.ts`);
  }
}

/** Every schema carries it under this name. */
function definitionOf(schema: z.core.$ZodType): Definition {
  return (schema as unknown as { readonly def: Definition }).def;
}

function words(all: readonly string[]): string {
  const shown = all.slice(0, MAX_WORDS).join(' | ');
  return all.length > MAX_WORDS ? `${shown} | … ${all.length - MAX_WORDS} more` : shown;
}

function listOf(element: string): string {
  return element.includes(' | ') && !element.startsWith('{') ? `(${element})[]` : `${element}[]`;
}

function objectText(shape: Readonly<Record<string, z.core.$ZodType>>, named: NamedSchemas): string {
  const members = Object.entries(shape).map(([key, schema]) => memberText(key, schema, named));
  if (members.length === 0) return '{}';
  const line = `{ ${members.join('; ')} }`;
  if (line.length <= MAX_LINE && !line.includes('\n')) return line;
  return `{\n${members.map((member) => `  ${member.replaceAll('\n', '\n  ')}`).join('\n')}\n}`;
}

/** `limit?: integer = 100`. */
function memberText(key: string, schema: z.core.$ZodType, named: NamedSchemas): string {
  const def = definitionOf(schema);
  const text = schemaText(schema, named, key, false);
  if (def.type === 'default') return `${key}?: ${text} = ${JSON.stringify(def.defaultValue)}`;
  return def.type === 'optional' ? `${key}?: ${text}` : `${key}: ${text}`;
}
