/** Texts in an order that is the same on every machine: by UTF-16 unit, never by the language of whoever looks. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
