/** Words that no shell looks into. */
const plain = /^[\w@%+=:,./-]+$/;

/** One word of a POSIX shell, whatever it holds. */
export const quoted = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A shell line from its words. */
export const shellLine = (...words: readonly string[]): string => words.map(quoted).join(' ');
