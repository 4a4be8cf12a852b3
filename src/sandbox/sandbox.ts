import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { HttpHandler } from '@smithy/core/protocols';
import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { compareText, scopeKey } from '#model/scope.ts';
import type { Snapshot } from '#model/snapshot.ts';
import type { Gate } from './dispatch.ts';
import { dispatch } from './dispatch.ts';
import type { Injected } from './faults/injector.ts';
import { createInjector } from './faults/injector.ts';
import type { FaultPlan } from './faults/plan.ts';
import { createLimiter } from './limits.ts';
import { requestHandlerOf } from './request-handler.ts';
import { heldFindings } from './services/security-hub/get-findings.ts';
import type { State, StoredObject } from './state.ts';
import { inventoryOf } from './state.ts';
import type { WireRequest, WireResponse } from './wire.ts';

export type SandboxOptions = {
  snapshot: Snapshot;
  /** Delays every response by so many milliseconds. */
  latencyMs?: number;
  /** Refuses what AWS's own request rates would refuse. */
  limits?: boolean;
  /** What goes wrong. */
  faults?: FaultPlan;
  /** How long the request handler waits for an answer that never comes, in milliseconds: 30,000 unless told. */
  requestTimeoutMs?: number;
  /** What Security Hub holds from the start. */
  findings?: readonly AwsSecurityFinding[];
  /** What S3 holds from the start, by `bucket/key`. */
  objects?: ReadonlyMap<string, StoredObject>;
  /** What SSM holds, by name. */
  parameters?: ReadonlyMap<string, string>;
  /** Scopes in which Security Hub is not enabled. */
  securityHubOff?: Scope[];
  now?: () => Date;
};

export type Sandbox = {
  /** For tests: `new EC2Client({ requestHandler: sandbox.requestHandler, region, credentials })`. */
  requestHandler: HttpHandler;
  /** One HTTP exchange; what both the request handler and the server answer with. */
  respond: (request: WireRequest) => Promise<WireResponse>;
  replaceInventory: (scope: Scope, inventory: Inventory) => void;
  inventory: (scope: Scope) => Inventory | undefined;
  /** What Security Hub holds, of one scope or of all, sorted by Id. */
  findings: (scope?: Scope) => AwsSecurityFinding[];
  /** What S3 holds, by `bucket/key`. */
  objects: () => ReadonlyMap<string, StoredObject>;
  /** Requests by IAM action (`ec2:DescribeVpcEndpoints`) since the start or the last reset, refused ones too. */
  calls: () => Record<string, number>;
  resetCalls: () => void;
  /** Other faults from now on, or none; their calls are counted anew. */
  replaceFaults: (plan: FaultPlan | null) => void;
  /** The faults that happened, in order, since they were last replaced. */
  injected: () => readonly Injected[];
  /** Every secret key and session token handed out so far. */
  secrets: () => string[];
};

const byScope = (findings: readonly AwsSecurityFinding[]): State['findings'] => {
  const scopes = Map.groupBy(findings, ({ AwsAccountId = '', Region = '' }) =>
    scopeKey({ accountId: AwsAccountId, region: Region }),
  );
  return new Map(
    [...scopes].map(([key, held]) => [key, new Map(held.map((finding) => [finding.Id ?? '', finding]))]),
  );
};

const stateOf = ({
  snapshot,
  securityHubOff = [],
  findings = [],
  objects = new Map(),
  parameters = new Map(),
  now = () => new Date(),
}: SandboxOptions): State => ({
  organization: snapshot.organization,
  inventories: new Map(snapshot.inventories.map((scoped) => [scopeKey(scoped.scope), scoped])),
  sessions: new Map(),
  findings: byScope(findings),
  objects: new Map(objects),
  parameters,
  securityHubOff: new Set(securityHubOff.map(scopeKey)),
  now,
});

const noFaults: FaultPlan = { seed: 0, rules: [] };

/**
 * AWS for one snapshot: EC2, Organizations, STS, Security Hub, S3, SSM and Route 53 with Resolver and Profiles, for the
 * operations the product calls, over their own wire protocols. Findings and sessions are held in memory.
 */
export const createSandbox = (options: SandboxOptions): Sandbox => {
  const { latencyMs = 0, limits = false, faults = noFaults, requestTimeoutMs = 30_000 } = options;
  const state = stateOf(options);
  const calls = new Map<string, number>();
  let injector = createInjector(faults);
  const gate: Gate = {
    state,
    onCall: (action) => calls.set(action, (calls.get(action) ?? 0) + 1),
    mayPass: limits ? createLimiter(state.now) : () => true,
    faultOf: (asked) => injector.next(asked),
  };
  const respond = async (request: WireRequest): Promise<WireResponse> => {
    const response = dispatch(gate, request);
    if (latencyMs > 0) await sleep(latencyMs);
    return response;
  };
  return {
    requestHandler: requestHandlerOf(respond, requestTimeoutMs),
    respond,
    replaceInventory: (scope, inventory) => void state.inventories.set(scopeKey(scope), { scope, inventory }),
    inventory: (scope) => inventoryOf(state, scope),
    findings: (scope) =>
      heldFindings(state).filter(
        ({ AwsAccountId, Region }) =>
          scope === undefined || (AwsAccountId === scope.accountId && Region === scope.region),
      ),
    objects: () => new Map(state.objects),
    calls: () => Object.fromEntries([...calls].toSorted(([a], [b]) => compareText(a, b))),
    resetCalls: () => calls.clear(),
    replaceFaults: (plan) => {
      injector = createInjector(plan ?? noFaults);
    },
    injected: () => injector.injected(),
    secrets: () =>
      [...state.sessions.values()].flatMap(({ secretAccessKey, sessionToken }) => [
        secretAccessKey,
        sessionToken,
      ]),
  };
};
