/**
 * What `help.readReference` reads of commands and examples, made from where these stand: the commands that the command
 * line builds, and the boxes of docs/query-language.md. A part of `npm run docs`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { addCommands, buildProgram } from '../core/cli/main.ts';
import type { Session } from '../core/cli/session.ts';
import { PROJECT_ROOT } from './steps.ts';

export const HELP_FILE = path.join(PROJECT_ROOT, 'resources/help/reference.json');

interface CommandHelp {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  readonly arguments: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly { readonly flags: string; readonly about: string }[];
}

interface Examples {
  readonly heading: string;
  readonly subject: string;
  readonly queries: readonly string[];
}

/** The text of the file. */
export function helpDocument(): string {
  return `${JSON.stringify({ commands: commandsOf(program()), examples: examplesIn(languagePage()) }, null, 2)}\n`;
}

/** Commands only take note of what they are given until one is run. */
function program(): Command {
  const built = buildProgram();
  addCommands(built, {} as Session);
  return built;
}

/** Those that can be run, in their order; the program itself first, with the options that all of them take. */
function commandsOf(command: Command, above = ''): CommandHelp[] {
  const name = above === '' ? command.name() : `${above} ${command.name()}`;
  const own: CommandHelp = {
    name,
    usage: `${name} ${command.usage()}`,
    about: command.description(),
    arguments: command.registeredArguments.map((argument) => ({ name: argument.name(), about: argument.description })),
    options: command.options
      .filter(({ hidden }) => !hidden)
      .map(({ flags, description }) => ({ flags, about: description })),
  };
  const below = command.commands.flatMap((child) => commandsOf(child, name));
  return below.length > 0 && above !== '' ? below : [own, ...below];
}

function languagePage(): string {
  return readFileSync(path.join(PROJECT_ROOT, 'docs/query-language.md'), 'utf8');
}

/** Boxes marked with what they ask for, under the heading that stands before them. */
function examplesIn(page: string): Examples[] {
  let heading = '';
  return [...page.matchAll(/^#+ (.+)$|^```(events|alerts|incidents)\n([\s\S]*?)^```$/gm)].flatMap(
    ([, title, subject, lines]) => {
      if (title !== undefined) heading = title;
      return subject === undefined ? [] : [{ heading, subject, queries: lines!.trim().split('\n') }];
    },
  );
}
