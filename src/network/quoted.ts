const limit = 120;

/**
 * AWS's text inside a sentence of ours: in quotes, control characters escaped, at most 120 characters, because
 * whoever owns the resource may have written it.
 */
export const quoted = (text: string): string => JSON.stringify(text.slice(0, limit));
