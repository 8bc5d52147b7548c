/** What every Sigma document says about itself, whichever kind it is (Sigma 2.1.0, "Components"). */
import { derivedUuid } from '../../kernel/ids.ts';
import type { Logsource } from '../../model/event.ts';
import type { RuleFacts } from '../../model/hit.ts';
import { isSeverity, type Severity } from '../../model/severity.ts';
import { invalid, located, unsupported } from '../refusal.ts';
import { attackTags } from './tags.ts';
import { entryOf, textOf, textsOf, type YamlMap } from './yaml.ts';

export interface DocumentHead {
  readonly facts: RuleFacts;
  /** What correlation rules and filters may call it by; empty where it has none. */
  readonly name: string;
  readonly status: string;
  readonly description: string;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
}

/** `body` tells apart documents without an id that have the same title. Throws a `Refusal`. */
export function headOf(document: YamlMap, body: string): DocumentHead {
  const name = textOf(document, 'name');
  const title = textOf(document, 'title') || name;
  if (title === '') throw invalid('the title is missing').at('title', document.line);
  const status = textOf(document, 'status').toLowerCase();
  if (status === 'unsupported') {
    throw unsupported('its author marks it as unsupported').at('status', entryOf(document, 'status')!.line);
  }
  refuseTaxonomy(document);
  return {
    facts: {
      id: textOf(document, 'id') || derivedUuid('sigma', title, body),
      title,
      level: levelOf(document),
      author: textOf(document, 'author'),
      ...attackTags(textsOf(document, 'tags')),
    },
    name,
    status,
    description: textOf(document, 'description'),
    references: textsOf(document, 'references'),
    falsePositives: textsOf(document, 'falsepositives'),
  };
}

function refuseTaxonomy(document: YamlMap): void {
  const taxonomy = textOf(document, 'taxonomy');
  if (taxonomy === '' || taxonomy === 'sigma') return;
  const { line } = entryOf(document, 'taxonomy')!;
  throw unsupported(`the taxonomy \`${taxonomy}\` is not supported`).at('taxonomy', line);
}

/** A rule without a level asks for no attention: `informational`. */
function levelOf(document: YamlMap): Severity {
  const level = textOf(document, 'level').toLowerCase();
  if (level === '') return 'informational';
  if (isSeverity(level)) return level;
  throw invalid(`\`${level}\` is no level`).at('level', entryOf(document, 'level')!.line);
}

/** At least one key is set; lower case. Throws a `Refusal`. */
export function logsourceOf(document: YamlMap): Logsource {
  const entry = entryOf(document, 'logsource');
  const section = entry?.value;
  if (section?.kind !== 'map') throw invalid('the logsource is missing').at('logsource', entry?.line ?? document.line);
  return located('logsource', entry!.line, () => {
    const named = (['product', 'category', 'service'] as const).flatMap((key) => {
      const text = textOf(section, key).toLowerCase();
      return text === '' ? [] : [[key, text] as const];
    });
    if (named.length === 0) throw invalid('the logsource names no product, category or service');
    return Object.fromEntries(named);
  });
}
