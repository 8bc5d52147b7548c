/** Rows as text in columns: words to the left, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const isWords = head.map((_, column) => rows.some((row) => /[a-z]{2}/i.test(row[column]!)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => (isWords[column]! ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}
