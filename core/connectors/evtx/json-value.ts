/** What records are made of as JSON, and the one safe way to set a key. */
import type { ChunkDecoder } from './chunk-decoder.ts';
import type { Attribute, ElementNode } from './nodes.ts';
import type { JsonScalar } from './values.ts';

export type JsonValue = JsonScalar | JsonScalar[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

export const ATTRIBUTES_KEY = '#attributes';

/** Turns parts of a template into JSON, with the values at `base` of the decoder's slot table. */
export interface ValueSource {
  readonly decoder: ChunkDecoder;
  element(element: ElementNode, base: number): JsonValue;
  /** What an element holds, its attributes aside. */
  content(element: ElementNode, base: number): JsonValue;
  attribute(attribute: Attribute, base: number): JsonValue;
  /** A value of the slot table that is neither NULL nor binary XML. */
  value(at: number): JsonValue;
}

/** Plain assignment, except for the one key that would set a prototype instead. */
export function put(target: JsonObject, key: string, value: JsonValue): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}
