/** The field a person may have meant. */
import type { Catalogue } from './catalogue.ts';

/** The known name with the fewest changes of one letter; null where none is near. */
export function nearestName<Row>(name: string, catalogue: Catalogue<Row>): string | null {
  const wanted = name.toLowerCase().slice(0, 64);
  let best: string | null = null;
  let fewest = Math.min(2, Math.floor(wanted.length / 3)) + 1;
  for (const field of catalogue.fields) {
    for (const known of [field.name, ...field.aliases]) {
      if (Math.abs(known.length - wanted.length) >= fewest) continue;
      const changes = changesBetween(wanted, known.toLowerCase());
      if (changes < fewest) [best, fewest] = [known, changes];
    }
  }
  return best;
}

/** Levenshtein's distance, a row at a time. */
function changesBetween(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
