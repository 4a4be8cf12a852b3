/** What becomes of one string. */
export type Redact = (value: string) => string;

/** Keeps what `safe` knows (a RegExp, or anything else that tests) and gives the rest to `otherwise`. */
export const keepIf =
  (safe: { test: (value: string) => boolean }, otherwise: Redact): Redact =>
  (value) =>
    safe.test(value) ? value : otherwise(value);
