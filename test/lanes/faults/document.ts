import { readFile } from 'node:fs/promises';

const text = await readFile(new URL('../../../docs/what-happens-when.md', import.meta.url), 'utf8');

export type Row = Readonly<Record<string, string>>;

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

/** The rows of the table under a heading of docs/what-happens-when.md, by their columns' names. */
export const rowsUnder = (heading: string): Row[] => {
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [untilNext = ''] = section.split('\n## ');
  const [names = '', , ...rows] = untilNext.split('\n').filter((line) => line.startsWith('|'));
  const columns = cells(names);
  return rows.map((row) => Object.fromEntries(cells(row).map((cell, index) => [columns[index], cell])));
};
