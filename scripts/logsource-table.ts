/**
 * Writes docs/logsources.md: which logs feed which Sigma logsource, and which logsources nothing feeds yet. The table
 * is made from the same data that routes events, so it cannot promise more than they do.
 *
 * `node scripts/logsource-table.ts [RULES]`: with a folder or a zip of rules, also how many of them use each.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ALSO_KNOWN_AS } from '../core/detect/logsource/labels.ts';
import { allRoutes, takesLabel, takesRoute } from '../core/detect/logsource/route.ts';
import type { Expression, Pipeline } from '../core/detect/pipeline/pipeline.ts';
import { loadPipelines } from '../core/detect/pipeline/load.ts';
import { readRulePack } from '../core/engine/rule-pack.ts';
import type { Logsource } from '../core/model/event.ts';
import { PROJECT_ROOT } from './steps.ts';

/** Labels that connectors give, with what they read; `*` stands for any text. */
const CONNECTORS: readonly { readonly label: Logsource; readonly source: string }[] = [
  { label: { product: 'aws', service: 'cloudtrail' }, source: 'AWS CloudTrail files' },
  ...['alert', 'dns', 'http', 'tls', 'flow', 'fileinfo', 'smb', 'ssh', 'smtp', 'krb5', 'anomaly'].map((service) => ({
    label: { product: 'suricata', service },
    source: `Suricata EVE \`${service}\``,
  })),
  ...['aaa', 'bgp', 'ldp'].map((service) => ({
    label: { product: 'cisco', service },
    source: 'Cisco IOS logs',
  })),
];

const OUTPUT = path.join(PROJECT_ROOT, 'docs/logsources.md');
const PIPELINES = path.join(PROJECT_ROOT, 'resources/pipelines');

type Uses = ReadonlyMap<string, { readonly logsource: Logsource; readonly rules: number }>;

/** The document; `uses` holds every logsource to tell of. */
export function logsourceDocument(uses: Uses, pipelines: readonly Pipeline[], countsAreKnown: boolean): string {
  const rows = [...uses.values()].map(({ logsource, rules }) => ({
    logsource,
    rules,
    feeds: feedsOf(logsource, pipelines),
  }));
  const sorted = rows.toSorted((a, b) => b.rules - a.rules || (keyOf(a.logsource) < keyOf(b.logsource) ? -1 : 1));
  const fed = sorted.filter(({ feeds }) => feeds.length > 0);
  const unfed = sorted.filter(({ feeds }) => feeds.length === 0);
  const sum = (list: typeof rows): number => list.reduce((total, { rules }) => total + rules, 0);
  const totals = countsAreKnown ? ` Of ${sum(rows)} rules, ${sum(fed)} have a source here.` : '';
  return [
    '# Which logs feed which rules',
    '',
    `Made by \`node scripts/logsource-table.ts\` from the data that routes events: do not edit.${totals}`,
    'A record in JSON that carries `product`, `category` or `service` itself feeds the logsource it names, so every',
    'logsource can be fed by hand. What the tables do with an event is told in `core/detect/SPEC.md`, LOG and PIPE.',
    '',
    '## Fed',
    '',
    ...tableOf(fed, countsAreKnown),
    '',
    '## Not fed by anything of ours yet',
    '',
    ...tableOf(unfed, countsAreKnown),
    '',
    '## One log under several logsources',
    '',
    '| log | also counts as | fields that have other names |',
    '|---|---|---|',
    ...ALSO_KNOWN_AS.map(
      ({ label, also, fields = {} }) => `| ${nameOf(label)} | ${nameOf(also)} | ${Object.keys(fields).length || ''} |`,
    ),
    '',
  ].join('\n');
}

interface Row {
  readonly logsource: Logsource;
  readonly rules: number;
  readonly feeds: readonly string[];
}

function tableOf(rows: readonly Row[], hasCounts: boolean): string[] {
  return [
    `| logsource |${hasCounts ? ' rules |' : ''} fed by |`,
    `|---|${hasCounts ? '--:|' : ''}---|`,
    ...rows.map(
      ({ logsource, rules, feeds }) =>
        `| ${nameOf(logsource)} |${hasCounts ? ` ${rules} |` : ''} ${feeds.length === 0 ? '–' : feeds.join('; ')} |`,
    ),
  ];
}

function feedsOf(rule: Logsource, pipelines: readonly Pipeline[]): string[] {
  const routed = allRoutes()
    .filter(({ logsource }) => takesRoute(rule, logsource))
    .map(({ channels, eventIds }) => {
      const where = channels === null ? 'every Windows event log' : channels.map((name) => `\`${name}\``).join(', ');
      return eventIds === null ? where : `${where} ${eventIds.join(', ')}`;
    });
  const labelled = CONNECTORS.flatMap(({ label, source }) => {
    const all = [label, ...ALSO_KNOWN_AS.filter((row) => takesLabel(row.label, label)).map(({ also }) => also)];
    return all.some((known) => takesLabel(rule, known)) ? [source] : [];
  });
  const piped = pipelines
    .filter((pipeline) => labelsOf(pipeline).some((label) => feedsRule(rule, label)))
    .map(({ title }) => title);
  return [...new Set([...routed, ...labelled, ...piped])];
}

/** Under its own name or one of the others; `*` is whatever the event says. */
function feedsRule(rule: Logsource, label: Logsource): boolean {
  const isOpen = Object.values(label).includes('*');
  if (isOpen && rule.product === undefined && rule.category === undefined) return false;
  const filled = Object.fromEntries(
    (Object.keys(label) as (keyof Logsource)[]).map((part) => [part, label[part] === '*' ? rule[part] : label[part]]),
  );
  const others = ALSO_KNOWN_AS.filter((row) =>
    (Object.keys(row.label) as (keyof Logsource)[]).every((part) => ['*', row.label[part]].includes(label[part])),
  );
  return [filled, ...others.map(({ also }) => also)].some((known) => takesLabel(rule, known));
}

/** Every label a pipeline can give. */
function labelsOf({ logsource }: Pipeline): Logsource[] {
  let labels: Logsource[] = [{}];
  for (const part of ['product', 'category', 'service'] as const) {
    const expression = logsource[part];
    if (expression === undefined) continue;
    const texts = [...new Set(textsOf(expression))];
    labels = labels.flatMap((label) => texts.map((text) => ({ ...label, [part]: text })));
  }
  return Object.keys(logsource).length === 0 ? [] : labels;
}

function textsOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'text':
      return [expression.text];
    case 'map':
      return Object.values(expression.table);
    case 'first':
      return expression.of.flatMap(textsOf);
    case 'when':
      return textsOf(expression.of);
    default:
      return ['*'];
  }
}

function nameOf({ product, category, service }: Logsource): string {
  const parts = [
    product && `product \`${product}\``,
    category && `category \`${category}\``,
    service && `service \`${service}\``,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

function keyOf({ product = '', category = '', service = '' }: Logsource): string {
  return `${product}|${category}|${service}`;
}

/** The logsources of the tables, each used by no rule, and those of the rules at `paths`. */
export async function usesOf(paths: readonly string[]): Promise<Uses> {
  const uses = new Map<string, { logsource: Logsource; rules: number }>();
  const add = (logsource: Logsource, rules: number): void => {
    const known = uses.get(keyOf(logsource));
    uses.set(keyOf(logsource), { logsource, rules: (known?.rules ?? 0) + rules });
  };
  for (const { logsource } of allRoutes()) {
    const { product, category, service } = logsource;
    add(category === undefined ? logsource : { ...(product && { product }), category }, 0);
    if (category === undefined && service !== undefined) add({ ...(product && { product }), service }, 0);
  }
  for (const { also } of ALSO_KNOWN_AS) add(also, 0);
  for (const { label } of CONNECTORS) add(label, 0);
  if (paths.length > 0) for (const { logsource } of (await readRulePack(paths)).rules) add(logsource, 1);
  return uses;
}

export function shippedPipelines(): readonly Pipeline[] {
  const files = readdirSync(PIPELINES).toSorted();
  return loadPipelines(files.map((name) => ({ path: name, text: readFileSync(path.join(PIPELINES, name), 'utf8') })))
    .pipelines;
}

if (import.meta.main) {
  const paths = process.argv.slice(2);
  writeFileSync(OUTPUT, logsourceDocument(await usesOf(paths), shippedPipelines(), paths.length > 0));
}
