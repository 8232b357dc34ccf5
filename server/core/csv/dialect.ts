/** How a file separates its cells. */
export type Delimiter = ',' | ';' | '\t' | '|';

const delimiters: Delimiter[] = [',', ';', '\t', '|'];

/** Lines before the header that are no data: blank, `sep=;` as Excel writes it, and comments as Google Analytics writes them. */
export function isPreamble(line: string): boolean {
  return /^[\s,;|"]*$/.test(line) || /^"?sep=.?"?.?$/i.test(line) || /^"?#[^,;\t|]*[\s,;|"]*$/.test(line);
}

/**
 * Tells the delimiter from the start of a file: the one that splits its lines into as many cells as its header.
 * `whole` says that the text is all of the file, so that its last line counts too.
 */
export function detectDelimiter(start: string, whole: boolean): Delimiter {
  const declared = /^"?sep=([,;\t|])/i.exec(start)?.[1];
  if (declared) return declared as Delimiter;

  // Delimiters and line breaks inside quotes are text; doubled quotes cancel out.
  const bare = start.replace(/"[^"]*"/g, 'x');
  const lines = bare.split(/\r\n|\n|\r/);
  if (!whole && lines.length > 1) lines.pop();
  const [header = '', ...rows] = lines.filter((line) => !isPreamble(line)).slice(0, 100);

  const scores = delimiters.map((delimiter) => {
    const width = count(header, delimiter);
    const fitting = rows.filter((row) => count(row, delimiter) === width).length;
    return { delimiter, width, share: rows.length ? fitting / rows.length : 1 };
  });
  const [best] = scores
    .filter(({ width }) => width > 0)
    .toSorted((a, b) => b.share - a.share || b.width - a.width);
  return best?.delimiter ?? ',';
}

function count(line: string, delimiter: string): number {
  return line.split(delimiter).length - 1;
}
