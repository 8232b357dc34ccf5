export type Cell = string | number | null;

/**
 * Rows as a file that spreadsheets open here: semicolons, a decimal comma, and a mark that says UTF-8. A text that a
 * spreadsheet would take for a formula gets an apostrophe in front.
 */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${rows.map((row) => row.map(write).join(';')).join('\r\n')}\r\n`;
}

function write(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
