import { z } from 'zod';
import { type Scope, scopeKey } from '#model/scope.ts';
import { type Store, StoreError } from '../store/store.ts';

/**
 * Which accounts and Regions need not be searched for findings of the other publishing mode any more. One document for
 * the place of central findings; lost, all are searched once more.
 */
const document = z.strictObject({ schemaVersion: z.literal(1), scopes: z.array(z.string()) });

export type Settled = {
  load: () => Promise<ReadonlySet<string>>;
  /** Remembers these alone; answers whether the store could be asked. */
  save: (scopes: ReadonlySet<string>) => Promise<boolean>;
};

export const createSettled = (documents: Store, place: Scope): Settled => {
  const key = `ledger/${scopeKey(place)}/settled.json`;
  const asked = async <T>(answer: Promise<T>): Promise<T | null> => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof StoreError) return null;
      throw error;
    }
  };
  return {
    load: async () => {
      const { success, data } = document.safeParse(await asked(documents.get(key)));
      return new Set(success ? data.scopes : []);
    },
    save: async (scopes) => {
      const put = documents.put(key, { schemaVersion: 1, scopes: [...scopes].sort() });
      return (await asked(put.then(() => true))) ?? false;
    },
  };
};
