/**
 * What `make` returns for a key, made at the first call; `forget` drops those whose key matches. Beyond `most` of
 * them the one that was asked for longest ago is dropped.
 */
export const lazily = <Key, Value>(
  name: (key: Key) => string,
  make: (key: Key) => Value,
  most = Number.POSITIVE_INFINITY,
) => {
  /** In the order in which they were last asked for. */
  const made = new Map<string, Value>();
  const dropOldest = (): void => {
    const [oldest] = made.keys();
    if (oldest !== undefined) made.delete(oldest);
  };
  return {
    get: (key: Key): Value => {
      const value = made.get(name(key)) ?? make(key);
      made.delete(name(key));
      made.set(name(key), value);
      if (made.size > most) dropOldest();
      return value;
    },
    forget: (key: Key): void => {
      made.delete(name(key));
    },
  };
};
