/** Where the steps of a story stand: a lane a host, steps that would cover each other as one mark, labels where there is room. */
import { maxSeverity, type Severity } from '../../../core/model/severity.ts';
import type { TimeAxis } from './axis.ts';
import type { StoryStep } from './types.ts';

/** One mark: a step, or several that stand too close to be told apart. */
export interface Mark {
  readonly key: string;
  readonly left: number;
  readonly lane: number;
  readonly severity: Severity;
  readonly steps: readonly StoryStep[];
  readonly label: MarkLabel | null;
}

export interface MarkLabel {
  readonly row: 'above' | 'below';
  readonly widthPx: number;
}

const APART_PX = 18;
const LABEL_PX = 172;
const LEAST_LABEL_PX = 64;
/** Of a letter in 11 px, more than less. */
const LETTER_PX = 6.1;
const LABEL_GAP_PX = 8;

/** Hosts in the order in which they come into the story; one that something came from is there before. */
export function lanesOf(steps: readonly StoryStep[]): readonly string[] {
  const hosts = new Set<string>();
  for (const { host, fromHost, toHost } of inTime(steps)) {
    if (fromHost !== undefined) hosts.add(fromHost);
    hosts.add(host);
    if (toHost !== undefined) hosts.add(toHost);
  }
  return [...hosts];
}

export function inTime(steps: readonly StoryStep[]): readonly StoryStep[] {
  return steps.toSorted((a, b) => a.timeUs - b.timeUs || (a.id < b.id ? -1 : 1));
}

export function marksOf(
  steps: readonly StoryStep[],
  lanes: readonly string[],
  axis: TimeAxis,
  widthPx: number,
): readonly Mark[] {
  return lanes.flatMap((host, lane) => {
    const its = inTime(steps.filter((step) => step.host === host));
    return withLabels(clustersOf(its, axis), lane, widthPx);
  });
}

interface Cluster {
  readonly left: number;
  readonly steps: readonly StoryStep[];
}

/** Runs of steps of which each is close to the run's first, so that a long busy time gives several marks and not one. */
export function clustersOf(steps: readonly StoryStep[], axis: TimeAxis): readonly Cluster[] {
  const clusters: { first: number; steps: StoryStep[] }[] = [];
  for (const step of steps) {
    const left = axis.leftOf(step.timeUs);
    const last = clusters.at(-1);
    if (last !== undefined && left - last.first < APART_PX) last.steps.push(step);
    else clusters.push({ first: left, steps: [step] });
  }
  return clusters.map(({ first, steps: its }) => ({ left: first, steps: its }));
}

function withLabels(clusters: readonly Cluster[], lane: number, widthPx: number): readonly Mark[] {
  const ends = { below: -Infinity, above: -Infinity };
  return clusters.map(({ left, steps }): Mark => {
    const [first] = steps;
    const wanted = Math.min(LABEL_PX, Math.ceil(textOf(steps).length * LETTER_PX) + 4, widthPx - left + 8);
    const row = (['below', 'above'] as const).find((one) => ends[one] <= left);
    const label =
      row === undefined || wanted < Math.min(LEAST_LABEL_PX, textOf(steps).length * LETTER_PX)
        ? null
        : { row, widthPx: wanted };
    if (label !== null) ends[label.row] = left + wanted + LABEL_GAP_PX;
    const severity = steps.reduce<Severity>((most, one) => maxSeverity(most, one.severity), 'informational');
    return { key: first!.id, left, lane, severity, steps, label };
  });
}

/** What stands beside a mark. */
export function textOf(steps: readonly StoryStep[]): string {
  const [first] = steps;
  return steps.length === 1 ? first!.title : `${first!.title} and ${steps.length - 1} more`;
}

export type Direction = 'earlier' | 'later' | 'up' | 'down' | 'previous' | 'next' | 'first' | 'last';

/** The step to go to: along its lane, to the nearest in time of another lane, or along the story over all lanes. */
export function stepTowards(
  steps: readonly StoryStep[],
  from: string | null,
  direction: Direction,
): StoryStep | undefined {
  const all = inTime(steps);
  const at = all.findIndex(({ id }) => id === from);
  const here = all[at];
  if (direction === 'first' || here === undefined) return direction === 'last' ? all.at(-1) : all[0];
  if (direction === 'last') return all.at(-1);
  if (direction === 'previous' || direction === 'next') return all[at + (direction === 'next' ? 1 : -1)] ?? here;
  if (direction === 'earlier' || direction === 'later') {
    const lane = all.filter(({ host }) => host === here.host);
    return lane[lane.indexOf(here) + (direction === 'later' ? 1 : -1)] ?? here;
  }
  const lanes = lanesOf(steps);
  const by = direction === 'down' ? 1 : -1;
  for (let lane = lanes.indexOf(here.host) + by; lane >= 0 && lane < lanes.length; lane += by) {
    const nearest = all
      .filter(({ host }) => host === lanes[lane])
      .toSorted((a, b) => Math.abs(a.timeUs - here.timeUs) - Math.abs(b.timeUs - here.timeUs))[0];
    // A lane may be there only because something came from it.
    if (nearest !== undefined) return nearest;
  }
  return here;
}
