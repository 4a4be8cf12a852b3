import type { Outcome } from '#model/coverage.ts';

/**
 * What AWS offers from one Region to another is the same for every account: asked once per pair of Regions in a
 * whole run. A failure is the asker's own (its permissions, its throttle), so the next one asks again.
 */
export type Offers = {
  once(pair: string, ask: () => Promise<Outcome<readonly string[]>>): Promise<Outcome<readonly string[]>>;
};

export const createOffers = (): Offers => {
  const asked = new Map<string, Promise<Outcome<readonly string[]>>>();
  return {
    once: async (pair, ask) => {
      for (let other = asked.get(pair); other !== undefined; other = asked.get(pair)) {
        const outcome = await other;
        if (outcome.ok) return outcome;
        if (asked.get(pair) === other) asked.delete(pair);
      }
      const mine = ask();
      asked.set(pair, mine);
      return mine;
    },
  };
};
