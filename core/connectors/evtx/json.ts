/**
 * A record as the JSON that `evtx_dump -o jsonl` prints (version 0.9, which made the public test data): elements
 * become keys, attributes stand under `#attributes`, text beside attributes under `#text`. A `Data` element becomes a
 * key of its `Name`; nameless ones become `Data: { "#text": … }`, a list where there are several. Array values are
 * lists. NULL is null, an empty text is an empty text; attributes that are NULL are left out.
 *
 * Where a key comes again, the last one has it and the earlier ones move to `key_1`, `key_2` … in their order.
 */
import type { ChunkDecoder } from './chunk-decoder.ts';
import { renderDocument } from './document.ts';
import { JsonScope } from './json-scope.ts';
import { ATTRIBUTES_KEY, put, type JsonObject, type JsonValue, type ValueSource } from './json-value.ts';
import { NODE, SHAPE, type Attribute, type ElementNode } from './nodes.ts';
import { trimEnd } from './text.ts';
import { arrayValues, scalarValue, type JsonScalar, type ValueStyle } from './values.ts';
import { ARRAY_FLAG } from './value-types.ts';

/** What one key or value costs besides its text. */
const VALUE_WORK = 8;

/** The document between `start` and `end` of the decoder's chunk. */
export function jsonDocument(decoder: ChunkDecoder, style: ValueStyle, start: number, end: number): JsonObject {
  const scope = new JsonScope(new JsonBuilder(decoder, style), {});
  renderDocument(decoder, start, end, scope);
  return scope.finish();
}

class JsonBuilder implements ValueSource {
  readonly decoder: ChunkDecoder;
  readonly #style: ValueStyle;

  constructor(decoder: ChunkDecoder, style: ValueStyle) {
    this.decoder = decoder;
    this.#style = style;
  }

  element(element: ElementNode, base: number): JsonValue {
    this.decoder.spend(VALUE_WORK + element.name.length);
    switch (element.shape) {
      case SHAPE.empty:
        return null;
      case SHAPE.literal:
        return element.literal;
      case SHAPE.slot: {
        const at = this.decoder.slotAt(base, element.slot);
        if (at < 0) return null;
        return this.decoder.isBinXml(at) ? this.#mixed(element, base) : this.value(at);
      }
      case SHAPE.elements:
        return this.#members(element, base);
      case SHAPE.namedData:
        return this.#namedData(element, base);
      default:
        return this.#mixed(element, base);
    }
  }

  /** The value at `at` of the slot table, which is neither NULL nor binary XML. */
  value(at: number): JsonScalar | JsonScalar[] {
    const { slots, bytes } = this.decoder;
    const type = slots[at]!;
    const size = slots[at + 2]!;
    if ((type & ARRAY_FLAG) === 0) {
      this.decoder.spend(VALUE_WORK + size);
      return scalarValue(this.#style, bytes, type, slots[at + 1]!, size);
    }
    this.decoder.spend(VALUE_WORK + size * VALUE_WORK);
    return arrayValues(this.#style, bytes, type, slots[at + 1]!, size);
  }

  /** Keys that every record has alike; as soon as a value brings more of them, the careful way takes over. */
  #members(element: ElementNode, base: number): JsonValue {
    const target = this.#withAttributes(element, base);
    const { content, keys } = element;
    for (let index = 0; index < content.length; index++) {
      const node = content[index]!;
      if (node.kind === NODE.element) {
        target[keys[index]!] = this.element(node, base);
      } else if (node.kind === NODE.slot && this.decoder.slotAt(base, node.index) >= 0) {
        const scope = new JsonScope(this, target);
        for (let rest = index; rest < content.length; rest++) scope.node(content[rest]!, base);
        return scope.finish();
      }
    }
    return target;
  }

  #namedData(element: ElementNode, base: number): JsonObject {
    const target = this.#withAttributes(element, base);
    const { content, keys } = element;
    for (let index = 0; index < content.length; index++) {
      target[keys[index]!] = this.content(content[index] as ElementNode, base);
    }
    return target;
  }

  #withAttributes(element: ElementNode, base: number): JsonObject {
    const attributes = element.attributes.length === 0 ? null : this.#attributes(element.attributes, base);
    return attributes === null ? {} : { [ATTRIBUTES_KEY]: attributes };
  }

  #mixed(element: ElementNode, base: number): JsonValue {
    const attributes = this.#attributes(element.attributes, base);
    if (attributes === null) return this.content(element, base);
    const scope = new JsonScope(this, { [ATTRIBUTES_KEY]: attributes });
    scope.nodes(element.content, base);
    return scope.finish();
  }

  /** What an element holds, its attributes aside. */
  content(element: ElementNode, base: number): JsonValue {
    const { content } = element;
    if (content.length === 0) return null;
    const only = content.length === 1 ? content[0]! : null;
    if (only?.kind === NODE.text) {
      this.decoder.spend(only.text.length);
      return trimEnd(only.text);
    }
    if (only?.kind === NODE.slot) {
      const at = this.decoder.slotAt(base, only.index);
      if (at < 0) return null;
      if (!this.decoder.isBinXml(at)) return this.value(at);
    }
    const scope = new JsonScope(this, {});
    scope.nodes(content, base);
    return scope.hasMembers ? scope.finish() : scope.textValue();
  }

  /** Null where every attribute is NULL. */
  #attributes(attributes: readonly Attribute[], base: number): JsonObject | null {
    let target: JsonObject | null = null;
    for (const attribute of attributes) {
      const value = this.attribute(attribute, base);
      if (value === null) continue;
      target ??= {};
      put(target, attribute.name, value);
    }
    return target;
  }

  attribute(attribute: Attribute, base: number): JsonValue {
    this.decoder.spend(VALUE_WORK + attribute.name.length);
    if (attribute.slot >= 0) {
      const at = this.decoder.slotAt(base, attribute.slot);
      if (at < 0) return null;
      if (!this.decoder.isBinXml(at)) return this.value(at);
    } else if (attribute.parts.length === 1 && attribute.parts[0]!.kind === NODE.text) {
      return trimEnd(attribute.parts[0]!.text);
    }
    const scope = new JsonScope(this, {});
    scope.nodes(attribute.parts, base);
    return scope.textValue();
  }
}
