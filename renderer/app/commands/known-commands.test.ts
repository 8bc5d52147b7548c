import { expect, it } from 'vitest';
import { conflictsWith, knownCommands, remember, type KnownCommand } from './known-commands.ts';

const command = (id: string, scope: string, ...keys: string[]): KnownCommand => ({
  id,
  title: id,
  group: 'View',
  scope,
  keys,
});
const ALL = [
  command('go.home', 'global', 'g h'),
  command('app.undo', 'global', 'u'),
  command('rules.disable', 'rules', 'd'),
  command('audit.verify', 'audit', 'v'),
  command('sources.verify', 'sources', 'v'),
];
const conflicts = (id: string, keys: string): string[] =>
  conflictsWith(
    ALL.find((one) => one.id === id)!,
    keys,
    ALL,
    (one) => one.keys,
  ).map((one) => one.id);

it('says which commands a key is taken from', () => {
  expect(conflicts('rules.disable', 'u')).toEqual(['app.undo']);
  expect(conflicts('rules.disable', 'x')).toEqual([]);
});

it('lets screens that are never shown together share a key', () => {
  expect(conflicts('audit.verify', 'v')).toEqual([]);
  expect(conflicts('rules.disable', 'v')).toEqual([]);
});

it('knows that a single key never comes through where a sequence starts with it', () => {
  expect(conflicts('rules.disable', 'g')).toEqual(['go.home']);
  expect(conflicts('app.undo', 'd d')).toEqual(['rules.disable']);
});

it('keeps a command as its own scope tells it, and the latest of it', () => {
  remember('global', [{ id: 'app.back', title: 'Back', group: 'Go', keys: ['Escape'], run: () => {} }]);
  remember('pane', [{ id: 'app.back', title: 'Close', group: 'Go', keys: ['Escape'], run: () => {} }]);
  remember('rules', [{ id: 'rules.x', title: 'One', group: 'Rules', run: () => {} }]);
  remember('rules', [{ id: 'rules.x', title: 'Two', group: 'Rules', run: () => {} }]);
  expect(knownCommands().map(({ id, title }) => `${id} ${title}`)).toEqual(['app.back Back', 'rules.x Two']);
});
