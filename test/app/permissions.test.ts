import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { actionsOf, configActions, freeActions, storeActions } from '#app/actions.ts';
import { defaultRoles } from '#app/roles.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import type { Inventory } from '#model/inventory.ts';
import { compareText } from '#model/scope.ts';
import { actions as sandboxActions } from '#sandbox/faults/applies.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { type Recorder, recordCalls } from '#test/builders/recorded-calls.ts';
import { context } from '#test/handlers/distributed.ts';
import { createHub, type Hub } from '#test/infra/hub.ts';
import { deployedFunction, place } from '#test/lanes/lambda/deployed.ts';
import {
  type DurableExecutions,
  type Execution,
  serveDurableExecutions,
} from '#test/lanes/lambda/durable-executions.ts';
import type { Invoked } from '#test/lanes/lambda/lambda-function.ts';
import { memberTemplate } from '../../infra/member-roles/template.ts';

/*
 * Least privilege: each role that is deployed may do what the program was seen to do in its name, and nothing else. The
 * functions run with the environment that the stack gives them; who calls is told by the access key.
 */

/** Called in a function's name by Lambda, X-Ray's daemon and the queue of dead letters: no sandbox sees them. */
const byLambdaItself = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:SendMessage',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

type Document = { Statement: { Effect: string; Action: string | string[] }[] };

const allowedBy = (document: Document): string[] =>
  document.Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : []));

type MemberRole = {
  Properties: { RoleName: { Ref: string }; Policies: { PolicyDocument: Document }[] };
};

/** Every action that a function's role is allowed, by its own policies and by those attached to it. */
const allowedTo = ({ template }: Hub, name: string): string[] => {
  const RoleName = `vpc-path-auditor-${name}`;
  const roles = template.findResources('AWS::IAM::Role', { Properties: { RoleName } });
  const attached = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
    Properties.Roles.some(({ Ref }: { Ref: string }) => Ref in roles),
  );
  const documents: Document[] = [
    ...Object.values(roles).flatMap(({ Properties }) => Properties.Policies),
    ...attached.map(({ Properties }) => Properties),
  ].map(({ PolicyDocument }) => PolicyDocument);
  return [...new Set(documents.flatMap(allowedBy))].sort(compareText);
};

/** What each role of a member account is allowed, by the name that the program knows it by. */
const allowedToMembers = (): Record<string, string[]> => {
  const { Parameters, Resources } = JSON.parse(JSON.stringify(memberTemplate()));
  return Object.fromEntries(
    Object.values<MemberRole>(Resources).map(({ Properties: { RoleName, Policies } }) => [
      Parameters[RoleName.Ref].Default,
      Policies.flatMap(({ PolicyDocument }) => allowedBy(PolicyDocument)).sort(compareText),
    ]),
  );
};

/** S3 says that there is no such object, rather than that it is forbidden, only to who may list the bucket: GetObject. */
const neededUncalled = ['s3:ListBucket'];

const tokyo = { accountId: '222222222222', region: 'ap-northeast-1' };
const tokyoVpc = 'vpc-03f720224cfacb1ea';
const oregonVpc = 'vpc-00bb51592a9fb9efa';

/** Its own account has what Tokyo has: every kind of read has something to read there, too. */
const fill = (sandbox: Sandbox): void => {
  const profile = { Id: 'rpassoc-1', ProfileId: 'rp-1', Status: 'COMPLETE' };
  const inventory = sandbox.inventory(tokyo);
  const zones: Inventory['HostedZones'] = JSON.parse(
    JSON.stringify(inventory?.HostedZones ?? [])
      .replaceAll(tokyoVpc, oregonVpc)
      .replaceAll(tokyo.accountId, place.accountId)
      .replaceAll(tokyo.region, place.region)
      .replaceAll('"HostedZoneId":"Z', '"HostedZoneId":"ZHUB'),
  );
  sandbox.replaceInventory(tokyo, {
    ...inventory,
    ProfileAssociations: [{ ...profile, ResourceId: tokyoVpc }],
  });
  sandbox.replaceInventory(place, {
    ...sandbox.inventory(place),
    HostedZones: zones,
    ProfileAssociations: [{ ...profile, ResourceId: oregonVpc }],
  });
};

const scope = { organizationalUnits: ['r-a1b2'] };
const publishing = { mode: 'central', central: place };

type Handler = (event: unknown, context: object) => Promise<unknown>;
const handlerOf = async (name: 'audit' | 'orchestrate' | 'worker'): Promise<Handler> => {
  const { handler } = await {
    audit: () => import('#handlers/audit.ts'),
    orchestrate: () => import('#handlers/orchestrate.ts'),
    worker: () => import('#handlers/worker.ts'),
  }[name]();
  return handler as unknown as Handler;
};

const invoked = (payload: unknown): Invoked => ({
  requestId: 'request',
  traceId: '',
  outcome: { kind: 'response', payload },
  lines: [],
});

let hub: Hub;
let recorder: Recorder;
let durable: DurableExecutions;
let server: Awaited<ReturnType<typeof serveSandbox>>;
beforeAll(async () => {
  hub = await createHub(place);
  const { environment } = deployedFunction(hub, 'audit');
  const parameters = new Map([
    [environment['VPC_PATH_AUDITOR_CONFIG_PARAMETER'] ?? '', JSON.stringify({ scope })],
    ['/central', JSON.stringify({ scope, publishing })],
  ]);
  const sandbox = createSandbox({ snapshot: await readSnapshot(organizationDir), parameters });
  fill(sandbox);
  recorder = recordCalls(sandbox);
  server = await serveSandbox(recorder.sandbox);
  durable = await serveDurableExecutions(deployedFunction(hub, 'orchestrate').arn);
  const variables = {
    ...environment,
    ...deployedFunction(hub, 'orchestrate').environment,
    AWS_ENDPOINT_URL: server.url,
    AWS_ENDPOINT_URL_LAMBDA: durable.url,
    AWS_REGION: place.region,
    AWS_LAMBDA_FUNCTION_NAME: 'vpc-path-auditor',
    POWERTOOLS_TRACE_ENABLED: 'false',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  durable.close();
  await server.close();
});

/** Less what everybody may call. */
const called = (principal: string): string[] =>
  recorder.actions(principal).filter((action) => !freeActions.includes(action));

/** What the roles of member accounts were used for, as `allowedToMembers` tells what they may. */
const calledByMembers = (): Record<string, string[]> =>
  Object.fromEntries(Object.values(defaultRoles).map((name) => [name, called(name)]));

const granted = (name: string): string[] =>
  allowedTo(hub, name).filter((action) => ![...byLambdaItself, ...neededUncalled].includes(action));

// The first of the two: it finds nothing published.
describe('a run of many accounts', () => {
  let execution: Execution;
  let invocations = 0;
  beforeAll(async () => {
    const [orchestrate, worker] = await Promise.all([handlerOf('orchestrate'), handlerOf('worker')]);
    execution = await durable.run(
      {},
      {
        durable: async (input) => invoked(await orchestrate(input, context())),
        invoke: async (_, payload) => {
          invocations += 1;
          return invoked(await worker(payload, context()));
        },
      },
    );
  }, 120_000);

  it('calls in the worker’s name what that may', () => expect(called('caller')).toEqual(granted('worker')));
  it('calls in the name of each member role what that may', () =>
    expect(calledByMembers()).toEqual(allowedToMembers()));
  it('asks Lambda in the orchestrator’s name what that may', () => {
    const { checkpoint, state } = execution.requests;
    const asked = [
      ['lambda:CheckpointDurableExecution', checkpoint] as const,
      ['lambda:GetDurableExecutionState', state] as const,
      ['lambda:InvokeFunction', invocations] as const,
    ].flatMap(([action, times]) => (times === 0 ? [] : [action]));
    expect(asked).toEqual(granted('orchestrate'));
  });
});

describe('a question, and audits published by owner and centrally', () => {
  beforeAll(async () => {
    recorder.reset();
    const audit = await handlerOf('audit');
    const question = { vpc: tokyoVpc, service: 'bedrock-runtime', serviceRegion: 'us-west-2' };
    await audit({ action: 'explain', ...question }, context());
    await audit({}, context());
    vi.stubEnv('VPC_PATH_AUDITOR_CONFIG_PARAMETER', '/central');
    await audit({}, context());
  }, 120_000);

  it('call in the function’s name what that may', () => expect(called('caller')).toEqual(granted('audit')));
  it('call in the name of each member role what that may', () =>
    expect(calledByMembers()).toEqual(allowedToMembers()));
});

describe('nothing is called that is not declared', () => {
  it('by any test: AWS as it is here knows those actions alone', () => {
    const declared = [...Object.values(actionsOf).flat(), ...freeActions, ...configActions, ...storeActions];
    expect([...new Set([...sandboxActions, ...neededUncalled])].sort(compareText)).toEqual(
      declared.sort(compareText),
    );
  });
});
