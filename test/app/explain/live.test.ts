import { describe, expect, it } from 'vitest';
import { createLiveAsker } from '#app/explain/live-asker.ts';
import { explain } from '#app/explain.ts';
import { createLiveSource } from '#app/live-source.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { createSnapshotSource } from '#app/snapshot-source.ts';
import { createAws } from '#aws/clients.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import type { Explanation } from '#model/explanation.ts';
import type { Snapshot } from '#model/snapshot.ts';
import type { FaultRule } from '#sandbox/faults/plan.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { told } from '#test/builders/explain.ts';
import { configOf } from '#test/builders/network.ts';
import { testCredentials } from '#test/builders/scripted-handler.ts';

const demo = await readSnapshot(organizationDir);
const tokyo = 'vpc-03f720224cfacb1ea';
const virginia = 'vpc-06480b4cda7fb63e9';
const hub = '111111111111';

type Asked = { vpc: string; service: string; serviceRegion: string };
type Live = { snapshot?: Snapshot; faults?: FaultRule[]; isOrganization?: boolean };

/** Asks the sandbox over the real wire exchanges, as the hub's account; what was read of whom, and how often. */
const askLive = async (
  question: Asked,
  { snapshot = demo, faults = [], isOrganization = true }: Live = {},
) => {
  const sandbox = createSandbox({ snapshot, faults: { seed: 1, rules: faults } });
  const own = createAws({
    requestHandler: sandbox.requestHandler,
    credentials: testCredentials,
    retry: { maxAttempts: 1 },
  });
  const role = { roleName: 'auditor', callerAccountId: hub, region: 'us-west-2' };
  const aws = isOrganization ? own.assuming(role) : own;
  const config = configOf();
  const caller = { accountId: hub, arn: `arn:aws:iam::${hub}:user/auditor`, partition: 'aws' };
  const read: string[] = [];
  const explanation = await explain({
    source: createLiveSource({
      aws,
      caller,
      homeRegion: 'us-west-2',
      isOrganization,
      scope: config.scope,
      units: [],
    }),
    asker: createLiveAsker(aws),
    config,
    question,
    onProgress: (progress) => {
      if (progress.kind === 'scope-read') read.push(`${progress.scope.accountId} ${progress.scope.region}`);
    },
  });
  return { explanation, read, calls: sandbox.calls() };
};

const askSnapshot = async (question: Asked): Promise<Explanation> => {
  const config = configOf();
  const source = await createSnapshotSource(organizationDir, config.scope);
  return explain({ source, asker: null, config, question, onProgress: () => undefined });
};

const bedrock: Asked = { vpc: tokyo, service: 'bedrock-runtime', serviceRegion: 'us-west-2' };

describe('the demo organization', () => {
  it.each<[string, Asked, string, string[]]>([
    [
      'Tokyo to Bedrock in Oregon',
      bedrock,
      'yes',
      ['existing-path yes', 'cross-region-endpoint no', 'same-region-endpoint unknown'],
    ],
    [
      'Tokyo to S3 in Oregon',
      { ...bedrock, service: 's3' },
      'yes',
      ['existing-path yes', 'cross-region-endpoint yes'],
    ],
    [
      'Tokyo to KMS in Oregon',
      { ...bedrock, service: 'kms' },
      'yes',
      ['existing-path yes', 'cross-region-endpoint yes'],
    ],
    [
      'Tokyo to STS in Oregon',
      { ...bedrock, service: 'sts' },
      'no',
      ['cross-region-endpoint no', 'peering yes'],
    ],
    [
      'Tokyo to the feature store',
      { ...bedrock, service: 'com.amazonaws.vpce.us-west-2.vpce-svc-01ddf1d825d8ceccf' },
      // Nobody configured which port it listens on.
      'unknown',
      ['existing-path unknown', 'cross-region-endpoint unknown'],
    ],
    [
      'Virginia to Bedrock in Oregon',
      { ...bedrock, vpc: virginia },
      'no',
      ['existing-path no', 'cross-region-endpoint no', 'same-region-endpoint unknown', 'peering yes'],
    ],
    [
      'Tokyo to ECR at home',
      { ...bedrock, service: 'ecr.api', serviceRegion: 'ap-northeast-1' },
      'yes',
      ['existing-path yes', 'same-region-endpoint yes'],
    ],
  ])('%s: the same live and from the snapshot', async (_, question, answer, options) => {
    const { explanation } = await askLive(question);
    expect([explanation.answer, told(explanation)]).toEqual([answer, options]);
    const offline = await askSnapshot(question);
    expect({ ...offline, input: 'live' }).toEqual(explanation);
  });

  it('reads what the question needs alone', async () => {
    const { read, calls, explanation } = await askLive(bedrock);
    expect(read).toEqual(['222222222222 ap-northeast-1', '111111111111 us-west-2']);
    expect(explanation.coverage.scopes).toHaveLength(2);
    expect(Object.keys(calls).filter((action) => action.startsWith('securityhub:'))).toEqual([]);
    expect(Object.keys(calls).filter((action) => !/:(Describe|List|Get|AssumeRole)/.test(action))).toEqual(
      [],
    );
  });

  it('looks into its own account where something is to be built', async () => {
    const { read, explanation } = await askLive({
      vpc: virginia,
      service: 'bedrock-runtime',
      serviceRegion: 'ap-northeast-1',
    });
    expect(read).toContain('333333333333 ap-northeast-1');
    expect(told(explanation)).toEqual([
      'cross-region-endpoint no',
      'same-region-endpoint unknown',
      'build yes',
    ]);
  });
});

const denied = (operation: string, account?: string, region?: string): FaultRule => ({
  fault: 'access-denied',
  operation,
  ...(account === undefined ? {} : { account }),
  ...(region === undefined ? {} : { region }),
});

describe('what cannot be read', () => {
  it.each<[string, Live, string, string[]]>([
    [
      'the other side',
      { faults: [denied('ec2:DescribeVpcEndpoints', hub)] },
      'unknown',
      ['cross-region-endpoint no', 'same-region-endpoint unknown', 'peering unknown'],
    ],
    [
      'routes in Tokyo',
      { faults: [denied('ec2:DescribeRouteTables', '222222222222')] },
      'unknown',
      ['existing-path unknown', 'cross-region-endpoint no', 'same-region-endpoint unknown'],
    ],
    [
      'what AWS offers',
      { faults: [denied('ec2:DescribeVpcEndpointServices', '222222222222')] },
      'yes',
      ['existing-path yes', 'cross-region-endpoint unknown', 'same-region-endpoint unknown'],
    ],
  ])('%s: is unknown, never no, and a gap', async (_, live, answer, options) => {
    const { explanation } = await askLive(bedrock, live);
    expect([explanation.answer, told(explanation)]).toEqual([answer, options]);
    expect(explanation.coverage.complete).toBe(false);
  });

  it('of the provider side alone is no gap', async () => {
    const { explanation } = await askLive(bedrock, {
      faults: [denied('ec2:DescribeVpcEndpointServiceConfigurations')],
    });
    expect(explanation).toMatchObject({ answer: 'yes', coverage: { complete: true } });
  });

  it("the partner's side, which nobody of the organization can read", async () => {
    const question = { vpc: virginia, service: 'lambda', serviceRegion: 'us-east-1' };
    const { explanation } = await askLive(question);
    expect([explanation.answer, told(explanation)]).toEqual([
      'unknown',
      ['same-region-endpoint yes', 'peering unknown'],
    ]);
    expect(explanation.coverage).toMatchObject({ complete: false });
    const { scopes } = explanation.coverage;
    expect(scopes.map(({ accountId, region, status }) => `${accountId} ${region} ${status}`)).toEqual([
      '111111111111 us-east-1 complete',
      '111111111111 us-west-2 complete',
      '333333333333 us-east-1 complete',
      '444444444444 us-east-1 excluded',
    ]);
  });

  it('a VPC that could be anywhere is not found, and how much was not searched is told', async () => {
    const faults = [denied('ec2:DescribeVpcs', '222222222222')];
    await expect(askLive(bedrock, { faults })).rejects.toThrow(
      /vpc: vpc-03f720224cfacb1ea was not found .* 3 of 9 accounts and Regions could not be asked \(222222222222 /,
    );
  });

  it('the other account, unless the organization is asked for', async () => {
    const oregon = 'vpc-00bb51592a9fb9efa';
    const question = { vpc: oregon, service: 's3', serviceRegion: 'ap-northeast-1' };
    const { explanation } = await askLive(question, { isOrganization: false });
    expect(explanation.coverage.complete).toBe(false);
    const gap = explanation.coverage.scopes.find(({ accountId }) => accountId === '222222222222');
    expect(gap).toMatchObject({ status: 'failed', reads: [{ message: 'not in this run' }] });
    expect(explanation.answer).toBe('unknown');
  });
});

describe('a VPC that nothing leads out of', () => {
  const lone = 'vpc-0aaaaaaaaaaaaaaaa';
  const inventories = demo.inventories.map(({ scope, inventory }) =>
    scope.accountId === '222222222222' && scope.region === 'ap-northeast-1'
      ? {
          scope,
          inventory: {
            ...inventory,
            Vpcs: [
              ...(inventory.Vpcs ?? []),
              { VpcId: lone, OwnerId: scope.accountId, CidrBlock: '10.99.0.0/16' },
            ],
          },
        }
      : { scope, inventory },
  );

  it('is found, and told what AWS offers and what to build', async () => {
    const snapshot = { ...demo, inventories };
    const { explanation } = await askLive({ ...bedrock, vpc: lone }, { snapshot });
    expect([explanation.answer, told(explanation)]).toEqual([
      'no',
      ['cross-region-endpoint no', 'same-region-endpoint unknown', 'build yes'],
    ]);
  });

  it('is offered what AWS offers across Regions, though no peering led there before', async () => {
    const snapshot = {
      ...demo,
      inventories: inventories.map(({ scope, inventory }) => ({
        scope,
        inventory: { ...inventory, VpcPeeringConnections: [] },
      })),
    };
    const { explanation } = await askLive({ ...bedrock, vpc: lone, service: 'kms' }, { snapshot });
    expect([explanation.answer, told(explanation)]).toEqual(['no', ['cross-region-endpoint yes']]);
  });
});

describe('a name that nobody knows', () => {
  it.each<[string, Partial<Asked>, RegExp]>([
    [
      'VPC',
      { vpc: 'vpc-03f720224cfacb1eb' },
      /^vpc: vpc-03f720224cfacb1eb was not found .*; nearest: vpc-03f720224cfacb1ea \(tokyo-ecs, 222222222222, ap-northeast-1\)$/,
    ],
    ['VPC, by its Name tag', { vpc: 'tokyo-ecs' }, /nearest: vpc-03f720224cfacb1ea \(tokyo-ecs, /],
    [
      'service',
      { service: 'bedrock-runtme' },
      /^service: AWS offers 28 services in us-west-2, and none is called bedrock-runtme; nearest: bedrock-runtime$/,
    ],
    ['service by its first word', { service: 'bedrock-models' }, /nearest: bedrock, bedrock-agent/],
    [
      'service of another Region',
      { service: 'com.amazonaws.us-east-1.kms' },
      /^service: com\.amazonaws\.us-east-1\.kms is in us-east-1, and the service Region is us-west-2$/,
    ],
    [
      'service that is none',
      { service: 'bedrock runtime' },
      /^service: "bedrock runtime" is no name of a service/,
    ],
    [
      'resource of another Region',
      { service: 'arn:aws:vpc-lattice:us-east-1:111111111111:resourceconfiguration/rcfg-1' },
      /is in us-east-1, and not in us-west-2/,
    ],
    [
      'Region',
      { serviceRegion: 'us-wets-2' },
      /^service Region: us-wets-2 is none that is known here \(there are ap-northeast-1, us-east-1, us-west-2\); nearest: us-west-2$/,
    ],
    ['VPC of any length', { vpc: 'v'.repeat(10_000) }, /^vpc: v{120} was not found /],
    ['service of any length', { service: 's'.repeat(10_000) }, /^service: "s{120}" is no name of a service/],
  ])('%s: is refused with the nearest that are known, live and offline', async (_, wrong, message) => {
    const question = { ...bedrock, ...wrong };
    await expect(askLive(question)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    await expect(askSnapshot(question)).rejects.toThrow(message);
  });
});
