type Cell = string | number | null | undefined;

/** One figure of a bench: names and what was measured. */
export type Figure = Readonly<Record<string, Cell>>;

const textOf = (cell: Cell): string => String(cell ?? '-');

/** A table on the terminal, one column for each figure: names are many, figures few. */
export const printFigures = (name: string, figures: readonly Figure[]): void => {
  const rows = [...new Set(figures.flatMap((figure) => Object.keys(figure)))];
  const table = rows.map((row) => [row, ...figures.map((figure) => textOf(figure[row]))]);
  const widths = [name, ...figures].map((_, column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  );
  const lines = table.map((cells) =>
    cells
      .map((text, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? text.padEnd(width) : text.padStart(width);
      })
      .join('  '),
  );
  process.stdout.write(`${name}\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
};
