import { expect, test } from 'vitest';
import { z } from 'zod';
import { API_CONTRACT } from '../../contract/api.ts';
import type { MethodContract } from '../../contract/method.ts';

/** How inputs that name files are called. */
const NAMES_A_FILE = /^(?:paths?|files?|folder|scenario|lists|to|from)$/;

/** All keys of an input, at any depth. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties } = schema as { readonly properties?: object };
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(keysOf)];
}

function namesAFile({ in: input }: MethodContract): boolean {
  return keysOf(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })).some((key) => NAMES_A_FILE.test(key));
}

test('whatever names files says so, and no page may call it', () => {
  const named = Object.entries(API_CONTRACT as Readonly<Record<string, MethodContract>>);
  const silent = named.filter(([, method]) => namesAFile(method) && method.namesFiles !== true);
  expect(silent.map(([name]) => name)).toEqual([]);
  expect(named.filter(([, method]) => method.namesFiles === true).map(([name]) => name)).toContain(
    'evidence.importPaths',
  );
});
