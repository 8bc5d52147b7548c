/** Names of lanes that are short enough to be read: a machine by the first part of its name, where only one is called so. */
import type { Lane } from './types.ts';

const ADDRESS = /^[\d.]+$|:/;

export function shortLabels(lanes: readonly Pick<Lane, 'id' | 'label'>[]): ReadonlyMap<string, string> {
  const shorts = lanes.map(({ label }) => shortOf(label).toLowerCase());
  return new Map(
    lanes.map(({ id, label }, at) => {
      const isAlone = shorts.indexOf(shorts[at]!) === shorts.lastIndexOf(shorts[at]!);
      return [id, isAlone ? shortOf(label) : label];
    }),
  );
}

function shortOf(label: string): string {
  return ADDRESS.test(label) ? label : (label.split('.')[0] ?? label);
}
