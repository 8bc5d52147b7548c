/** The vocabulary of mapping tables: each function names fields and gives the rule that turns them into entities. */
import type { EntityRole } from '../model/entity.ts';
import type { FieldValue } from '../model/fields.ts';
import { textOf } from './fields.ts';
import type { EntityRule } from './mapping.ts';
import type { Mentions } from './mentions.ts';

type Role = EntityRole;

/** A user by name and domain field; a name field may itself hold `domain\name`. */
export function user(role: Role, nameField: string, domainField?: string): EntityRule {
  return (mentions, fields) => {
    const name = textOf(fields[nameField]);
    if (name !== null) mentions.user(name, domainField === undefined ? null : textOf(fields[domainField]), role);
  };
}

export interface ProcessFields {
  readonly guid?: string;
  readonly pid?: string;
  readonly image?: string;
  /** The event is the process' start, so its time is the start time. */
  readonly startsNow?: true;
}

export function process(role: Role, names: ProcessFields): EntityRule {
  const { guid, pid, image, startsNow } = names;
  return (mentions, fields, timeUs) =>
    mentions.process(
      guid === undefined ? null : textOf(fields[guid]),
      pid === undefined ? null : textOf(fields[pid]),
      startsNow === true ? timeUs : null,
      image === undefined ? null : textOf(fields[image]),
      role,
    );
}

export const session = each((mentions, text, role) => mentions.session(text, role));
export const ip = each((mentions, text, role) => mentions.ip(text, role));
export const port = each((mentions, text, role) => mentions.port(text, role));
/** A machine by name or address. */
export const machine = each((mentions, text, role) => mentions.hostOrIp(text, role));
export const domain = each((mentions, text, role) => mentions.domain(text, role));
export const url = each((mentions, text, role) => mentions.url(text, role));
export const file = each((mentions, text, role) => mentions.windowsFile(text, role));
/** The program in a command line: what is quoted, or what ends like a program. */
export const commandFile = each((mentions, text, role) => {
  const program = /^\s*(?:"([^"]{1,1024})"|(.{1,1024}?\.(?:exe|sys|dll|com|bat|cmd|ps1|vbs))(?=\s|$))/i.exec(text);
  mentions.windowsFile(program?.[1] ?? program?.[2] ?? text, role);
});
export const hashes = each((mentions, text, role) => mentions.hashes(text, role));
export const registryKey = each((mentions, text, role) => mentions.registryKey(text, role));
export const service = each((mentions, text, role) => mentions.named('service', text, role));
export const task = each((mentions, text, role) => mentions.named('task', text, role));
export const pipe = each((mentions, text, role) => mentions.named('pipe', text, role));
export const mail = each((mentions, text, role) => mentions.named('mail', text, role));
export const principal = each((mentions, text, role) => mentions.exact('cloud_principal', text, role));
export const resource = each((mentions, text, role) => mentions.exact('cloud_resource', text, role));

/** Runs `rules` only where a field has one of `values` (lower case). */
export function when(fieldName: string, values: readonly string[], ...rules: readonly EntityRule[]): EntityRule {
  const wanted = new Set(values);
  return (mentions, fields, timeUs) => {
    const value = textOf(fields[fieldName]);
    if (value === null || !wanted.has(value.toLowerCase())) return;
    for (const rule of rules) rule(mentions, fields, timeUs);
  };
}

/** A rule maker for entities that one field names; of a list every member counts. */
function each(take: (mentions: Mentions, text: string, role: Role) => void) {
  return (role: Role, fieldName: string): EntityRule =>
    (mentions, fields) => {
      const value: FieldValue | undefined = fields[fieldName];
      if (typeof value === 'object' && value !== null) {
        for (const member of value) {
          const text = textOf(member);
          if (text !== null) take(mentions, text, role);
        }
        return;
      }
      const text = textOf(value);
      if (text !== null) take(mentions, text, role);
    };
}
