/** Aligned columns that fit the terminal: numbers to the right, one column of text gives way where it is too wide. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'left' | 'right';
  /** The column that is cut with `…` where the table is wider than the terminal. */
  readonly isFlexible?: boolean;
}

const GAP = '  ';
const MIN_FLEXIBLE = 16;

/** The table as lines, the header first. Cells must be free of control characters. */
export function tableLines<Row>(rows: readonly Row[], columns: readonly Column<Row>[], widthColumns: number): string[] {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = columns.map((column, index) =>
    cells.reduce((width, row) => Math.max(width, displayWidth(row[index]!)), column.title.length),
  );
  const flexible = columns.findIndex((column) => column.isFlexible === true);
  if (flexible !== -1) {
    const total = widths.reduce((sum, width) => sum + width, 0) + GAP.length * (columns.length - 1);
    if (total > widthColumns) {
      widths[flexible] = Math.max(MIN_FLEXIBLE, widths[flexible]! - (total - widthColumns));
    }
  }
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => pad(cell, widths[index]!, columns[index]!.align ?? 'left'))
      .join(GAP)
      .trimEnd();
  return [line(columns.map((column) => column.title)), ...cells.map(line)];
}

function pad(cell: string, width: number, align: 'left' | 'right'): string {
  const cut = displayWidth(cell) > width ? `${cell.slice(0, width - 1)}…` : cell;
  const space = ' '.repeat(Math.max(0, width - displayWidth(cut)));
  return align === 'right' ? space + cut : cut + space;
}

/** Columns a cell takes: colour codes take none. */
function displayWidth(cell: string): number {
  // oxlint-disable-next-line no-control-regex -- colour codes start with the escape character
  return cell.replaceAll(/\u001b\[[0-9;]*m/g, '').length;
}
