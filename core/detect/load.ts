/**
 * Rule files into rules. One bad rule never costs another: each document is loaded, refused with place and reason,
 * or set aside because it is no Sigma document.
 */
import { linkCorrelations } from './correlate/link.ts';
import { applyFilters, type SigmaFilter } from './filter/filter.ts';
import { expandCollections } from './parse/collection.ts';
import { parseCorrelation, type CorrelationDraft } from './parse/correlation.ts';
import { parseFilter } from './parse/filter.ts';
import { parseRule } from './parse/rule.ts';
import { entryOf, readYaml, textOf, type YamlMap } from './parse/yaml.ts';
import { invalid, Refusal } from './refusal.ts';
import type { RefusedRule, RuleSet, SigmaRule, ForeignDocument } from './rule.ts';
import type { Placeholders } from './values/placeholder.ts';

export type { Placeholders, RuleSet };

export interface RuleFile {
  /** As the person knows it; only shown. */
  readonly path: string;
  readonly text: string;
}

export interface LoadOptions {
  /** Values for `expand`: by name, without percent signs. What is not here refuses the rules that need it. */
  readonly placeholders?: Placeholders;
}

/** Never throws for what the files hold. A document whose id was loaded before is refused. */
export function loadRules(files: Iterable<RuleFile>, options: LoadOptions = {}): RuleSet {
  const loading = new Loading(options.placeholders ?? {});
  for (const { path, text } of files) {
    for (const { line, root, refusal } of expandCollections(readYaml(text))) {
      if (refusal !== null) loading.refuse(path, null, refusal);
      else if (root.kind !== 'map' || !isSigmaDocument(root)) loading.setAside(path, line);
      else loading.add(root, path);
    }
  }
  return loading.finish();
}

/** Whether a document means to be one of Sigma's kinds at all. */
function isSigmaDocument(document: YamlMap): boolean {
  return ['detection', 'logsource', 'correlation', 'filter'].some((key) => entryOf(document, key) !== null);
}

interface Place {
  readonly path: string;
  readonly line: number;
}

class Loading {
  readonly #placeholders: Placeholders;
  readonly #rules: SigmaRule[] = [];
  readonly #drafts: CorrelationDraft[] = [];
  readonly #filters: SigmaFilter[] = [];
  readonly #refused: RefusedRule[] = [];
  readonly #notSigma: ForeignDocument[] = [];
  readonly #places = new Map<string, Place>();

  constructor(placeholders: Placeholders) {
    this.#placeholders = placeholders;
  }

  add(document: YamlMap, path: string): void {
    try {
      if (entryOf(document, 'correlation') !== null) {
        const draft = parseCorrelation(document, path);
        this.#claim(draft.rule.facts.id, { path, line: draft.rule.line });
        this.#drafts.push(draft);
      } else if (entryOf(document, 'filter') !== null && entryOf(document, 'detection') === null) {
        const filter = parseFilter(document, path, this.#placeholders);
        this.#claim(filter.facts.id, filter);
        this.#filters.push(filter);
      } else {
        const rule = parseRule(document, path, this.#placeholders);
        this.#claim(rule.facts.id, rule);
        this.#rules.push(rule);
      }
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      this.refuse(path, document, thrown);
    }
  }

  refuse(path: string, document: YamlMap | null, refusal: Refusal): void {
    this.#refused.push({
      path,
      line: refusal.line ?? document?.line ?? null,
      ruleId: (document && textOf(document, 'id')) || null,
      title: (document && textOf(document, 'title')) || null,
      code: refusal.code,
      field: refusal.field,
      reason: refusal.message,
    });
  }

  setAside(path: string, line: number): void {
    const reason = 'no Sigma document: it has neither detection nor correlation nor filter';
    this.#notSigma.push({ path, line, reason });
  }

  finish(): RuleSet {
    const filtered = applyFilters(this.#rules, this.#filters);
    const { rules, correlations, refused } = linkCorrelations(filtered.rules, this.#drafts);
    for (const { draft, refusal } of refused) this.refuse(draft.rule.path, draft.document, refusal);
    return { rules, correlations, filters: filtered.filters, refused: this.#refused, notSigma: this.#notSigma };
  }

  #claim(id: string, { path, line }: Place): void {
    const first = this.#places.get(id);
    if (first !== undefined) {
      throw invalid(`${first.path}:${first.line} has the same id and was loaded first`).at('id', line);
    }
    this.#places.set(id, { path, line });
  }
}
