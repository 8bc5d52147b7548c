/** Backtests for people: how much, how many alerts a day, when, where, and with which values. */
import type { BacktestReport, RuleBacktest } from '../../engine/backtest.ts';
import type { ComparedEvent, Comparison } from '../../engine/rule-comparison.ts';
import type { FieldValues } from '../../engine/rule-tally.ts';
import { formatDurationUs, US_PER_DAY, type TimeUs } from '../../kernel/time.ts';
import { safeText, severityMark, type Terminal } from '../terminal.ts';
import { count, counted, jsonTime, time, timeToSecond } from './format.ts';
import { rateLine } from './rate.ts';
import { sparkline } from './sparkline.ts';

export interface BacktestView {
  readonly workspace: string;
  readonly elapsedMs: number;
}

const SHOWN_HOSTS = 5;
const SHOWN_VALUES = 5;
const SHOWN_EXAMPLES = 5;
const MAX_VALUE = 80;
/** Rules told one by one; further ones without a hit are only counted. */
const MAX_SILENT_RULES = 5;

export function printBacktest(terminal: Terminal, report: BacktestReport, view: BacktestView): void {
  const { events, considered, firstUs, lastUs, daysWithEvents } = report;
  terminal.print(
    `${counted(report.rules.length, 'rule')} over ${counted(events, 'event')} of ${safeText(view.workspace)}` +
      ` (${count(considered)} of a kind they ask for) · ${rateLine(events, view.elapsedMs)}`,
  );
  if (firstUs !== null && lastUs !== null) {
    terminal.print(
      `Evidence from ${timeToSecond(firstUs)} to ${timeToSecond(lastUs)}, ${formatDurationUs(lastUs - firstUs)}; ` +
        `${counted(daysWithEvents, 'day')} of it with events`,
    );
  }
  const found = report.rules.filter(({ hits }) => hits > 0).toSorted((a, b) => b.hits - a.hits);
  const without = report.rules.filter(({ hits }) => hits === 0);
  for (const rule of found) printRule(terminal, report, rule);
  if (without.length > 0) terminal.print();
  for (const { rule } of without.slice(0, MAX_SILENT_RULES)) {
    terminal.print(`${severityMark(rule.level, terminal).trimEnd()}  ${safeText(rule.title)}: no hit`);
  }
  if (without.length > MAX_SILENT_RULES) {
    terminal.print(`… and ${counted(without.length - MAX_SILENT_RULES, 'more rule')} without a hit`);
  }
  if (without.length > 0) terminal.print('Why not: vedette rules reach RULE --workspace FILE');
  if (found.length > 1) terminal.print(`In all: ${alertsText(report.alerts, report.alertsPerDay, daysWithEvents)}`);
  if (report.uncorrelated > 0) {
    terminal.print(`${counted(report.uncorrelated, 'match', 'matches')} too many to correlate: there may be more`);
  }
  if (report.comparison !== null) printComparison(terminal, report.comparison);
}

function printRule(terminal: Terminal, report: BacktestReport, result: RuleBacktest): void {
  const { rule, kind, hits, firstUs, lastUs, isSilent } = result;
  terminal.print();
  terminal.print(`${severityMark(rule.level, terminal).trimEnd()}  ${safeText(rule.title)}  ${rule.id}`);
  const noun = kind === 'correlation' ? 'correlation hit' : 'hit';
  const span =
    firstUs === null || lastUs === null ? 'none with a time' : `${timeToSecond(firstUs)} to ${timeToSecond(lastUs)}`;
  terminal.print(`  ${counted(hits, noun)}, ${span}`);
  terminal.print(
    isSilent
      ? '  no alerts: only the correlations built on it report'
      : `  ${alertsText(result.alerts, result.alertsPerDay, report.daysWithEvents)}`,
  );
  if (report.firstUs !== null && report.lastUs !== null && firstUs !== null) {
    terminal.print(`  ${sparkline(result.timeline, result.bucketUs, report.firstUs, report.lastUs)}`);
  }
  const width = Math.max(5, ...result.values.map(({ field }) => nameOf(field).length));
  if (result.hosts.length > 0) {
    const shown = result.hosts
      .slice(0, SHOWN_HOSTS)
      .map(({ host, count: times }) => `${safeText(host)} ×${count(times)}`);
    terminal.print(`  ${'hosts'.padEnd(width)}  ${list(result.hosts.length, true, shown)}`);
  }
  for (const values of result.values)
    terminal.print(`  ${safeText(nameOf(values.field)).padEnd(width)}  ${valuesText(values)}`);
  const examples = result.examples.slice(0, SHOWN_EXAMPLES).map((id) => `e${id}`);
  terminal.print(`  ${'e.g.'.padEnd(width)}  ${examples.join(' ')}`);
}

function nameOf(field: string): string {
  return field === '' ? 'keyword' : field;
}

function alertsText(alerts: number | null, perDay: number | null, days: number): string {
  if (alerts === null) return 'too many hits to estimate alerts';
  const rate = perDay === null ? '' : `, ${rounded(perDay)} a day over ${counted(days, 'day')} with events`;
  return `${counted(alerts, 'alert')} after deduplication${rate}${days === 1 ? ' (one day is little to go by)' : ''}`;
}

function rounded(value: number): string {
  if (value >= 10) return `about ${count(Math.round(value))}`;
  if (value === 0) return 'none';
  return value < 0.1 ? 'less than 0.1' : `about ${value.toFixed(1)}`;
}

function valuesText({ distinct, isComplete, top }: FieldValues): string {
  const shown = top.slice(0, SHOWN_VALUES).map(({ value, count: times }) => `${cut(String(value))} ×${count(times)}`);
  return list(distinct, isComplete, shown);
}

function list(distinct: number, isComplete: boolean, shown: readonly string[]): string {
  const rest = distinct - shown.length;
  const more = !isComplete ? ` · and more than ${count(rest)} others` : rest > 0 ? ` · and ${count(rest)} more` : '';
  return `${shown.join(' · ')}${more}`;
}

function cut(text: string): string {
  const safe = safeText(text);
  return safe.length > MAX_VALUE ? `${safe.slice(0, MAX_VALUE)}…` : safe;
}

function printComparison(terminal: Terminal, comparison: Comparison): void {
  const { before, after, gained, lost, gainedExamples, lostExamples } = comparison;
  terminal.print();
  terminal.print(
    `Against the rules as they were: ${counted(before, 'event')} before, ${count(after)} now · ` +
      `${count(gained)} gained, ${count(lost)} lost`,
  );
  printExamples(terminal, 'gained', gained, gainedExamples);
  printExamples(terminal, 'lost', lost, lostExamples);
}

function printExamples(terminal: Terminal, word: string, total: number, examples: readonly ComparedEvent[]): void {
  for (const { eventId, timeUs, message } of examples) {
    terminal.print(`  ${word.padEnd(6)}  ${time(timeUs)}  e${eventId}  ${cut(message)}`);
  }
  if (total > examples.length) terminal.print(`  ${word.padEnd(6)}  … and ${count(total - examples.length)} more`);
}

/** For machines: times as RFC 3339. */
export function backtestJson(report: BacktestReport): Record<string, unknown> {
  const { firstUs, lastUs, comparison } = report;
  return {
    events: report.events,
    considered: report.considered,
    first_event: optionalTime(firstUs),
    last_event: optionalTime(lastUs),
    days_with_events: report.daysWithEvents,
    alerts: report.alerts,
    alerts_per_day: report.alertsPerDay,
    uncorrelated_matches: report.uncorrelated,
    rules: report.rules.map(ruleJson),
    comparison:
      comparison === null
        ? null
        : {
            before: comparison.before,
            after: comparison.after,
            gained: comparison.gained,
            lost: comparison.lost,
            gained_examples: comparison.gainedExamples.map(comparedJson),
            lost_examples: comparison.lostExamples.map(comparedJson),
          },
  };
}

function ruleJson({ rule, kind, isSilent, ...result }: RuleBacktest): Record<string, unknown> {
  return {
    rule_id: rule.id,
    title: rule.title,
    level: rule.level,
    author: rule.author,
    kind,
    is_silent: isSilent,
    hits: result.hits,
    first_hit: optionalTime(result.firstUs),
    last_hit: optionalTime(result.lastUs),
    alerts: result.alerts,
    alerts_per_day: result.alertsPerDay,
    timeline: {
      bucket: result.bucketUs < US_PER_DAY ? 'hour' : `${result.bucketUs / US_PER_DAY} d`.replace(/^1 d$/, 'day'),
      buckets: result.timeline.map(({ startUs, count: hits }) => ({ start: jsonTime(startUs), hits })),
    },
    hosts: result.hosts,
    fields: result.values.map(({ field, distinct, isComplete, top }) => ({
      field: nameOf(field),
      distinct,
      is_complete: isComplete,
      top,
    })),
    examples: result.examples.map((id) => `e${id}`),
  };
}

function comparedJson({ eventId, timeUs, message }: ComparedEvent): Record<string, unknown> {
  return { event: `e${eventId}`, time: jsonTime(timeUs), message };
}

function optionalTime(timeUs: TimeUs | null): string | null {
  return timeUs === null ? null : jsonTime(timeUs);
}
