import * as z from 'zod/mini';
import { type Scope, scopeKey } from '#model/scope.ts';
import type { HeldFinding } from '#securityhub/types.ts';
import type { Store } from '../store/store.ts';
import { unlessAsked } from './unless-asked.ts';

/**
 * What a place with many findings is remembered to hold, one document a slice, so that it is not read back every night.
 * Only active findings are remembered: one that is not is read before it is made. A memory is distrusted when it is
 * older than a week, when it cannot be read, and from before its findings are sent until what came of it is written.
 */
const scope = z.strictObject({ accountId: z.string(), region: z.string() });
const time = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'not a time'));
const entry = z.strictObject({
  id: z.string(),
  owner: scope,
  rule: z.nullable(z.string()),
  createdAt: time,
  updatedAt: time,
  contentHash: z.nullable(z.string()),
  dependsOn: z.nullable(
    z.strictObject({
      scopes: z.array(scope),
      parts: z.array(z.strictObject({ ...scope.shape, operation: z.string(), id: z.string() })),
    }),
  ),
});
const memory = z.strictObject({
  schemaVersion: z.literal(1),
  /** Grows with every write, and which run's it was, by its observation time: whoever finds another's was not alone. */
  revision: z.int().check(z.minimum(0)),
  writer: z.string(),
  /** When Security Hub was last read; null when that must be done again before the memory counts. */
  readAt: z.nullable(time),
  findings: z.array(entry),
});
export type Memory = z.infer<typeof memory>;

/** A week, less half a day: nights do not begin on the second. */
const longestTrust = 6.5 * 86_400_000;

export const isTrusted = ({ readAt }: Memory, now: string): boolean =>
  readAt !== null && Date.parse(now) - Date.parse(readAt) < longestTrust;

/** The memory, to be read again if it is from before the place was cleared by owner mode. */
export const sinceCleared = (memory: Memory, clearedAt: string | null): Memory => {
  const { readAt } = memory;
  const isOlder = readAt !== null && clearedAt !== null && Date.parse(readAt) < Date.parse(clearedAt);
  return isOlder ? { ...memory, readAt: null } : memory;
};

export const toEntries = (findings: readonly HeldFinding[]): Memory['findings'] =>
  findings.map(({ id, owner, rule, createdAt, updatedAt, contentHash, dependsOn }) => ({
    id,
    owner,
    rule,
    createdAt,
    updatedAt,
    contentHash,
    dependsOn,
  }));

/** What is remembered, as if it had been read; all but the record itself. */
export const toHeld = ({ findings }: Memory, place: Scope): HeldFinding[] =>
  findings.map((finding) => ({ ...place, ...finding, recordState: 'ACTIVE', record: null }));

/** The writing functions answer whether the store could be asked: a memory lost costs a reading, and no finding. */
export type Ledger = {
  /** Null when nothing is remembered, nothing that makes sense, or when the store cannot be asked. */
  load: (slice: number) => Promise<Memory | null>;
  /** Distrusts the memory until the next `save`, which is to expect what this answers. */
  suspect: (slice: number, known: Memory) => Promise<{ isWritten: boolean; expected: Memory }>;
  /**
   * Writes what is now known. When another run wrote since `expected` neither memory is the truth: it is kept as one
   * to be read again.
   */
  save: (
    slice: number,
    known: Pick<Memory, 'findings' | 'readAt'>,
    expected: Memory | null,
  ) => Promise<boolean>;
};

const isSameWrite = (one: Memory | null, other: Memory | null): boolean =>
  one?.revision === other?.revision && one?.writer === other?.writer;

/** The ledger of one place, for the run of an observation time. */
export const createLedger = (
  documents: Store,
  { place, writer }: { place: Scope; writer: string },
): Ledger => {
  const keyOf = (slice: number): string => `ledger/${scopeKey(place)}/${String(slice).padStart(2, '0')}.json`;
  const load = async (slice: number): Promise<Memory | null> => {
    const parsed = memory.safeParse(await unlessAsked(documents.get(keyOf(slice)), null));
    return parsed.success ? parsed.data : null;
  };
  const write = (slice: number, document: Memory): Promise<boolean> =>
    unlessAsked(
      documents.put(keyOf(slice), document).then(() => true),
      false,
    );
  const next = (before: Memory | null, known: Pick<Memory, 'findings' | 'readAt'>): Memory => ({
    schemaVersion: 1,
    revision: (before?.revision ?? 0) + 1,
    writer,
    readAt: known.readAt,
    findings: known.findings,
  });
  return {
    load,
    suspect: async (slice, known) => {
      const found = await load(slice);
      const suspected = next(found, { ...known, readAt: null });
      const isWritten = await write(slice, suspected);
      // What another run wrote since it was loaded is gone with this, so that `save` must find something else.
      return { isWritten, expected: isSameWrite(found, known) ? suspected : known };
    },
    save: async (slice, { findings, readAt }, expected) => {
      const found = await load(slice);
      const isAlone = isSameWrite(found, expected);
      return write(slice, next(found, { findings, readAt: isAlone ? readAt : null }));
    },
  };
};
