/** An event's fields as a list: what it names first, then the record's own. */
import type { PageOutput } from '../../../core/contract/page.ts';
import type { FieldValue } from '../../ui/key-values/types.ts';

type Detail = PageOutput<'events.read'>;

/** The names that queries know entities by, by role and type; others go by their type. */
const ROLE_FIELDS: Readonly<Record<string, string>> = {
  'device host': 'device',
  'source host': 'src_host',
  'destination host': 'dst_host',
  'actor user': 'actor.user',
  'target user': 'target.user',
  'source ip': 'src_ip',
  'destination ip': 'dst_ip',
};

export function fieldsOf(event: Detail['event'], entities: Detail['entities']): readonly FieldValue[] {
  const named = new Map<string, string[]>();
  for (const { type, value, label, role } of entities) {
    const name = ROLE_FIELDS[`${role} ${type}`] ?? type;
    const values = named.get(name) ?? [];
    const shown = label || value;
    if (!values.includes(shown)) values.push(shown);
    named.set(name, values);
  }
  const about = [...named].map(([name, values]) => ({ name, values, group: 'Entities' }));
  const record = Object.entries(event.fields).map(([name, value]) => ({
    name,
    values: (Array.isArray(value) ? value : [value]).map(String),
    group: 'Record',
  }));
  return [...about, ...record];
}
