import { createLiveSource } from '#app/live-source.ts';
import type { Progress, Selection } from '#app/ports.ts';
import { scan } from '#app/scan.ts';
import { createAws } from '#aws/clients.ts';
import { whoAmI } from '#aws/identity.ts';
import type { Config } from '#model/config.ts';
import type { Inventory } from '#model/inventory.ts';
import type { ScanResult } from '#model/result.ts';
import type { Scope } from '#model/scope.ts';
import type { Organization, Snapshot } from '#model/snapshot.ts';
import type { FaultRule } from '#sandbox/faults/plan.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { configOf } from './network.ts';
import { testCredentials } from './scripted-handler.ts';

export const emptyScope: Inventory = {
  VpcEndpoints: [],
  VpcPeeringConnections: [],
  ServiceConfigurations: [],
};

/** The IDs of so many accounts; the first is the hub's. */
export const accountIds = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(111_111_111_111 + index));

/** An organization with nothing in it, each account with each Region. */
export const emptyOrganization = (
  accounts: readonly (string | Organization['Accounts'][number])[],
  regions: readonly string[],
): Snapshot => {
  const Accounts = accounts.map((account) =>
    typeof account === 'string' ? { Id: account, State: 'ACTIVE' } : account,
  );
  return {
    organization: { schemaVersion: 1, Accounts },
    inventories: Accounts.flatMap(({ Id }) =>
      regions.map((region) => ({ scope: { accountId: Id, region }, inventory: emptyScope })),
    ),
  };
};

export type RunOptions = {
  snapshot: Snapshot;
  faults?: FaultRule[];
  scope?: object;
  config?: Config;
  selection?: Partial<Selection>;
  isOrganization?: boolean;
  latencyMs?: number;
  signal?: AbortSignal;
};

export type Run = { result: ScanResult; calls: Record<string, number>; notices: string[]; read: Scope[] };

/** One scan of the organization, without publishing, as the CLI makes it; what it asked, and what it told on the way. */
export const runOrganization = async (options: RunOptions): Promise<Run> => {
  const { snapshot, faults = [], selection, isOrganization = true, latencyMs = 0, signal } = options;
  const config = options.config ?? configOf();
  const scope = { ...config.scope, ...options.scope };
  const sandbox = createSandbox({ snapshot, faults: { seed: 1, rules: faults }, latencyMs });
  const own = createAws({
    requestHandler: sandbox.requestHandler,
    credentials: testCredentials,
    retry: { maxAttempts: 2 },
  });
  const identity = await whoAmI(own, 'us-west-2');
  if (!identity.ok) throw new Error('the sandbox does not know its caller');
  const caller = identity.value;
  const role = { roleName: 'auditor', callerAccountId: caller.accountId, region: 'us-west-2' };
  const aws = isOrganization ? own.assuming(role) : own;
  const told: Progress[] = [];
  const result = await scan({
    source: createLiveSource({ aws, caller, homeRegion: 'us-west-2', isOrganization, scope }),
    config: { ...config, scope },
    selection: { accounts: null, regions: null, ...selection },
    stores: null,
    failOn: null,
    clock: () => new Date('2026-11-22T03:00:00.000Z'),
    onProgress: (progress) => told.push(progress),
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    result,
    calls: sandbox.calls(),
    notices: told.flatMap((progress) => (progress.kind === 'planned' ? progress.plan.notices : [])),
    read: told.flatMap((progress) => (progress.kind === 'scope-read' ? [progress.scope] : [])),
  };
};
