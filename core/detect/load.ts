/**
 * Rule files into rules. One bad rule never costs another: each document is loaded, refused with place and reason,
 * or set aside because it is no Sigma document.
 */
import { parseRule, isSigmaDocument } from './parse/rule.ts';
import { readYaml, textOf, type YamlMap } from './parse/yaml.ts';
import { invalid, Refusal } from './refusal.ts';
import type { RefusedRule, RuleSet, SigmaRule, ForeignDocument } from './rule.ts';

export type { RuleSet };

export interface RuleFile {
  /** As the person knows it; only shown. */
  readonly path: string;
  readonly text: string;
}

/** Never throws for what the files hold. A rule whose id was loaded before is refused. */
export function loadRules(files: Iterable<RuleFile>): RuleSet {
  const rules = new Map<string, SigmaRule>();
  const refused: RefusedRule[] = [];
  const notSigma: ForeignDocument[] = [];
  for (const { path, text } of files) {
    for (const { line, root, refusal } of readYaml(text)) {
      if (refusal !== null) {
        refused.push(refusedRule(path, null, refusal));
      } else if (root.kind !== 'map' || !isSigmaDocument(root)) {
        notSigma.push({ path, line, reason: 'no Sigma document: it has neither detection nor correlation nor filter' });
      } else {
        try {
          const rule = parseRule(root, path);
          refuseTwin(rule, rules.get(rule.facts.id));
          rules.set(rule.facts.id, rule);
        } catch (thrown) {
          if (!(thrown instanceof Refusal)) throw thrown;
          refused.push(refusedRule(path, root, thrown));
        }
      }
    }
  }
  return { rules: [...rules.values()], refused, notSigma };
}

function refuseTwin(rule: SigmaRule, twin: SigmaRule | undefined): void {
  if (twin === undefined) return;
  throw invalid(`${twin.path}:${twin.line} has the same id and was loaded first`).at('id', rule.line);
}

function refusedRule(path: string, document: YamlMap | null, refusal: Refusal): RefusedRule {
  return {
    path,
    line: refusal.line ?? document?.line ?? null,
    ruleId: (document && textOf(document, 'id')) || null,
    title: (document && textOf(document, 'title')) || null,
    code: refusal.code,
    field: refusal.field,
    reason: refusal.message,
  };
}
