/**
 * Placeholders (Sigma 2.1.0, "Placeholders"): with `expand`, `%name%` stands for each value of a list that the
 * workspace gives. A placeholder without values refuses the rule, as the specification asks.
 */
import { unsupported } from '../refusal.ts';

/** Values by the placeholder's name, without percent signs; names are compared without case. */
export type Placeholders = Readonly<Record<string, readonly string[]>>;

const NAME = /%([^%\s\\]+)%/y;
const MAX_EXPANDED = 10_000;

/**
 * The texts that `text` stands for; `quote` makes a value fit for its place. A backslash makes a percent sign plain.
 * Throws a `Refusal` for a placeholder without values, and where combinations of several become too many.
 */
export function expandPlaceholders(
  text: string,
  placeholders: Placeholders,
  quote: (value: string) => string,
): string[] {
  let drafts = [''];
  const append = (piece: string): void => {
    drafts = drafts.map((draft) => draft + piece);
  };
  for (let index = 0; index < text.length;) {
    const char = text[index]!;
    const next = text[index + 1];
    NAME.lastIndex = index;
    const placeholder = char === '%' ? NAME.exec(text) : null;
    if (placeholder !== null) {
      const values = valuesOf(placeholder[1]!, placeholders);
      if (drafts.length * values.length > MAX_EXPANDED) {
        throw unsupported(`the placeholders stand for more than ${MAX_EXPANDED} values`);
      }
      drafts = drafts.flatMap((draft) => values.map((value) => draft + quote(value)));
      index += placeholder[0].length;
    } else if (char === '\\' && next === '%') {
      append('%');
      index += 2;
    } else if (char === '\\' && next === '\\') {
      append('\\\\');
      index += 2;
    } else {
      append(char);
      index++;
    }
  }
  return drafts;
}

function valuesOf(name: string, placeholders: Placeholders): readonly string[] {
  const wanted = name.toLowerCase();
  const key = Object.keys(placeholders).find((known) => known.toLowerCase() === wanted);
  const values = key === undefined ? [] : placeholders[key]!;
  if (values.length === 0) throw unsupported(`the placeholder %${name}% has no values`);
  return values;
}
