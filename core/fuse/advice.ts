/**
 * Which detections cost attention without ever telling anything: what to tune first, with the numbers that say so. A
 * pure function of the alerts; it advises and hides nothing by itself.
 */
import type { Alert } from '../model/alert.ts';
import { ActiveHours } from './history.ts';
import { signalPieces } from './signal.ts';
import type { Sights } from './sights.ts';
import { observe } from './surprise.ts';

/** Active in at least this share of the observed hours, or this share of all findings, a detection is loud. */
const LOUD_HOURS = 0.25;
const LOUD_FINDINGS = 0.05;
/** At most this share of its alerts may be notable. */
const TELLS_NOTHING = 0.02;
/** A shorter history says nothing about what is routine. */
const MIN_HISTORY_HOURS = 72;

export interface NoiseAdvice {
  readonly observedHours: number;
  /** With fewer observed hours there is no advice. */
  readonly neededHours: number;
  /** Loud detections that told nothing, most findings first. */
  readonly rules: readonly NoisyRule[];
}

export interface NoisyRule {
  readonly detector: string;
  readonly signal: string;
  /** What the signal of all its alerts has in it, in this order; see `signalPieces`. */
  readonly signalPieces: readonly string[];
  readonly title: string;
  readonly findings: number;
  readonly alerts: number;
  /** Of all findings, 0 to 1. */
  readonly shareOfFindings: number;
  readonly activeHours: number;
  readonly observedHours: number;
  readonly notableAlerts: number;
  /** The same in words and numbers. */
  readonly reason: string;
}

/** No rules in a history too short to tell. */
export function adviseOnNoise(alerts: readonly Alert[]): NoiseAdvice {
  const { sights, observedHours } = observe(alerts.filter(({ firstSeenUs }) => firstSeenUs > 0));
  const rules = observedHours < MIN_HISTORY_HOURS ? [] : noisyRules(sights, observedHours);
  return { observedHours, neededHours: MIN_HISTORY_HOURS, rules };
}

function noisyRules(all: Sights, observedHours: number): NoisyRule[] {
  const active = new ActiveHours();
  const sights = [...all];
  const allFindings = sights.reduce((sum, { alert }) => sum + alert.count, 0);
  const bySignal = Map.groupBy(sights, ({ index }) => all.signalNumber(index));
  const noisy: NoisyRule[] = [];
  for (const [number, own] of bySignal) {
    for (const { alert } of own) active.add(number, alert);
    const findings = own.reduce((sum, { alert }) => sum + alert.count, 0);
    const notableAlerts = own.filter(({ isNotable }) => isNotable).length;
    const activeHours = active.hours(number);
    const shareOfFindings = findings / allFindings;
    const isLoud = activeHours >= LOUD_HOURS * observedHours || shareOfFindings >= LOUD_FINDINGS;
    if (!isLoud || notableAlerts > TELLS_NOTHING * own.length) continue;
    const { detector, signal, title } = own[0]!.alert;
    const reason =
      `${findings} findings, ${(shareOfFindings * 100).toFixed(1)} % of all, in ${activeHours} of ` +
      `${observedHours} hours; ${notableAlerts} of ${own.length} alerts were out of the ordinary`;
    noisy.push({
      detector,
      signal,
      signalPieces: signalPieces(own[0]!.alert),
      title,
      findings,
      alerts: own.length,
      shareOfFindings,
      activeHours,
      observedHours,
      notableAlerts,
      reason,
    });
  }
  return noisy.toSorted((a, b) => b.findings - a.findings || (a.signal < b.signal ? -1 : 1));
}
