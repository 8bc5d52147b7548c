/**
 * Rule collections, an older way to write several rules in one file: `action: global` gives parts to the documents
 * after it, `reset` forgets them, `repeat` makes another rule out of the one before. They are merged here, before any
 * document is read as a rule, so that nothing else has to know of them.
 */
import { derivedUuid } from '../../kernel/ids.ts';
import { invalid } from '../refusal.ts';
import { entryOf, textOf, type YamlDocument, type YamlEntry, type YamlMap, type YamlNode } from './yaml.ts';

const ACTIONS = ['global', 'repeat', 'reset'];
/** Values that merging may add up to over one file. */
const MAX_MERGED = 1_000_000;

/** The documents of one file with their actions carried out. Documents of other kinds pass as they are. */
export function expandCollections(documents: readonly YamlDocument[]): YamlDocument[] {
  const expansion = new Expansion();
  return documents.flatMap((document) => expansion.next(document));
}

/** The action, or empty; any other `action` is a custom field of the rule's author. */
function actionOf(document: YamlMap): string {
  const action = textOf(document, 'action');
  return ACTIONS.includes(action) ? action : '';
}

class Expansion {
  #global: YamlMap | null = null;
  #previous: YamlMap | null = null;
  #merged = 0;
  /** How many rules of the file have taken an id, as their own or from the document they were merged with. */
  readonly #takers = new Map<string, number>();

  next(document: YamlDocument): YamlDocument[] {
    const { root } = document;
    if (root?.kind !== 'map') return [document];
    const action = actionOf(root);
    const own = action === '' ? root : without(root, 'action');
    if (action === 'global') {
      this.#global = this.#global === null ? own : merge(this.#global, own);
      return [];
    }
    if (action === 'reset') {
      this.#global = null;
      return [];
    }
    if (action === 'repeat' && this.#previous === null) {
      const refusal = invalid('there is no rule before it to repeat').at('action', entryOf(root, 'action')!.line);
      return [{ line: document.line, root: null, refusal }];
    }
    const base = action === 'repeat' ? this.#previous : this.#global;
    if (base !== null) this.#merged += sizeOf(base);
    if (this.#merged > MAX_MERGED) {
      return [{ line: document.line, root: null, refusal: invalid(`the file merges more than ${MAX_MERGED} values`) }];
    }
    const whole = base === null ? own : { ...merge(base, own), line: own.line };
    this.#previous = whole;
    return [{ ...document, root: this.#withOwnId(whole, own), refusal: null }];
  }

  /** The first rule keeps an id that it has from elsewhere; the others get one that follows from it. */
  #withOwnId(whole: YamlMap, own: YamlMap): YamlMap {
    const id = textOf(whole, 'id');
    if (id === '') return whole;
    const taken = this.#takers.get(id) ?? 0;
    this.#takers.set(id, taken + 1);
    if (taken === 0 || textOf(own, 'id') !== '') return whole;
    const text = derivedUuid('sigma collection', id, String(taken));
    const entries = whole.entries.map((entry) =>
      entry.key === 'id' ? { ...entry, value: { ...entry.value, kind: 'scalar' as const, value: text, text } } : entry,
    );
    return { ...whole, entries };
  }
}

/** Maps are joined key by key and lists end to end; of two other values the later one stands. */
function merge(base: YamlMap, later: YamlMap): YamlMap {
  const entries = new Map<string, YamlEntry>(base.entries.map((entry) => [entry.key, entry]));
  for (const entry of later.entries) {
    const known = entries.get(entry.key);
    entries.set(entry.key, known === undefined ? entry : { ...entry, value: mergeValues(known.value, entry.value) });
  }
  return { kind: 'map', line: later.line, entries: [...entries.values()] };
}

function mergeValues(base: YamlNode, later: YamlNode): YamlNode {
  if (base.kind === 'map' && later.kind === 'map') return merge(base, later);
  if (base.kind === 'list' && later.kind === 'list') return { ...later, items: [...base.items, ...later.items] };
  return later;
}

function without(map: YamlMap, key: string): YamlMap {
  return { ...map, entries: map.entries.filter((entry) => entry.key !== key) };
}

function sizeOf(node: YamlNode): number {
  if (node.kind === 'scalar') return 1;
  const children = node.kind === 'map' ? node.entries.map(({ value }) => value) : node.items;
  return children.reduce((sum, child) => sum + sizeOf(child), 1);
}
