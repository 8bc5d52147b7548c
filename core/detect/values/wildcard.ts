/**
 * Matches text against a pattern without backtracking over more than one `*` at a time: pieces between stars are
 * found leftmost, the last one at the end. Time is bounded by text length times pattern length, whatever the pattern.
 */
import { ANY_RUN, type ANY_ONE, type Pattern } from '../predicate.ts';

/** What stands between two `*`. */
type Segment = readonly (string | typeof ANY_ONE)[];

/** Compiles a pattern to a test over text that is folded as the pattern is. */
export function compilePattern(pattern: Pattern): (text: string) => boolean {
  const segments = splitAtRuns(pattern);
  const first = segments[0]!;
  const last = segments.at(-1)!;
  const middle = segments.slice(1, -1).filter((segment) => segment.length > 0);
  if (segments.length === 1) return (text) => matchForward(first, text, 0) === text.length;
  return (text) => {
    let position = matchForward(first, text, 0);
    if (position === -1) return false;
    for (const segment of middle) {
      position = search(segment, text, position);
      if (position === -1) return false;
    }
    return matchBackward(last, text) >= position;
  };
}

function splitAtRuns(pattern: Pattern): Segment[] {
  const segments: (string | typeof ANY_ONE)[][] = [[]];
  for (const part of pattern) {
    if (part === ANY_RUN) segments.push([]);
    else segments.at(-1)!.push(part);
  }
  return segments;
}

/** End of the segment when it starts at `start`, or -1. */
function matchForward(segment: Segment, text: string, start: number): number {
  let position = start;
  for (const part of segment) {
    if (typeof part === 'string') {
      if (!text.startsWith(part, position)) return -1;
      position += part.length;
    } else {
      if (position >= text.length) return -1;
      position += isPairAt(text, position) ? 2 : 1;
    }
  }
  return position;
}

/** Start of the segment when it ends where the text ends, or -1. */
function matchBackward(segment: Segment, text: string): number {
  let position = text.length;
  for (let index = segment.length - 1; index >= 0; index--) {
    const part = segment[index]!;
    if (typeof part === 'string') {
      if (!text.endsWith(part, position)) return -1;
      position -= part.length;
    } else {
      if (position <= 0) return -1;
      position -= position >= 2 && isPairAt(text, position - 2) ? 2 : 1;
    }
  }
  return position;
}

/** End of the leftmost occurrence at or after `from`, or -1. */
function search(segment: Segment, text: string, from: number): number {
  const [head] = segment;
  for (let start = from; start <= text.length; start++) {
    if (typeof head === 'string') {
      start = text.indexOf(head, start);
      if (start === -1) return -1;
    } else if (start > 0 && isPairAt(text, start - 1)) {
      continue;
    }
    const end = matchForward(segment, text, start);
    if (end !== -1) return end;
  }
  return -1;
}

/** Whether one character outside the basic plane starts here: it takes two code units. */
function isPairAt(text: string, index: number): boolean {
  const high = text.charCodeAt(index);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(index + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}
