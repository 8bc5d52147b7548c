/** `vedette rules enable|disable|use`: which rules a workspace goes by from now on. What they found stays. */
import type { Command } from 'commander';
import type { MethodOutput } from '../../contract/api.ts';
import { VedetteError } from '../../kernel/errors.ts';
import { withApi } from '../api.ts';
import { count, counted } from '../render/format.ts';
import { defaultWorkspace, EXIT_OK, type Session } from '../session.ts';
import { safeText } from '../terminal.ts';
import { append } from './options.ts';

interface SwitchFlags {
  readonly workspace: string;
  readonly why: string;
  readonly json: boolean;
}

type Listed = MethodOutput<'rules.listAll'>['rules'][number];

/** Adds the three to the `rules` command. */
export function addRuleSwitches(rules: Command, session: Session): void {
  for (const [name, isEnabled, about] of [
    ['disable', false, 'switch rules off in a workspace; correlations that are on still count their matches'],
    ['enable', true, 'switch rules on again'],
  ] as const) {
    withFlags(rules.command(name).description(about).argument('<id...>', 'ids of rules, or their first digits')).action(
      async (ids: string[], flags: SwitchFlags) => {
        await switchRules(session, ids, isEnabled, flags);
        process.exitCode = EXIT_OK;
      },
    );
  }
  withFlags(
    rules
      .command('use')
      .description('choose the rules that a workspace uses')
      .argument('[path...]', 'folders, files or zip archives of rules; our own where none is named')
      .option('--lists <file>', 'YAML file of the lists that placeholders stand for; may be repeated', append, []),
  ).action(async (paths: string[], flags: SwitchFlags & { readonly lists: readonly string[] }) => {
    const { terminal } = session;
    const input = { paths, lists: [...flags.lists], why: flags.why };
    const chosen = await withApi(session, flags.workspace, (api, caller) => api.call('rules.setPack', input, caller));
    if (flags.json) terminal.printJson(chosen);
    else {
      const { loaded, correlations, filters, refused } = chosen;
      terminal.print(
        `${counted(loaded, 'rule')}, ${counted(correlations, 'correlation')} and ${counted(filters, 'filter')} in use, ${count(refused)} refused`,
      );
    }
    process.exitCode = EXIT_OK;
  });
}

function withFlags(command: Command): Command {
  return command
    .option('-w, --workspace <file>', 'workspace that goes by it', defaultWorkspace())
    .option('--why <text>', 'the reason, for the audit log', '')
    .option('--json', 'print one JSON object', false);
}

async function switchRules(
  session: Session,
  names: readonly string[],
  isEnabled: boolean,
  { workspace, why, json }: SwitchFlags,
): Promise<void> {
  const { terminal } = session;
  const [all, out] = await withApi(session, workspace, async (api, caller) => {
    const { rules } = await api.call('rules.listAll', {}, caller);
    const ids = names.map((name) => idOf(name, rules));
    return [rules, await api.call('rules.setEnabled', { ids, isEnabled, why }, caller)] as const;
  });
  if (json) return terminal.printJson(out);
  for (const id of out.switched) {
    terminal.print(`${isEnabled ? 'on ' : 'off'}  ${safeText(all.find((rule) => rule.id === id)?.title ?? id)}`);
  }
  if (out.unchanged > 0) terminal.print(`${counted(out.unchanged, 'rule')} so already`);
}

const LEAST_DIGITS = 4;

/** Throws `E_NOT_FOUND` where no rule in use is meant, or several are. */
function idOf(name: string, rules: readonly Listed[]): string {
  if (rules.some(({ id }) => id === name)) return name;
  const found = name.length < LEAST_DIGITS ? [] : rules.filter(({ id }) => id.startsWith(name.toLowerCase()));
  if (found.length === 1) return found[0]!.id;
  const which = found.slice(0, 3).map(({ id, title }) => `${id} (${title})`);
  const message = found.length === 0 ? `No rule in use has the id ${name}` : `${name} could be ${which.join(' or ')}`;
  throw new VedetteError('E_NOT_FOUND', message);
}
