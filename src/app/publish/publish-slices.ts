import pMap from 'p-map';
import type { Finding } from '#model/finding.ts';
import { compareText, type Scope } from '#model/scope.ts';
import type { FindingsClient } from '#securityhub/client.ts';
import { sliceCount, sliceOf } from '#securityhub/slice.ts';
import type { Store } from '../store/store.ts';
import { createLedger, isTrusted, sinceCleared } from './ledger.ts';
import { noTime } from './no-time.ts';
import { publishFromMemory, publishFromReading, type Slice } from './publish-slice.ts';
import { type Run, withStore } from './run.ts';
import { mergeTallies, type Tally, tallyOf, toPublishFailure } from './tally.ts';

/** Slices at once: from memory, and from readings, which wait for GetFindings' 3 calls a second anyway. */
const fromMemoryAtOnce = 4;
const fromReadingAtOnce = 2;

const byAge = (a: { readAt: string }, b: { readAt: string }): number => compareText(a.readAt, b.readAt);

export type Centre = {
  place: Scope;
  wanted: readonly Finding[];
  documents: Store;
  /** What is remembered from before this time counts for nothing. */
  clearedAt: string | null;
  /** These alone; without, all. */
  slices?: readonly number[] | undefined;
};

/** A tally, and the slices that there was no time for. */
export type SlicesTally = Tally & { left: number[] };

const allSlices = Array.from({ length: sliceCount }, (_, slice) => slice);

const publishWith = async (
  client: FindingsClient,
  { place, wanted, documents, clearedAt, slices = allSlices }: Centre,
  run: Run,
): Promise<SlicesTally> => {
  const ledger = createLedger(documents, { place, writer: run.observedAt });
  const bySlice = Map.groupBy(wanted, ({ id }) => sliceOf(id));
  const due: { slice: number; readAt: string }[] = [];
  const left: number[] = [];

  const open = async (slice: number): Promise<Slice> => {
    const loaded = await ledger.load(slice);
    const memory = loaded === null ? null : sinceCleared(loaded, clearedAt);
    return { slice, place, client, ledger, wanted: bySlice.get(slice) ?? [], memory };
  };
  const fromMemory = async (slice: number): Promise<Tally> => {
    const { memory, ...at } = await open(slice);
    const isKnown = memory !== null && isTrusted(memory, run.observedAt);
    const tally = isKnown && run.hasTime() ? await publishFromMemory({ ...at, memory }, run) : null;
    if (tally === null) due.push({ slice, readAt: memory?.readAt ?? '' });
    return tally ?? tallyOf({});
  };
  const fromReading = async ({ slice }: { slice: number }): Promise<Tally> => {
    if (run.hasTime()) return publishFromReading(await open(slice), run);
    left.push(slice);
    return tallyOf({ failed: [toPublishFailure(place, null, noTime)] });
  };

  const remembered = await pMap(slices, fromMemory, { concurrency: fromMemoryAtOnce, stopOnError: false });
  const read = await pMap(due.toSorted(byAge), fromReading, {
    concurrency: fromReadingAtOnce,
    stopOnError: false,
  });
  return { ...mergeTallies([...remembered, ...read]), left: left.toSorted((a, b) => a - b) };
};

/**
 * Brings a place with many findings into step, slice by slice: first those that are remembered, which takes no
 * reading, then those that are due to be read, the longest unread first. So a run that is out of time leaves the rest
 * as they are, and the next one goes on there.
 */
export const publishSlices = (centre: Centre, run: Run): Promise<SlicesTally> =>
  withStore(centre.place, run, (client) => publishWith(client, centre, run));
