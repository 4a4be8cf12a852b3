/**
 * Documents of runs, by key: what one worker leaves for another, and a later night for the next. A key is names of
 * letters, digits, `.`, `_` and `-`, joined by `/`: `runs/<runId>/plan.json`. A document is any value that JSON holds.
 */
export type Store = {
  /** Whole or not at all; replaces what is there. Throws a StoreError. */
  put: (key: string, document: unknown) => Promise<void>;
  /** The document as JSON gives it back, to be checked by whoever asks; null where there is none. Throws a StoreError. */
  get: (key: string) => Promise<unknown>;
  /** A text for people, as it stands and whole or not at all; it is not read back. Throws a StoreError. */
  putText: (key: string, text: string, mediaType: string) => Promise<void>;
};

/** The store could not be asked. The message is one line and names the key. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
}

/** The store answers, but what it holds under the key is not what was to be written there. */
export class MalformedDocument extends StoreError {
  override readonly name = 'MalformedDocument';
}

const keyPattern = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;

/** Throws a TypeError for a key that is none: such a one could lead out of the store. */
export const checkKey = (key: string): string => {
  if (!keyPattern.test(key)) throw new TypeError(`not a key of the store: ${JSON.stringify(key)}`);
  return key;
};
