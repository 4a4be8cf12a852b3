import Table from 'cli-table3';
import cliTruncate from 'cli-truncate';
import { printable } from '#model/printable.ts';

const borderless = {
  chars: Object.fromEntries(
    [
      'top',
      'top-mid',
      'top-left',
      'top-right',
      'bottom',
      'bottom-mid',
      'bottom-left',
      'bottom-right',
      'left',
      'left-mid',
      'mid',
      'mid-mid',
      'right',
      'right-mid',
      'middle',
    ].map((edge) => [edge, edge === 'middle' ? '  ' : '']),
  ),
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
};

/** More than any real name takes; without a bound one hostile name makes every line as long as itself. */
const longestCell = 200;

const toCell = (text: string): string => cliTruncate(printable(text), longestCell);

/** Columns side by side under their headings. */
const toColumns = (head: string[], rows: readonly string[][]): string[] => {
  const table = new Table({ head, ...borderless });
  for (const row of rows) table.push(row);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
};

/** A block for each row: its first two cells, then each of the others on a line of its own. */
const toBlocks = (rows: readonly string[][]): string[] =>
  rows.flatMap(([name = '', verdict = '', ...ends]) => [
    `${name}: ${verdict}`,
    ...ends.map((end) => `  ${end}`),
  ]);

/** Columns where the terminal holds them, else blocks: what tells one row from another must not be cut off. */
export const renderRows = (head: string[], rows: string[][], columns: number): string => {
  const cells = rows.map((row) => row.map(toCell));
  const fit = (lines: readonly string[]): string[] => lines.map((line) => cliTruncate(line, columns));
  const wide = toColumns(head, cells);
  const cut = fit(wide);
  return (wide.every((line, index) => line === cut[index]) ? wide : fit(toBlocks(cells))).join('\n');
};
