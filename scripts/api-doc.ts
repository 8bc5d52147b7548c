/**
 * docs/api.md: every method of the API with its shapes, made from the contract and the comments in it. A part of
 * `npm run docs`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { API_CONTRACT } from '../core/contract/api.ts';
import type { MethodContract } from '../core/contract/method.ts';
import { schemaText, type NamedSchemas } from './schema-text.ts';
import { PROJECT_ROOT } from './steps.ts';

export const API_FILE = path.join(PROJECT_ROOT, 'docs/api.md');
const CONTRACT = path.join(PROJECT_ROOT, 'core/contract');

const INTRODUCTION = [
  '# The API',
  '',
  'Made by `npm run docs` from `core/contract`: do not edit.',
  '',
  'Desktop app, browser and command line call these methods and no others. A **query** reads. A **change** changes state',
  'in one transaction, with one row in the audit log. A **job** is long: it tells its progress and can be cancelled.',
  'Every call can fail with `{ code, message, hint, logId? }`; `errors` lists the codes.',
  '',
  '`name?` may be left out, `= …` says what counts then. Names that end in `Us` are microseconds since 1970 (UTC), 0 where',
  'a record names no time; those that end in `Bytes` and `Ms` are bytes and milliseconds.',
];

/** The text of the file. */
export async function apiDocument(): Promise<string> {
  const files = contractFiles();
  const named = await namedSchemas(files);
  const remarks = remarksIn(files);
  const methods = Object.entries(API_CONTRACT as Readonly<Record<string, MethodContract>>);
  const domains = [...new Set(methods.map(([name]) => name.split('.')[0]!))].toSorted();
  const used = new Set<string>();
  const shape = (schema: z.core.$ZodType): string => {
    const text = schemaText(schema, named);
    for (const name of named.values()) if (mentions(text, name)) used.add(name);
    return text;
  };
  const chapters = domains.flatMap((domain) => [
    `## ${domain}`,
    '',
    ...methods
      .filter(([name]) => name.startsWith(`${domain}.`))
      .flatMap(([name, method]) => methodLines(name, method, remarks.get(name), shape)),
  ]);
  return [...INTRODUCTION, '', ...chapters, ...shapeLines(named, used), ''].join('\n');
}

function methodLines(
  name: string,
  method: MethodContract,
  remark: string | undefined,
  shape: (schema: z.core.$ZodType) => string,
): string[] {
  return [
    `### \`${name}\` (${method.kind})`,
    '',
    ...(remark === undefined ? [] : [remark, '']),
    '```ts',
    `in: ${shape(method.in)}`,
    `out: ${shape(method.out)}`,
    '```',
    '',
  ];
}

/** Shapes that methods name, and those that these name in turn. */
function shapeLines(named: NamedSchemas, used: Set<string>): string[] {
  const texts = new Map([...named].map(([schema, name]) => [name, schemaText(schema, named)]));
  for (const name of used)
    for (const other of texts.keys()) if (mentions(texts.get(name) ?? '', other)) used.add(other);
  return [
    '## Shapes',
    '',
    '```ts',
    [...texts.keys()]
      .filter((name) => used.has(name))
      .toSorted()
      .map((name) => `${name}: ${texts.get(name)!}`)
      .join('\n\n'),
    '```',
  ];
}

function mentions(text: string, name: string): boolean {
  return new RegExp(String.raw`\b${name}\b`).test(text);
}

function contractFiles(): string[] {
  return readdirSync(CONTRACT)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .toSorted()
    .map((name) => path.join(CONTRACT, name));
}

/** What the contract exports as `somethingSchema` is told as `Something`. */
async function namedSchemas(files: readonly string[]): Promise<NamedSchemas> {
  const modules = await Promise.all(
    files.map(async (file) => (await import(file)) as Readonly<Record<string, unknown>>),
  );
  return new Map(
    modules
      .flatMap((exported) => Object.entries(exported))
      .flatMap(([name, value]) => {
        if (!(value instanceof z.ZodType)) return [];
        const bare = name.replace(/Schema$/, '');
        return [[value, bare[0]!.toUpperCase() + bare.slice(1)] as const];
      }),
  );
}

/** The comment that stands before a method. */
function remarksIn(files: readonly string[]): ReadonlyMap<string, string> {
  const documented = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*'([a-z]+\.[A-Za-z]+)': \{/g;
  return new Map(
    files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(documented)].map(([, comment, name]) => [
        name!,
        comment!.replaceAll(/\s*\n\s*\* ?/g, ' ').trim(),
      ]),
    ),
  );
}
