/** What `make` returns for a key, made at the first call; `forget` drops those whose key matches. */
export const lazily = <Key, Value>(name: (key: Key) => string, make: (key: Key) => Value) => {
  const made = new Map<string, Value>();
  return {
    get: (key: Key): Value => {
      const known = made.get(name(key));
      if (known !== undefined) return known;
      const value = make(key);
      made.set(name(key), value);
      return value;
    },
    forget: (key: Key): void => {
      made.delete(name(key));
    },
  };
};
