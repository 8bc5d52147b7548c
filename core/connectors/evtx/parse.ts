/**
 * Binary XML tokens to a tree. Every position and size comes from the file, so each is checked against the span it
 * must lie in; a step that gains no ground does not exist, depth is bounded, and what does not fit ends in
 * `DecodeError` with the place named.
 *
 * Source: libyal, "Windows XML Event Log (EVTX) format", section binary XML; [MS-EVEN6] 2.2.12.
 */
import { DecodeError } from './decode-error.ts';
import { elementNode } from './element.ts';
import type { NameTable } from './names.ts';
import { NODE, type Attribute, type ElementNode, type Node } from './nodes.ts';

export const TOKEN = {
  endOfFile: 0x00,
  openStartElement: 0x01,
  closeStartElement: 0x02,
  closeEmptyElement: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  charRef: 0x08,
  entityRef: 0x09,
  piTarget: 0x0a,
  piData: 0x0b,
  templateInstance: 0x0c,
  normalSubstitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragmentHeader: 0x0f,
} as const;

/** On tokens that have it: attributes, or further data of the same kind, follow. */
const MORE_FLAG = 0x40;
const MAX_DEPTH = 64;
const FRAGMENT_HEADER_BYTES = 4;

/** Finds the end of a template instance without rendering it. */
type SkipInstance = (start: number, end: number) => number;

export class TokenParser {
  readonly #chunk: Buffer;
  readonly #names: NameTable;
  readonly #skipInstance: SkipInstance;
  /** Where the next token is. */
  position = 0;
  #end = 0;
  #depth = 0;
  /** In a template, elements carry a dependency identifier; outside they do not. */
  #hasDependency = false;

  constructor(chunk: Buffer, names: NameTable, skipInstance: SkipInstance) {
    this.#chunk = chunk;
    this.#names = names;
    this.#skipInstance = skipInstance;
  }

  /** The nodes of a template body, between `start` and the end-of-file token or `end`. */
  parseTemplate(start: number, end: number): Node[] {
    this.position = start;
    this.#end = end;
    this.#depth = 0;
    this.#hasDependency = true;
    return this.#content(true);
  }

  /** The one node whose token is at `start`, outside of any template. */
  parseNode(start: number, end: number): Node {
    this.position = start;
    this.#end = end;
    this.#depth = 0;
    this.#hasDependency = false;
    return this.#node(this.#chunk[start]!);
  }

  #content(isTop: boolean): Node[] {
    const nodes: Node[] = [];
    while (this.position < this.#end) {
      const token = this.#chunk[this.position]!;
      if (token === TOKEN.endOfFile && isTop) return nodes;
      if (token === TOKEN.endElement && !isTop) {
        this.position++;
        return nodes;
      }
      if (token === TOKEN.fragmentHeader) this.position += FRAGMENT_HEADER_BYTES;
      else nodes.push(this.#node(token));
    }
    if (!isTop) throw new DecodeError(`binary XML ends inside an element at chunk offset ${this.position}`);
    return nodes;
  }

  #node(token: number): Node {
    switch (token & ~MORE_FLAG) {
      case TOKEN.openStartElement:
        return this.#element();
      case TOKEN.value:
        return this.#value();
      case TOKEN.cdata:
        this.position++;
        return { kind: NODE.cdata, text: this.#text() };
      case TOKEN.charRef:
        return { kind: NODE.charRef, code: this.#uint16(this.#take(3) + 1) };
      case TOKEN.entityRef:
        this.position++;
        return { kind: NODE.entityRef, name: this.#name() };
      case TOKEN.piTarget:
        return this.#pi();
      case TOKEN.normalSubstitution:
      case TOKEN.optionalSubstitution:
        return { kind: NODE.slot, index: this.#uint16(this.#take(4) + 1) };
      case TOKEN.templateInstance:
        return this.#instance();
      default:
        throw new DecodeError(`unknown token 0x${token.toString(16)} at chunk offset ${this.position}`);
    }
  }

  #element(): ElementNode {
    if (++this.#depth > MAX_DEPTH) throw new DecodeError(`elements nested deeper than ${MAX_DEPTH}`);
    const token = this.#chunk[this.position]!;
    this.position += this.#elementHeaderBytes();
    const name = this.#name();
    const attributes = (token & MORE_FLAG) === 0 ? [] : this.#attributes();
    const content = this.#closesEmpty() ? [] : this.#content(false);
    this.#depth--;
    return elementNode(name, attributes, content);
  }

  /**
   * Bytes before the element's name: token, dependency identifier, data size. Writers disagree on where the
   * identifier is left out, so the form that leads to a name decides, the expected one first.
   */
  #elementHeaderBytes(): number {
    const expected = this.#hasDependency ? 7 : 5;
    const other = this.#hasDependency ? 5 : 7;
    if (!this.#hasNameAt(expected) && this.#hasNameAt(other)) return other;
    return expected;
  }

  #hasNameAt(headerBytes: number): boolean {
    const at = this.position + headerBytes;
    return at + 4 <= this.#end && this.#names.isName(this.#chunk.readUInt32LE(at));
  }

  #closesEmpty(): boolean {
    const token = this.#chunk[this.#take(1)]!;
    if (token === TOKEN.closeEmptyElement) return true;
    if (token === TOKEN.closeStartElement) return false;
    throw new DecodeError(`start tag not closed at chunk offset ${this.position - 1}`);
  }

  #attributes(): Attribute[] {
    this.#take(4);
    const attributes: Attribute[] = [];
    while (this.position < this.#end && (this.#chunk[this.position]! & ~MORE_FLAG) === TOKEN.attribute) {
      this.position++;
      const name = this.#name();
      const parts: Node[] = [];
      while (this.position < this.#end && isAttributePart(this.#chunk[this.position]!)) {
        parts.push(this.#node(this.#chunk[this.position]!));
      }
      const only = parts.length === 1 ? parts[0]! : null;
      attributes.push({ name, parts, slot: only?.kind === NODE.slot ? only.index : -1 });
    }
    return attributes;
  }

  /** Literal text; the format allows strings only. */
  #value(): Node {
    const at = this.#take(2);
    const type = this.#chunk[at + 1]!;
    if (type !== 1) throw new DecodeError(`literal of type 0x${type.toString(16)} at chunk offset ${at}`);
    return { kind: NODE.text, text: this.#text() };
  }

  #pi(): Node {
    this.position++;
    const target = this.#name();
    if (this.#chunk[this.position] !== TOKEN.piData || this.position >= this.#end) {
      return { kind: NODE.pi, target, data: '' };
    }
    this.position++;
    return { kind: NODE.pi, target, data: this.#text() };
  }

  #instance(): Node {
    const start = this.position;
    this.position = this.#skipInstance(start, this.#end);
    return { kind: NODE.instance, start, end: this.position };
  }

  /** Moves on by `size` bytes and gives where they start. */
  #take(size: number): number {
    const at = this.position;
    if (at + size > this.#end) throw new DecodeError(`binary XML cut off at chunk offset ${at}`);
    this.position = at + size;
    return at;
  }

  /** A name stands elsewhere in the chunk, or right here at its first use. */
  #name(): string {
    const offset = this.#chunk.readUInt32LE(this.#take(4));
    const name = this.#names.at(offset);
    if (offset === this.position) this.#take(this.#names.sizeAt(offset));
    return name;
  }

  #text(): string {
    const units = this.#uint16(this.#take(2));
    const at = this.#take(units * 2);
    return this.#names.text.utf16(this.#chunk, at, units * 2);
  }

  #uint16(at: number): number {
    return this.#chunk[at]! | (this.#chunk[at + 1]! << 8);
  }
}

function isAttributePart(token: number): boolean {
  const kind = token & ~MORE_FLAG;
  return (
    kind === TOKEN.value ||
    kind === TOKEN.charRef ||
    kind === TOKEN.entityRef ||
    kind === TOKEN.normalSubstitution ||
    kind === TOKEN.optionalSubstitution
  );
}
