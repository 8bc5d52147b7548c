/**
 * Which group an event is in: the values of its `group-by` fields. They are compared as Sigma compares text, without
 * case, and kept as the first event wrote them.
 */
import type { FieldScalar, Fields, FieldValue } from '../../model/fields.ts';
import { foldCase } from '../values/folding.ts';

export interface GroupKey {
  readonly key: string;
  /** The values as written, joined as `labelsOf` takes them apart. */
  readonly label: string;
}

const SEPARATOR = '\u0000';
/** An event with several values in its group fields is in each of these groups, up to so many. */
const MAX_GROUPS_OF_EVENT = 64;
const EVERYTHING: readonly GroupKey[] = [{ key: '', label: '' }];
const NONE: readonly GroupKey[] = [];

/** Empty where the event lacks one of the fields: then it is in no group. */
export function groupKeysOf(fields: Fields, names: readonly string[]): readonly GroupKey[] {
  if (names.length === 0) return EVERYTHING;
  if (names.length === 1) {
    const value = ownValue(fields, names[0]!);
    if (typeof value === 'string' && !value.includes(SEPARATOR)) return [{ key: foldCase(value), label: value }];
  }
  let labels: string[] = [];
  for (const [index, name] of names.entries()) {
    const texts = textsOf(ownValue(fields, name));
    if (texts.length === 0) return NONE;
    labels = index === 0 ? texts : labels.flatMap((label) => texts.map((text) => label + SEPARATOR + text));
    if (labels.length > MAX_GROUPS_OF_EVENT) labels.length = MAX_GROUPS_OF_EVENT;
  }
  return labels.map((label) => ({ key: foldCase(label), label }));
}

/** The values that `label` was made of. */
export function valuesOfLabel(label: string): string[] {
  return label.split(SEPARATOR);
}

/** What is counted or measured: one text for each value of the field; several fields are read as one value. */
export function countedTexts(fields: Fields, names: readonly string[]): readonly string[] {
  return groupKeysOf(fields, names).map(({ key }) => key);
}

export function ownValue(fields: Fields, name: string): FieldValue | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Different values in their order, without null; a separator inside one is written as a space. */
function textsOf(value: FieldValue | undefined): string[] {
  const items: readonly FieldScalar[] = Array.isArray(value) ? value : [(value as FieldScalar | undefined) ?? null];
  const texts = items.flatMap((item) => (item === null ? [] : [String(item).replaceAll(SEPARATOR, ' ')]));
  return texts.length > 1 ? [...new Set(texts)].slice(0, MAX_GROUPS_OF_EVENT) : texts;
}
