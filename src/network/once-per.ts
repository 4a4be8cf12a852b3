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

/** The same for keys of any kind. The results live as long as the function. */
export const oncePerKey = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, { value: V }>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known.value;
    const value = make(key);
    made.set(key, { value });
    return value;
  };
};

/**
 * The same, for the keys met last: at least `limit` of them, at most twice as many. The older half goes at once, which
 * costs less than to find the key that was not met for longest.
 */
export const oncePerRecent = <K, V>(limit: number, make: (key: K) => V): ((key: K) => V) => {
  let recent = new Map<K, { value: V }>();
  let older = recent;
  return (key) => {
    const known = recent.get(key);
    if (known !== undefined) return known.value;
    const entry = older.get(key) ?? { value: make(key) };
    if (recent.size === limit) {
      older = recent;
      recent = new Map();
    }
    recent.set(key, entry);
    return entry.value;
  };
};
