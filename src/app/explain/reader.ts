import type { ScopedInventory } from '#model/inventory.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { collectAll } from '../collect-all.ts';
import type { Plan, Progress, Source } from '../ports.ts';

export type Reading = { onProgress: (progress: Progress) => void; signal?: AbortSignal | undefined };

/** Reads scopes of a plan as they turn out to be needed, each once. */
export type Reader = {
  /** Those that are not in the plan stay unread. */
  read: (scopes: readonly Scope[]) => Promise<void>;
  /** What was read of these scopes, or of all. */
  held: (scopes?: readonly Scope[]) => ScopedInventory[];
};

export const createReader = (source: Source, plan: Plan, { onProgress, signal }: Reading): Reader => {
  const planned = new Map(plan.scopes.map((scope) => [scopeKey(scope), scope]));
  const held = new Map<string, ScopedInventory>();
  return {
    read: async (scopes) => {
      const keys = new Set(scopes.map(scopeKey));
      const wanted = [...keys].flatMap((key) => (held.has(key) ? [] : (planned.get(key) ?? [])));
      const read = await collectAll(source, wanted, { onProgress, signal, take: (one) => one });
      for (const one of read) held.set(scopeKey(one.scope), one);
    },
    held: (scopes) =>
      scopes === undefined
        ? [...held.values()]
        : [...new Set(scopes.map(scopeKey))].flatMap((key) => held.get(key) ?? []),
  };
};
