/**
 * Comma-separated values as RFC 4180 has them. A spreadsheet runs a cell that starts like a formula, and evidence is
 * written by attackers, so such a cell gets an apostrophe in front.
 */
const STARTS_FORMULA = /^\s*[=+\-@|%]|^[\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** One line, without its end. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(text: string): string {
  // A number may start with a sign; a spreadsheet reads it as the number it is.
  const isHarmless = !STARTS_FORMULA.test(text) || /^[+-]?\d+(?:\.\d+)?$/.test(text);
  const safe = isHarmless ? text : `'${text}`;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
