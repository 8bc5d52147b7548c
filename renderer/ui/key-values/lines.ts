/** Fields as lines: one a value, the name at the first, the group's heading before its first field. */
import type { FieldValue } from './types.ts';

export interface FieldLine {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  /** Not the first value of its field. */
  readonly isRepeated: boolean;
  readonly heading: string | null;
}

export function linesOf(fields: readonly FieldValue[]): readonly FieldLine[] {
  const lines: FieldLine[] = [];
  let group: string | undefined;
  for (const [at, { name, values, group: its }] of fields.entries()) {
    const heading = its !== undefined && its !== group ? its : null;
    group = its;
    for (const [index, value] of (values.length === 0 ? [''] : values).entries()) {
      lines.push({ key: `${at}.${index}`, name, value, isRepeated: index > 0, heading: index === 0 ? heading : null });
    }
  }
  return lines;
}
