/** What every Windows shape brings a record to, before one table of mappings takes over. */
import type { EventTime } from '../../normalise/event-time.ts';
import type { MutableFields } from '../../normalise/fields.ts';
import type { Logsource } from '../../model/event.ts';

export interface WindowsRecord {
  /** Sigma's names: System under `EventID`, `Channel`, `Provider_Name`, `Computer` …, event data by its own names. */
  readonly fields: MutableFields;
  readonly time: EventTime;
  readonly logsource: Logsource;
}

export const WINDOWS: Logsource = { product: 'windows' };

/** System names that event data never replaces (SPEC N4); theirs go under `EventData.` instead. */
const SYSTEM_WINS: ReadonlySet<string> = new Set(['EventID', 'Channel', 'Provider_Name', 'Computer']);

/** Aliases of event data names that hold spaces, as Defender's do; rules know them without or with underscores. */
const aliases = new Map<string, readonly string[]>();
const KNOWN_ALIASES = 4_096;

/** Sets event data by its own name, and under the names that rules give it where it holds spaces. */
export function setEventData(fields: MutableFields, name: string, value: MutableFields[string]): void {
  if (name.includes(' ')) {
    for (const alias of aliasesOf(name)) setOne(fields, alias, value);
  }
  setOne(fields, name, value);
}

function setOne(fields: MutableFields, name: string, value: MutableFields[string]): void {
  if (SYSTEM_WINS.has(name) && fields[name] !== undefined) fields[`EventData.${name}`] = value;
  else if (name !== '__proto__') fields[name] = value;
}

function aliasesOf(name: string): readonly string[] {
  const known = aliases.get(name);
  if (known !== undefined) return known;
  const made = [name.replaceAll(' ', ''), name.replaceAll(' ', '_')];
  if (aliases.size < KNOWN_ALIASES) aliases.set(name, made);
  return made;
}

/** Whole numbers as numbers, whatever the export made of them; other values as they are. */
export function numberIn(value: unknown): number | string | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '') return null;
  const number = Number(value);
  return Number.isSafeInteger(number) && !value.startsWith('0x') ? number : value;
}
