import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { API_FILE, apiDocument } from '../../scripts/api-doc.ts';
import { HELP_FILE, helpDocument } from '../../scripts/help-doc.ts';
import { API_CONTRACT } from '../../core/contract/api.ts';
import { ADA, openedApi } from '../api.ts';

test('docs/api.md says what the contract says; else run npm run docs', async () => {
  const made = await apiDocument();
  expect(readFileSync(API_FILE, 'utf8')).toBe(made);
  for (const name of Object.keys(API_CONTRACT)) expect(made).toContain(`### \`${name}\` (`);
});

test('resources/help says what the commands say; else run npm run docs', () => {
  expect(readFileSync(HELP_FILE, 'utf8')).toBe(helpDocument());
});

test('the reference has every field, command and code, each with what it means', async () => {
  const { api } = openedApi();
  const { fields, commands, errors, examples } = await api.call('help.readReference', {}, ADA);
  expect(new Set(fields.map(({ subject }) => subject))).toEqual(new Set(['events', 'alerts', 'incidents']));
  expect(commands.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['vedette', 'vedette rules reach', 'vedette doctor']),
  );
  expect(commands.every(({ about, options }) => about !== '' && options.every((option) => option.about !== ''))).toBe(
    true,
  );
  expect(errors.find(({ code }) => code === 'E_WORKSPACE_BUSY')?.hint).toContain('Wait');
  expect(examples.flatMap(({ queries }) => queries).length).toBeGreaterThan(50);
});
