import { printable } from '#model/printable.ts';
import { folded, hanging } from './fold.ts';
import { type Look, type Paint, type Tone, unpainted } from './look.ts';
import { padded, shortened, widthOf } from './width.ts';

/** A text, or one with the tone of what it says. */
export type Cell = string | { text: string; tone: Tone };

export type Row = {
  cells: readonly Cell[];
  /** Lines under the row, which are laid out already. */
  below?: readonly string[];
};

type Laid = { text: string; tone: Tone | null };

const gap = '  ';

/** More than any real name takes; without a bound one hostile name takes the whole screen. */
const longestCell = 400;

const toLaid = (cell: Cell): Laid => {
  const { text, tone } = typeof cell === 'string' ? { text: cell, tone: null } : cell;
  return { text: shortened(printable(text), longestCell), tone };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const widestWord = (text: string): number => Math.max(...text.split(' ').map(widthOf));

const widest = (rows: readonly Laid[][], measure: (text: string) => number): number[] =>
  (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => measure(row[index]?.text ?? ''))));

/**
 * How wide each column is so that all of them fit: as wide as its widest cell, or less, but never narrower than its widest
 * word; what room there is goes to all alike, so that the wordiest is folded first. Null where even the words do not fit.
 */
const toWidths = (rows: readonly Laid[][], columns: number): number[] | null => {
  const wanted = widest(rows, widthOf);
  const widths = widest(rows, widestWord);
  let spare = columns - gap.length * (widths.length - 1) - sum(widths);
  if (spare < 0) return null;
  const lacks = wanted.map((want, index) => ({ index, lack: want - (widths[index] ?? 0) }));
  for (const [at, { index, lack }] of lacks.sort((a, b) => a.lack - b.lack).entries()) {
    const given = Math.min(lack, Math.floor(spare / (lacks.length - at)));
    widths[index] = (widths[index] ?? 0) + given;
    spare -= given;
  }
  return widths;
};

const toLines = (cells: readonly Laid[], widths: readonly number[], paint: Paint): string[] => {
  const columns = cells.map(({ text, tone }, index) => {
    const width = widths[index] ?? 0;
    return folded(text, width).map((line) => ({ line, tone, rest: padded(line, width).slice(line.length) }));
  });
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    columns
      .map((lines, index) => {
        const part = lines[at];
        if (part === undefined) return ' '.repeat(widths[index] ?? 0);
        return `${part.tone === null ? part.line : paint(part.tone, part.line)}${part.rest}`;
      })
      .join(gap)
      .trimEnd(),
  );
};

/** Of a row its first two cells on one line, then each of the others on a line of its own. */
const toBlock = ([name, verdict, ...ends]: readonly Laid[], columns: number, paint: Paint): string[] => {
  const head = hanging(`${name?.text ?? ''}: ${verdict?.text ?? ''}`, columns);
  const tone = verdict?.tone ?? null;
  return [
    ...(tone === null ? head : head.map((line) => paint(tone, line))),
    ...ends.flatMap(({ text }) => hanging(`  ${text}`, columns)),
  ];
};

/**
 * Rows in columns under their headings, cells folded between words where the terminal is narrow; a block of lines for each
 * row where even the words do not fit: what tells one row from another is never cut off.
 */
export const renderRows = (
  head: readonly string[],
  rows: readonly Row[],
  { columns, paint = unpainted }: Look,
): string => {
  const headings = head.map((text): Laid => ({ text, tone: 'heading' }));
  const laid = rows.map(({ cells }) => cells.map(toLaid));
  const widths = toWidths([headings, ...laid], columns);
  const lines = laid.flatMap((cells, index) => [
    ...(widths === null ? toBlock(cells, columns, paint) : toLines(cells, widths, paint)),
    ...(rows[index]?.below ?? []),
  ]);
  return [...(widths === null ? [] : toLines(headings, widths, paint)), ...lines].join('\n');
};
