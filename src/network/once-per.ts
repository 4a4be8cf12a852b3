/**
 * `make`, run once for each object and kept as long as the object lives: a network is indexed once however many rules ask
 * of it. `make` must be pure, so that nobody can tell. For keys that live long: V8's frequent collections do not collect
 * the result of a key that is gone.
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

/**
 * The same for keys of any kind. The results live as long as the function, and are in the Map as they are: had each an object
 * around it, which mostly outlives V8's frequent collections, V8 would come to make these where it seldom collects, and there
 * what is garbage keeps alive all that it holds.
 */
export const oncePerKey = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined || made.has(key)) return known as V;
    const value = make(key);
    made.set(key, value);
    return value;
  };
};

/**
 * The same, for the keys met last: at least `limit` of them, at most twice as many. The older half goes at once, which
 * costs less than to find the key that was not met for longest.
 */
export const oncePerRecent = <K, V>(limit: number, make: (key: K) => V): ((key: K) => V) => {
  let recent = new Map<K, V>();
  let older = recent;
  return (key) => {
    const known = recent.get(key);
    if (known !== undefined || recent.has(key)) return known as V;
    const met = older.get(key);
    const value = met !== undefined || older.has(key) ? (met as V) : make(key);
    if (recent.size === limit) {
      older = recent;
      recent = new Map();
    }
    recent.set(key, value);
    return value;
  };
};
