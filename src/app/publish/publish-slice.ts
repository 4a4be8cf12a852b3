import type { Failure } from '#model/coverage.ts';
import type { Finding } from '#model/finding.ts';
import { compareText, type Scope } from '#model/scope.ts';
import type { FindingsClient } from '#securityhub/client.ts';
import { toHeldFinding } from '#securityhub/held-finding.ts';
import { decide, idsToRead, type ReconcilePlan, reconcile, toPlan } from '#securityhub/reconcile.ts';
import type { AwsSecurityFinding, HeldFinding, ImportReport } from '#securityhub/types.ts';
import { type Ledger, type Memory, toEntries, toHeld } from './ledger.ts';
import { sentBy } from './publish-place.ts';
import { type Run, toReconcileInput } from './run.ts';
import { mergeTallies, type Tally, tallyOf, toPublishFailure, toTally } from './tally.ts';

/** One slice of a place: what it is wanted to hold, and what it was remembered to. */
export type Slice = {
  slice: number;
  place: Scope;
  client: FindingsClient;
  ledger: Ledger;
  wanted: readonly Finding[];
  memory: Memory | null;
};

/** What is active once a plan was sent: told by what was imported, and else by what was held. */
const heldAfter = (
  place: Scope,
  held: readonly HeldFinding[],
  { plan, report }: { plan: ReconcilePlan; report: ImportReport },
): HeldFinding[] => {
  const imported = new Set(report.imported);
  const isImported = ({ Id = '' }: AwsSecurityFinding): boolean => imported.has(Id);
  const made = [...plan.create, ...plan.update, ...plan.refresh]
    .filter(isImported)
    .flatMap((record) => toHeldFinding(record, place) ?? []);
  const replaced = new Set([
    ...made.map(({ id }) => id),
    ...plan.archive.filter(isImported).map(({ Id }) => Id),
  ]);
  return [...held.filter(({ id, recordState }) => recordState === 'ACTIVE' && !replaced.has(id)), ...made];
};

const isSame = (one: Memory['findings'], other: Memory['findings']): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const unwritten = 'the ledger could not be written: what it holds is read from Security Hub again';

const untoldGoodNews: Failure = {
  cause: 'unknown',
  code: null,
  message: 'not sent, because the ledger could not be written: it would go on telling of what was before',
};

const isGoodNews = ({ RecordState, Compliance }: AwsSecurityFinding): boolean =>
  RecordState === 'ARCHIVED' || Compliance?.Status !== 'FAILED';

/**
 * What may be sent while a memory that tells otherwise goes on being trusted: were it bad again tomorrow, as remembered,
 * good news would be left standing.
 */
const withoutGoodNews = (plan: ReconcilePlan): { plan: ReconcilePlan; untold: string[] } => {
  const isBad = (record: AwsSecurityFinding): boolean => !isGoodNews(record);
  return {
    plan: { ...plan, update: plan.update.filter(isBad), archive: plan.archive.filter(isBad) },
    untold: [...plan.update, ...plan.archive].filter(isGoodNews).map(({ Id = '' }) => Id),
  };
};

/** Sends what is owed, and remembers what came of it; a night without a change writes nothing. */
const settle = async (
  { slice, place, client, ledger, memory }: Slice,
  owed: { held: readonly HeldFinding[]; plan: ReconcilePlan; readAt: string | null },
): Promise<Tally> => {
  const { held, readAt } = owed;
  const isTrusted = memory !== null && memory.readAt !== null;
  const suspected = isTrusted && sentBy(owed.plan).length > 0 ? await ledger.suspect(slice, memory) : null;
  const { plan, untold } =
    suspected?.isWritten === false ? withoutGoodNews(owed.plan) : { plan: owed.plan, untold: [] };
  const report = await client.importFindings(sentBy(plan));
  const findings = toEntries(heldAfter(place, held, { plan, report })).sort((a, b) =>
    compareText(a.id, b.id),
  );
  const isUnchanged =
    suspected === null && memory !== null && memory.readAt === readAt && isSame(findings, memory.findings);
  const isSaved =
    isUnchanged || (await ledger.save(slice, { findings, readAt }, suspected?.expected ?? memory));
  const isWritten = isSaved && (suspected?.isWritten ?? true);
  const tally = toTally({ place, held, plan, report });
  if (isWritten) return tally;
  const failed = untold.map((id) => toPublishFailure(place, id, untoldGoodNews));
  return mergeTallies([tally, tallyOf({ notices: [unwritten], failed })]);
};

/** Would a reading of the whole slice take fewer calls (100 findings each) than one of the named (20 each)? */
const isCheaperWhole = (named: number, remembered: number): boolean => named * 4 > remembered;

/**
 * Brings a slice into step from memory. Only what is to be made or archived is read, by its Id. Null when that is so
 * much that the slice had better be read whole.
 */
export const publishFromMemory = async (at: Slice & { memory: Memory }, run: Run): Promise<Tally | null> => {
  const { place, client, wanted, memory } = at;
  const { readAt } = memory;
  const remembered = toHeld(memory, place);
  const steps = decide(toReconcileInput({ held: remembered, wanted }, run));
  const ids = idsToRead(steps);
  if (ids.length === 0) return settle(at, { held: remembered, plan: toPlan(steps, run.observedAt), readAt });
  if (isCheaperWhole(ids.length, remembered.length)) return null;
  const read = await client.held({ ids });
  if (!read.ok) return tallyOf({ failed: [toPublishFailure(place, null, read.failure)] });
  const isRead = new Set(ids);
  const held = [...remembered.filter(({ id }) => !isRead.has(id)), ...read.value];
  return settle(at, { held, plan: reconcile(toReconcileInput({ held, wanted }, run)), readAt });
};

/** The memory of before still tells when findings were first seen that somebody deleted. */
const firstSeenIn = (memory: Memory | null): [string, string][] =>
  (memory?.findings ?? []).map(({ id, createdAt }) => [id, createdAt]);

/** Brings a slice into step with Security Hub itself. Where that cannot be read, a memory that is merely old will do. */
export const publishFromReading = async (at: Slice, run: Run): Promise<Tally> => {
  const { slice, place, client, wanted, memory } = at;
  const read = await client.held({ slice });
  if (read.ok) {
    const firstSeenBefore = new Map([...firstSeenIn(memory), ...run.firstSeenBefore]);
    const plan = reconcile(toReconcileInput({ held: read.value, wanted }, { ...run, firstSeenBefore }));
    return settle(at, { held: read.value, plan, readAt: run.observedAt });
  }
  const failure = tallyOf({ failed: [toPublishFailure(place, null, read.failure)] });
  if (memory === null || memory.readAt === null) return failure;
  const tally = await publishFromMemory({ ...at, memory }, run);
  const notice = `findings could not be read back as they are every week (${read.failure.cause}): the next run tries again`;
  return tally === null ? failure : mergeTallies([tally, tallyOf({ notices: [notice] })]);
};
