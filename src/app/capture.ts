import { randomBytes } from 'node:crypto';
import type { ScopeCoverage } from '#model/coverage.ts';
import type { Organization } from '#model/snapshot.ts';
import { collectAll } from './collect-all.ts';
import { toScopeCoverage } from './coverage.ts';
import type { Clock, Progress, Selection, Source } from './ports.ts';
import { createRedactor } from './snapshot/redact.ts';
import { createSnapshotWriter } from './snapshot/write-snapshot.ts';
import { untilInterrupted } from './until-interrupted.ts';

export type CaptureOptions = {
  source: Source;
  selection: Selection;
  /** Where the snapshot goes: a directory that is missing or empty. */
  dir: string;
  /** Replace accounts, resource IDs, names and tags, under a key that nobody keeps. */
  isRedacted: boolean;
  clock: Clock;
  /**
   * Once aborted, nothing more is read: the snapshot tells what was not. Before there is a plan nothing is written: the
   * promise rejects with its reason.
   */
  signal?: AbortSignal | undefined;
  onProgress: (progress: Progress) => void;
};

/** Writes what was read as a snapshot, each inventory as soon as it is there; answers what was read of each scope. */
export const capture = async (options: CaptureOptions): Promise<ScopeCoverage[]> => {
  const { source, selection, dir, isRedacted, clock, signal, onProgress } = options;
  const plan = await source.plan(selection);
  signal?.throwIfAborted();
  const writer = await createSnapshotWriter(dir, {
    capturedAt: plan.observedAt ?? clock().toISOString(),
  });
  onProgress({ kind: 'planned', plan });
  const redactor = isRedacted ? createRedactor(randomBytes(32).toString('hex')) : null;
  const coverage = await collectAll(untilInterrupted(source, signal), plan.scopes, {
    onProgress,
    take: async ({ scope, inventory }) => {
      const written = redactor?.inventory(scope, inventory) ?? { scope, inventory };
      await writer.writeInventory(written.scope, written.inventory);
      return toScopeCoverage(scope, inventory);
    },
  });
  const ServiceNames = await source.offered(plan.scopes);
  const organization: Organization = { schemaVersion: 1, Accounts: plan.accounts, ServiceNames };
  await writer.finish(redactor?.organization(organization) ?? organization);
  return coverage;
};
