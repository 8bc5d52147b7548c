/** Which instance of a program was the first on its host, however the same moment was imported. */
import type { FirstStart } from '../fuse/baseline/first-times.ts';
import type { TimeUs } from '../kernel/time.ts';

export class FirstsByName {
  readonly #firsts = new Map<string, FirstStart>();

  /** `value` is `host|…` as processes are named; `label` the path. */
  add(value: string, label: string, firstUs: TimeUs): void {
    const bar = value.indexOf('|');
    const name = label.slice(Math.max(label.lastIndexOf('\\'), label.lastIndexOf('/')) + 1).toLowerCase();
    // Without a path the label is the identity of the instance, and every one would be new.
    if (bar <= 0 || name === '' || name.includes('|')) return;
    const host = value.slice(0, bar);
    const key = `${host}\0${name}`;
    const known = this.#firsts.get(key);
    const isEarlier =
      known === undefined || firstUs < known.firstUs || (firstUs === known.firstUs && value < known.process.value);
    if (isEarlier) this.#firsts.set(key, { host, name, process: { type: 'process', value, label }, firstUs });
  }

  all(): FirstStart[] {
    return [...this.#firsts.values()];
  }
}
