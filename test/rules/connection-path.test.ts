import { describe, expect, it } from 'vitest';
import { withoutEvidence } from '#app/stages/result.ts';
import type { Account } from '#model/account.ts';
import type { Config } from '#model/config.ts';
import { findingSchema } from '#model/finding.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { VpcEndpoint, VpcPeeringConnection } from '#model/records.ts';
import { pathClasses } from '#model/words.ts';
import { connectionPath } from '#rules/connection-path.ts';
import { evaluateRules } from '#rules/registry.ts';
import * as build from '#test/builders/network.ts';
import { findingsOfRule, ruleInput } from '#test/builders/rules.ts';

const { oregon, tokyo, tokyoToOregon } = build;

const findingsOf = (
  inventories: ScopedInventory[],
  { accounts = build.accounts, config = {} }: { accounts?: Account[]; config?: Partial<Config> } = {},
) => {
  return findingsOfRule(connectionPath, inventories, { accounts, config });
};

const overPeering = (...args: Parameters<typeof findingsOf>) => {
  const finding = findingsOf(...args).find(({ subject }) => subject.id === 'vpc-tokyo/pcx-1/vpce-1');
  if (finding === undefined) throw new Error('no finding of the path over the peering');
  return finding;
};

const subject = 'vpc-tokyo/pcx-1/vpce-1';

/** As Oregon alone sees it, with this requester. */
const seenBy = (side: VpcPeeringConnection['RequesterVpcInfo'], ...more: ScopedInventory[]) => {
  const view = { VpcPeeringConnections: [build.peeringRecord({ RequesterVpcInfo: side })] };
  const endpoints = { ...view, VpcEndpoints: [build.endpointRecord()] };
  return overPeering([build.inventoryOf(oregon, endpoints), ...more]);
};

it('tells Tokyo’s way to Oregon’s Bedrock, in Tokyo’s account and Region', () => {
  expect(overPeering(tokyoToOregon())).toEqual({
    id: `vpc-path-auditor/aws/111111111111/ap-northeast-1/connection-path/${subject}`,
    rule: 'connection-path',
    severity: 'informational',
    status: 'passed',
    title:
      'Bedrock over a peering: vpc-tokyo (111111111111, ap-northeast-1) to com.amazonaws.us-west-2.bedrock-runtime in us-west-2 through vpce-1',
    ...tokyo,
    subject: { type: 'Other', id: subject, arn: 'arn:aws:ec2:us-west-2:222222222222:vpc-endpoint/vpce-1' },
    pathIds: [subject],
    evidence:
      'Service "com.amazonaws.us-west-2.bedrock-runtime": its owner is "amazon" by its name alone, of the Bedrock family; client VPC vpc-tokyo is joined to the endpoint\'s VPC by peering pcx-1 (status "active"). Verdict: unknown. endpoint-state: The endpoint\'s state is "available". peering-state: The peering\'s status is "active". consumer-route: Not read: DescribeSubnets in 111111111111/ap-northeast-1. consumer-nacl: Not read: the interfaces of vpce-1. endpoint-subnet-nacl: Not read: the interfaces of vpce-1. endpoint-security-groups: Not read: the security groups of vpce-1. return-route: Not read: the interfaces of vpce-1.',
    remediation: null,
    fixOwner: null,
    firstSeenAt: null,
    exemption: null,
    ownerTags: {},
    ruleUrl: expect.stringMatching(/^https:.*#connection-path$/),
    dependsOn: {
      scopes: [tokyo, oregon],
      parts: [
        { ...oregon, operation: 'DescribeVpcEndpoints', id: 'vpce-1' },
        { ...tokyo, operation: 'DescribeVpcPeeringConnections', id: 'pcx-1' },
        { ...oregon, operation: 'DescribeVpcPeeringConnections', id: 'pcx-1' },
      ],
    },
    toRegion: oregon.region,
  });
});

it('is of the published form', () => {
  for (const finding of findingsOf(tokyoToOregon()).map(withoutEvidence)) {
    expect(findingSchema.parse(finding)).toEqual(finding);
  }
});

it('says where a blocked path ends, and what would mend it', () => {
  const { evidence } = overPeering(tokyoToOregon({}, { Status: { Code: 'pending-acceptance' } }));
  expect(evidence).toContain('Verdict: blocked, at peering-state.');
  expect(evidence).toContain('Accept peering pcx-1 in account 222222222222 (us-west-2).');
});

describe('the owner', () => {
  const [workload, hub] = build.accounts as [Account, Account];
  it.each([
    ['is the consumer’s account when it is in the Organization', [workload, hub], tokyo],
    ['is the consumer’s account though it was not scanned', [workload], tokyo],
    ['is the endpoint’s account when the consumer is a stranger', [hub], oregon],
    ['is where the endpoint was read when nobody is listed', [], oregon],
  ])('%s', (_, accounts, owner) => {
    const [, scanned] = tokyoToOregon() as [ScopedInventory, ScopedInventory];
    expect(overPeering([scanned], { accounts })).toMatchObject(owner);
  });

  describe('when the peering does not tell the consumer’s', () => {
    const whole = build.peeringRecord().RequesterVpcInfo ?? {};
    const { Region: _, ...withoutRegion } = whole;
    const { OwnerId: __, ...withoutOwner } = whole;
    const own = build.inventoryOf(tokyo, { Vpcs: [{ VpcId: 'vpc-tokyo', OwnerId: tokyo.accountId }] });

    it.each<[string, VpcPeeringConnection['RequesterVpcInfo']]>([
      ['Region', withoutRegion],
      ['account', withoutOwner],
    ])('%s, is not told until its own scope is read', (_, side) => {
      expect(seenBy(side).status).toBe('not-evaluated');
      expect(seenBy(side, own)).toMatchObject({
        ...tokyo,
        status: 'passed',
        id: overPeering(tokyoToOregon()).id,
      });
    });

    it('Region, is the endpoint’s when the consumer is a stranger', () => {
      const view = tokyoToOregon({}, { RequesterVpcInfo: withoutRegion }).slice(1);
      expect(overPeering(view, { accounts: [hub] })).toMatchObject({ ...oregon, status: 'passed' });
    });
  });

  it('is the endpoint’s account when AWS told no VPC', () => {
    expect(findingsOf(tokyoToOregon({ VpcId: '' }))).toMatchObject([
      { ...oregon, subject: { id: '-/-/vpce-1' } },
    ]);
  });
});

it('depends on no scope outside the Organization', () => {
  const { dependsOn } = overPeering(tokyoToOregon(), { accounts: build.accounts.slice(1) });
  expect(dependsOn.scopes).toEqual([oregon]);
  expect(dependsOn.parts.map(({ accountId }) => accountId)).toEqual([oregon.accountId, oregon.accountId]);
});

it('inside one VPC depends on the endpoint’s own listing alone', () => {
  const own = findingsOf(tokyoToOregon()).find(({ subject: { id } }) => id === 'vpc-oregon/-/vpce-1');
  expect(own?.dependsOn).toEqual({
    scopes: [oregon],
    parts: [{ ...oregon, operation: 'DescribeVpcEndpoints', id: 'vpce-1' }],
  });
});

it.each([
  ['eusc-de-east-1', 'aws-eusc'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
])('in %s is of partition %s', (region, partition) => {
  const inventory = build.inventoryOf({ ...oregon, region }, { VpcEndpoints: [build.endpointRecord()] });
  const [finding] = findingsOf([inventory]);
  expect(finding?.id).toContain(`vpc-path-auditor/${partition}/222222222222/${region}/`);
  expect(finding?.subject.arn).toBe(`arn:${partition}:ec2:${region}:222222222222:vpc-endpoint/vpce-1`);
});

describe('when DescribeVpcEndpointServices failed', () => {
  const failed = { DescribeVpcEndpointServices: { complete: false, cause: 'throttled' as const } };
  const partly = [{ ServiceName: build.bedrockRuntime, Owner: 'amazon' }];
  it.each<[string, Inventory, Partial<VpcEndpoint>, string]>([
    ['a class by the name alone is not evaluated', { Coverage: failed }, {}, 'not-evaluated'],
    [
      'a class by who offers it is not evaluated',
      {
        Coverage: failed,
        ServiceConfigurations: [{ ServiceId: 'vpce-svc-1', ServiceName: build.bedrockRuntime }],
      },
      {},
      'not-evaluated',
    ],
    ['a class by what it did tell passes', { Coverage: failed, ServiceDetails: partly }, {}, 'passed'],
    [
      'a class by the type passes',
      { Coverage: failed },
      { VpcEndpointType: 'GatewayLoadBalancer' },
      'passed',
    ],
    ['a class without a service passes', { Coverage: failed }, { VpcEndpointType: 'Resource' }, 'passed'],
  ])('%s', (...[, facts, endpoint, status]) => {
    const inventory = { VpcEndpoints: [build.endpointRecord(endpoint)], ...facts };
    expect(findingsOf([build.inventoryOf(oregon, inventory)])).toMatchObject([{ status }]);
  });

  it.each<[string, Inventory]>([
    ['was never asked', {}],
    ['knows no such service', { ServiceDetails: [] }],
  ])('but where it %s, the name is enough', (_, facts) => {
    const inventory = { VpcEndpoints: [build.endpointRecord()], ...facts };
    expect(findingsOf([build.inventoryOf(oregon, inventory)])).toMatchObject([{ status: 'passed' }]);
  });
});

const kms = { ServiceName: 'com.amazonaws.us-west-2.kms' };

const idsFor = (config: Partial<Config>) =>
  findingsOf(tokyoToOregon(kms), { config }).map((f) => f.subject.id);

describe('publishing', () => {
  it('leaves other AWS services over a peering out unless asked', () => {
    expect(idsFor({})).toEqual(['vpc-oregon/-/vpce-1']);
    expect(idsFor({ publishedClasses: [...pathClasses] })).toEqual([subject, 'vpc-oregon/-/vpce-1']);
    expect(idsFor({ publishedClasses: [] })).toEqual([]);
  });
});

describe('the finding’s identity', () => {
  it.each([
    ['the endpoint’s state', tokyoToOregon({ State: 'deleting' })],
    ['the peering’s status', tokyoToOregon({}, { Status: { Code: 'deleted' } })],
    ['the service', tokyoToOregon({ ServiceName: 'com.amazonaws.us-west-2.bedrock' })],
    ['what else was scanned', tokyoToOregon().slice(1)],
  ])('does not change with %s', (_, inventories) => {
    expect(overPeering(inventories).id).toBe(overPeering(tokyoToOregon()).id);
    expect(overPeering(inventories).dependsOn).toEqual(overPeering(tokyoToOregon()).dependsOn);
  });
});

it('refuses paths of another network', () => {
  const { paths } = ruleInput(tokyoToOregon());
  expect(() => evaluateRules({ ...ruleInput([]), paths }, [connectionPath])).toThrow('vpc-oregon/-/vpce-1');
});
