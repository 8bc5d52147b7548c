/** `| last 24h`, `| from 2026-03-04T09:00 to 2026-03-04T18:00 zone Europe/Berlin`, `| on 2026-03-04`. */
import type { TimeUs } from '../kernel/time.ts';
import type { TimeStage } from './ast.ts';
import type { Scanner } from './scanner.ts';
import { parseDuration, resolveTime } from './time-points.ts';
import { isZone } from './zones.ts';

const HINT = 'After `|` comes a time: `last 24h`, `from 2026-03-04T09:00 to 2026-03-04T18:00` or `on 2026-03-04`';
export const STAGE_WORDS = ['last', 'from', 'since', 'to', 'until', 'on', 'zone'] as const;
const ENDS: ReadonlySet<string> = new Set(['to', 'until', 'zone']);

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Reads from after the `|` to the end of the text. Null, with a problem, where it is no time. */
export function parseTimeStage(scanner: Scanner): TimeStage | null {
  const start = scanner.at;
  const words = wordsFrom(scanner);
  const first = words[0]?.text.toLowerCase();
  const span = { start, end: scanner.text.length };
  const refuse = (message: string, place: { start: number; end: number } = span): null => {
    scanner.problem(place.start, place.end, message);
    return null;
  };
  if (first === undefined) return refuse(HINT, { start: start - 1, end: start });
  if (first === 'last') {
    const duration = words
      .slice(1)
      .map((word) => word.text.toLowerCase())
      .join('');
    if (parseDuration(duration) === null) return refuse('A duration reads `24h`, `90m` or `1d12h` (ms, s, m, h, d, w)');
    return { kind: 'last', duration, span };
  }
  return parseClauses(words, span, refuse);
}

function parseClauses(
  words: readonly Word[],
  span: { start: number; end: number },
  refuse: (message: string, place?: { start: number; end: number }) => null,
): TimeStage | null {
  const found: { on?: string; from?: string; to?: string; zone?: string } = {};
  for (let index = 0; index < words.length;) {
    const word = words[index]!;
    const clause = clauseNamed(word.text.toLowerCase());
    if (clause === null || found[clause] !== undefined) return refuse(HINT, word);
    const end = words.findIndex((other, at) => at > index && ENDS.has(other.text.toLowerCase()));
    const taken = words.slice(index + 1, end === -1 ? words.length : end);
    const text = taken.map((part) => part.text).join(' ');
    const place = { start: taken[0]?.start ?? word.start, end: taken.at(-1)?.end ?? word.end };
    if (clause === 'zone' ? !isZone(text) : resolveTime(text, ANY_TIME) === null) {
      return refuse(
        clause === 'zone'
          ? 'A zone is `UTC`, an offset such as `+01:00` or a name such as `Europe/Berlin`'
          : 'A time reads `2026-03-04`, `2026-03-04T09:14`, `now-2h`, `today` or `yesterday`',
        place,
      );
    }
    found[clause] = text;
    index += 1 + taken.length;
  }
  const { on, from = null, to = null, zone = null } = found;
  if (on !== undefined) return from === null && to === null ? { kind: 'on', at: on, zone, span } : refuse(HINT);
  return from === null && to === null ? refuse(HINT) : { kind: 'between', from, to, zone, span };
}

/** Whether a text is a time does not depend on when and where it is asked. */
const ANY_TIME = { nowUs: 1_800_000_000_000_000 as TimeUs, zone: 'UTC' };

function clauseNamed(word: string): 'on' | 'from' | 'to' | 'zone' | null {
  if (word === 'since' || word === 'from') return 'from';
  if (word === 'until' || word === 'to') return 'to';
  return word === 'on' || word === 'zone' ? word : null;
}

function wordsFrom(scanner: Scanner): Word[] {
  const rest = scanner.text.slice(scanner.at);
  const offset = scanner.at;
  scanner.stop();
  return [...rest.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    start: offset + match.index,
    end: offset + match.index + match[0].length,
  }));
}
