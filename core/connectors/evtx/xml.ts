/**
 * A record as XML without line breaks of its own, as Windows' export shows it: GUIDs in braces, times to 100 ns, attributes that are
 * NULL left out. An array value repeats its element, once for each item.
 *
 * What XML 1.0 cannot hold (control characters) becomes U+FFFD, and names that are none are mended, so that the
 * output parses whatever the file said.
 */
import type { ChunkDecoder } from './chunk-decoder.ts';
import { renderDocument, type DocumentRenderer } from './document.ts';
import { NODE, type Attribute, type ElementNode, type Node } from './nodes.ts';
import { arrayValues, scalarValue, type JsonScalar, type ValueStyle } from './values.ts';

/** What a tag or value costs besides its text. */
const TAG_WORK = 8;

export function xmlDocument(decoder: ChunkDecoder, style: ValueStyle, start: number, end: number): string {
  const writer = new XmlWriter(decoder, style);
  renderDocument(decoder, start, end, writer);
  return writer.text;
}

class XmlWriter implements DocumentRenderer {
  readonly #decoder: ChunkDecoder;
  readonly #style: ValueStyle;
  text = '';
  /** The start tag written last still lacks its end, because nobody knows yet whether content follows. */
  #isTagOpen = false;

  constructor(decoder: ChunkDecoder, style: ValueStyle) {
    this.#decoder = decoder;
    this.#style = style;
  }

  nodes(nodes: readonly Node[], base: number): void {
    for (const node of nodes) this.#node(node, base);
  }

  #node(node: Node, base: number): void {
    switch (node.kind) {
      case NODE.element:
        this.#element(node, base);
        return;
      case NODE.slot:
        this.#slot(node.index, base);
        return;
      case NODE.instance:
        renderDocument(this.#decoder, node.start, node.end, this);
        return;
      case NODE.pi:
        this.#write(`<?${xmlName(node.target)} ${printable(node.data).replaceAll('?>', '? >')}?>`);
        return;
      case NODE.cdata:
        this.#write(`<![CDATA[${printable(node.text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);
        return;
      case NODE.charRef:
        this.#write(charRef(node.code));
        return;
      case NODE.entityRef:
        this.#write(entityRef(node.name));
        return;
      default:
        this.#write(escaped(node.text));
    }
  }

  #element(element: ElementNode, base: number): void {
    const items = this.#repeatedValues(element, base);
    if (items === null) {
      this.#startTag(element, base);
      this.nodes(element.content, base);
      this.#endTag(element);
      return;
    }
    for (const item of items) {
      this.#startTag(element, base);
      this.#write(textOf(item));
      this.#endTag(element);
    }
  }

  /** The items of an array that is all of an element's content; null for other content. */
  #repeatedValues(element: ElementNode, base: number): JsonScalar[] | null {
    const only = element.content.length === 1 ? element.content[0]! : null;
    if (only?.kind !== NODE.slot) return null;
    const at = this.#decoder.slotAt(base, only.index);
    if (at < 0 || this.#decoder.isPlain(at) || this.#decoder.isBinXml(at)) return null;
    const items = this.#array(at);
    return items.length === 0 ? [null] : items;
  }

  #startTag(element: ElementNode, base: number): void {
    this.#write(`<${xmlName(element.name)}`);
    for (const attribute of element.attributes) this.#attribute(attribute, base);
    this.#isTagOpen = true;
  }

  #endTag(element: ElementNode): void {
    if (this.#isTagOpen) this.text += '/>';
    else this.#write(`</${xmlName(element.name)}>`);
    this.#isTagOpen = false;
  }

  #attribute(attribute: Attribute, base: number): void {
    const at = attribute.slot < 0 ? -1 : this.#decoder.slotAt(base, attribute.slot);
    if (attribute.slot >= 0 && at < 0) return;
    const value = at >= 0 && this.#decoder.isPlain(at) ? this.#scalar(at) : this.#apart(attribute.parts, base);
    this.#write(` ${xmlName(attribute.name)}="${NOT_IN_ATTRIBUTES.test(value) ? quotable(value) : value}"`);
  }

  /** What nodes make, instead of added to the text. */
  #apart(nodes: readonly Node[], base: number): string {
    const before = this.text;
    this.text = '';
    this.nodes(nodes, base);
    const made = this.text;
    this.text = before;
    return made;
  }

  #scalar(at: number): string {
    const { slots, bytes } = this.#decoder;
    return escaped(String(scalarValue(this.#style, bytes, slots[at]!, slots[at + 1]!, slots[at + 2]!) ?? ''));
  }

  #slot(index: number, base: number): void {
    const decoder = this.#decoder;
    const at = decoder.slotAt(base, index);
    if (at < 0) return;
    if (decoder.isPlain(at)) {
      this.#write(this.#scalar(at));
    } else if (decoder.isBinXml(at)) {
      const start = decoder.slots[at + 1]!;
      renderDocument(decoder, start, start + decoder.slots[at + 2]!, this);
    } else {
      this.#write(this.#array(at).map(textOf).join(','));
    }
  }

  #array(at: number): JsonScalar[] {
    const { slots, bytes } = this.#decoder;
    const size = slots[at + 2]!;
    this.#decoder.spend(size * TAG_WORK);
    return arrayValues(this.#style, bytes, slots[at]!, slots[at + 1]!, size);
  }

  #write(text: string): void {
    if (text === '') return;
    this.#decoder.spend(TAG_WORK + text.length);
    if (this.#isTagOpen) {
      this.text += '>';
      this.#isTagOpen = false;
    }
    this.text += text;
  }
}

/** A bare carriage return would be a line feed to whoever reads the XML. */
const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };
/** Tab, line feed and carriage return are the only control characters that XML 1.0 has. */
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
// oxlint-disable-next-line no-control-regex
const SPECIAL = /[\0-\x08\x0b-\x1f&<>\ufffe\uffff]/;

const NOT_IN_ATTRIBUTES = /["\t\n]/;

function quotable(text: string): string {
  return text.replaceAll(/["\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function textOf(item: JsonScalar): string {
  return escaped(String(item ?? ''));
}

function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return printable(text).replaceAll(/[&<>\r]/g, (character) => MARKUP[character]!);
}

function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, '\ufffd');
}

const MAX_KNOWN_NAMES = 4_096;
const knownNames = new Map<string, string>();

function xmlName(name: string): string {
  let mended = knownNames.get(name);
  if (mended === undefined) {
    mended = name.replaceAll(/[^\p{L}\p{N}_:.-]/gu, '_');
    if (!/^[\p{L}_:]/u.test(mended)) mended = `_${mended}`;
    if (knownNames.size >= MAX_KNOWN_NAMES) knownNames.clear();
    knownNames.set(name, mended);
  }
  return mended;
}

function charRef(code: number): string {
  const text = String.fromCharCode(code);
  return text.isWellFormed() && printable(text) === text ? `&#${code};` : '\ufffd';
}

function entityRef(name: string): string {
  return ['lt', 'gt', 'amp', 'quot', 'apos'].includes(name) ? `&${name};` : escaped(`&${name};`);
}
