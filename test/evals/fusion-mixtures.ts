/**
 * Workspaces made up by seed in which several attacks and ordinary noise lie interleaved. The attacks are our own
 * scenario through the real mapping and rules, each played on other machines by other people, some of whom they share:
 * one domain controller, few servers, few administrators. Every attack is told only in part, like any real one.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { recogniseShape } from '../../core/connectors/registry.ts';
import { parseScenario } from '../../core/connectors/scenario/parse.ts';
import { renderScenario } from '../../core/connectors/scenario/render.ts';
import { createDetector } from '../../core/detect/match.ts';
import { findingsOf } from '../../core/engine/findings.ts';
import { asTimeUs, US_PER_HOUR, US_PER_MINUTE } from '../../core/kernel/time.ts';
import type { Finding } from '../../core/model/alert.ts';
import type { EntityMention } from '../../core/model/entity.ts';
import { filesBelow } from '../data.ts';
import { loadStarterRules } from '../rules/starter-rules.ts';
import { createSeeded, type Seeded } from './seeded.ts';

const SCENARIOS = path.resolve(import.meta.dirname, '../../resources/scenarios');
/** 2026-03-02T00:00:00Z. */
const START_US = 1_772_409_600_000_000;
const DAYS = 7;
const ATTACKS = 4;
const WORKSTATIONS = 24;
const SERVERS = 5;
const PEOPLE = 20;
const ADMINS = 3;
/** Findings of ours that turn out to be nothing, on any machine at any time. */
const FALSE_POSITIVES = 80;
const DOMAIN = 'norrvik.example';

/** A finding with the attack it is of; null for noise. */
export interface LabelledFinding {
  readonly finding: Finding;
  readonly attack: string | null;
}

/** One of the scenario's findings and the step it tells. */
interface Told {
  readonly finding: Finding;
  readonly step: number;
}

interface Tale {
  readonly told: readonly Told[];
  /** Host, as findings name it, of each address inside. */
  readonly hostOf: ReadonlyMap<string, string>;
}

/** What the rules say of the story of each scenario in the product. */
export function tales(): Tale[] {
  const detector = createDetector(loadStarterRules().rules);
  return filesBelow(SCENARIOS, '.yaml').map((file) => {
    const scenario = parseScenario(readFileSync(file, 'utf8'), file);
    const hostOf = new Map(
      Object.values(scenario.hosts).map(({ name, ip }) => [ip, `${name}.${scenario.domain.dns}`.toLowerCase()]),
    );
    const told = renderScenario(scenario).flatMap(({ value, step }) => {
      if (step === null) return [];
      const place = { ordinal: 1, number: 1, offset: 0, lengthBytes: 0, isRecovered: false };
      const event = recogniseShape(value).normalise({ ...place, value });
      return findingsOf(event, detector.match(event)).map((found) => ({ finding: { ...found, sequence: 0 }, step }));
    });
    return { told, hostOf };
  });
}

/** One workspace: `ATTACKS` attacks over a week, routine, administration and false positives between them. */
export function mixture(all: readonly Tale[], seed: number): LabelledFinding[] {
  const random = createSeeded(seed);
  const found: LabelledFinding[] = [...routine(random), ...administration(random)];
  for (let index = 0; index < FALSE_POSITIVES; index++) {
    const tale = random.pick(all);
    const { finding } = random.pick(tale.told);
    const startUs = START_US + random.next() * DAYS * 24 * US_PER_HOUR;
    found.push({ finding: played([finding], castOf(random, tale, `n${index}`), startUs)[0]!, attack: null });
  }
  for (let index = 0; index < ATTACKS; index++) {
    const tale = random.pick(all);
    const steps = Math.max(...tale.told.map(({ step }) => step)) + 1;
    const length = Math.ceil(steps / 2) + random.below(Math.ceil(steps / 2));
    const first = random.below(steps - length + 1);
    const part = mainStory(tale.told).filter(({ step }) => step >= first && step < first + length);
    const startUs = START_US + (24 + random.next() * (DAYS - 2) * 24) * US_PER_HOUR;
    const findings = part.map(({ finding }) => finding);
    for (const finding of played(findings, castOf(random, tale, `a${index}`), startUs)) {
      found.push({ finding, attack: `attack ${index + 1}` });
    }
  }
  return found.map(({ finding, attack }, sequence) => ({ finding: { ...finding, sequence }, attack }));
}

/** The findings that hang together over host and account: a scenario may hold an innocent bystander. */
function mainStory(told: readonly Told[]): Told[] {
  const groups: { things: Set<string>; told: Told[] }[] = [];
  for (const one of told) {
    const things = new Set(whoAndWhere(one.finding.entities));
    const touching = groups.filter((group) => [...things].some((thing) => group.things.has(thing)));
    const merged = { things, told: [one] };
    for (const group of touching) {
      for (const thing of group.things) merged.things.add(thing);
      merged.told.push(...group.told);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(merged);
  }
  return groups.reduce((best, group) => (group.told.length > best.told.length ? group : best)).told;
}

function whoAndWhere(entities: readonly EntityMention[]): string[] {
  return entities
    .filter(({ type, value }) => (type === 'host' || type === 'user') && !/^nt authority|\$$/.test(value))
    .map(({ type, value }) => `${type} ${value}`);
}

/** Who plays whom: every host, account and address of the story, and a mark that makes instances its own. */
interface Cast {
  readonly names: ReadonlyMap<string, string>;
  readonly mark: string;
}

function castOf(random: Seeded, { told, hostOf }: Tale, mark: string): Cast {
  const names = new Map<string, string>();
  for (const { finding } of told) {
    for (const { type, value } of finding.entities) {
      if (type === 'host' && !names.has(value)) names.set(value, hostFor(value, random));
      if (type === 'user' && !names.has(value)) names.set(value, userFor(value, random));
      if (type === 'ip' && !names.has(value) && !hostOf.has(value)) names.set(value, `198.51.100.${random.below(250)}`);
    }
  }
  for (const [address, host] of hostOf) names.set(address, addressOf(names.get(host) ?? host));
  return { names, mark };
}

/** A controller plays the one controller, a server one of few, anything else one of many. */
function hostFor(value: string, random: Seeded): string {
  if (/\bdc|-dc-/.test(value)) return `dc-01.${DOMAIN}`;
  if (/\bfs|-fs-|srv/.test(value)) return `srv-${random.below(SERVERS)}.${DOMAIN}`;
  return `ws-${random.below(WORKSTATIONS)}.${DOMAIN}`;
}

/** The same for the same host. */
function addressOf(host: string): string {
  const number = Number(/\d+/.exec(host)?.[0] ?? 0);
  return host.startsWith('ws-') ? `10.40.12.${number + 10}` : `10.40.20.${number + (host.startsWith('dc-') ? 10 : 20)}`;
}

function userFor(value: string, random: Seeded): string {
  if (!/\\|^[a-z]/.test(value) || /^nt authority|^local|\$$/.test(value)) return value;
  if (value.endsWith('-adm')) return `norrvik\\admin-${random.below(ADMINS)}`;
  return `norrvik\\person-${random.below(PEOPLE)}`;
}

/** `findings` with other players, the first one at `startUs`. */
function played(findings: readonly Finding[], { names, mark }: Cast, startUs: number): Finding[] {
  const firstUs = Math.min(...findings.map(({ timeUs }) => timeUs));
  return findings.map((finding) => ({
    ...finding,
    timeUs: asTimeUs(Math.round(startUs + finding.timeUs - firstUs))!,
    entities: finding.entities.map((mention) => ({ ...mention, value: renamed(mention, names, mark) })),
  }));
}

/** Sessions and processes belong to one host and one run; what an attacker leaves behind carries its mark. */
function renamed({ type, value, role }: EntityMention, names: ReadonlyMap<string, string>, mark: string): string {
  if (type === 'session' || type === 'process') {
    const bar = value.indexOf('|');
    const host = names.get(value.slice(0, bar)) ?? value.slice(0, bar);
    const rest = value.slice(bar + 1);
    return `${host}|${/^0x3e[4-7]$/.test(rest) ? rest : `${rest}${mark}`}`;
  }
  const isLeftBehind = role === 'target' && (type === 'file' || type === 'service' || type === 'task');
  return names.get(value) ?? (isLeftBehind ? `${value}${mark}` : value);
}

/** What machines do anyway: each a few kinds of finding, every few hours. */
function routine(random: Seeded): LabelledFinding[] {
  const findings: LabelledFinding[] = [];
  const hosts = [
    ...Array.from({ length: WORKSTATIONS }, (_, index) => `ws-${index}`),
    ...Array.from({ length: SERVERS }, (_, index) => `srv-${index}`),
    'dc-01',
  ];
  for (const host of hosts) {
    for (let kind = 0; kind < 2; kind++) {
      const title = `Routine check ${random.below(8)} failed`;
      const everyHours = 1 + random.below(10);
      for (let hour = random.next() * everyHours; hour < DAYS * 24; hour += everyHours * (0.5 + random.next())) {
        findings.push({
          finding: plain(title, 'low', hour, [{ type: 'host', value: `${host}.${DOMAIN}`, role: 'device' }]),
          attack: null,
        });
      }
    }
  }
  return findings;
}

/** Administrators reach for servers all day, from anywhere: what would glue everything together. */
function administration(random: Seeded): LabelledFinding[] {
  return Array.from({ length: DAYS * 24 }, (_, hour) => {
    const entities: EntityMention[] = [
      {
        type: 'host',
        value: `${random.next() < 0.3 ? 'dc-01' : `srv-${random.below(SERVERS)}`}.${DOMAIN}`,
        role: 'device',
      },
      { type: 'user', value: `norrvik\\admin-${random.below(ADMINS)}`, role: 'actor' },
    ];
    const minutes = random.below(60);
    return { finding: plain('Administrative share connected', 'low', hour + minutes / 60, entities), attack: null };
  });
}

function plain(
  title: string,
  severity: Finding['severity'],
  hour: number,
  entities: readonly EntityMention[],
): Finding {
  const timeUs = asTimeUs(Math.round(START_US + hour * 60 * US_PER_MINUTE))!;
  return {
    sequence: 0,
    timeUs,
    title,
    signal: title,
    detector: 'vedette',
    severity,
    techniques: [],
    tactics: [],
    entities,
  };
}
