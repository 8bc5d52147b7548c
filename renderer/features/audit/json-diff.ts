/** What a change did to a value, place by place, for people: each place with what it was and what it is. */
import type { JsonValue } from '../../../core/model/json.ts';

export interface PlaceDiff {
  /** `after.ids[3]`; empty for the value itself. */
  readonly place: string;
  /** Null where there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

export function diffJson(before: JsonValue, after: JsonValue): readonly PlaceDiff[] {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  const places = [...new Set([...was.keys(), ...is.keys()])];
  // An empty list that something came into is told by what came.
  const isFilled = (place: string): boolean =>
    [was, is].some((leaves) => EMPTY.has(leaves.get(place) ?? '')) &&
    places.some((other) => other.startsWith(`${place}[`) || other.startsWith(`${place}.`));
  return places
    .filter((place) => !isFilled(place))
    .map((place) => ({ place, before: was.get(place) ?? null, after: is.get(place) ?? null }));
}

const EMPTY: ReadonlySet<string> = new Set(['[]', '{}']);

export function isChanged({ before, after }: PlaceDiff): boolean {
  return before !== after;
}

function leavesOf(value: JsonValue): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  // Null stands for nothing: a change that makes something has nothing before it.
  if (value !== null) collect(value, '', leaves);
  return leaves;
}

function collect(value: JsonValue, place: string, leaves: Map<string, string>): void {
  if (Array.isArray(value)) {
    if (value.length === 0) leaves.set(place, '[]');
    else value.forEach((one: JsonValue, at) => collect(one, `${place}[${at}]`, leaves));
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value as Readonly<Record<string, JsonValue>>);
    if (entries.length === 0) leaves.set(place, '{}');
    for (const [name, one] of entries) collect(one, place === '' ? name : `${place}.${name}`, leaves);
  } else {
    leaves.set(place, typeof value === 'string' ? value : JSON.stringify(value));
  }
}
