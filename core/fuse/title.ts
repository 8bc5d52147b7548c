/** An incident's name: what happened, over how much; only what its alerts say. */
import type { Sight } from './surprise.ts';
import { severityRank } from '../model/severity.ts';
import { tacticRank, tacticWords } from './tactics.ts';

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
export function incidentTitle(sights: readonly Sight[], tactics: readonly string[], hosts: readonly string[]): string {
  const named = tellingTactics(tactics);
  const place = placeWords(hosts);
  if (named.length > 1) return capitalise(`${joinWords(named)}${place}`);
  const lead = leadSight(sights).alert.title.slice(0, MAX_TITLE_LENGTH);
  const signals = new Set(sights.map(({ signal }) => signal)).size;
  const more = signals > 1 ? ` and ${signals - 1} other signal${signals > 2 ? 's' : ''}` : '';
  return `${lead}${more}${place}`;
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

function leadSight(sights: readonly Sight[]): Sight {
  let lead = sights[0]!;
  for (const sight of sights) {
    const order =
      severityRank(sight.alert.severity) - severityRank(lead.alert.severity) || sight.surprise - lead.surprise;
    if (order > 0) lead = sight;
  }
  return lead;
}

function placeWords(hosts: readonly string[]): string {
  if (hosts.length === 0) return '';
  return hosts.length === 1 ? ` on ${hosts[0]}` : ` over ${hosts.length} hosts`;
}

function joinWords(words: readonly string[]): string {
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
