/**
 * What kind of finding a finding is, whatever its wording. A rule's id is taken as it is. A tool that only sends text
 * often writes the host, the user or a GUID into it; those are facts the entities carry already, so they are taken
 * out, and the same finding about the same thing has the same signal however it is phrased.
 * It must never make two different detections equal: bare numbers stay, because an event id or a CVE is one.
 */
import type { EntityMention } from '../model/entity.ts';

const GUID = /\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?/g;
const INSTANT = /\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:z|utc|[+-]\d\d:?\d\d))?/g;
const LONG_HEX = /\b(?:0x)?[0-9a-f]{32,128}\b/g;
const SPACE = /\s+/g;
/** Longer texts are cut: what tells two signals apart stands in front. */
const MAX_SIGNAL_LENGTH = 512;
/** A shorter value, such as a user called `it`, would hit by chance. */
const MIN_VALUE_LENGTH = 3;

export interface SignalSource {
  readonly title: string;
  readonly signal: string;
  readonly detector: string;
  readonly entities: readonly EntityMention[];
}

/** Detector and signal as one key: `detector` newline `signal`. */
export function signalKey(source: SignalSource): string {
  return `${source.detector}\n${signalName(source)}`;
}

/** The second part of the key. */
export function signalName(source: SignalSource): string {
  return isText(source) ? textSignal(source.title, source.entities) : source.signal;
}

/**
 * What all findings of this signal have in theirs, for a search: the whole of a rule's id, or the pieces of a text between
 * which each has its own host, user or number.
 */
export function signalPieces(source: SignalSource): string[] {
  if (!isText(source)) return [source.signal];
  const pieces = textSignal(source.title, source.entities).split('*');
  // As it is written, where all are written alike.
  if (pieces.length === 1 && source.title.length <= MAX_SIGNAL_LENGTH) return [source.title];
  return source.title.length > MAX_SIGNAL_LENGTH ? [...pieces, ''] : pieces;
}

function isText({ signal, title }: SignalSource): boolean {
  return signal === title || signal === '';
}

function textSignal(title: string, entities: readonly EntityMention[]): string {
  let text = title.slice(0, MAX_SIGNAL_LENGTH).toLowerCase();
  for (const value of valuesLongestFirst(entities, text)) text = replaceWhole(text, value);
  return text.replace(GUID, '*').replace(INSTANT, '*').replace(LONG_HEX, '*').replace(SPACE, ' ').trim();
}

function valuesLongestFirst(entities: readonly EntityMention[], text: string): string[] {
  const values = new Set<string>();
  for (const { value, label } of entities) {
    for (const written of [value, label ?? '', value.slice(value.lastIndexOf('\\') + 1)]) {
      const lower = written.toLowerCase();
      if (lower.length >= MIN_VALUE_LENGTH && text.includes(lower)) values.add(lower);
    }
  }
  return [...values].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** Replaces `value` where it stands as a word of its own, so that host `web` leaves "website" alone. */
function replaceWhole(text: string, value: string): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
    const isWord = isBoundary(text[at - 1]) && isBoundary(text[at + value.length]);
    if (!isWord) continue;
    result += `${text.slice(from, at)}*`;
    from = at + value.length;
  }
  return result + text.slice(from);
}

function isBoundary(char: string | undefined): boolean {
  return char === undefined || !/[\p{L}\p{N}_]/u.test(char);
}
