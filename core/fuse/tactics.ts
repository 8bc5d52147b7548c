/** ATT&CK's enterprise tactics in the order an intrusion tends to take, and how people say them. */
const TACTICS = [
  ['reconnaissance', 'reconnaissance'],
  ['resource-development', 'resource development'],
  ['initial-access', 'initial access'],
  ['execution', 'execution'],
  ['persistence', 'persistence'],
  ['privilege-escalation', 'privilege escalation'],
  ['defense-evasion', 'defence evasion'],
  ['credential-access', 'credential access'],
  ['discovery', 'discovery'],
  ['lateral-movement', 'lateral movement'],
  ['collection', 'collection'],
  ['command-and-control', 'command and control'],
  ['exfiltration', 'exfiltration'],
  ['impact', 'impact'],
] as const;

const RANK = new Map<string, number>(TACTICS.map(([id], index) => [id, index]));
const WORDS = new Map<string, string>(TACTICS);

/** Place in the usual order, 0 for reconnaissance; -1 for a tactic ATT&CK does not name. */
export function tacticRank(tactic: string): number {
  return RANK.get(tactic) ?? RANK.get(tacticId(tactic)) ?? -1;
}

/** `credential access` for `credential-access`; an unknown one as it came. */
export function tacticWords(tactic: string): string {
  return WORDS.get(tacticId(tactic)) ?? tactic;
}

function tacticId(tactic: string): string {
  return tactic.toLowerCase().replaceAll(/[_ ]/g, '-');
}

/** As an attack tends to take them; those ATT&CK does not name first, by name. */
export function tacticsInOrder(tactics: Iterable<string>): string[] {
  return [...tactics].toSorted((a, b) => tacticRank(a) - tacticRank(b) || (a < b ? -1 : 1));
}

/** Whether some tactic of `later` comes after some tactic of `earlier` in the usual order. */
export function tacticsFollow(earlier: readonly string[], later: readonly string[]): boolean {
  let lowest = Infinity;
  for (const tactic of earlier) {
    const rank = tacticRank(tactic);
    if (rank !== -1 && rank < lowest) lowest = rank;
  }
  return later.some((tactic) => tacticRank(tactic) > lowest);
}
