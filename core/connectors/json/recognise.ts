/** Tells JSON from other text and from binary by the first bytes alone. */
import { encodingOf } from './text-encoding.ts';

/** A source that starts with this much unreadable text may still be JSON further on, but we would be guessing. */
const LINE_START = /(?:^|\n)[ \t]*\{[ \t\r]*"[^"\n]*"[ \t]*:/;
const START = /^[\s\0\uFEFF]*(?:\{\s*(?:"|\}|$)|\[\s*(?:\{|\]|$))/;

/** 0.95 where it opens as an object or a list of objects, 0.6 where some line does, else 0. */
export function recogniseJson(head: Uint8Array): number {
  const { name, markBytes } = encodingOf(head);
  const text = new TextDecoder(name).decode(head.subarray(markBytes, 65_536));
  if (START.test(text)) return /[{[]/.test(text) ? 0.95 : 0;
  return LINE_START.test(text) ? 0.6 : 0;
}
