/** The rules a person names on the command line: by file, by id or the start of one, or by name. */
import { statSync } from 'node:fs';
import type { CorrelationRule } from '../detect/correlate/rule.ts';
import type { RefusedRule, SigmaRule } from '../detect/rule.ts';
import { VedetteError } from '../kernel/errors.ts';
import { readRulePack, STARTER_RULES, type RulePack } from './rule-pack.ts';

export interface NamedRules {
  readonly rules: readonly SigmaRule[];
  readonly correlations: readonly CorrelationRule[];
  readonly pack: RulePack;
}

/**
 * The rules that `name` stands for, out of `paths` (our own where there is none). A file's rules come with what else
 * `paths` hold, so that filters and correlations find what they name. Throws `E_NOT_FOUND`, and the reason of a refusal
 * where that is all there is.
 */
export async function findRules(
  name: string,
  paths: readonly string[],
  listFiles: readonly string[] = [],
): Promise<NamedRules> {
  const isPath = statSync(name, { throwIfNoEntry: false }) !== undefined;
  const rest = paths.length > 0 ? paths : isPath ? [] : [STARTER_RULES];
  const pack = await readRulePack(isPath ? [name, ...rest] : rest, listFiles);
  const isNamed = isPath ? inPath(name) : byId(name, pack);
  const chosen = { rules: pack.rules.filter(isNamed), correlations: pack.correlations.filter(isNamed), pack };
  if (chosen.rules.length + chosen.correlations.length > 0) return chosen;
  const refused = pack.refused.find(({ path, ruleId }) =>
    isPath ? isBelow(path, name) : ruleId !== null && startsAlike(ruleId, name),
  );
  if (refused !== undefined) throw new VedetteError(refused.code, refusalText(refused));
  throw new VedetteError(
    'E_NOT_FOUND',
    isPath
      ? `${name} holds no rule`
      : `No rule is called ${name} or has an id that starts so; ${pack.rules.length} are loaded (vedette rules list)`,
  );
}

/** `path:line: title: reason`. */
export function refusalText({ path, line, title, reason }: RefusedRule): string {
  return `${path}${line === null ? '' : `:${line}`}: ${title === null ? '' : `${title}: `}${reason}`;
}

type AnyRule = Pick<SigmaRule, 'facts' | 'name' | 'path'>;

function inPath(name: string): (rule: AnyRule) => boolean {
  return ({ path }) => isBelow(path, name);
}

function isBelow(path: string, name: string): boolean {
  const folder = name.endsWith('/') ? name : `${name}/`;
  return path === name || path.startsWith(folder) || path.startsWith(`${name}!`);
}

/** The one rule with that id or name; where the start of an id fits several, they are named. */
function byId(name: string, pack: RulePack): (rule: AnyRule) => boolean {
  const all: readonly AnyRule[] = [...pack.rules, ...pack.correlations];
  const exact = all.filter((rule) => rule.facts.id === name || rule.name === name);
  const found = exact.length > 0 ? exact : all.filter(({ facts }) => startsAlike(facts.id, name));
  if (found.length > 1) {
    const shown = found.slice(0, 5).map(({ facts }) => `${facts.id} (${facts.title})`);
    throw new VedetteError('E_NOT_FOUND', `${name} could be ${shown.join(' or ')}; give more digits`);
  }
  return (rule) => rule === found[0];
}

function startsAlike(id: string, start: string): boolean {
  return start.length >= 4 && id.toLowerCase().startsWith(start.toLowerCase());
}
