/** An incident's name: what happened, over how much; only what its alerts say. */
import { tacticRank, tacticWords } from './tactics.ts';
import type { Texts } from './texts.ts';
import type { Told } from './told.ts';

/** Tactics that say most about what is at stake, most telling first; the others name an incident only without these. */
const TELLING = [
  'impact',
  'exfiltration',
  'credential-access',
  'lateral-movement',
  'command-and-control',
  'persistence',
  'privilege-escalation',
  'initial-access',
];
const MAX_TITLE_LENGTH = 160;

/** "Credential access and lateral movement over 3 hosts", or the most telling alert's title "and 4 more signals …". */
export function incidentTitle({ lead, signals, hosts }: Told, tactics: readonly string[]): string {
  const named = tellingTactics(tactics);
  const place = placeWords(hosts);
  if (named.length > 1) return capitalise(`${joinWords(named)}${place}`);
  const more = signals.size > 1 ? ` and ${signals.size - 1} other signal${signals.size > 2 ? 's' : ''}` : '';
  return `${lead?.alert.title.slice(0, MAX_TITLE_LENGTH) ?? ''}${more}${place}`;
}

function tellingTactics(tactics: readonly string[]): string[] {
  const known = tactics.filter((tactic) => tacticRank(tactic) !== -1);
  const chosen = TELLING.filter((tactic) => known.includes(tactic)).slice(0, 3);
  const rest = known.filter((tactic) => !TELLING.includes(tactic));
  return [...chosen, ...rest]
    .slice(0, Math.max(2, chosen.length))
    .toSorted((a, b) => tacticRank(a) - tacticRank(b))
    .map(tacticWords);
}

function placeWords(hosts: Texts): string {
  if (hosts.size === 0) return '';
  return hosts.size === 1 ? ` on ${[...hosts][0]}` : ` over ${hosts.size} hosts`;
}

function joinWords(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
