import { describe, expect, it } from 'vitest';
import type { Account } from '#model/account.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import type { VpcPeeringConnection } from '#model/records.ts';
import type { Scope } from '#model/scope.ts';
import { overPeerings, peeringSubject } from '#rules/kit/peering-subject.ts';
import { opinionOf } from '#test/builders/judgement.ts';
import * as build from '#test/builders/network.ts';
import { ruleInput } from '#test/builders/rules.ts';

const { oregon, tokyo } = build;
const stranger = '999999999999';

const shownBy = (scope: Scope, fields: Partial<VpcPeeringConnection> = {}): ScopedInventory =>
  build.inventoryOf(scope, { VpcPeeringConnections: [build.peeringRecord(fields)] });

type World = { accounts?: Account[]; isListed?: boolean; trustedAccounts?: string[] };

const subjectIn = (
  inventories: ScopedInventory[],
  { accounts = build.accounts, isListed = true, trustedAccounts = [] }: World = {},
) => {
  const input = ruleInput(inventories, { accounts, isListed, config: { trustedAccounts } });
  const peering = input.network.peerings.get('pcx-1');
  if (peering === undefined) throw new Error('no peering');
  return peeringSubject(input, peering);
};

it('is the requester’s, and rests on both sides', () => {
  const whole = {
    owner: tokyo,
    isOwnerSure: true,
    subject: {
      type: 'AwsEc2VpcPeeringConnection',
      id: 'pcx-1',
      arn: 'arn:aws:ec2:ap-northeast-1:111111111111:vpc-peering-connection/pcx-1',
    },
    pathIds: [],
    dependsOn: {
      scopes: [tokyo, oregon],
      parts: [
        { ...tokyo, operation: 'DescribeVpcPeeringConnections', id: 'pcx-1' },
        { ...oregon, operation: 'DescribeVpcPeeringConnections', id: 'pcx-1' },
      ],
    },
    resources: [
      { id: 'pcx-1', accountId: tokyo.accountId, tags: [] },
      { id: 'pcx-1', accountId: oregon.accountId, tags: [] },
      { id: 'vpc-tokyo', accountId: tokyo.accountId, tags: null },
      { id: 'vpc-oregon', accountId: oregon.accountId, tags: null },
    ],
  };
  expect(subjectIn([shownBy(tokyo), shownBy(oregon)])).toEqual(whole);
  // Whoever shows it: the other side may not have been scanned tonight, and then nobody knows its tags.
  const [ofTokyo, ofOregon, ...vpcs] = whole.resources;
  const resources = [ofTokyo, { ...ofOregon, tags: null }, ...vpcs];
  expect(subjectIn([shownBy(tokyo)])).toEqual({ ...whole, resources });
  expect(subjectIn([shownBy(oregon)])).toEqual({
    ...whole,
    resources: [{ ...ofTokyo, tags: null }, ofOregon, ...vpcs],
  });
});

const [workload, hub] = build.accounts as [Account, Account];

it.each<[string, Account[], Scope, Scope[]]>([
  ['the accepter’s where the requester is a stranger', [hub], oregon, [oregon]],
  ['the requester’s where the accepter is', [workload], tokyo, [tokyo]],
  ['whoever shows it, where nobody is listed', [], oregon, [oregon]],
])('is %s', (_, accounts, owner, scopes) => {
  expect(subjectIn([shownBy(oregon)], { accounts })).toMatchObject({ owner, dependsOn: { scopes } });
});

it('in one account and Region rests on that scope once', () => {
  const side = { OwnerId: tokyo.accountId, Region: tokyo.region, VpcId: 'vpc-b', CidrBlock: '10.3.0.0/16' };
  const about = subjectIn([shownBy(tokyo, { AccepterVpcInfo: side })]);
  expect(about?.dependsOn).toMatchObject({ scopes: [tokyo], parts: [{ ...tokyo, id: 'pcx-1' }] });
  expect(about?.resources.map(({ id }) => id)).toEqual(['pcx-1', 'vpc-tokyo', 'vpc-b']);
});

const asked = (fields: VpcPeeringConnection['RequesterVpcInfo']) => [
  shownBy(oregon, { RequesterVpcInfo: { VpcId: 'vpc-far', ...fields } }),
];

describe('whose it is', () => {
  it.each<[string, VpcPeeringConnection['RequesterVpcInfo'], World, boolean]>([
    ['is sure of an account of ours', { OwnerId: tokyo.accountId, Region: tokyo.region }, {}, true],
    ['is not without the account', { Region: tokyo.region }, {}, false],
    ['nor without the Region', { OwnerId: tokyo.accountId }, {}, false],
    ['is sure of a stranger', { OwnerId: stranger, Region: tokyo.region }, {}, true],
    ['wherever that one is', { OwnerId: stranger }, {}, true],
    [
      'is not where the accounts were not listed',
      { OwnerId: stranger, Region: tokyo.region },
      { isListed: false },
      false,
    ],
    [
      'but of one who is trusted, and so none of ours',
      { OwnerId: stranger, Region: tokyo.region },
      { isListed: false, trustedAccounts: [stranger] },
      true,
    ],
    [
      'and of one of those that were told',
      { OwnerId: tokyo.accountId, Region: tokyo.region },
      { isListed: false },
      true,
    ],
  ])('%s', (_, side, world, isOwnerSure) => {
    expect(subjectIn(asked(side), world)?.isOwnerSure).toBe(isOwnerSure);
  });
});

it('has each side’s own tags', () => {
  const inventories = [
    shownBy(tokyo, { Tags: [{ Key: 'team', Value: 'app' }] }),
    shownBy(oregon, { Tags: [{ Key: 'team', Value: 'hub' }] }),
  ];
  for (const order of [inventories, inventories.toReversed()]) {
    expect(subjectIn(order)?.resources.slice(0, 2)).toEqual([
      { id: 'pcx-1', accountId: tokyo.accountId, tags: [{ Key: 'team', Value: 'app' }] },
      { id: 'pcx-1', accountId: oregon.accountId, tags: [{ Key: 'team', Value: 'hub' }] },
    ]);
  }
});

it('takes the tags of a side from no other scope', () => {
  const elsewhere = shownBy({ ...tokyo, region: 'eu-west-1' }, { Tags: [{ Key: 'team', Value: 'x' }] });
  expect(subjectIn([shownBy(oregon), elsewhere])?.resources[0]?.tags).toBeNull();
});

it('a side that was read, and does not show it, has no tags of it', () => {
  const read = build.inventoryOf(tokyo, { VpcPeeringConnections: [], Vpcs: [] });
  const tags = subjectIn([shownBy(oregon), read])?.resources.map((resource) => resource.tags);
  expect(tags).toEqual([[], [], [], null]);
});

it('is in the partition of its owner', () => {
  const side = { OwnerId: tokyo.accountId, Region: 'cn-north-1', VpcId: 'vpc-tokyo' };
  expect(subjectIn([shownBy(oregon, { RequesterVpcInfo: side })])?.subject.arn).toBe(
    'arn:aws-cn:ec2:cn-north-1:111111111111:vpc-peering-connection/pcx-1',
  );
});

const idsOf = (all: ReturnType<ReturnType<typeof overPeerings>>) =>
  [...all].map(({ about }) => about.subject.id);

it('overPeerings judges every peering once, and leaves out what a rule is not concerned with', () => {
  const two = {
    VpcPeeringConnections: [
      build.peeringRecord({ VpcPeeringConnectionId: 'pcx-2', Status: { Code: 'deleted' } }),
      build.peeringRecord(),
    ],
  };
  const input = ruleInput([build.inventoryOf(tokyo, two), build.inventoryOf(oregon, two)]);
  expect(idsOf(overPeerings(() => opinionOf())(input))).toEqual(['pcx-1', 'pcx-2']);
  const alive = overPeerings(({ status }) => (status === 'active' ? opinionOf() : null));
  expect(idsOf(alive(input))).toEqual(['pcx-1']);
});
