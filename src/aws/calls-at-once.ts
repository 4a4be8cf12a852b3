import type { HttpHandler } from './shared-handler.ts';

/** Runs works, at most `most` at a time; the others wait, first come first served. */
const createTurns = (most: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
};

/**
 * The handler, with at most `most` requests on their way at a time. A request that waits for its turn is not on its way:
 * no timeout of the handler's runs yet.
 */
export const atOnce = (handler: HttpHandler, most: number): HttpHandler => {
  const turns = createTurns(most);
  return { ...handler, handle: (request, options) => turns(() => handler.handle(request, options)) };
};
