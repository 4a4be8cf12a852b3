import type { Outcome } from '#model/coverage.ts';

/**
 * What is the same whoever asks: asked once per key in a whole run. A failure is the asker's own (its permissions,
 * its throttle), so the next one asks again.
 */
export type Once<Value> = {
  once(key: string, ask: () => Promise<Outcome<Value>>): Promise<Outcome<Value>>;
};

export const createOnce = <Value>(): Once<Value> => {
  const asked = new Map<string, Promise<Outcome<Value>>>();
  return {
    once: async (key, ask) => {
      for (let other = asked.get(key); other !== undefined; other = asked.get(key)) {
        const outcome = await other;
        if (outcome.ok) return outcome;
        if (asked.get(key) === other) asked.delete(key);
      }
      const mine = ask();
      asked.set(key, mine);
      return mine;
    },
  };
};
