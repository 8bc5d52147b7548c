/**
 * The scenario file's grammar. A scenario is a stage (domain, hosts, people, sessions), a story (steps with the events
 * they leave behind) and a background of ordinary work. The file stays short: whatever an event log would also hold
 * is filled in by templates.
 */
import { z } from 'zod';
import { parseIsoTime } from '../../kernel/time.ts';
import { EVENT } from './event-schema.ts';
import { hexNumber, key, offset, plainText, rid } from './scalars.ts';

const startTime = z.string().transform((text, context) => {
  const parsed = parseIsoTime(text);
  if (parsed?.hasZone === true) return parsed.timeUs;
  context.issues.push({ code: 'custom', input: text, message: 'expected a time with a zone, as 2026-03-11T07:30:00Z' });
  return z.NEVER;
});

const RUNNING = z.strictObject({
  image: plainText,
  command: plainText.optional(),
  pid: z.int().min(1).max(65_535).optional(),
  /** `system` or a session of this host. */
  session: key.default('system'),
});

const HOST = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9-]{1,15}$/, 'expected a NetBIOS name of up to 15 characters'),
  ip: z.ipv4(),
  /** Processes that were started before the story; they leave no event of their own. */
  running: z.record(key, RUNNING).default({}),
});

const USER = z.strictObject({ name: plainText, rid, about: plainText.optional() });

export const LOGON_TYPES = { interactive: 2, network: 3, batch: 4, service: 5, unlock: 7, remote: 10 } as const;

const SESSION = z.strictObject({
  on: key,
  user: key,
  logonId: hexNumber,
  type: z.enum(['interactive', 'network', 'batch', 'service', 'unlock', 'remote']).default('network'),
  /** Holds administrative rights: its logon also leaves 4672, its processes run with high integrity. */
  elevated: z.boolean().default(false),
});

const STEP = z.strictObject({
  at: offset,
  title: plainText,
  /** For the presenter; never rendered. */
  note: plainText.optional(),
  techniques: z.array(z.string().regex(/^T\d{4}(\.\d{3})?$/)).default([]),
  /** Ids of the rules that this step is expected to set off. */
  expect: z.array(z.uuid()).default([]),
  events: z.array(EVENT).min(1),
});

const words = z.array(plainText).min(1);
const count = z.int().min(0).max(5_000).default(0);

const BACKGROUND = z.strictObject({
  from: offset,
  to: offset,
  /** Who sits where: sessions that do everyday work. */
  people: z.array(key).min(1),
  /** Machines that only appear as the source of logons. */
  neighbours: z.array(z.strictObject({ name: plainText, ip: z.ipv4() })).min(1),
  fileServer: key,
  controller: key,
  websites: z.array(z.strictObject({ domain: plainText, ip: z.ipv4() })).min(1),
  documents: words,
  shares: words,
  services: words,
  programs: z.array(z.strictObject({ image: plainText, command: plainText })).min(1),
  scripts: z.array(z.strictObject({ path: plainText, text: plainText })).min(1),
  counts: z.strictObject({
    browsing: count,
    documents: count,
    shares: count,
    services: count,
    programs: count,
    logons: count,
    tickets: count,
    scripts: count,
    mistypedPasswords: count,
  }),
});

export const SCENARIO = z.strictObject({
  scenario: key,
  title: plainText,
  summary: plainText,
  start: startTime,
  seed: z.int().min(0),
  domain: z.strictObject({
    netbios: z.string().regex(/^[A-Z0-9-]{1,15}$/),
    dns: z.string().regex(/^[a-z0-9.-]+$/),
    sid: z.string().regex(/^S-1-5-21-\d+-\d+-\d+$/),
  }),
  hosts: z.record(key, HOST),
  users: z.record(key, USER),
  sessions: z.record(key, SESSION),
  /** Version information of programs that do not come with Windows, by file name. */
  programs: z
    .record(
      z.string(),
      z.strictObject({ description: plainText, product: plainText, company: plainText, version: plainText }),
    )
    .default({}),
  story: z.array(STEP).min(1),
  background: BACKGROUND.optional(),
});

export type Scenario = z.output<typeof SCENARIO>;
export type ScenarioBackground = NonNullable<Scenario['background']>;
export type ScenarioSession = Scenario['sessions'][string];
