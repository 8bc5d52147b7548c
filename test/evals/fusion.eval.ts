/**
 * How well fusion tells an attack as one story, on the AIT Alert Data Set: real alerts of three intrusion detection
 * systems over four to six days, one attack in ten phases in each scenario. Fusion sees what another tool would
 * submit (time, title, host, address); the labels are read for scoring alone. Beside it, in the same run, the two
 * naive groupings per host and the mean of fusion's own incidents in random order.
 *
 * Measures, per scenario:
 * - reduction: 1 − incidents / findings
 * - phases in top-1 and top-5: attack phases with at least one finding in the first (five) incidents
 * - precision@10: share of the first ten incidents with at least one attack finding; and, stricter, where attack
 *   findings are at least half
 * - truth of top-1: share of the first incident's findings, and of its alerts, that are attack findings (an alert
 *   counts by the share of its findings)
 *
 * Run: `node test/evals/fusion.eval.ts [--json] [--top]`
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dedup } from '../../core/fuse/dedup.ts';
import { fuse } from '../../core/fuse/fuse.ts';
import { timeUsFromEpoch } from '../../core/kernel/time.ts';
import type { Finding } from '../../core/model/alert.ts';
import { filesBelow, hasData, unpackData } from '../data.ts';

const NOT_ATTACK = 'false_positive';
const RANDOM_RUNS = 200;
const RANDOM_SEED = 20_261_122;

interface Scenario {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** The truth for each finding, by index. */
  readonly labels: readonly string[];
}

/** Ranked groups of finding indexes; for fusion also the alerts within. */
interface Grouping {
  readonly incidents: readonly (readonly number[])[];
  /** Findings of each alert of the first incident. */
  readonly topAlerts: readonly (readonly number[])[];
}

export interface Scores {
  readonly scenario: string;
  readonly method: string;
  readonly findings: number;
  readonly alerts: number;
  readonly incidents: number;
  readonly incidentsPerDay: number;
  readonly reduction: number;
  readonly phases: number;
  readonly phasesTop1: number;
  readonly phasesTop5: number;
  readonly precisionAt10: number;
  readonly strictPrecisionAt10: number;
  readonly topFindingTruth: number;
  readonly topAlertTruth: number;
  /** Incidents ranked above the first that holds an attack finding. */
  readonly falseAbove: number;
}

/** Scores of every scenario and method, totals last; null where the data set is missing. */
/** All scores, and each method's total; null where the data set is missing. */
function scoreAll(): readonly Scores[] | null {
  if (!hasData) return null;
  const files = filesBelow(unpackData('ait-ads/alerts.zip'), '_alerts.txt');
  const all: Scores[] = [];
  for (const file of files) all.push(...scenarioScores(readScenario(file)));
  const methods = [...new Set(all.map(({ method }) => method))];
  return [...all, ...methods.map((method) => total(all.filter((scores) => scores.method === method)))];
}

function scenarioScores(scenario: Scenario): Scores[] {
  const fused = fusion(scenario);
  const gaps = [15, 60].map((minutes) =>
    score(scenario, `per host, ${minutes} min`, null, perHost(scenario, minutes * 60_000_000)),
  );
  return [score(scenario, 'fusion', fused.alerts, fused.grouping), ...gaps, randomOrder(scenario, fused)];
}

/** One line of the data set: `time,name,ip,host,short,time_label,event_label`; no name holds a quoted comma. */
function readScenario(file: string): Scenario {
  const findings: Finding[] = [];
  const labels: string[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    if (line === '') continue;
    const cells = line.split(',');
    const [ip, host, , label] = cells.slice(-5) as [string, string, string, string];
    const title = cells.slice(1, -5).join(',');
    findings.push({
      sequence: findings.length,
      timeUs: timeUsFromEpoch(Number(cells[0]))!,
      title,
      signal: title,
      detector: 'submitted',
      severity: 'medium',
      techniques: [],
      tactics: [],
      entities: [
        { type: 'host', value: host, role: 'device' },
        { type: 'ip', value: ip, role: 'device' },
      ],
    });
    labels.push(label);
  }
  return { name: path.basename(file).replace('_alerts.txt', ''), findings, labels };
}

function fusion({ findings }: Scenario): { readonly alerts: number; readonly grouping: Grouping } {
  const alerts = dedup(findings);
  const sequencesOf = new Map(alerts.map(({ alert, sequences }) => [alert.id, sequences]));
  const incidents = fuse(alerts.map(({ alert }) => alert));
  return {
    alerts: alerts.length,
    grouping: {
      incidents: incidents.map(({ alertIds }) => alertIds.flatMap((id) => sequencesOf.get(id)!)),
      topAlerts: incidents[0]!.alertIds.map((id) => sequencesOf.get(id)!),
    },
  };
}

/** The naive way: one incident per host until it is silent for `gapUs`; most different titles first, then findings. */
function perHost({ findings }: Scenario, gapUs: number): Grouping {
  const byHost = Map.groupBy(findings, ({ entities }) => entities[0]!.value);
  const incidents: number[][] = [];
  for (const ofHost of byHost.values()) {
    let last = -Infinity;
    for (const finding of ofHost.toSorted((a, b) => a.timeUs - b.timeUs)) {
      if (finding.timeUs - last > gapUs) incidents.push([]);
      incidents.at(-1)!.push(finding.sequence);
      last = finding.timeUs;
    }
  }
  const titles = new Map(incidents.map((one) => [one, new Set(one.map((index) => findings[index]!.title)).size]));
  const ranked = incidents.toSorted((a, b) => titles.get(b)! - titles.get(a)! || b.length - a.length);
  return { incidents: ranked, topAlerts: ranked[0]!.map((sequence) => [sequence]) };
}

function score(scenario: Scenario, method: string, alerts: number | null, grouping: Grouping): Scores {
  const { findings, labels } = scenario;
  const { incidents, topAlerts } = grouping;
  const isAttack = (sequence: number): boolean => labels[sequence] !== NOT_ATTACK;
  const share = (sequences: readonly number[]): number => sequences.filter(isAttack).length / sequences.length;
  const phasesOf = (top: number): number =>
    new Set(
      incidents
        .slice(0, top)
        .flatMap((sequences) => [...new Set(sequences.filter(isAttack).map((sequence) => labels[sequence]!))]),
    ).size;
  const first10 = incidents.slice(0, 10).map(share);
  const days = (Math.max(...hours(findings)) - Math.min(...hours(findings))) / 24;
  return {
    scenario: scenario.name,
    method,
    findings: findings.length,
    alerts: alerts ?? findings.length,
    incidents: incidents.length,
    incidentsPerDay: incidents.length / days,
    reduction: 1 - incidents.length / findings.length,
    phases: new Set(labels.filter((label) => label !== NOT_ATTACK)).size,
    phasesTop1: phasesOf(1),
    phasesTop5: phasesOf(5),
    precisionAt10: first10.filter((value) => value > 0).length / first10.length,
    strictPrecisionAt10: first10.filter((value) => value >= 0.5).length / first10.length,
    topFindingTruth: share(incidents[0]!),
    topAlertTruth: mean(topAlerts.map(share)),
    falseAbove: incidents.findIndex((sequences) => sequences.some(isAttack)),
  };
}

/** Hours since the epoch, thinned to what `Math.max` takes as arguments. */
function hours(findings: readonly Finding[]): number[] {
  return [...new Set(findings.map(({ timeUs }) => Math.floor(timeUs / 3_600_000_000)))];
}

/** Fusion's incidents, shuffled: what ranking is worth. */
function randomOrder(scenario: Scenario, fused: ReturnType<typeof fusion>): Scores {
  const random = mulberry32(RANDOM_SEED);
  const { incidents } = fused.grouping;
  const summaries = incidents.map((sequences) => summarise(scenario, sequences));
  const base = score(scenario, 'fusion, random order', fused.alerts, fused.grouping);
  const runs = Array.from({ length: RANDOM_RUNS }, () => {
    const order = shuffled(summaries, random);
    const phases = (top: number): number => new Set(order.slice(0, top).flatMap(({ phases: names }) => names)).size;
    const shares = order.slice(0, 10).map(({ share }) => share);
    return {
      top1: phases(1),
      top5: phases(5),
      p10: shares.filter((share) => share > 0).length / shares.length,
      strict: shares.filter((share) => share >= 0.5).length / shares.length,
      truth: order[0]!.share,
      above: order.findIndex(({ share }) => share > 0),
    };
  });
  return {
    ...base,
    phasesTop1: mean(runs.map(({ top1 }) => top1)),
    phasesTop5: mean(runs.map(({ top5 }) => top5)),
    precisionAt10: mean(runs.map(({ p10 }) => p10)),
    strictPrecisionAt10: mean(runs.map(({ strict }) => strict)),
    topFindingTruth: mean(runs.map(({ truth }) => truth)),
    topAlertTruth: Number.NaN,
    falseAbove: mean(runs.map(({ above }) => above)),
  };
}

function summarise({ labels }: Scenario, sequences: readonly number[]): { phases: string[]; share: number } {
  const attack = sequences.map((sequence) => labels[sequence]!).filter((label) => label !== NOT_ATTACK);
  return { phases: [...new Set(attack)], share: attack.length / sequences.length };
}

function total(scores: readonly Scores[]): Scores {
  const sum = (pick: (one: Scores) => number): number => scores.reduce((whole, one) => whole + pick(one), 0);
  const average = (pick: (one: Scores) => number): number => mean(scores.map(pick));
  return {
    scenario: 'total',
    method: scores[0]!.method,
    findings: sum((one) => one.findings),
    alerts: sum((one) => one.alerts),
    incidents: sum((one) => one.incidents),
    incidentsPerDay: average((one) => one.incidentsPerDay),
    reduction: 1 - sum((one) => one.incidents) / sum((one) => one.findings),
    phases: sum((one) => one.phases),
    phasesTop1: sum((one) => one.phasesTop1),
    phasesTop5: sum((one) => one.phasesTop5),
    precisionAt10: average((one) => one.precisionAt10),
    strictPrecisionAt10: average((one) => one.strictPrecisionAt10),
    topFindingTruth: average((one) => one.topFindingTruth),
    topAlertTruth: average((one) => one.topAlertTruth),
    falseAbove: sum((one) => one.falseAbove),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}

/** A small seeded generator: the same shuffles on every run. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function percent(value: number, digits = 1): string {
  return Number.isNaN(value) ? '-' : (value * 100).toFixed(digits);
}

function number(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function table(scores: readonly Scores[]): string {
  const head = [
    'scenario',
    'method',
    'findings',
    'alerts',
    'incidents',
    'per day',
    'reduction %',
    'top-1',
    'top-5',
    'of',
    'p@10',
    'p@10 strict',
    'truth %',
    'alert truth %',
    'false above',
  ];
  const rows = scores.map((one) => [
    one.scenario,
    one.method,
    String(one.findings),
    String(one.alerts),
    String(one.incidents),
    one.incidentsPerDay.toFixed(1),
    percent(one.reduction, 3),
    number(one.phasesTop1),
    number(one.phasesTop5),
    String(one.phases),
    one.precisionAt10.toFixed(2),
    one.strictPrecisionAt10.toFixed(2),
    percent(one.topFindingTruth),
    percent(one.topAlertTruth),
    number(one.falseAbove),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}

/** Prints the table, or with `--json` the scores. */
export async function run(): Promise<void> {
  const scores = scoreAll();
  if (scores === null) console.log('fusion: the AIT alert data set is missing (VEDETTE_DATA), nothing measured');
  else console.log(process.argv.includes('--json') ? JSON.stringify(scores) : table(scores));
}

if (import.meta.main) await run();
