/**
 * Finds the rules that correlation rules refer to. A correlation is used wholly or not at all: one reference that
 * leads nowhere, to several rules or back to itself refuses it, and with it those that are built on it.
 */
import type { CorrelationDraft } from '../parse/correlation.ts';
import { invalid, type Refusal } from '../refusal.ts';
import type { SigmaRule } from '../rule.ts';
import type { CorrelatedRule, CorrelationRule } from './rule.ts';

/** How deep correlations may be built on correlations. */
const MAX_CHAIN = 16;

export interface Linked {
  readonly rules: readonly SigmaRule[];
  /** Every rule before those that are built on it. */
  readonly correlations: readonly CorrelationRule[];
  readonly refused: readonly { readonly draft: CorrelationDraft; readonly refusal: Refusal }[];
}

interface Target {
  readonly id: string;
  readonly name: string | undefined;
  readonly path: string;
  readonly draft: CorrelationDraft | null;
}

export function linkCorrelations(rules: readonly SigmaRule[], drafts: readonly CorrelationDraft[]): Linked {
  if (drafts.length === 0) return { rules, correlations: [], refused: [] };
  const linker = new Linker(rules, drafts);
  const correlations: CorrelationRule[] = [];
  const refused: { draft: CorrelationDraft; refusal: Refusal }[] = [];
  for (const draft of drafts) {
    const outcome = linker.link(draft);
    if ('refusal' in outcome) refused.push({ draft, refusal: outcome.refusal });
  }
  correlations.push(...linker.ordered);
  const { silent } = whoReports(correlations);
  return {
    rules: rules.map((rule) => (silent.has(rule.facts.id) ? { ...rule, isSilent: true } : rule)),
    correlations: correlations.map((rule) => (silent.has(rule.facts.id) ? { ...rule, isSilent: true } : rule)),
    refused,
  };
}

/** Rules that only serve correlations report nothing themselves, unless one of these generates them. */
function whoReports(correlations: readonly CorrelationRule[]): { readonly silent: ReadonlySet<string> } {
  const idsOf = (chosen: readonly CorrelationRule[]): string[] =>
    chosen.flatMap(({ rules }) => rules.map(({ id }) => id));
  const silent = new Set(idsOf(correlations));
  for (const id of idsOf(correlations.filter(({ generate }) => generate))) silent.delete(id);
  return { silent };
}

type Outcome = { readonly rule: CorrelationRule; readonly depth: number } | { readonly refusal: Refusal };

class Linker {
  /** Linked rules, those that others are built on first. */
  readonly ordered: CorrelationRule[] = [];
  readonly #byId = new Map<string, Target>();
  readonly #byName = new Map<string, Target[]>();
  readonly #outcomes = new Map<CorrelationDraft, Outcome>();
  readonly #open = new Set<CorrelationDraft>();

  constructor(rules: readonly SigmaRule[], drafts: readonly CorrelationDraft[]) {
    for (const { facts, name, path } of rules) this.#add({ id: facts.id, name, path, draft: null });
    for (const draft of drafts) {
      const { facts, name, path } = draft.rule;
      this.#add({ id: facts.id, name, path, draft });
    }
  }

  link(draft: CorrelationDraft): Outcome {
    const known = this.#outcomes.get(draft);
    if (known !== undefined) return known;
    this.#open.add(draft);
    const outcome = this.#resolve(draft);
    this.#open.delete(draft);
    this.#outcomes.set(draft, outcome);
    if ('rule' in outcome) this.ordered.push(outcome.rule);
    return outcome;
  }

  #resolve(draft: CorrelationDraft): Outcome {
    const targets: { target: Target; reference: string }[] = [];
    let depth = 0;
    for (const { reference, line } of draft.references) {
      const refuse = (reason: string): Outcome => ({ refusal: invalid(reason).at('rules', line) });
      const target = this.#find(reference, draft);
      if (typeof target === 'string') return refuse(target);
      if (target.draft !== null) {
        if (this.#open.has(target.draft)) return refuse(`\`${reference}\` is built on this rule itself`);
        if (this.#open.size >= MAX_CHAIN) return refuse(`correlations are chained more than ${MAX_CHAIN} deep`);
        const child = this.link(target.draft);
        if ('refusal' in child) return refuse(`\`${reference}\` is refused itself: ${child.refusal.message}`);
        depth = Math.max(depth, child.depth + 1);
      }
      if (depth >= MAX_CHAIN) return refuse(`correlations are chained more than ${MAX_CHAIN} deep`);
      if (targets.some((known) => known.target.id === target.id)) return refuse(`\`${reference}\` stands twice`);
      targets.push({ target, reference });
    }
    const { groupBy, valueFields } = draft.rule;
    const rules = targets.map(({ target, reference }): CorrelatedRule => {
      const fieldOf = (name: string): string => aliased(draft, name, [reference, target.name ?? reference, target.id]);
      return { reference, id: target.id, groupFields: groupBy.map(fieldOf), valueFields: valueFields.map(fieldOf) };
    });
    return { rule: { ...draft.rule, rules }, depth };
  }

  #add(target: Target): void {
    this.#byId.set(target.id, target);
    if (target.name !== undefined) this.#byName.set(target.name, [...(this.#byName.get(target.name) ?? []), target]);
  }

  /** By id, else by name; of several with one name the one in the same file. The text says why there is none. */
  #find(reference: string, from: CorrelationDraft): Target | string {
    const byId = this.#byId.get(reference);
    if (byId !== undefined) return byId;
    const named = this.#byName.get(reference) ?? [];
    if (named.length === 1) return named[0]!;
    if (named.length === 0) return `there is no rule \`${reference}\``;
    const nearby = named.filter(({ path }) => path === from.rule.path);
    return nearby.length === 1 ? nearby[0]! : `${named.length} rules are named \`${reference}\``;
  }
}

/** A name that is no alias, or none for this rule, is the field itself. */
function aliased(draft: CorrelationDraft, name: string, names: readonly string[]): string {
  const fields = draft.aliases.get(name);
  const found = names.map((key) => fields?.get(key)).find((field) => field !== undefined);
  return found ?? name;
}
