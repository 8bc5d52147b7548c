/** One YAML document into a rule (Sigma 2.1.0, "Components"). */
import { invalid } from '../refusal.ts';
import type { SigmaRule } from '../rule.ts';
import type { Placeholders } from '../values/placeholder.ts';
import { parseDetection } from './detection.ts';
import { headOf, logsourceOf } from './head.ts';
import { entryOf, type YamlMap } from './yaml.ts';

/** Throws a `Refusal`, with its line wherever there is one. */
export function parseRule(document: YamlMap, path: string, placeholders: Placeholders): SigmaRule {
  const detection = entryOf(document, 'detection');
  const head = headOf(document, JSON.stringify(detection?.value.kind === 'map' ? detection.value.entries : []));
  if (detection?.value.kind !== 'map') {
    throw invalid('the detection section is missing').at('detection', detection?.line ?? document.line);
  }
  const { name, ...rest } = head;
  return {
    ...rest,
    ...(name === '' ? {} : { name }),
    logsource: logsourceOf(document),
    predicate: parseDetection(detection.value, placeholders),
    path,
    line: document.line,
  };
}
