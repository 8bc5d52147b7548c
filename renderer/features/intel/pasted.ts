/** Lists that people paste: one name a line, what follows a `#` left aside. */

export interface PastedLine {
  /** 1-based, as in what was pasted. */
  readonly line: number;
  readonly value: string;
}

export function linesOf(text: string): readonly PastedLine[] {
  return text
    .split(/\r?\n/)
    .map((line, at) => ({ line: at + 1, value: line.replace(/(^|\s)#.*$/, '').trim() }))
    .filter(({ value }) => value !== '');
}
