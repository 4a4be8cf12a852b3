/**
 * `make`, run once for each object and kept as long as the object lives: tables, network ACLs and groups are
 * compiled once however many paths meet them. `make` must be pure, so that nobody can tell.
 */
export const oncePer = <K extends object, V extends object>(make: (key: K) => V): ((key: K) => V) => {
  const made = new WeakMap<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
};

/** The same for keys that are texts. The results live as long as the function. */
export const oncePerText = <V>(make: (key: string) => V): ((key: string) => V) => {
  const made = new Map<string, { value: V }>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known.value;
    const value = make(key);
    made.set(key, { value });
    return value;
  };
};

/** The same, for the `limit` keys met last: what is compiled for one VPC takes 8 KB, and a network may have 50,000. */
export const oncePerRecent = <K, V>(limit: number, make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, { value: V }>();
  return (key) => {
    const entry = made.get(key) ?? { value: make(key) };
    // A Map keeps the order of insertion: the first key is the one met longest ago.
    made.delete(key);
    made.set(key, entry);
    const [oldest] = made.keys();
    if (made.size > limit && oldest !== undefined) made.delete(oldest);
    return entry.value;
  };
};
