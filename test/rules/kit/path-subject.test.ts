import { describe, expect, it } from 'vitest';
import type { Account } from '#model/account.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { consumerText, endpointOf, overPaths, pathSubject } from '#rules/kit/path-subject.ts';
import { opinionOf } from '#test/builders/judgement.ts';
import * as build from '#test/builders/network.ts';
import { ruleInput } from '#test/builders/rules.ts';

const { oregon, tokyo } = build;
const overPeering = 'vpc-tokyo/pcx-1/vpce-1';
const inside = 'vpc-oregon/-/vpce-1';
const stranger = '999999999999';

const subjectIn = (inventories: ScopedInventory[], id: string, accounts: Account[] = build.accounts) => {
  const { network, paths } = ruleInput(inventories, { accounts });
  const path = paths.find((one) => one.id === id);
  if (path === undefined) throw new Error(`no path ${id}`);
  return pathSubject(network, path);
};

const both = (inTokyo: Inventory = {}, endpoint: Partial<VpcEndpoint> = {}, inOregon: Inventory = {}) => {
  const [own, hub] = build.tokyoToOregon(endpoint);
  return [
    build.inventoryOf(tokyo, { ...own?.inventory, ...inTokyo }),
    build.inventoryOf(oregon, { ...hub?.inventory, ...inOregon }),
  ];
};

it('a path over a peering is the consumer’s, and rests on both scopes', () => {
  expect(subjectIn(both(), overPeering)).toEqual({
    owner: tokyo,
    isOwnerSure: true,
    subject: {
      type: 'Other',
      id: overPeering,
      arn: 'arn:aws:ec2:us-west-2:222222222222:vpc-endpoint/vpce-1',
    },
    pathIds: [overPeering],
    toRegion: oregon.region,
    dependsOn: {
      scopes: [tokyo, oregon],
      parts: [
        { ...oregon, operation: 'DescribeVpcEndpoints', id: 'vpce-1' },
        { ...tokyo, operation: 'DescribeVpcPeeringConnections', id: 'pcx-1' },
        { ...oregon, operation: 'DescribeVpcPeeringConnections', id: 'pcx-1' },
      ],
    },
    resources: [
      { id: 'vpce-1', accountId: oregon.accountId, tags: [] },
      { id: 'vpc-tokyo', accountId: tokyo.accountId, tags: null },
    ],
  });
});

it('a path inside a VPC is its owner’s, and rests on one scope', () => {
  expect(subjectIn(both(), inside)).toMatchObject({
    owner: oregon,
    toRegion: null,
    dependsOn: { scopes: [oregon], parts: [{ id: 'vpce-1' }] },
    resources: [{ id: 'vpce-1' }, { id: 'vpc-oregon', accountId: oregon.accountId }],
  });
});

describe('whose it is', () => {
  const [workload, hub] = build.accounts as [Account, Account];
  it.each([
    ['the consumer’s', [workload, hub], tokyo],
    ['the endpoint’s where the consumer is a stranger', [hub], oregon],
    ['whoever reads it, where nobody is listed', [], oregon],
  ])('%s', (_, accounts, owner) => {
    expect(subjectIn(both(), overPeering, accounts).owner).toEqual(owner);
  });

  it('a path without a VPC is the endpoint’s', () => {
    expect(subjectIn(both({}, { VpcId: '' }), '-/-/vpce-1')).toMatchObject({
      owner: oregon,
      isOwnerSure: true,
    });
  });
});

it.each<[string, Account[], { OwnerId?: string; Region?: string }, boolean]>([
  ['both are told', build.accounts, { OwnerId: tokyo.accountId, Region: tokyo.region }, true],
  ['no account is told', build.accounts, { Region: tokyo.region }, false],
  ['no Region of an account of ours is told', build.accounts, { OwnerId: tokyo.accountId }, false],
  ['no Region of a stranger is told', build.accounts, { OwnerId: stranger }, true],
])('where %s', (_, accounts, side, isOwnerSure) => {
  const peering = build.peeringRecord({ RequesterVpcInfo: { VpcId: 'vpc-tokyo', ...side } });
  const seen = both({}, {}, { VpcPeeringConnections: [peering] }).slice(1);
  expect(subjectIn(seen, overPeering, accounts).isOwnerSure).toBe(isOwnerSure);
});

it('has the tags of the endpoint and of the consumer’s VPC, each with whose it is', () => {
  const inventories = both(
    { Vpcs: [{ VpcId: 'vpc-tokyo', OwnerId: tokyo.accountId, Tags: [{ Key: 'team', Value: 'app' }] }] },
    { Tags: [{ Key: 'team', Value: 'hub' }] },
  );
  expect(subjectIn(inventories, overPeering).resources).toEqual([
    { id: 'vpce-1', accountId: oregon.accountId, tags: [{ Key: 'team', Value: 'hub' }] },
    { id: 'vpc-tokyo', accountId: tokyo.accountId, tags: [{ Key: 'team', Value: 'app' }] },
  ]);
});

it('takes no tags of a VPC from a participant of it', () => {
  const view = { VpcId: 'vpc-tokyo', OwnerId: tokyo.accountId, Tags: [{ Key: 'team', Value: 'guest' }] };
  const inventories = both({}, {}, { Vpcs: [view] });
  expect(subjectIn(inventories, overPeering).resources).toContainEqual(
    expect.objectContaining({ id: 'vpc-tokyo', tags: null }),
  );
});

it('does not change with the order of what was read', () => {
  expect(subjectIn(both().toReversed(), overPeering)).toEqual(subjectIn(both(), overPeering));
});

describe('overPaths', () => {
  it('judges every path, and leaves out what a rule is not concerned with', () => {
    const input = ruleInput(both());
    const judged = [...overPaths(({ peeringId }) => (peeringId === null ? null : opinionOf()))(input)];
    expect(judged.map(({ about }) => about.subject.id)).toEqual([overPeering]);
    expect([...overPaths(() => opinionOf())(input)]).toHaveLength(2);
  });
});

it('refuses the path of another network', () => {
  const [path] = build.pathsOf(both());
  if (path === undefined) throw new Error('no path');
  expect(() => endpointOf(build.networkOf(), path)).toThrow('is not of this network');
});

describe('consumerText', () => {
  it.each<[Partial<ReturnType<typeof consumer>>, string]>([
    [{}, 'vpc-tokyo (111111111111, ap-northeast-1)'],
    [{ region: null }, 'vpc-tokyo (111111111111)'],
    [{ accountId: null, region: null }, 'vpc-tokyo'],
    [{ vpcId: null, accountId: null, region: null }, 'unknown VPC'],
  ])('of %j is %s', (fields, text) => {
    const [path] = build.pathsOf(both());
    if (path === undefined) throw new Error('no path');
    expect(consumerText({ ...path, consumer: { ...consumer(), ...fields } })).toBe(text);
  });
});

const consumer = () => ({
  accountId: tokyo.accountId as string | null,
  accountName: 'a name that titles must not tell' as string | null,
  region: tokyo.region as string | null,
  vpcId: 'vpc-tokyo' as string | null,
});
