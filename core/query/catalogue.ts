/**
 * What can be asked about a subject (events, alerts, incidents): its fields, how each is stored and how it is read from
 * a plain row. The catalogue is the one place to change when the store stores something in another way.
 */
import type { EntityRole, EntityType } from '../model/entity.ts';
import type { Fields, FieldScalar } from '../model/fields.ts';
import type { Facet } from './facets.ts';
import { asciiLower } from './pattern.ts';
import { sql, type Sql } from './sql.ts';

/** How a field's values are compared. `prose` is searched for words, everything else as a whole. */
export type FieldType = 'text' | 'prose' | 'number' | 'event_id' | 'time' | 'severity' | 'ip';

/** An entity as a row holds it; incidents know no roles and some mentions no label. */
export interface RowEntity {
  readonly type: EntityType;
  readonly value: string;
  readonly role?: EntityRole;
  readonly label?: string;
}

export type Storage<Row> =
  /** One value in a column of the subject's own table. */
  | {
      readonly kind: 'column';
      readonly column: Sql;
      readonly holds: 'text' | 'integer';
      readonly read: (row: Row) => FieldScalar;
    }
  /** The time a row spans; both columns are the same for events. Zero is no time. */
  | {
      readonly kind: 'span';
      readonly from: Sql;
      readonly to: Sql;
      readonly read: (row: Row) => { readonly fromUs: number; readonly toUs: number };
    }
  /** A text in a table the subject refers to. */
  | {
      readonly kind: 'reference';
      readonly key: Sql;
      readonly table: Sql;
      readonly column: Sql;
      readonly facets: readonly ('label' | 'fileName')[];
      readonly read: (row: Row) => string;
    }
  /** Members of a JSON object: under one of `names`, spelled so; or under any name (`names` null). */
  | {
      readonly kind: 'json';
      readonly object: JsonObject;
      readonly names: readonly string[] | null;
      readonly read: (row: Row) => Fields;
    }
  /** Members of a JSON object under `name`, however its letters are written. */
  | {
      readonly kind: 'spelling';
      readonly object: JsonObject;
      readonly name: string;
      readonly read: (row: Row) => Fields;
    }
  /**
   * The member `name` of a JSON object, kept by number beside it: 0 for none, null where the value is no short scalar,
   * else the key of its text in `table`.
   */
  | {
      readonly kind: 'code';
      readonly key: Sql;
      readonly table: Sql;
      readonly object: JsonObject;
      readonly name: string;
      readonly read: (row: Row) => Fields;
    }
  /** A JSON list of texts. */
  | { readonly kind: 'list'; readonly column: Sql; readonly read: (row: Row) => readonly string[] }
  /** Entities the row mentions, through the registers of mentions or in a JSON list of the row. */
  | {
      readonly kind: 'entity';
      readonly held: EntityHolding;
      /** Null is any. */
      readonly types: readonly EntityType[] | null;
      readonly roles: readonly EntityRole[] | null;
      readonly facets: readonly Facet[];
      readonly read: (row: Row) => readonly RowEntity[];
    };

export interface JsonObject {
  /** Its text. */
  readonly text: Sql;
  /** Whether its text holds a part, which is in lower case; dearer tests are asked only where it does. */
  readonly holds: (part: string) => Sql;
}

export type EntityHolding = { readonly kind: 'index' } | { readonly kind: 'json'; readonly column: Sql };

export interface FieldDefinition<Row> {
  /** The name people are shown. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** One line for completion and documentation. */
  readonly about: string;
  readonly type: FieldType;
  readonly storage: Storage<Row>;
  /** True where the store counts rows by it as they come in. */
  readonly isTallied?: boolean;
  /** Where it has one of these values and no other; completion offers all of them. */
  readonly oneOf?: readonly string[];
}

export interface Catalogue<Row> {
  readonly subject: 'events' | 'alerts' | 'incidents';
  readonly fields: readonly FieldDefinition<Row>[];
  /** The field that words without a field are looked for in. */
  readonly prose: FieldDefinition<Row>;
  /** The field that `| last 24h` is about. */
  readonly time: FieldDefinition<Row>;
  /** A full-text index (FTS5, words only, case folded for A to Z) over the prose of rows; null where there is none. */
  readonly wordIndex: Sql | null;
  /** Makes a field of a name that no definition has; null where the subject has no free fields. */
  readonly otherField: ((name: string) => FieldDefinition<Row>) | null;
}

const indexes = new WeakMap<object, ReadonlyMap<string, FieldDefinition<never>>>();

/** The field a name means, or null. Names are compared without case; a spelling of one's own is looked for as well. */
export function findField<Row>(catalogue: Catalogue<Row>, name: string): FieldDefinition<Row> | null {
  const known = indexOf(catalogue).get(asciiLower(name));
  if (known === undefined) return catalogue.otherField?.(name) ?? null;
  const { storage } = known;
  if (storage.kind !== 'json' || storage.names === null || storage.names.includes(name) || !isSafeName(name))
    return known;
  const isSpelling = storage.names.some((other) => asciiLower(other) === asciiLower(name));
  return isSpelling ? { ...known, storage: { ...storage, names: [...storage.names, name] } } : known;
}

export function isKnownField<Row>(catalogue: Catalogue<Row>, name: string): boolean {
  return indexOf(catalogue).has(asciiLower(name));
}

function indexOf<Row>(catalogue: Catalogue<Row>): ReadonlyMap<string, FieldDefinition<Row>> {
  let index = indexes.get(catalogue) as ReadonlyMap<string, FieldDefinition<Row>> | undefined;
  if (index === undefined) {
    const entries = new Map<string, FieldDefinition<Row>>();
    for (const field of catalogue.fields) {
      for (const name of [field.name, ...field.aliases]) {
        const key = asciiLower(name);
        if (!entries.has(key)) entries.set(key, field);
      }
    }
    index = entries;
    indexes.set(catalogue, index as ReadonlyMap<string, FieldDefinition<never>>);
  }
  return index;
}

/** Whether a name can stand in a JSON path in quotes. */
export function isSafeName(name: string): boolean {
  return /^[A-Za-z0-9_.@ -]{1,200}$/.test(name);
}

/** The path of a member whose name `isSafeName` accepts; it is bound as a parameter all the same. */
export function pathOf(name: string): Sql {
  return sql`${`$."${name}"`}`;
}
