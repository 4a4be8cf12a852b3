import { AsyncLocalStorage } from 'node:async_hooks';

type Context = Record<string, unknown>;

const newNamespace = () => {
  const storage = new AsyncLocalStorage<Context>();
  let outermost: Context = {};
  const active = (): Context => storage.getStore() ?? outermost;
  const createContext = (): Context => Object.create(active());
  return {
    createContext,
    /** For all that no `run` gives another: X-Ray's SDK enters one, for the function, and never leaves it. */
    enter: (context: Context): void => {
      outermost = context;
    },
    get: (key: string): unknown => active()[key],
    set: <Value>(key: string, value: Value): Value => {
      active()[key] = value;
      return value;
    },
    run: (work: (context: Context) => void): Context => {
      const context = createContext();
      storage.run(context, work, context);
      return context;
    },
  };
};

const namespaces = new Map<string, ReturnType<typeof newNamespace>>();

export const getNamespace = (name: string) => namespaces.get(name);

/**
 * Of the package of this name as much as AWS X-Ray's SDK uses: contexts that asynchronous work takes along. Node keeps them
 * by now; the package's hook runs at every promise of the process instead.
 */
export const createNamespace = (name: string) => {
  const namespace = newNamespace();
  namespaces.set(name, namespace);
  return namespace;
};
