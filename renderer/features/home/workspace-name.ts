/** A name for a workspace that is begun with a file. */

/** The file's name without its ending, made to what names may hold, and one that is not taken. */
export function freeName(file: string, taken: readonly string[]): string {
  const stem = file.replace(/\.[^.]{1,8}$/, '');
  const plain = stem
    .replaceAll(/[^\p{L}\p{N} ._-]/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim();
  const name = plain.slice(0, 60).trim() || 'Case';
  const isTaken = (one: string): boolean => taken.some((other) => other.toLowerCase() === one.toLowerCase());
  if (!isTaken(name)) return name;
  for (let number = 2; ; number++) if (!isTaken(`${name} ${number}`)) return `${name} ${number}`;
}
