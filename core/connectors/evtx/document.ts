/**
 * The parts of one binary XML document (a record, or a value that is binary XML), handed to a renderer in order:
 * template instances with their values, and content that stands for itself. JSON and XML share it.
 *
 * Source: libyal, "Windows XML Event Log (EVTX) format", section document structure.
 */
import type { ChunkDecoder } from './chunk-decoder.ts';
import type { Node } from './nodes.ts';
import { TOKEN } from './parse.ts';

const FRAGMENT_HEADER_BYTES = 4;
/** For content outside of a template: no values. */
export const NO_VALUES = -1;

export interface DocumentRenderer {
  /** Renders nodes whose slots are at `base` in the decoder's table. */
  nodes(nodes: readonly Node[], base: number): void;
}

/** Renders what stands between `start` and the end-of-file token or `end`. */
export function renderDocument(decoder: ChunkDecoder, start: number, end: number, renderer: DocumentRenderer): void {
  let at = start;
  while (at < end) {
    const token = decoder.bytes[at]!;
    if (token === TOKEN.endOfFile) return;
    if (token === TOKEN.fragmentHeader) {
      at += FRAGMENT_HEADER_BYTES;
    } else if (token === TOKEN.templateInstance) {
      at = renderInstance(decoder, at, end, renderer);
    } else {
      const parser = decoder.newParser();
      const node = parser.parseNode(at, end);
      decoder.spend(parser.position - at);
      renderer.nodes([node], NO_VALUES);
      at = parser.position;
    }
  }
}

function renderInstance(decoder: ChunkDecoder, start: number, end: number, renderer: DocumentRenderer): number {
  const template = decoder.openInstance(start, end);
  const { base, instanceEnd } = decoder;
  renderer.nodes(template.nodes, base);
  decoder.closeInstance(base);
  return instanceEnd;
}
