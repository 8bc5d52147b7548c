/** Short ways for tests to write a rule and ask it about an event; both go through the engine's own doors. */
import { loadRules } from './load.ts';
import { createDetector } from './match.ts';
import type { Fields } from '../model/fields.ts';
import type { RefusedRule, SigmaRule } from './rule.ts';

const LABEL = { product: 'test' };

/** A whole rule around a `detection` section (lines without their common indentation). */
export function ruleText(detection: string, head = ''): string {
  const lines = detection.split('\n').filter((line) => line.trim() !== '');
  const indent = Math.min(...lines.map((line) => line.search(/\S/)));
  const body = lines.map((line) => `  ${line.slice(indent)}`).join('\n');
  return `title: Test\nlogsource:\n  product: test\n${head}detection:\n${body}\n`;
}

/** The rule with this detection; throws where it is refused. */
export function rule(detection: string): SigmaRule {
  const { rules, refused } = loadRules([{ path: 'test.yml', text: ruleText(detection) }]);
  if (rules[0] === undefined) throw new Error(`refused: ${JSON.stringify(refused[0])}`);
  return rules[0];
}

/** Whether the detection fires on an event with these fields. */
export function fires(detection: string, fields: Fields): boolean {
  return createDetector([rule(detection)]).match({ fields, logsource: LABEL }).length === 1;
}

/** Whether `entry: value` (as YAML), the only entry of the only selection, holds for the fields. */
export function holds(entry: string, fields: Fields): boolean {
  return fires(`sel:\n  ${entry}\ncondition: sel`, fields);
}

/** Why the detection is refused. */
export function refusalOf(detection: string): Pick<RefusedRule, 'code' | 'field' | 'line' | 'reason'> {
  const { refused } = loadRules([{ path: 'test.yml', text: ruleText(detection) }]);
  if (refused[0] === undefined) throw new Error('the rule was loaded');
  const { code, field, line, reason } = refused[0];
  return { code, field, line, reason };
}
