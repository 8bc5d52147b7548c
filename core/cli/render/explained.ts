/** Explanations for people: the verdict first, then how the event came to the rule, then every question with its answer. */
import type { ExplainedQuestion, ExplainedWay, Explanation } from '../../detect/explain/explain.ts';
import type { Need, RoutingFacts } from '../../detect/explain/routing.ts';
import type { ExplainedField, ExplainedKeywords, ExplainedNode, ExplainedTest } from '../../detect/explain/tree.ts';
import { logsourceText } from '../../detect/explain/wording.ts';
import type { FieldValue } from '../../model/fields.ts';
import { safeText, severityMark, type Terminal } from '../terminal.ts';
import { count, counted } from './format.ts';

const MAX_VALUE = 160;
/** Told again and again, where longer values are not. */
const SHORT_VALUE = 60;
/** Alternatives that do not hold, shown before the rest is counted. */
const SHOWN_ALTERNATIVES = 4;

export function printExplanation(terminal: Terminal, explanation: Explanation): void {
  const { rule, isMatch, logsource, path, line } = explanation;
  terminal.print(`${isMatch ? 'FIRES' : 'DOES NOT FIRE'}  ${safeText(rule.title)}`);
  terminal.print(
    `${severityMark(rule.level, terminal).trimEnd()} · ${rule.id} · ${safeText(logsourceText(logsource))} · ` +
      `${safeText(path)}:${line}`,
  );
  if (!isMatch) terminal.print(`because ${reasonOf(explanation)}`);
  for (const way of explanation.ways) printWay(terminal, explanation, way);
  if (explanation.ways.length === 0) printNeeds(terminal, explanation);
  if (explanation.unrouted !== null) {
    terminal.print();
    terminal.print(`Asked all the same, the rule would ${explanation.unrouted.holds ? '' : 'not '}hold:`);
    printQuestion(terminal, explanation.unrouted);
  }
}

function reasonOf({ ways }: Explanation): string {
  const open = ways.filter(({ isOpen }) => isOpen);
  if (ways.length === 0) return 'no route leads from this event to this rule';
  if (open.length === 0) return 'the event is of the right log, but not of the right kind';
  const [way] = open;
  const taking = way!.filters.filter(({ holds }) => !holds);
  if (way!.condition.holds && taking.length > 0) {
    return `${counted(taking.length, 'filter')} ${taking.length === 1 ? 'takes' : 'take'} the event away`;
  }
  const failed = way!.condition.holds ? [] : [...new Set(failedIn(way!.condition))];
  return failed.length === 0
    ? 'its condition does not hold'
    : `its condition does not hold: ${safeText(failed.join(', '))}`;
}

/** The parts that would have to be otherwise, as far as selections say it. */
function failedIn(node: ExplainedNode): string[] {
  switch (node.kind) {
    case 'selection':
      return [node.name];
    case 'not':
      return heldIn(node.child).map((name) => `${name} holds and must not`);
    case 'and':
    case 'or': {
      const parts = node.children.filter(({ holds }) => !holds).map(failedIn);
      if (node.kind === 'and') return parts.flat();
      return parts.every((part) => part.length === 1) ? [`none of ${parts.flat().join(', ')}`] : parts.flat();
    }
    default:
      return [];
  }
}

function heldIn(node: ExplainedNode): string[] {
  if (!node.holds) return [];
  if (node.kind === 'selection') return [node.name];
  return node.kind === 'and' || node.kind === 'or' ? node.children.flatMap(heldIn) : [];
}

function printWay(terminal: Terminal, { event, logsource }: Explanation, way: ExplainedWay): void {
  terminal.print();
  terminal.print(`Route: ${eventText(event)} → ${safeText(logsourceText(logsource))}`);
  const renames = renamesIn(way);
  if (renames.length > 0)
    terminal.print(`  read here: ${renames.map(([from, to]) => `${from} from ${to}`).join(', ')}`);
  for (const { field, accepted, actual, holds } of way.where) {
    terminal.print(
      `${mark(holds)} this kind of event needs ${field} ${accepted.join(' or ')}; the event has ${valueText(actual, actual !== null)}`,
    );
  }
  printQuestion(terminal, way);
}

/** The renames that the rule makes use of, in the order in which it asks. */
function renamesIn(way: ExplainedWay): (readonly [string, string])[] {
  const found = new Map<string, string>();
  const visit = (node: ExplainedNode): void => {
    if (node.kind === 'field' && node.field !== node.eventField) found.set(node.field, node.eventField);
    if (node.kind === 'and' || node.kind === 'or') node.children.forEach(visit);
    if (node.kind === 'not' || node.kind === 'selection') visit(node.child);
  };
  visit(way.condition);
  for (const { tree } of way.filters) visit(tree);
  return [...found];
}

function printNeeds(terminal: Terminal, { event, needs }: Explanation): void {
  terminal.print();
  terminal.print('Route: none. The rule is asked about');
  for (const need of needs) terminal.print(`  ${safeText(needText(need))}`);
  terminal.print(`and this event has ${eventText(event)}`);
}

/** `channel security with EventID 4688`, `events labelled linux / auditd`. */
export function needText(need: Need): string {
  if (need.kind === 'label') return `events labelled ${logsourceText(need.label)}`;
  const { channels, eventIds, where } = need;
  const conditions = Object.entries(where).map(([field, values]) => `${field} ${values.join(' or ')}`);
  return [
    channels.length === 0 ? 'any Windows channel' : `channel ${channels.join(' or ')}`,
    eventIds.length === 0 ? null : `with EventID ${eventIds.join(', ')}`,
    conditions.length === 0 ? null : `and ${conditions.join(' and ')}`,
  ]
    .filter((part) => part !== null)
    .join(' ');
}

function eventText({ channel, provider, eventId, label }: RoutingFacts): string {
  const labelText = logsourceText(label);
  return safeText(
    [
      channel === '' ? 'no channel' : `channel ${channel}`,
      channel === '' && provider !== '' ? `provider ${provider}` : null,
      eventId === null ? null : `EventID ${eventId}`,
      labelText === '' ? 'no label' : `label ${labelText}`,
    ]
      .filter((part) => part !== null)
      .join(', '),
  );
}

function printQuestion(terminal: Terminal, { condition, filters }: ExplainedQuestion): void {
  const tree = new TreePrinter(terminal);
  tree.print(condition, 0);
  for (const { title, holds, tree: root } of filters) {
    terminal.print(`${mark(holds)} filter ${safeText(title)} ${holds ? 'lets it pass' : 'takes it away'}`);
    tree.print(root, 1);
  }
}

/** Prints long values once: the same command line under each of twelve questions hides the questions. */
class TreePrinter {
  readonly #terminal: Terminal;
  readonly #told = new Set<string>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  print(node: ExplainedNode, depth: number, name = ''): void {
    const line = (text: string, deeper = 0): void => this.#terminal.print(`${'  '.repeat(depth + deeper)}${text}`);
    const own = (text: string): void => line(`${mark(node.holds)} ${name}${text}`);
    switch (node.kind) {
      case 'and':
      case 'or':
        own(node.kind === 'and' ? 'all of' : 'any of');
        for (const child of node.children) this.print(child, depth + 1);
        return;
      case 'not':
        own('not');
        this.print(node.child, depth + 1);
        return;
      case 'selection':
        this.print(node.child, depth, `${name}${safeText(node.name)}: `);
        return;
      case 'field':
      case 'keyword': {
        const subject = node.kind === 'field' ? safeText(node.field) : 'any field';
        const isSingle = node.tests.length === 1;
        const question = isSingle ? safeText(node.tests[0]!.wanted) : `any of ${node.tests.length}`;
        own(`${subject}${isSingle ? ' ' : ', '}${question}  ←  ${this.#answer(node)}`);
        if (!isSingle) for (const text of alternatives(node.tests)) line(text, 1);
      }
    }
  }

  #answer(node: ExplainedField | ExplainedKeywords): string {
    if (node.kind === 'field') return this.#value(node.eventField, node.value, node.isPresent);
    if (node.found === null) return '(not found)';
    return `${safeText(node.found.field)} = ${this.#value(node.found.field, node.found.value, true)}`;
  }

  #value(field: string, value: FieldValue, isPresent: boolean): string {
    const text = valueText(value, isPresent);
    if (text.length <= SHORT_VALUE) return text;
    if (this.#told.has(field)) return '(as above)';
    this.#told.add(field);
    return text;
  }
}

function alternatives(tests: readonly ExplainedTest[]): string[] {
  const holding = tests.filter(({ holds }) => holds);
  const others = tests.filter(({ holds }) => !holds);
  const shown = others.length <= SHOWN_ALTERNATIVES + 1 ? others.length : SHOWN_ALTERNATIVES;
  const lines = [...holding, ...others.slice(0, shown)].map(
    ({ holds, wanted }) => `${mark(holds)} ${safeText(wanted)}`,
  );
  if (shown < others.length) lines.push(`✗ … and ${count(others.length - shown)} more that do not hold`);
  return lines;
}

function valueText(value: FieldValue, isPresent: boolean): string {
  if (!isPresent) return '(missing)';
  const text = Array.isArray(value) ? `[${value.join(', ')}]` : value === '' ? '(empty)' : String(value as string);
  return safeText(text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text);
}

function mark(holds: boolean): string {
  return holds ? '✓' : '✗';
}
