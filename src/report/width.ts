import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

/** ASCII, and what this program writes besides: each a column wide. */
const isNarrow = (text: string): boolean => /^[ -~→…]*$/.test(text);

/** The columns that a text without control characters takes: wide characters, such as those of Japanese, take two. */
export const widthOf = (text: string): number => (isNarrow(text) ? text.length : stringWidth(text));

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
