import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { createLiveSource, type LiveSource } from '#app/live-source.ts';
import type { FindingsStores } from '#app/ports.ts';
import { analyseRun } from '#app/stages/analyse-run.ts';
import { clearRun } from '#app/stages/clear-run.ts';
import { collectBatch } from '#app/stages/collect-batch.ts';
import { finishRun } from '#app/stages/finish-run.ts';
import { planRun } from '#app/stages/plan-run.ts';
import { publishBatch } from '#app/stages/publish-batch.ts';
import { searchRun } from '#app/stages/search-run.ts';
import { createS3Store } from '#app/store/s3-store.ts';
import { createBucket } from '#aws/bucket.ts';
import { createAws } from '#aws/clients.ts';
import { whoAmI } from '#aws/identity.ts';
import { orchestrate } from '#handlers/orchestration.ts';
import type { RunSummary } from '#handlers/run-summary.ts';
import type { WorkerEvent } from '#handlers/worker-event.ts';
import type { PublishingConfig } from '#model/config-publishing.ts';
import type { Inventory } from '#model/inventory.ts';
import type { ScanResult } from '#model/result.ts';
import { scopeKey } from '#model/scope.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { type Kill, runDurable } from '#test/builders/durable.ts';
import { configOf } from '#test/builders/network.ts';
import { testCredentials } from '#test/builders/scripted-handler.ts';
import type { Night } from './nights.ts';

/* One night of the distributed engine: the orchestrator and the stages of its workers, in this process, over the wire. */

const homeRegion = 'us-west-2';
const hub = { accountId: '111111111111', region: homeRegion };

/** Where findings are kept; `owner again` is after a time in the centre, which is still told. */
export const publishing = {
  owner: { mode: 'owner', central: null },
  'owner again': { mode: 'owner', central: hub },
  central: { mode: 'central', central: hub },
} as const satisfies Record<string, PublishingConfig>;
export type Publishing = keyof typeof publishing;

/** What becomes of the n-th worker of a stage: it dies before its work or after it, or has time for so many calls. */
export type Fate = { stage: WorkerEvent['stage']; at: number; ends: 'before' | 'after' | number };

export type Trouble = { kills: readonly Kill[]; fates: readonly Fate[] };
export const noTrouble: Trouble = { kills: [], fates: [] };

export type DurableNight = Night & { status: string | undefined };

const silent = { error() {}, warn() {}, info() {}, debug() {} };
const handler = withDurableExecution((_event: never, context: DurableContext) => {
  context.configureLogger({ customLogger: silent });
  return orchestrate({ action: 'scan', publish: true }, context, 'worker');
});

const retry = { maxAttempts: 3, maxWaitMs: 2 };

type Tonight = { sandbox: Sandbox; mode: Publishing; at: string; inventories: Map<string, Inventory> };

/** Connections of a worker's own; it has time for so many calls. */
const connect = async ({ sandbox, mode, inventories }: Tonight, callsInTime: number) => {
  let calls = 0;
  const own = createAws({
    requestHandler: sandbox.requestHandler,
    credentials: testCredentials,
    retry,
    onCall: () => {
      calls += 1;
    },
  });
  const identity = await whoAmI(own, homeRegion);
  if (!identity.ok) throw new Error(`no valid AWS credentials (${identity.failure.cause})`);
  const caller = identity.value;
  const aws = own.assuming({ roleName: 'auditor', callerAccountId: caller.accountId, region: homeRegion });
  const config = configOf({ publishing: publishing[mode] });
  const live = createLiveSource({ aws, caller, homeRegion, isOrganization: true, scope: config.scope });
  const source: LiveSource = {
    ...live,
    read: async (scope) => {
      const inventory = await live.read(scope);
      inventories.set(scopeKey(scope), inventory);
      return inventory;
    },
  };
  const stores: FindingsStores = (scope) =>
    createFindingsClient(aws.securityHub(scope), { ...scope, partition: 'aws' }, () => aws.release(scope));
  const store = createS3Store(createBucket(own.s3(homeRegion), 'runs'), '');
  const timeLeft = (): number => (calls < callsInTime ? 60_000 : 0);
  return { config, source, stores, store, timeLeft };
};

type Bench = Awaited<ReturnType<typeof connect>> & { clock: () => Date };
type Stage = WorkerEvent['stage'];
type EventOf<S extends Stage> = Extract<WorkerEvent, { stage: S }>;

const selection = { accounts: null, regions: null };
const onMistake = (_: unknown, error: unknown): never => {
  throw error;
};

const stages: { [S in Stage]: (event: EventOf<S>, bench: Bench) => Promise<object> } = {
  plan: async (_, bench) => {
    const { run, batches } = await planRun({ ...bench, selection, isPublishing: true });
    return { runId: run.runId, batches, scopes: run.plan.scopes.length };
  },
  collect: ({ runId, batch }, bench) => collectBatch({ ...bench, runId, batch, onMistake }),
  analyse: ({ runId, failures }, { store }) => analyseRun({ store, runId, failures }),
  search: ({ runId }, bench) => searchRun({ ...bench, runId }),
  publish: ({ runId, batch }, bench) => publishBatch({ ...bench, runId, batch }),
  clear: ({ runId }, bench) => clearRun({ ...bench, runId }),
  finish: async ({ runId, failures }, { store, clock }) => ({
    runId,
    ...(await finishRun({ store, runId, failures, clock })),
  }),
};

const doStage = <S extends Stage>(event: EventOf<S> & { stage: S }, bench: Bench): Promise<object> =>
  stages[event.stage](event, bench);

const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** By where it is held and its Id: a change of the mode leaves two of one Id. */
export const heldBy = (sandbox: Sandbox): Night['held'] =>
  new Map(
    plain(sandbox.findings()).map((finding) => [
      `${finding.AwsAccountId}/${finding.Region} ${finding.Id}`,
      finding,
    ]),
  );

/** What a later night needs of the store. */
const memoryOf = (sandbox: Sandbox): Night['objects'] =>
  new Map([...sandbox.objects()].filter(([name]) => name.includes('ledger/')));

/** A night of a day of November 2026. A run that fails has no result. */
export const durableNight = async (
  sandbox: Sandbox,
  { mode, day }: { mode: Publishing; day: number },
  { kills, fates }: Trouble = noTrouble,
): Promise<DurableNight> => {
  const at = new Date(Date.UTC(2026, 10, day, 3)).toISOString();
  const tonight: Tonight = { sandbox, mode, at, inventories: new Map() };
  const clock = () => new Date(at);
  const begun = new Map<string, number>();
  let result: ScanResult | null = null;
  const worker = async (event: WorkerEvent): Promise<unknown> => {
    const before = begun.get(event.stage) ?? 0;
    begun.set(event.stage, before + 1);
    const ends = fates.find((fate) => fate.stage === event.stage && fate.at === before)?.ends;
    if (ends === 'before') throw new Error('Task timed out after 900.00 seconds');
    const connection = await connect(tonight, typeof ends === 'number' ? ends : Number.POSITIVE_INFINITY);
    const done = await doStage(event, { ...connection, clock });
    if (ends === 'after') throw new Error('Runtime exited with error: signal: killed');
    if (!('result' in done)) return done;
    result = done.result as ScanResult;
    return {};
  };
  const run = await runDurable<RunSummary>({ handler, event: {}, workers: { worker }, kills });
  return {
    status: run.status,
    result: run.status === 'SUCCEEDED' ? result : null,
    inventories: tonight.inventories,
    held: heldBy(sandbox),
    objects: memoryOf(sandbox),
    said: JSON.stringify([run.result, result]),
  };
};
