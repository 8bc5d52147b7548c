/**
 * The shape of `evtx_dump -o jsonl` and of our own EVTX reader: `{"Event":{"System":{…},"EventData":{…}}}`, with
 * attributes under `#attributes` and text under `#text`. The spellings of other XML-to-JSON converters are understood
 * as well (`@Name`, `_Name`, `$`), because the tree beneath is the same.
 */
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import type { FieldScalar, FieldValue } from '../../model/fields.ts';
import type { SourceRecord } from '../../model/record.ts';
import { NO_TIME, readTime } from '../../normalise/event-time.ts';
import { flattenInto, isRecord, type MutableFields } from '../../normalise/fields.ts';
import type { Shape } from '../connector.ts';
import { numberIn, setEventData, WINDOWS, type WindowsRecord } from './event-parts.ts';
import { windowsEvent } from './windows-event.ts';

type Tree = Readonly<Record<string, unknown>>;

export const evtxDumpShape: Shape = {
  id: 'windows-event',
  title: 'Windows event (EVTX as JSON)',
  recognise: (value) => (systemOf(value) === null ? 0 : 1),
  normalise: (record) => windowsEvent(record, recordOf(record)),
};

function systemOf(value: unknown): Tree | null {
  if (!isRecord(value) || !isRecord(value['Event'])) return null;
  const system = value['Event']['System'];
  return isRecord(system) ? system : null;
}

function recordOf(record: SourceRecord): WindowsRecord {
  const event = (record.value as { readonly Event: Tree }).Event;
  const system = event['System'] as Tree;
  const fields: MutableFields = {};
  const timeText = takeSystem(fields, system);
  for (const name in event) {
    const part = event[name];
    if (name === 'EventData') takeEventData(fields, part);
    else if (name === 'UserData') takeUserData(fields, part, 0, { room: DEFAULT_LIMITS.eventFields });
    else if (name === 'RenderingInfo' && isRecord(part)) takeRendering(fields, part);
    else if (name !== 'System' && name !== '#attributes') flattenInto(fields, part, name);
  }
  return { fields, time: readTime(timeText) ?? NO_TIME, logsource: WINDOWS };
}

function takeSystem(fields: MutableFields, system: Tree): unknown {
  const eventId = system['EventID'];
  put(fields, 'EventID', numberIn(textIn(eventId)));
  put(fields, 'Channel', textIn(system['Channel']));
  const provider = system['Provider'];
  put(fields, 'Provider_Name', attribute(provider, 'Name'));
  put(fields, 'Provider_Guid', attribute(provider, 'Guid'));
  put(fields, 'Computer', textIn(system['Computer']));
  put(fields, 'EventRecordID', numberIn(textIn(system['EventRecordID'])));
  put(fields, 'Level', numberIn(textIn(system['Level'])));
  put(fields, 'Task', numberIn(textIn(system['Task'])));
  put(fields, 'Opcode', numberIn(textIn(system['Opcode'])));
  put(fields, 'Keywords', textIn(system['Keywords']));
  put(fields, 'Version', numberIn(textIn(system['Version'])));
  put(fields, 'Qualifiers', numberIn(attribute(eventId, 'Qualifiers')));
  put(fields, 'EventSourceName', attribute(provider, 'EventSourceName'));
  const execution = system['Execution'];
  put(fields, 'ProcessID', numberIn(attribute(execution, 'ProcessID')));
  put(fields, 'ThreadID', numberIn(attribute(execution, 'ThreadID')));
  put(fields, 'UserID', attribute(system['Security'], 'UserID'));
  put(fields, 'ActivityID', attribute(system['Correlation'], 'ActivityID'));
  put(fields, 'RelatedActivityID', attribute(system['Correlation'], 'RelatedActivityID'));
  return attribute(system['TimeCreated'], 'SystemTime') ?? textIn(system['TimeCreated']);
}

function put(fields: MutableFields, name: string, value: FieldValue): void {
  if (value !== null) fields[name] = value;
}

/** An attribute, under whichever spelling the converter gave attributes. */
function attribute(element: unknown, name: string): string | number | null {
  if (!isRecord(element)) return null;
  const attributes = element['#attributes'] ?? element['$'];
  const value = isRecord(attributes) ? attributes[name] : (element[`@${name}`] ?? element[`_${name}`] ?? element[name]);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** The text of an element that may carry attributes. */
function textIn(element: unknown): string | number | null {
  if (typeof element === 'string' || typeof element === 'number') return element;
  if (!isRecord(element)) return null;
  const text = element['#text'] ?? element['_'] ?? element['__text'];
  return typeof text === 'string' || typeof text === 'number' ? text : null;
}

function takeEventData(fields: MutableFields, data: unknown): void {
  if (!isRecord(data)) return;
  let room = DEFAULT_LIMITS.eventFields;
  for (const name in data) {
    if (name === '#attributes') continue;
    if (room-- === 0) return;
    const value = data[name];
    if (name === 'Data') takeUnnamed(fields, value);
    else if (typeof value !== 'object' || value === null) setEventData(fields, name, value as FieldValue);
    else takeElement(fields, name, value);
  }
}

/** `Data` without names is a list under that name; with names (other converters) each is a field. */
function takeUnnamed(fields: MutableFields, value: unknown): void {
  const inner = isRecord(value) && Array.isArray(value['#text']) ? value['#text'] : value;
  const members: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
  const texts: FieldScalar[] = [];
  for (const member of members.slice(0, DEFAULT_LIMITS.eventFields)) {
    const name = attribute(member, 'Name');
    if (typeof name === 'string') setEventData(fields, name, textIn(member));
    else {
      const text = isRecord(member) ? textIn(member) : member;
      if (typeof text !== 'object') texts.push(text as FieldScalar);
    }
  }
  if (texts.length > 0) fields['Data'] = texts.length === 1 ? texts[0]! : texts;
}

function takeElement(fields: MutableFields, name: string, value: object): void {
  if (Array.isArray(value) && value.every((member) => typeof member !== 'object' || member === null)) {
    setEventData(fields, name, value as FieldValue);
    return;
  }
  const text = textIn(value);
  if (text === null) flattenInto(fields, value, name);
  else setEventData(fields, name, text);
}

const MAX_USER_DATA_DEPTH = 8;

/** User data nests under names of the provider's choosing; rules know its leaves. */
function takeUserData(fields: MutableFields, value: unknown, depth: number, budget: Budget): void {
  if (!isRecord(value) || depth > MAX_USER_DATA_DEPTH) return;
  for (const name in value) {
    if (name === '#attributes' || name === 'xmlns') continue;
    if (budget.room-- <= 0) return;
    const member = value[name];
    if (typeof member !== 'object' || member === null) takeLeaf(fields, name, member as FieldValue, depth);
    else if (Array.isArray(member)) takeUserList(fields, name, member, depth, budget);
    else {
      const text = textIn(member);
      if (text === null) takeUserData(fields, member, depth + 1, budget);
      else takeLeaf(fields, name, text, depth);
    }
  }
}

interface Budget {
  /** Elements that may still be looked at. */
  room: number;
}

/** The element that holds the leaves often has no content of its own: not a field. */
function takeLeaf(fields: MutableFields, name: string, value: FieldValue, depth: number): void {
  if (value !== null || depth > 0) setEventData(fields, name, value);
}

function takeUserList(
  fields: MutableFields,
  name: string,
  list: readonly unknown[],
  depth: number,
  budget: Budget,
): void {
  const texts: FieldScalar[] = [];
  for (const member of list.slice(0, DEFAULT_LIMITS.eventFields)) {
    const text = isRecord(member) ? textIn(member) : member;
    if (text !== null && typeof text !== 'object') texts.push(text as FieldScalar);
    else takeUserData(fields, member, depth + 1, budget);
  }
  if (texts.length > 0) setEventData(fields, name, texts);
}

/** What the collector rendered: the message people see in Event Viewer, and the names of level, task and keywords. */
function takeRendering(fields: MutableFields, rendering: Tree): void {
  const text = textIn(rendering['Message']);
  if (text !== null) setEventData(fields, 'Message', text);
  for (const name in rendering) {
    if (name !== 'Message' && name !== '#attributes') flattenInto(fields, rendering[name], `RenderingInfo.${name}`);
  }
}
