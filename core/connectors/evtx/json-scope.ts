/**
 * One JSON object under construction whose keys are not known beforehand: elements out of values, equal names,
 * nameless data, text between elements.
 */
import { renderDocument, type DocumentRenderer } from './document.ts';
import { charRefText, entityText } from './entities.ts';
import { ATTRIBUTES_KEY, put, type JsonObject, type JsonValue, type ValueSource } from './json-value.ts';
import { NODE, type ElementNode, type Node } from './nodes.ts';
import type { JsonScalar } from './values.ts';

const TEXT_KEY = '#text';

export class JsonScope implements DocumentRenderer {
  readonly #source: ValueSource;
  readonly #target: JsonObject;
  #texts: JsonValue[] = [];
  #hasNull = false;
  #namelessData: JsonObject | null = null;
  /** For each key that came again, the number to try next. */
  #nextNumber: Map<string, number> | null = null;
  hasMembers = false;

  constructor(source: ValueSource, target: JsonObject) {
    this.#source = source;
    this.#target = target;
  }

  nodes(nodes: readonly Node[], base: number): void {
    for (const node of nodes) this.node(node, base);
  }

  node(node: Node, base: number): void {
    switch (node.kind) {
      case NODE.element:
        this.#member(node, base);
        return;
      case NODE.slot:
        this.#slot(node.index, base);
        return;
      case NODE.instance:
        renderDocument(this.#source.decoder, node.start, node.end, this);
        return;
      case NODE.pi:
        return;
      case NODE.charRef:
        this.#text(charRefText(node.code));
        return;
      case NODE.entityRef:
        this.#text(entityText(node.name));
        return;
      default:
        this.#text(node.text);
    }
  }

  #slot(index: number, base: number): void {
    const { decoder } = this.#source;
    const at = decoder.slotAt(base, index);
    if (at < 0) {
      this.#hasNull = true;
    } else if (decoder.isBinXml(at)) {
      const start = decoder.slots[at + 1]!;
      renderDocument(decoder, start, start + decoder.slots[at + 2]!, this);
    } else {
      this.#text(this.#source.value(at));
    }
  }

  #text(value: JsonValue): void {
    if (typeof value === 'string') this.#source.decoder.spend(value.length);
    this.#texts.push(value);
  }

  #member(element: ElementNode, base: number): void {
    this.hasMembers = true;
    if (element.name === 'Data') this.#data(element, base);
    else this.#put(element.name, this.#source.element(element, base));
  }

  #data(element: ElementNode, base: number): void {
    const nameAttribute = element.attributes.find((attribute) => attribute.name === 'Name');
    const name = nameAttribute === undefined ? null : this.#source.attribute(nameAttribute, base);
    if (name !== null && name !== '') this.#put(String(name), this.#source.content(element, base));
    else if (element.content.length > 0) this.#nameless(this.#source.content(element, base));
  }

  #nameless(value: JsonValue): void {
    if (this.#namelessData === null) {
      this.#namelessData = { [TEXT_KEY]: value };
      this.#put('Data', this.#namelessData);
      return;
    }
    const before = this.#namelessData[TEXT_KEY] as JsonScalar | JsonScalar[];
    const list = Array.isArray(before) ? before : [before];
    if (Array.isArray(value)) for (const item of value) list.push(item);
    else list.push(value as JsonScalar);
    this.#namelessData[TEXT_KEY] = list;
  }

  #put(key: string, value: JsonValue): void {
    if (Object.hasOwn(this.#target, key)) {
      const before = this.#target[key]!;
      if (!isPlaceholder(before)) put(this.#target, this.#freeKey(key), before);
    }
    put(this.#target, key, value);
  }

  #freeKey(key: string): string {
    this.#nextNumber ??= new Map();
    let number = this.#nextNumber.get(key) ?? 1;
    while (Object.hasOwn(this.#target, `${key}_${number}`)) number++;
    this.#nextNumber.set(key, number + 1);
    return `${key}_${number}`;
  }

  /** The text alone: a single value keeps its type. */
  textValue(): JsonValue {
    if (this.#texts.length === 0) return null;
    if (this.#texts.length === 1) return this.#texts[0]!;
    return this.#texts.map((text) => (Array.isArray(text) ? text.join(',') : String(text ?? ''))).join('');
  }

  finish(): JsonObject {
    const isTextShown = this.#texts.length > 0 || (this.#hasNull && isOnlyAttributes(this.#target));
    if (isTextShown) this.#put(TEXT_KEY, this.textValue());
    return this.#target;
  }
}

/** What a key may lose when it comes again, for it says nothing. */
function isPlaceholder(value: JsonValue): boolean {
  return value === null || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);
}

function isOnlyAttributes(target: JsonObject): boolean {
  const keys = Object.keys(target);
  return keys.length === 1 && keys[0] === ATTRIBUTES_KEY;
}
