/** What was done to an incident, as sentences: the log has what it was and what it is, people want to read what happened. */
import type { JsonValue } from '../../../core/model/json.ts';
import { CASE_STATUSES } from '../../../core/model/case-status.ts';
import type { Activity } from './types.ts';
import { STATUS_WORDS } from '../cases/words.ts';

const ITEMS: Readonly<Record<'note' | 'task' | 'pin', string>> = {
  note: 'a note',
  task: 'a task',
  pin: 'evidence',
};

const VERBS: Readonly<Record<Activity['did'], string>> = {
  set: 'Set',
  added: 'Added',
  edited: 'Changed',
  removed: 'Removed',
  restored: 'Brought back',
  decided: 'Decided',
};

/** The sentence, and the text of people in it, which is shown apart. */
export function activityText({ what, did, before, after }: Activity): {
  readonly text: string;
  readonly quoted: string;
} {
  switch (what) {
    case 'status':
      return { text: `Status ${statusText(before ?? 'open')} → ${statusText(after)}`, quoted: '' };
    case 'assignee':
      return after === null
        ? { text: 'Assigned to nobody, after', quoted: plain(before) }
        : { text: 'Assigned to', quoted: plain(after) };
    case 'severity':
      return { text: after === null ? 'Severity as it was computed' : `Severity ${plain(after)}, by hand`, quoted: '' };
    case 'tags':
      return tagsText(names(before), names(after));
    case 'decision':
      return { text: decisionText(field(after, 'kind')), quoted: field(after, 'about') };
    case 'note':
    case 'task':
    case 'pin': {
      const { text, quoted } = itemText(what, did, before, after);
      return { text, quoted };
    }
  }
}

function itemText(
  what: 'note' | 'task' | 'pin',
  did: Activity['did'],
  before: JsonValue,
  after: JsonValue,
): { readonly text: string; readonly quoted: string } {
  const said = after ?? before;
  const quoted = what === 'pin' ? field(said, 'comment') : field(said, 'text') || plain(said);
  if (what === 'task' && did === 'edited') {
    const [was, is] = [field(before, 'isDone'), field(after, 'isDone')];
    if (was !== is) return { text: is === 'true' ? 'Did a task' : 'Opened a task again', quoted };
    if (field(before, 'text') === field(after, 'text')) return { text: 'Moved a task', quoted };
  }
  const verb = what === 'pin' && did === 'added' ? 'Pinned' : VERBS[did];
  return { text: `${verb} ${ITEMS[what]}`, quoted };
}

function tagsText(
  before: readonly string[],
  after: readonly string[],
): { readonly text: string; readonly quoted: string } {
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  if (removed.length === 0) return { text: 'Tagged', quoted: added.join(', ') };
  if (added.length === 0) return { text: 'Took away the tag', quoted: removed.join(', ') };
  return { text: `Tagged ${added.join(', ')} and took away`, quoted: removed.join(', ') };
}

const DECISIONS: Readonly<Record<string, string>> = {
  merge: 'Merged',
  split: 'Split off',
  detach: 'Detached',
  pin: 'Kept here',
  verdict: 'Verdict',
  undo: 'Took back',
};

function decisionText(kind: string): string {
  return DECISIONS[kind] ?? kind;
}

function statusText(value: JsonValue): string {
  const status = CASE_STATUSES.find((one) => one === value);
  return status === undefined ? plain(value) : STATUS_WORDS[status].toLowerCase();
}

function names(value: JsonValue): readonly string[] {
  return Array.isArray(value) ? value.map(plain) : [];
}

function field(value: JsonValue, name: string): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return '';
  return plain((value as Readonly<Record<string, JsonValue>>)[name] ?? null);
}

function plain(value: JsonValue): string {
  return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
