/**
 * Binary XML as a tree, the form in which templates are kept. Names, literal text and the keys that JSON will use are
 * worked out once here, so that rendering a record is a walk over the tree that looks up values by number.
 */
export const NODE = { element: 1, text: 2, slot: 3, charRef: 4, entityRef: 5, cdata: 6, pi: 7, instance: 8 } as const;

export interface TextNode {
  readonly kind: typeof NODE.text | typeof NODE.cdata;
  readonly text: string;
}

/** A value of the record that uses the template. */
export interface SlotNode {
  readonly kind: typeof NODE.slot;
  readonly index: number;
}

export interface CharRefNode {
  readonly kind: typeof NODE.charRef;
  readonly code: number;
}

export interface EntityRefNode {
  readonly kind: typeof NODE.entityRef;
  readonly name: string;
}

export interface PiNode {
  readonly kind: typeof NODE.pi;
  readonly target: string;
  readonly data: string;
}

/** A template instance inside of content: rendered from its place in the chunk each time. */
export interface InstanceNode {
  readonly kind: typeof NODE.instance;
  readonly start: number;
  readonly end: number;
}

export type Node = ElementNode | TextNode | SlotNode | CharRefNode | EntityRefNode | PiNode | InstanceNode;

export interface Attribute {
  readonly name: string;
  readonly parts: readonly Node[];
  /** Its slot's number where the value is just that one slot, else -1. */
  readonly slot: number;
}

/** What an element's content is, where that decides how to render it. */
export const SHAPE = {
  /** Neither attributes nor content. */
  empty: 0,
  /** No attributes, one slot. */
  slot: 1,
  /** No attributes, literal text. */
  literal: 2,
  /** Elements with known keys, and slots that may hold binary XML. */
  elements: 3,
  /** `Data` elements with literal `Name`, each with at most one slot or text: the usual EventData. */
  namedData: 4,
  /** Anything else. */
  mixed: 5,
} as const;

export interface ElementNode {
  readonly kind: typeof NODE.element;
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly content: readonly Node[];
  readonly shape: number;
  /** `slot` shape: the slot's number. */
  readonly slot: number;
  /** `literal` shape: the text. */
  readonly literal: string;
  /** `elements` and `namedData` shapes: the JSON key of each content node that is an element. */
  readonly keys: readonly string[];
}
