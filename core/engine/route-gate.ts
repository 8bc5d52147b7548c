/**
 * Says from the text of a stored event's fields whether any rule may be asked about it, for a fraction of what decoding
 * them costs. It errs to one side only: an event that any rule is asked about is never turned away.
 */
import { ALSO_KNOWN_AS } from '../detect/logsource/labels.ts';
import { allRoutes, takesLabel } from '../detect/logsource/route.ts';
import { Router } from '../detect/logsource/router.ts';
import type { Pipeline } from '../detect/pipeline/pipeline.ts';
import type { SigmaRule } from '../detect/rule.ts';
import type { Logsource } from '../model/event.ts';

/** What the router reads, with what routes ask besides. */
const ROUTING_FIELDS: ReadonlySet<string> = new Set([
  'Channel',
  'Provider_Name',
  'EventID',
  ...allRoutes().flatMap(({ where }) => Object.keys(where)),
]);
const PARTS = ['product', 'category', 'service'] as const;

export class RouteGate {
  readonly #router: Router<null>;
  /** Keys, as they stand in the text, of events that a pipeline may lead to a rule. */
  readonly #triggers: readonly string[];

  constructor(rules: readonly SigmaRule[], pipelines: readonly Pipeline[]) {
    this.#router = new Router(rules, () => null);
    const leading = pipelines.filter((pipeline) => mayLeadTo(pipeline, rules));
    this.#triggers = [...new Set(leading.map(({ when }) => `${JSON.stringify(when[0]?.field ?? '')}:`))];
  }

  /** `fields` is JSON as `JSON.stringify` writes it, `label` the event's own. */
  isOpenTo(fields: string, label: Logsource): boolean {
    const channel = topLevelText(fields, 'Channel');
    const provider = topLevelText(fields, 'Provider_Name');
    const eventId = topLevelText(fields, 'EventID');
    if (channel === null || provider === null || eventId === null) return true;
    const id = /^\d{1,9}$/.test(eventId) ? Number(eventId) : null;
    if (this.#router.groupsOf(channel, provider, id, label).length > 0) return true;
    for (const trigger of this.#triggers) if (fields.includes(trigger)) return true;
    return false;
  }
}

/**
 * A pipeline opens a route only by giving a label's part a value that some rule, or a row of what labels are also known
 * as, asks for, or by giving a field that routes are chosen by.
 */
function mayLeadTo({ logsource, fields }: Pipeline, rules: readonly SigmaRule[]): boolean {
  if (fields.some(({ field }) => ROUTING_FIELDS.has(field))) return true;
  const rows = ALSO_KNOWN_AS.filter(({ also }) => rules.some((rule) => takesLabel(rule.logsource, also)));
  const asked = [...rules.map((rule) => rule.logsource), ...rows.map(({ label }) => label)];
  return PARTS.some((part) => {
    const given = logsource[part];
    const wanted = asked.map((label) => label[part]).filter((text) => text !== undefined);
    if (given === undefined || wanted.length === 0) return false;
    return given.kind !== 'text' || wanted.includes(given.text.toLowerCase());
  });
}

/**
 * The value of `key` in the text of a flat JSON object without spaces: empty where it is missing or null; null where it
 * cannot be cut out. A quoted `key` after a brace or comma can only be a key, because quotes within texts are escaped.
 */
export function topLevelText(json: string, key: string): string | null {
  const quoted = `"${key}":`;
  let at = json.startsWith(quoted, 1) ? 1 : json.indexOf(`,${quoted}`) + 1;
  if (at === 0) return '';
  at += quoted.length;
  if (json[at] === '[') return null;
  if (json[at] !== '"') {
    const comma = json.indexOf(',', at);
    const literal = json.slice(at, comma === -1 ? json.length - 1 : comma);
    return literal === 'null' ? '' : literal;
  }
  const end = json.indexOf('"', at + 1);
  const text = json.slice(at + 1, end);
  return text.includes('\\') ? null : text;
}
