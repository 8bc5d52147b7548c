/**
 * The AIT Alert Data Set for measuring fusion: real alerts of three intrusion detection systems over four to six days,
 * one attack in ten phases in each scenario. Fusion sees what another tool would submit (time, title, host, address);
 * the labels, which go by time alone, are read for scoring.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { dedup, type DedupedAlert } from '../../core/fuse/dedup.ts';
import { fuse } from '../../core/fuse/fuse.ts';
import type { Tuning } from '../../core/fuse/tuning.ts';
import { timeUsFromEpoch } from '../../core/kernel/time.ts';
import type { Finding } from '../../core/model/alert.ts';
import { filesBelow, unpackData } from '../data.ts';
import { createSeeded } from './seeded.ts';

const NOT_ATTACK = 'false_positive';
const RANDOM_RUNS = 200;
const RANDOM_SEED = 20_261_122;

export interface Scenario {
  readonly name: string;
  readonly findings: readonly Finding[];
  readonly alerts: readonly DedupedAlert[];
  /** The truth for each finding, by index. */
  readonly labels: readonly string[];
}

/** Ranked groups of finding indexes, and the findings of each alert of the first. */
interface Grouping {
  readonly incidents: readonly (readonly number[])[];
  readonly topAlerts: readonly (readonly number[])[];
}

export interface Scores {
  readonly scenario: string;
  readonly method: string;
  readonly findings: number;
  readonly incidents: number;
  /** 1 − incidents / findings. */
  readonly reduction: number;
  /** Phases of the attack, and those with at least one finding in the first (five) incidents. */
  readonly phases: number;
  readonly phasesTop1: number;
  readonly phasesTop5: number;
  /** Share of the first ten incidents that hold an attack finding. */
  readonly precisionAt10: number;
  /** Incidents at least half of whose findings are of the attack, and how many of them are among the first ten. */
  readonly attackIncidents: number;
  readonly attackIncidentsIn10: number;
  /** Share of the first incident's findings, and of its alerts, that are of the attack. */
  readonly topFindingTruth: number;
  readonly topAlertTruth: number;
  /** Incidents ranked above the first that holds an attack finding. */
  readonly falseAbove: number;
}

/** The scenarios of the data set, by name; with `maxBytes` those in files no larger. */
export function readScenarios(maxBytes = Infinity): Scenario[] {
  return filesBelow(unpackData('ait-ads/alerts.zip'), '_alerts.txt')
    .filter((file) => statSync(file).size <= maxBytes)
    .map(readScenario);
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
  return { name: path.basename(file).replace('_alerts.txt', ''), findings, alerts: dedup(findings), labels };
}

/** What fusion makes of the scenario; without `tuning` the product's own. */
export function fusionScores(scenario: Scenario, tuning?: Tuning): Scores {
  return score(scenario, 'fusion', fusionGrouping(scenario, tuning));
}

/** Fusion, the two naive groupings per host, and fusion's own incidents in random order. */
export function allScores(scenario: Scenario): Scores[] {
  const grouping = fusionGrouping(scenario);
  return [
    score(scenario, 'fusion', grouping),
    ...[15, 60].map((minutes) => score(scenario, `per host, ${minutes} min`, perHost(scenario, minutes * 60_000_000))),
    randomOrder(scenario, grouping),
  ];
}

function fusionGrouping({ alerts }: Scenario, tuning?: Tuning): Grouping {
  const sequencesOf = new Map(alerts.map(({ alert, sequences }) => [alert.id, sequences]));
  const incidents = fuse(
    alerts.map(({ alert }) => alert),
    [],
    tuning,
  );
  return {
    incidents: incidents.map(({ alertIds }) => alertIds.flatMap((id) => sequencesOf.get(id)!)),
    topAlerts: incidents[0]!.alertIds.map((id) => sequencesOf.get(id)!),
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

function score(scenario: Scenario, method: string, { incidents, topAlerts }: Grouping): Scores {
  const { findings, labels } = scenario;
  const isAttack = (sequence: number): boolean => labels[sequence] !== NOT_ATTACK;
  const share = (sequences: readonly number[]): number => sequences.filter(isAttack).length / sequences.length;
  const phasesOf = (top: number): number =>
    new Set(
      incidents
        .slice(0, top)
        .flatMap((sequences) => [...new Set(sequences.filter(isAttack).map((sequence) => labels[sequence]!))]),
    ).size;
  const shares = incidents.map(share);
  const first10 = shares.slice(0, 10);
  return {
    scenario: scenario.name,
    method,
    findings: findings.length,
    incidents: incidents.length,
    reduction: 1 - incidents.length / findings.length,
    phases: new Set(labels.filter((label) => label !== NOT_ATTACK)).size,
    phasesTop1: phasesOf(1),
    phasesTop5: phasesOf(5),
    precisionAt10: first10.filter((value) => value > 0).length / first10.length,
    attackIncidents: shares.filter((value) => value >= 0.5).length,
    attackIncidentsIn10: first10.filter((value) => value >= 0.5).length,
    topFindingTruth: share(incidents[0]!),
    topAlertTruth: mean(topAlerts.map(share)),
    falseAbove: shares.findIndex((value) => value > 0),
  };
}

/** Fusion's incidents, shuffled: what ranking is worth. */
function randomOrder(scenario: Scenario, grouping: Grouping): Scores {
  const random = createSeeded(RANDOM_SEED);
  const summaries = grouping.incidents.map((sequences) => summarise(scenario, sequences));
  const runs = Array.from({ length: RANDOM_RUNS }, () => {
    const order = random.shuffled(summaries);
    const phases = (top: number): number => new Set(order.slice(0, top).flatMap(({ phases: names }) => names)).size;
    const shares = order.slice(0, 10).map(({ share }) => share);
    return {
      top1: phases(1),
      top5: phases(5),
      p10: shares.filter((share) => share > 0).length / shares.length,
      attacks: shares.filter((share) => share >= 0.5).length,
      truth: order[0]!.share,
      above: order.findIndex(({ share }) => share > 0),
    };
  });
  return {
    ...score(scenario, 'fusion, random order', grouping),
    phasesTop1: mean(runs.map(({ top1 }) => top1)),
    phasesTop5: mean(runs.map(({ top5 }) => top5)),
    precisionAt10: mean(runs.map(({ p10 }) => p10)),
    attackIncidentsIn10: mean(runs.map(({ attacks }) => attacks)),
    topFindingTruth: mean(runs.map(({ truth }) => truth)),
    topAlertTruth: Number.NaN,
    falseAbove: mean(runs.map(({ above }) => above)),
  };
}

function summarise({ labels }: Scenario, sequences: readonly number[]): { phases: string[]; share: number } {
  const attack = sequences.map((sequence) => labels[sequence]!).filter((label) => label !== NOT_ATTACK);
  return { phases: [...new Set(attack)], share: attack.length / sequences.length };
}

/** Sums of counts and means of shares, under the name `total`. */
export function totalOf(scores: readonly Scores[]): Scores {
  const sum = (pick: (one: Scores) => number): number => scores.reduce((whole, one) => whole + pick(one), 0);
  const average = (pick: (one: Scores) => number): number => mean(scores.map(pick));
  return {
    scenario: 'total',
    method: scores[0]!.method,
    findings: sum((one) => one.findings),
    incidents: sum((one) => one.incidents),
    reduction: 1 - sum((one) => one.incidents) / sum((one) => one.findings),
    phases: sum((one) => one.phases),
    phasesTop1: sum((one) => one.phasesTop1),
    phasesTop5: sum((one) => one.phasesTop5),
    precisionAt10: average((one) => one.precisionAt10),
    attackIncidents: sum((one) => one.attackIncidents),
    attackIncidentsIn10: sum((one) => one.attackIncidentsIn10),
    topFindingTruth: average((one) => one.topFindingTruth),
    topAlertTruth: average((one) => one.topAlertTruth),
    falseAbove: sum((one) => one.falseAbove),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export const SCORE_HEAD = [
  'scenario',
  'method',
  'findings',
  'incidents',
  'reduction %',
  'top-1',
  'top-5',
  'of',
  'p@10',
  'attack incidents',
  'in 10',
  'truth %',
  'alert truth %',
  'false above',
] as const;

export function scoreRow(one: Scores): string[] {
  return [
    one.scenario,
    one.method,
    String(one.findings),
    String(one.incidents),
    percent(one.reduction, 3),
    number(one.phasesTop1),
    number(one.phasesTop5),
    String(one.phases),
    one.precisionAt10.toFixed(2),
    String(one.attackIncidents),
    number(one.attackIncidentsIn10),
    percent(one.topFindingTruth),
    percent(one.topAlertTruth),
    number(one.falseAbove),
  ];
}

function percent(value: number, digits = 1): string {
  return Number.isNaN(value) ? '-' : (value * 100).toFixed(digits);
}

function number(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}
