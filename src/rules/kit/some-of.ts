import { compareText } from '#model/scope.ts';

/** The first few of the texts, each once and sorted, and how many more there are. */
export const someOf = (texts: readonly string[], most = 5): string => {
  const unique = [...new Set(texts)].sort(compareText);
  const more = unique.length - most;
  return `${unique.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};
