import { describe, expect, it } from 'vitest';
import type { Config } from '#model/config.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { VpcPeeringConnection } from '#model/records.ts';
import { peeringOwnerUntrusted } from '#rules/peering-owner-untrusted.ts';
import { inventoryOf, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';
import { findingsOfRule, wholeInventory } from '#test/builders/rules.ts';

const stranger = '999999999999';
const publishedStatuses = ['passed' as const, 'warning' as const, 'failed' as const];
const abroad = { OwnerId: stranger, Region: 'eu-west-1', VpcId: 'vpc-strange', CidrBlock: '10.9.0.0/16' };

const shown = (
  peering: Partial<VpcPeeringConnection>,
  more: Inventory = {},
  scope = tokyo,
): ScopedInventory =>
  inventoryOf(scope, wholeInventory({ VpcPeeringConnections: [peeringRecord(peering)], ...more }));

const findingsOf = (
  inventories: ScopedInventory[],
  { isListed = true, ...config }: { isListed?: boolean } & Partial<Config> = {},
) =>
  findingsOfRule(peeringOwnerUntrusted, inventories, { isListed, config: { publishedStatuses, ...config } });

it('failing: the accepter is a stranger', () => {
  expect(findingsOf([shown({ AccepterVpcInfo: abroad })])).toEqual([
    {
      id: 'vpc-path-auditor/aws/111111111111/ap-northeast-1/peering-owner-untrusted/pcx-1',
      rule: 'peering-owner-untrusted',
      severity: 'high',
      status: 'failed',
      title: 'Peering pcx-1 leads to an account outside the Organization that is not trusted',
      ...tokyo,
      subject: {
        type: 'AwsEc2VpcPeeringConnection',
        id: 'pcx-1',
        arn: 'arn:aws:ec2:ap-northeast-1:111111111111:vpc-peering-connection/pcx-1',
      },
      pathIds: [],
      evidence:
        'The other side is account "999999999999", vpc-strange, eu-west-1: neither in the Organization nor trusted. The peering\'s status is "active".',
      remediation:
        'Find out who 999999999999 is. If the peering is meant to be, add the account to trustedAccounts of the configuration; else delete pcx-1 in account 111111111111, with the routes to it.',
      fixOwner: '111111111111',
      firstSeenAt: null,
      exemption: null,
      ownerTags: {},
      ruleUrl: expect.stringMatching(/#peering-owner-untrusted$/),
      dependsOn: {
        scopes: [tokyo],
        parts: [{ ...tokyo, operation: 'DescribeVpcPeeringConnections', id: 'pcx-1' }],
      },
    },
  ]);
});

it('failing: the requester is a stranger, and the finding the accepter’s', () => {
  const asked = shown({ RequesterVpcInfo: abroad, Status: { Code: 'pending-acceptance' } }, {}, oregon);
  expect(findingsOf([asked])).toMatchObject([
    {
      ...oregon,
      status: 'failed',
      severity: 'medium',
      remediation: expect.stringContaining('else reject or delete pcx-1 in account 222222222222'),
      fixOwner: '222222222222',
    },
  ]);
});

describe('its status', () => {
  it.each([
    ['high', 'active'],
    ['high', 'Active'],
    ['medium', 'pending-acceptance'],
    ['medium', 'provisioning'],
    ['medium', 'initiating-request'],
  ])('is of severity %s: %s', (severity, Code) => {
    const peering = { AccepterVpcInfo: abroad, Status: { Code } };
    expect(findingsOf([shown(peering)])).toMatchObject([{ status: 'failed', severity }]);
  });

  it.each(['hibernating', ''])('is not known: %j', (Code) => {
    const peering = { AccepterVpcInfo: abroad, Status: { Code } };
    expect(findingsOf([shown(peering)])).toMatchObject([{ status: 'not-evaluated' }]);
  });

  it.each(['deleting', 'deleted', 'expired', 'failed', 'rejected'])('is the end of it: %s', (Code) => {
    expect(findingsOf([shown({ AccepterVpcInfo: abroad, Status: { Code } })])).toEqual([]);
  });
});

it.each<[string, Partial<VpcPeeringConnection>, Partial<Config> & { isListed?: boolean }]>([
  ['both sides are in the Organization', {}, {}],
  ['the other side is trusted', { AccepterVpcInfo: abroad }, { trustedAccounts: [stranger] }],
  [
    'the other side is trusted, whoever is in the Organization',
    { AccepterVpcInfo: abroad },
    { trustedAccounts: [stranger], isListed: false },
  ],
  [
    'who asked is trusted, whoever is in the Organization',
    {
      RequesterVpcInfo: abroad,
      AccepterVpcInfo: { ...abroad, OwnerId: tokyo.accountId, Region: tokyo.region },
    },
    { trustedAccounts: [stranger], isListed: false },
  ],
])('passing: %s', (_, peering, world) => {
  expect(findingsOf([shown(peering)], world)).toMatchObject([{ status: 'passed' }]);
});

const { OwnerId: _owner, ...ownerless } = abroad;
it.each<[string, ScopedInventory, { isListed?: boolean }]>([
  ['nobody told the other owner', shown({ AccepterVpcInfo: ownerless }), {}],
  ['nobody told who asked', shown({ RequesterVpcInfo: ownerless }, {}, oregon), {}],
  ['the Organization’s accounts were not listed', shown({ AccepterVpcInfo: abroad }), { isListed: false }],
  ['nor whether who asked is in it', shown({ RequesterVpcInfo: abroad }, {}, oregon), { isListed: false }],
])('unknown: %s', (_, inventory, world) => {
  expect(findingsOf([inventory], world)).toMatchObject([{ status: 'not-evaluated' }]);
});

it('stands on the record alone, which tells both owners', () => {
  const partly = { Coverage: { DescribeVpcPeeringConnections: { complete: false } } };
  expect(findingsOf([shown({}, partly)])).toMatchObject([{ status: 'passed' }]);
  expect(findingsOf([shown({ AccepterVpcInfo: abroad }, partly)])).toMatchObject([{ status: 'failed' }]);
});

it('takes the owner from the other scope that shows it', () => {
  const inventories = [shown({ AccepterVpcInfo: ownerless }), shown({ AccepterVpcInfo: abroad }, {}, oregon)];
  for (const order of [inventories, inventories.toReversed()]) {
    expect(findingsOf(order)).toMatchObject([{ status: 'failed', ...tokyo }]);
  }
});

it('takes who shows it for no stranger, whatever the list says', () => {
  const scope = { accountId: stranger, region: 'eu-west-1' };
  expect(findingsOf([shown({ AccepterVpcInfo: abroad }, {}, scope)])).toMatchObject([{ status: 'passed' }]);
});
