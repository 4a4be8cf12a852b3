/** Cells of a row, as Markdown without a bar. */
export type Cells = readonly string[];

const toLine = (cells: Cells): string => `| ${cells.join(' | ')} |`;

export type TableOptions = {
  head: Cells;
  /** Characters that it may take. */
  room: number;
  /** How many were left out, as a sentence. */
  more: (left: number) => string;
};

/** A table with as many rows as there is room for; what is left out is counted. Nothing for no row. */
export const table = (rows: Iterable<Cells>, { head, room, more }: TableOptions): string[] => {
  const lines = [toLine(head), toLine(head.map(() => '---'))];
  let length = lines.join('\n').length;
  let left = 0;
  for (const row of rows) {
    const line = toLine(row);
    // Once one is left out, so are those that follow: the order says what matters.
    if (left > 0 || length + line.length > room) left += 1;
    else {
      lines.push(line);
      length += line.length + 1;
    }
  }
  if (lines.length === 2 && left === 0) return [];
  return [...lines, ...(left === 0 ? [] : ['', more(left)])];
};
