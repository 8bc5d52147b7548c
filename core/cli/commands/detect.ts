/** `vedette detect`: rules over evidence with no workspace; a line a hit. */
import type { Command } from 'commander';
import { detectPaths, type Detection } from '../../engine/detect.ts';
import { createRuleEngine } from '../../engine/rule-engine.ts';
import { readRulePack, type RulePack } from '../../engine/rule-pack.ts';
import { DEFAULT_LIMITS } from '../../kernel/limits.ts';
import type { CorrelationHit } from '../../detect/correlate/hit.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { MatchedField, RuleFacts } from '../../model/hit.ts';
import { severityRank } from '../../model/severity.ts';
import type { Skipped } from '../../intake/source.ts';
import { count, counted, jsonTime, time } from '../render/format.ts';
import { rateLine } from '../render/rate.ts';
import { tableLines } from '../render/table.ts';
import { EXIT_FAILURE, EXIT_OK, type Session } from '../session.ts';
import { safeText, severityMark } from '../terminal.ts';
import { append, listsOption, ruleSources } from './options.ts';

interface DetectFlags {
  readonly rules: readonly string[];
  readonly lists: readonly string[];
  readonly recover: boolean;
  readonly count: boolean;
  readonly json: boolean;
}

type Hit = Extract<Detection, { kind: 'hit' | 'correlation' }>;

interface Totals {
  records: number;
  sources: number;
  damaged: number;
  hits: number;
  readonly skipped: Skipped[];
  readonly perRule: Map<string, { readonly rule: RuleFacts; count: number }>;
}

export function addDetect(program: Command, session: Session): void {
  program
    .command('detect')
    .description('match Sigma rules against evidence without a workspace; one line per hit')
    .argument('<path...>', 'files, folders and archives (zip, gzip, zstd), in any mix')
    .option('-r, --rules <path>', 'Sigma rules to use instead of our own; may be repeated', append, [])
    .addOption(listsOption())
    .option('--recover', 'also read EVTX records from slack space', false)
    .option('--count', 'print a count per rule instead of hits', false)
    .option('--json', 'print NDJSON, one hit (or with --count, one rule) a line', false)
    .action(async (paths: string[], flags: DetectFlags) => {
      process.exitCode = await runDetect(session, paths, flags);
    });
}

async function runDetect(session: Session, paths: readonly string[], flags: DetectFlags): Promise<number> {
  const { terminal, clock } = session;
  const pack = await readRulePack(ruleSources(flags.rules), flags.lists);
  warnOfRefused(session, pack);
  const startedMs = clock.monotonicMs();
  const totals: Totals = { records: 0, sources: 0, damaged: 0, hits: 0, skipped: [], perRule: new Map() };
  const options = { engine: createRuleEngine(pack), recover: flags.recover, limits: DEFAULT_LIMITS };
  for await (const detection of detectPaths(paths, options)) {
    if (detection.kind === 'hit' || detection.kind === 'correlation') {
      countHit(totals, detection.hit.rule);
      if (!flags.count) printHit(session, detection, flags.json);
    } else if (detection.kind === 'overflow') {
      terminal.warn(
        `${counted(detection.matches, 'match', 'matches')} too many to correlate: correlations may be missing`,
      );
    } else if (detection.kind === 'source') {
      totals.sources++;
      totals.records += detection.records;
    } else if (detection.kind === 'damage') {
      totals.damaged += detection.damage.length;
      for (const { offset, reason, code } of detection.damage) {
        terminal.warn(`${safeText(detection.path)}: damaged at byte ${offset}: ${safeText(reason)} (${code})`);
      }
    } else {
      totals.skipped.push(detection);
      terminal.warn(`${safeText(detection.path)}: skipped: ${safeText(detection.reason)} (${detection.code})`);
    }
  }
  if (flags.count) printCounts(session, totals, flags.json);
  terminal.warn(
    `${counted(totals.hits, 'hit')} of ${counted(totals.perRule.size, 'rule')} in ${counted(totals.records, 'record')} from ` +
      `${counted(totals.sources, 'source')} · ${count(totals.damaged)} damaged · ${count(totals.skipped.length)} skipped · ` +
      `${counted(pack.rules.length, 'rule')} loaded · ${rateLine(totals.records, clock.monotonicMs() - startedMs)}`,
  );
  return totals.skipped.some((skipped) => paths.includes(skipped.path)) ? EXIT_FAILURE : EXIT_OK;
}

function warnOfRefused({ terminal }: Session, pack: RulePack): void {
  if (pack.refused.length === 0 && pack.skipped.length === 0) return;
  terminal.warn(
    `${counted(pack.refused.length + pack.skipped.length, 'rule file')} refused; see vedette rules check for the reasons`,
  );
}

function countHit(totals: Totals, rule: RuleFacts): void {
  totals.hits++;
  const entry = totals.perRule.get(rule.id);
  if (entry === undefined) totals.perRule.set(rule.id, { rule, count: 1 });
  else entry.count++;
}

function printHit({ terminal }: Session, detection: Hit, isJson: boolean): void {
  const { rule } = detection.hit;
  const { timeUs, path, record } = placeOf(detection);
  const events =
    detection.kind === 'hit'
      ? {}
      : { events: detection.places.map((place) => ({ source: place.path, record: place.record })) };
  const fields = detection.kind === 'hit' ? fieldsOf(detection.hit.matched) : groupOf(detection.hit);
  if (isJson) {
    const { id, title, level, author } = rule;
    terminal.printJson({
      rule_id: id,
      title,
      level,
      author,
      time: jsonTime(timeUs),
      source: path,
      record,
      fields,
      ...events,
      ...remarksOn(detection),
    });
  } else {
    const why = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
    const of = detection.kind === 'hit' ? [] : [counted(detection.hit.eventCount, 'event')];
    terminal.print(
      `${time(timeUs)}  ${severityMark(rule.level, terminal)}  ${safeText(rule.title)}  ` +
        `${safeText(path)}#${record}  ${safeText([...of, ...why].join(' '))}`,
    );
  }
}

/** What is told only where there is something to tell: filters that were passed, a record from slack space. */
function remarksOn(detection: Hit): Record<string, unknown> {
  const { filters = [] } = detection.hit.rule;
  return {
    ...(filters.length > 0 ? { filters_passed: filters.map(({ id, title }) => ({ id, title })) } : {}),
    ...(detection.kind === 'hit' && detection.event.place.isRecovered ? { recovered: true } : {}),
  };
}

/** A correlation stands at the event that completed it. */
function placeOf(detection: Hit): { readonly timeUs: TimeUs; readonly path: string; readonly record: number } {
  if (detection.kind === 'hit') {
    return { timeUs: detection.event.timeUs, path: detection.path, record: detection.event.place.number };
  }
  const { path, record } = detection.places.at(-1)!;
  return { timeUs: detection.hit.timeUs as TimeUs, path, record };
}

function groupOf({ group, measured }: CorrelationHit): Record<string, unknown> {
  return { ...Object.fromEntries(group.map(({ field, value }) => [field, value])), measured };
}

/** What matched, by field; a field that matched with several values has them as a list, keywords stand under `keyword`. */
function fieldsOf(matched: readonly MatchedField[]): Record<string, unknown> {
  const values = new Map<string, Set<unknown>>();
  for (const { field, value } of matched) {
    const name = field === '' ? 'keyword' : field;
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return Object.fromEntries([...values].map(([name, set]) => [name, set.size === 1 ? [...set][0] : [...set]]));
}

function printCounts({ terminal }: Session, totals: Totals, isJson: boolean): void {
  const rows = [...totals.perRule.values()].toSorted(
    (a, b) =>
      severityRank(b.rule.level) - severityRank(a.rule.level) ||
      b.count - a.count ||
      (a.rule.title < b.rule.title ? -1 : 1),
  );
  if (isJson) {
    for (const { rule, count: hits } of rows) {
      terminal.printJson({ rule_id: rule.id, title: rule.title, level: rule.level, author: rule.author, count: hits });
    }
    return;
  }
  if (rows.length === 0) return;
  const lines = tableLines(
    rows,
    [
      { title: 'HITS', cell: (row) => count(row.count), align: 'right' },
      { title: 'LEVEL', cell: (row) => severityMark(row.rule.level, terminal) },
      { title: 'RULE', cell: (row) => safeText(row.rule.title), isFlexible: true },
      { title: 'AUTHOR', cell: (row) => safeText(row.rule.author) },
      { title: 'ID', cell: (row) => row.rule.id },
    ],
    terminal.widthColumns,
  );
  for (const line of lines) terminal.print(line);
}
