/** What can be looked up offline: fields of the query language, examples, commands and error codes. */
import { readFileSync } from 'node:fs';
import { errorRegistry } from '../kernel/errors.ts';
import { programPath } from '../kernel/program.ts';
import { ALERT_CATALOGUE, INCIDENT_CATALOGUE } from '../query/alert-fields.ts';
import { EVENT_CATALOGUE } from '../store/event-search.ts';
import { VERSION } from './version.ts';

/** Made by `npm run docs`, since what it tells stands above this layer and in a document. */
const FILE = programPath('resources/help/reference.json');

type Subject = 'events' | 'alerts' | 'incidents';

interface Written {
  readonly commands: readonly {
    readonly name: string;
    readonly usage: string;
    readonly about: string;
    readonly arguments: readonly { readonly name: string; readonly about: string }[];
    readonly options: readonly { readonly flags: string; readonly about: string }[];
  }[];
  readonly examples: readonly {
    readonly heading: string;
    readonly subject: Subject;
    readonly queries: readonly string[];
  }[];
}

export interface Reference extends Written {
  readonly version: string;
  readonly fields: readonly {
    readonly subject: Subject;
    readonly name: string;
    readonly aliases: readonly string[];
    readonly about: string;
    readonly type: string;
  }[];
  readonly errors: readonly { readonly code: string; readonly hint: string }[];
}

export function readReference(): Reference {
  const { commands, examples } = JSON.parse(readFileSync(FILE, 'utf8')) as Written;
  return {
    version: VERSION,
    fields: [EVENT_CATALOGUE, ALERT_CATALOGUE, INCIDENT_CATALOGUE].flatMap(({ subject, fields }) =>
      fields.map(({ name, aliases, about, type }) => ({ subject, name, aliases, about, type })),
    ),
    examples,
    commands,
    errors: errorRegistry().map(([code, hint]) => ({ code, hint })),
  };
}
