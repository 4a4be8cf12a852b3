import { beginning, widthOf } from './width.ts';

/** A word, cut where it is wider than a line. */
const cut = (word: string, width: number): string[] => {
  if (widthOf(word) <= width) return [word];
  // A line too narrow for a wide character holds one all the same.
  const [character = ''] = word;
  const head = beginning(word, width) || character;
  const rest = word.slice(head.length);
  return rest === '' ? [head] : [head, ...cut(rest, width)];
};

/** A text in lines of at most `width` columns, broken at spaces. */
export const folded = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let [line, taken] = ['', 0];
  for (const word of text.split(/ +/).flatMap((part) => cut(part, Math.max(1, width)))) {
    const own = widthOf(word);
    const isFirst = line === '';
    if (!isFirst && taken + 1 + own > width) {
      lines.push(line);
      [line, taken] = [word, own];
    } else [line, taken] = isFirst ? [word, own] : [`${line} ${word}`, taken + 1 + own];
  }
  return [...lines, line];
};

/** A line folded under its own indentation. */
export const hanging = (line: string, width: number): string[] => {
  const [margin = ''] = /^ */.exec(line) ?? [];
  return folded(line.trimStart(), width - margin.length).map((part) => `${margin}${part}`);
};
