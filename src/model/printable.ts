/** What could break a line, move the cursor or hide text: control, formatting and lone surrogate characters, line separators. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Text that AWS or a person gave, as one line that is safe for a terminal: a run of such characters becomes a space. */
export const printable = (text: string): string => text.replaceAll(unprintable, ' ');
