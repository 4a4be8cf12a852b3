/** Parts of a shell line that may stand on a line of their own: a break before them changes nothing for the shell. */
type Part = { text: string; lead: 'word' | 'json' };

/** A word of a shell line, with what is quoted in it. */
const word = /(?:\\.|'[^']*'|"[^"]*"|[^\s'"\\])+/g;

/** What a JSON document is cut into: after a comma, outside its strings, white space means nothing. */
const jsonPart = /(?:"(?:[^"\\]|\\.)*"|[^",])+,?/g;

const isJson = (text: string): boolean => text.startsWith("'{") && text.endsWith("}'");

const partsOf = (text: string): Part[] =>
  isJson(text)
    ? (text.match(jsonPart) ?? []).map((part, index) => ({ text: part, lead: index === 0 ? 'word' : 'json' }))
    : [{ text, lead: 'word' }];

const isOption = ({ text }: Part): boolean => /^--[\w-]+$/.test(text);

/** An option stays with its value. */
const withValues = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part, index) => {
    const before = parts[index - 1];
    const isValue = part.lead === 'word' && before !== undefined && isOption(before) && !isOption(part);
    if (isValue) return [{ text: `${before.text} ${part.text}`, lead: 'word' }];
    const next = parts[index + 1];
    const hasValue = isOption(part) && next !== undefined && next.lead === 'word' && !isOption(next);
    return hasValue ? [] : [part];
  });

/**
 * A shell line in lines of at most `width` where it can be folded: between words by a backslash, inside a quoted JSON
 * document after a comma. Pasted into a shell it is the same command.
 */
export const foldShell = (line: string, width: number): string[] => {
  const parts = withValues((line.match(word) ?? []).flatMap(partsOf));
  const lines: string[] = [];
  let current = '';
  for (const { text, lead } of parts) {
    const joined = current === '' ? text : `${current}${lead === 'word' ? ' ' : ''}${text}`;
    // Room for the backslash.
    if (joined.length <= width - 2 || current === '') current = joined;
    else {
      lines.push(lead === 'word' ? `${current} \\` : current);
      current = text;
    }
  }
  return [...lines, current];
};
