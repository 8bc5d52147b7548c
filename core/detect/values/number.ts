/** Numbers as logs write them: in JSON, or as decimal text. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** The number that `text` writes in decimal, or null: `0x10`, ` 5` and an empty text are none. */
export function decimalOf(text: string): number | null {
  return text.length <= 400 && DECIMAL.test(text) ? Number(text) : null;
}
