import cliTruncate from 'cli-truncate';

/** ASCII, and what this program writes besides: each a column wide. */
const isNarrow = (text: string): boolean => /^[ -~→…]*$/.test(text);

/** What may be wider or narrower than its length, with the letter that it may be an accent of. */
const odd = /[ -~→…]?[^ -~→…]+/g;

/** The library tells whether a text fits, not how wide it is. */
const measured = (text: string): number => {
  let [low, high] = [0, 2 * text.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (cliTruncate(text, middle) === text) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The columns that a text without control characters takes: wide characters, such as those of Japanese, take two. */
export const widthOf = (text: string): number => {
  if (isNarrow(text)) return text.length;
  const odds = text.match(odd) ?? [];
  return odds.reduce((width, part) => width - part.length + measured(part), text.length);
};

/** A text that may be too long for any line, cut with an ellipsis. */
export const shortened = (text: string, width: number): string =>
  // No character takes more than two columns.
  2 * text.length <= width || (isNarrow(text) && text.length <= width) ? text : cliTruncate(text, width);

/** The longest beginning of a text that takes at most `width` columns. */
export const beginning = (text: string, width: number): string => {
  if (isNarrow(text)) return text.slice(0, width);
  const cut = cliTruncate(text, width, { truncationCharacter: '' });
  // A wide character across the edge is left on.
  return widthOf(cut) <= width ? cut : cliTruncate(text, width - 1, { truncationCharacter: '' });
};

/** The text with as many spaces as make it `width` columns wide. */
export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));
