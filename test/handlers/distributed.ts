import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { emptyInventory } from '#app/stages/empty-inventory.ts';
import { createFolderStore } from '#app/store/folder-store.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import type { Reply } from '#handlers/reply.ts';
import type { RunSummary } from '#handlers/run-summary.ts';
import type { WorkerEvent } from '#handlers/worker-event.ts';
import type { ScanResult } from '#model/result.ts';
import type { Snapshot } from '#model/snapshot.ts';
import type { FaultPlan } from '#sandbox/faults/plan.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { type Kill, type Measured, runDurable, type Worker } from '#test/builders/durable.ts';

/* The real handlers of the distributed engine, as Lambda would run them, against a sandbox on loopback. */

const regions = Array.from({ length: 17 }, (_, index) => `eu-test-${index + 1}`);
/** Between the demo's accounts, so that what these hold lies in two batches. */
const empties = ['150000000000', '160000000000', '170000000000'];

const demo = await readSnapshot(organizationDir);

/** The demo's organization, and empty accounts: enough scopes for two batches. */
export const organization: Snapshot = {
  organization: {
    ...demo.organization,
    Accounts: [...demo.organization.Accounts, ...empties.map((Id) => ({ Id, State: 'ACTIVE' }))],
  },
  inventories: [
    ...demo.inventories,
    ...empties.flatMap((accountId) =>
      regions.map((region) => ({ scope: { accountId, region }, inventory: emptyInventory })),
    ),
  ],
};

const noFaults: FaultPlan = { seed: 0, rules: [] };

export type Lane = { sandbox: Sandbox; folder: string; close: () => Promise<void> };

/** A sandbox that the environment of this process leads to, and a folder for the store. */
export const openLane = async (store: 'folder' | 's3' = 'folder', faults = noFaults): Promise<Lane> => {
  const sandbox = createSandbox({ snapshot: organization, faults });
  const server = await serveSandbox(sandbox);
  const folder = await mkdtemp(join(tmpdir(), 'runs-'));
  const environment = {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: 'us-west-2',
    AWS_LAMBDA_FUNCTION_NAME: 'vpc-path-auditor',
    POWERTOOLS_TRACE_ENABLED: 'false',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
    VPC_PATH_AUDITOR_ROLE_NAME: 'vpc-path-auditor-read',
    VPC_PATH_AUDITOR_WORKER: 'worker',
    VPC_PATH_AUDITOR_STORE: store === 's3' ? 's3://runs-of-the-audit/night' : folder,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return {
    sandbox,
    folder,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
};

type Handlers = {
  orchestrate: never;
  worker: Worker;
  audit: (event: object, context: object) => Promise<Reply>;
};

const load = async (): Promise<Handlers> => {
  const [orchestrate, worker, audit] = await Promise.all([
    import('#handlers/orchestrate.ts'),
    import('#handlers/worker.ts'),
    import('#handlers/audit.ts'),
  ]);
  return {
    orchestrate: orchestrate.handler,
    worker: worker.handler,
    audit: audit.handler,
  } as unknown as Handlers;
};

/** Lambda's context; `remainingMs` answers each time it is asked. */
export const context = (remainingMs: () => number = () => 900_000) => ({
  functionName: 'vpc-path-auditor',
  awsRequestId: 'request',
  getRemainingTimeInMillis: remainingMs,
});

/** What happens to a worker instead of its work, or around it; by the event and how often that came before. */
export type Fate = (event: WorkerEvent, before: number, work: () => Promise<unknown>) => Promise<unknown>;

/** One run of the distributed engine. */
export const distributed = async ({
  event = {},
  kills = [],
  fate = (_event, _before, work) => work(),
}: {
  event?: object;
  kills?: readonly Kill[];
  fate?: Fate;
} = {}): Promise<Measured<RunSummary>> => {
  const { orchestrate, worker } = await load();
  const asked = new Map<string, number>();
  const fated: Worker = (work, lambda) => {
    const key = JSON.stringify(work);
    const before = asked.get(key) ?? 0;
    asked.set(key, before + 1);
    return fate(work, before, () => worker(work, { ...(lambda as object), ...context() } as never));
  };
  return runDurable<RunSummary>({ handler: orchestrate, event, workers: { worker: fated }, kills });
};

/** The worker alone, as the orchestrator would invoke it. */
export const invokeWorker = async (event: WorkerEvent, remainingMs?: () => number): Promise<unknown> => {
  const { worker } = await load();
  return worker(event as never, context(remainingMs) as never);
};

/** The same night in one process. */
export const inOneProcess = async (event: object = {}, remainingMs?: () => number): Promise<ScanResult> => {
  const { audit } = await load();
  const { truncated: _truncated, runId: _runId, ...result } = await audit(event, context(remainingMs));
  return result;
};

export const resultOf = async ({ folder }: Lane, runId: string): Promise<ScanResult> =>
  (await createFolderStore(folder).get(`runs/${runId}/result.json`)) as ScanResult;

/** A result but for its times, which no two runs share. */
export const timeless = ({ startedAt: _s, finishedAt: _f, findings, ...result }: ScanResult) => ({
  ...result,
  findings: findings.map(({ firstSeenAt: _t, ...finding }) => finding),
});

/** What Security Hub holds, but for its times. */
export const heldIn = ({ sandbox }: Lane) =>
  sandbox
    .findings()
    .map(({ CreatedAt: _c, UpdatedAt: _u, FirstObservedAt: _f, LastObservedAt: _l, ...held }) => held);

/** The same, without what is said of reads that failed. */
export const heldOfPaths = (lane: Lane) =>
  heldIn(lane).filter(({ GeneratorId }) => GeneratorId !== 'vpc-path-auditor/coverage-gap');
