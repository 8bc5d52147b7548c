/**
 * Finishes an element of a template: what shape its content has, and which JSON keys its children get where that is
 * the same for every record.
 */
import { trimEnd } from './text.ts';
import { NODE, SHAPE, type Attribute, type ElementNode, type Node } from './nodes.ts';

export function elementNode(name: string, attributes: readonly Attribute[], content: readonly Node[]): ElementNode {
  const shape = shapeOf(attributes, content);
  const only = content[0];
  return {
    kind: NODE.element,
    name,
    attributes,
    content,
    shape,
    slot: shape === SHAPE.slot && only?.kind === NODE.slot ? only.index : -1,
    literal: shape === SHAPE.literal && only?.kind === NODE.text ? trimEnd(only.text) : '',
    keys: shape === SHAPE.elements || shape === SHAPE.namedData ? memberKeys(content, shape) : [],
  };
}

function shapeOf(attributes: readonly Attribute[], content: readonly Node[]): number {
  if (content.some(hasUnsafeKey)) return SHAPE.mixed;
  if (content.length > 0 && content.every(isNamedData)) {
    return hasEqualKeys(content, SHAPE.namedData) ? SHAPE.mixed : SHAPE.namedData;
  }
  if (content.every(isPlainMember) && content.some(isElement)) {
    return hasEqualKeys(content, SHAPE.elements) ? SHAPE.mixed : SHAPE.elements;
  }
  if (attributes.length > 0) return SHAPE.mixed;
  if (content.length === 0) return SHAPE.empty;
  if (content.length > 1) return SHAPE.mixed;
  if (content[0]!.kind === NODE.slot) return SHAPE.slot;
  return content[0]!.kind === NODE.text ? SHAPE.literal : SHAPE.mixed;
}

/** A key that plain assignment would not store as a key. */
function hasUnsafeKey(node: Node): boolean {
  return node.kind === NODE.element && (node.name === '__proto__' || literalDataName(node) === '__proto__');
}

function isElement(node: Node): boolean {
  return node.kind === NODE.element;
}

/** `Data` has rules of its own, so it is never plain. */
function isPlainMember(node: Node): boolean {
  return node.kind === NODE.slot || (node.kind === NODE.element && node.name !== 'Data');
}

function isNamedData(node: Node): boolean {
  return (
    node.kind === NODE.element &&
    node.name === 'Data' &&
    literalDataName(node) !== '' &&
    node.content.length <= 1 &&
    (node.content.length === 0 || node.content[0]!.kind === NODE.slot || node.content[0]!.kind === NODE.text)
  );
}

/** The literal `Name` attribute of a `Data` element, or nothing. */
function literalDataName(element: ElementNode): string {
  const parts = element.attributes.find((attribute) => attribute.name === 'Name')?.parts ?? [];
  return parts.length === 1 && parts[0]!.kind === NODE.text ? trimEnd(parts[0]!.text) : '';
}

function memberKeys(content: readonly Node[], shape: number): string[] {
  return content.map((node) => {
    if (node.kind !== NODE.element) return '';
    return shape === SHAPE.namedData ? literalDataName(node) : node.name;
  });
}

/** Equal keys are for the slow way to sort out; they depend on which of them have a value. */
function hasEqualKeys(content: readonly Node[], shape: number): boolean {
  const keys = memberKeys(content, shape).filter((key) => key !== '');
  return new Set(keys).size < keys.length;
}
