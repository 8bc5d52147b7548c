/** The kinds of events a scenario can tell; each becomes one to three records of the logs that would hold it. */
import { z } from 'zod';
import { hexNumber, key, offset, plainText, port, rid } from './scalars.ts';

/** `at` counts from the step; without it an event follows the one before by a fraction of a second. */
const base = { on: key, at: offset.optional() };
const process = { process: key };
const session = { session: key };

const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const EVENT = z.discriminatedUnion('type', [
  z.strictObject({
    ...base,
    type: z.literal('process_start'),
    /** The name by which later events know this process. */
    as: key,
    by: key,
    /** That of the parent where it is left out. */
    session: key.optional(),
    image: plainText,
    command: plainText,
    directory: plainText.optional(),
  }),
  z.strictObject({ ...base, ...process, type: z.literal('process_end') }),
  z.strictObject({
    ...base,
    ...process,
    type: z.literal('network'),
    ip: z.ipv4(),
    port,
    domain: plainText.optional(),
    protocol: z.enum(['tcp', 'udp']).default('tcp'),
  }),
  z.strictObject({ ...base, ...process, type: z.literal('dns'), query: plainText, answer: z.ipv4().optional() }),
  z.strictObject({ ...base, ...process, type: z.literal('file'), path: plainText }),
  z.strictObject({ ...base, ...process, type: z.literal('registry'), key: plainText, value: z.string() }),
  z.strictObject({
    ...base,
    ...process,
    type: z.literal('module'),
    path: plainText,
    signed: z.boolean().default(true),
  }),
  z.strictObject({
    ...base,
    ...process,
    type: z.literal('process_access'),
    target: key,
    rights: hexNumber,
    trace: z.array(plainText).min(1),
  }),
  z.strictObject({
    ...base,
    ...process,
    type: z.literal('pipe'),
    name: plainText,
    connected: z.boolean().default(false),
  }),
  z.strictObject({ ...base, ...process, type: z.literal('script'), text: plainText, path: z.string().default('') }),
  z.strictObject({ ...base, ...session, type: z.literal('logon'), from: plainText.optional() }),
  z.strictObject({
    ...base,
    type: z.literal('logon_failed'),
    account: plainText,
    from: plainText,
    logonType: z.enum(['interactive', 'network']).default('network'),
    reason: z.enum(['wrong_password', 'unknown_account']),
  }),
  z.strictObject({ ...base, ...session, type: z.literal('logoff') }),
  z.strictObject({
    ...base,
    ...process,
    type: z.literal('explicit_credentials'),
    user: key,
    target: key,
  }),
  z.strictObject({
    ...base,
    ...session,
    type: z.literal('share'),
    from: plainText,
    share: plainText,
    folder: plainText.optional(),
    file: plainText.optional(),
    access: z.enum(['read', 'write']).default('read'),
  }),
  z.strictObject({
    ...base,
    ...session,
    type: z.literal('service_installed'),
    name: plainText,
    path: plainText,
    start: z.enum(['auto', 'demand']).default('demand'),
  }),
  z.strictObject({ ...base, type: z.literal('service_state'), name: plainText, state: z.enum(['running', 'stopped']) }),
  z.strictObject({
    ...base,
    ...session,
    type: z.literal('task_created'),
    name: plainText,
    command: plainText,
    arguments: z.string().default(''),
    every: plainText.default('PT1H'),
  }),
  z.strictObject({ ...base, type: z.literal('kerberos_logon'), user: key, from: plainText }),
  z.strictObject({
    ...base,
    type: z.literal('kerberos_ticket'),
    user: key,
    service: plainText,
    from: plainText,
    encryption: z.enum(['aes', 'rc4']).default('aes'),
  }),
  z.strictObject({
    ...base,
    ...session,
    type: z.literal('directory_access'),
    properties: z.array(z.guid()).min(1),
  }),
  z.strictObject({ ...base, ...session, type: z.literal('account_created'), account: plainText, rid }),
  z.strictObject({
    ...base,
    ...session,
    type: z.literal('group_member_added'),
    group: plainText,
    groupRid: rid,
    member: plainText,
    memberRid: rid,
  }),
  z.strictObject({ ...base, ...session, type: z.literal('log_cleared'), log: plainText }),
  z.strictObject({ ...base, type: z.literal('defender_setting'), before: z.string(), after: z.string() }),
  z.strictObject({
    ...base,
    type: z.literal('other'),
    channel: plainText,
    provider: plainText,
    eventId: z.int().min(0).max(65_535),
    data: z.record(z.string(), scalar),
  }),
]);

export type ScenarioEvent = z.output<typeof EVENT>;
export type EventType = ScenarioEvent['type'];
export type EventOf<Type extends EventType> = Extract<ScenarioEvent, { readonly type: Type }>;
