import * as z from 'zod/mini';
import { type Scope, scopeKey } from '#model/scope.ts';
import { MalformedDocument, type Store } from '../store/store.ts';
import { unlessAsked } from './unless-asked.ts';

/** What is remembered of changes of the publishing mode; lost, owners' places are searched once more. */
const modeHistory = z.strictObject({
  schemaVersion: z.literal(1),
  /** Keys of the scopes that need not be searched for owners' findings any more. */
  searched: z.array(z.string()),
  /** When owner mode last archived what the central place held: the ledger knows nothing of that. */
  clearedAt: z.nullable(z.string()),
});
export type ModeHistory = { searched: ReadonlySet<string>; clearedAt: string | null };

export const noHistory: ModeHistory = { searched: new Set(), clearedAt: null };

const keyOf = (place: Scope): string => `ledger/${scopeKey(place)}/mode-history.json`;

/** What is no JSON makes no sense either. */
const senseless = (error: unknown): unknown => {
  if (error instanceof MalformedDocument) return error;
  throw error;
};

/**
 * Of the place of central findings; null when the store cannot be asked. What makes no sense may have told of a
 * clearing, so that nothing in the ledger counts.
 */
export const loadModeHistory = async (
  documents: Store,
  { place, now }: { place: Scope; now: string },
): Promise<ModeHistory | null> => {
  const unasked = Symbol('unasked');
  const document = await unlessAsked<unknown>(documents.get(keyOf(place)).catch(senseless), unasked);
  if (document === unasked) return null;
  if (document === null) return noHistory;
  const { success, data } = modeHistory.safeParse(document);
  return success
    ? { searched: new Set(data.searched), clearedAt: data.clearedAt }
    : { ...noHistory, clearedAt: now };
};

/** Answers whether the store could be asked. */
export const saveModeHistory = (
  documents: Store,
  place: Scope,
  { searched, clearedAt }: ModeHistory,
): Promise<boolean> => {
  const document: z.infer<typeof modeHistory> = {
    schemaVersion: 1,
    searched: [...searched].sort(),
    clearedAt,
  };
  const put = documents.put(keyOf(place), document);
  return unlessAsked(
    put.then(() => true),
    false,
  );
};
