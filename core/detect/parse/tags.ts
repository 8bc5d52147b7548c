/** ATT&CK techniques and tactics out of a rule's tags (Sigma 2.1.0, tags appendix, namespace `attack`). */

export interface AttackTags {
  readonly techniques: readonly string[];
  readonly tactics: readonly string[];
}

const TECHNIQUE = /^t\d{4}(?:\.\d{3})?$/;
/** Groups, software, data sources, mitigations, assets, and tactics by number. */
const OTHER_OBJECT = /^(?:g|s|ds|dc|m|a|ta|c)\d+/;

/** Tactics are what ATT&CK tags name in words; old rules join the words with `_`. */
export function attackTags(tags: readonly string[]): AttackTags {
  const techniques = new Set<string>();
  const tactics = new Set<string>();
  for (const tag of tags) {
    const lower = tag.toLowerCase();
    if (!lower.startsWith('attack.')) continue;
    const name = lower.slice('attack.'.length);
    if (TECHNIQUE.test(name)) techniques.add(name.toUpperCase());
    else if (/^[a-z][a-z_-]*$/.test(name) && !OTHER_OBJECT.test(name)) tactics.add(name.replaceAll('_', '-'));
  }
  return { techniques: [...techniques], tactics: [...tactics] };
}
