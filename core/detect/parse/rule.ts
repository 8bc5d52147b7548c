/** One YAML document into a rule (Sigma 2.1.0, "Components"). */
import { derivedUuid } from '../../kernel/ids.ts';
import type { Logsource } from '../../model/event.ts';
import { isSeverity, type Severity } from '../../model/severity.ts';
import { invalid, located, unsupported } from '../refusal.ts';
import type { SigmaRule } from '../rule.ts';
import { parseDetection } from './detection.ts';
import { attackTags } from './tags.ts';
import { entryOf, textOf, textsOf, type YamlMap } from './yaml.ts';

/** Throws a `Refusal`, with its line wherever there is one. */
export function parseRule(document: YamlMap, path: string): SigmaRule {
  refuseOtherKinds(document);
  const title = textOf(document, 'title');
  if (title === '') throw invalid('the title is missing').at('title', document.line);
  const status = textOf(document, 'status').toLowerCase();
  if (status === 'unsupported') {
    throw unsupported('its author marks it as unsupported').at('status', entryOf(document, 'status')!.line);
  }
  const detection = entryOf(document, 'detection');
  if (detection?.value.kind !== 'map') {
    throw invalid('the detection section is missing').at('detection', detection?.line ?? document.line);
  }
  return {
    facts: {
      id: textOf(document, 'id') || derivedUuid('sigma', title, JSON.stringify(detection.value.entries)),
      title,
      level: levelOf(document),
      author: textOf(document, 'author'),
      ...attackTags(textsOf(document, 'tags')),
    },
    status,
    description: textOf(document, 'description'),
    references: textsOf(document, 'references'),
    falsePositives: textsOf(document, 'falsepositives'),
    logsource: logsourceOf(document),
    predicate: parseDetection(detection.value),
    path,
    line: document.line,
  };
}

/** Whether a document means to be one of Sigma's kinds at all. */
export function isSigmaDocument(document: YamlMap): boolean {
  const isKind = ['detection', 'logsource', 'correlation'].some((key) => entryOf(document, key) !== null);
  return isKind || isCollectionAction(document);
}

function refuseOtherKinds(document: YamlMap): void {
  const refuse = (key: string, reason: string): void => {
    const entry = entryOf(document, key);
    if (entry !== null) throw unsupported(reason).at(key, entry.line);
  };
  refuse('correlation', 'correlation rules are not supported yet');
  refuse('filter', 'filter documents are not supported yet');
  if (isCollectionAction(document)) refuse('action', 'rule collections with `action` are not supported yet');
  const taxonomy = textOf(document, 'taxonomy');
  if (taxonomy !== '' && taxonomy !== 'sigma') refuse('taxonomy', `the taxonomy \`${taxonomy}\` is not supported yet`);
}

/** `action: global` and its like; any other `action` is a custom field of the rule's author. */
function isCollectionAction(document: YamlMap): boolean {
  return ['global', 'repeat', 'reset'].includes(textOf(document, 'action'));
}

/** A rule without a level asks for no attention: `informational`. */
function levelOf(document: YamlMap): Severity {
  const level = textOf(document, 'level').toLowerCase();
  if (level === '') return 'informational';
  if (isSeverity(level)) return level;
  throw invalid(`\`${level}\` is no level`).at('level', entryOf(document, 'level')!.line);
}

function logsourceOf(document: YamlMap): Logsource {
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
