import { describe, expect, it } from 'vitest';
import type { Config } from '#model/config.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { endpointServiceOwnerUntrusted } from '#rules/endpoint-service-owner-untrusted.ts';
import { endpointRecord, inventoryOf, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';
import { findingsOfRule, wholeInventory } from '#test/builders/rules.ts';

const serviceName = 'com.amazonaws.vpce.us-west-2.vpce-svc-1';
const stranger = '999999999999';
const publishedStatuses = ['passed' as const, 'warning' as const, 'failed' as const];

/** Oregon with an endpoint to a service of this owner. */
const oregonWith = (
  Owner: string | null,
  { endpoint = {}, ...more }: { endpoint?: Partial<VpcEndpoint> } & Inventory = {},
): ScopedInventory =>
  inventoryOf(
    oregon,
    wholeInventory({
      VpcEndpoints: [endpointRecord({ ServiceName: serviceName, ...endpoint })],
      ServiceDetails: Owner === null ? [] : [{ ServiceName: endpoint.ServiceName ?? serviceName, Owner }],
      ...more,
    }),
  );

const findingsOf = (
  inventories: ScopedInventory[],
  { isListed = true, ...config }: { isListed?: boolean } & Partial<Config> = {},
) =>
  findingsOfRule(endpointServiceOwnerUntrusted, inventories, {
    isListed,
    config: { publishedStatuses, ...config },
  });

it('failing: the service is a stranger’s', () => {
  expect(findingsOf([oregonWith(stranger)])).toEqual([
    {
      id: 'vpc-path-auditor/aws/222222222222/us-west-2/endpoint-service-owner-untrusted/vpce-1',
      rule: 'endpoint-service-owner-untrusted',
      severity: 'high',
      status: 'failed',
      title: 'Endpoint vpce-1 leads to an endpoint service of an owner that is not trusted',
      ...oregon,
      subject: { type: 'Other', id: 'vpce-1', arn: 'arn:aws:ec2:us-west-2:222222222222:vpc-endpoint/vpce-1' },
      pathIds: ['vpc-oregon/-/vpce-1'],
      evidence:
        'Service "com.amazonaws.vpce.us-west-2.vpce-svc-1" in us-west-2 is of account "999999999999", which is neither in the Organization nor trusted. The endpoint is "available".',
      remediation:
        'Find out who 999999999999 is. If the service is meant to be used, add the account to trustedAccounts of the configuration; else delete endpoint vpce-1 in account 222222222222 (us-west-2).',
      fixOwner: '222222222222',
      firstSeenAt: null,
      exemption: null,
      ownerTags: {},
      ruleUrl: expect.stringMatching(/#endpoint-service-owner-untrusted$/),
      dependsOn: {
        scopes: [oregon],
        parts: [{ ...oregon, operation: 'DescribeVpcEndpoints', id: 'vpce-1' }],
      },
    },
  ]);
});

it('failing: in another Region too', () => {
  const remote = { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1', ServiceRegion: 'eu-west-1' };
  const [finding] = findingsOf([oregonWith(stranger, { endpoint: remote })]);
  expect(finding).toMatchObject({
    status: 'failed',
    evidence: expect.stringContaining(' in eu-west-1 is of'),
  });
});

it('warning: AWS Marketplace does not tell the seller', () => {
  expect(findingsOf([oregonWith('aws-marketplace')])).toMatchObject([
    {
      status: 'warning',
      severity: 'medium',
      title: 'Endpoint vpce-1 leads to an endpoint service sold on AWS Marketplace',
      fixOwner: '222222222222',
    },
  ]);
});

it.each<[string, string, Partial<Config> & { isListed?: boolean }]>([
  ['an account of the Organization', tokyo.accountId, {}],
  ['the account itself', oregon.accountId, {}],
  ['a trusted account', stranger, { trustedAccounts: [stranger] }],
  [
    'a trusted account, whoever is in the Organization',
    stranger,
    { trustedAccounts: [stranger], isListed: false },
  ],
])('passing: it is of %s', (_, owner, world) => {
  expect(findingsOf([oregonWith(owner)], world)).toMatchObject([
    { status: 'passed', severity: 'informational', remediation: null },
  ]);
});

it('passing: an account of the Organization offers it, which the endpoint’s account may not see', () => {
  const offer = { ServiceConfigurations: [{ ServiceId: 'vpce-svc-1', ServiceName: serviceName }] };
  const inventories = [oregonWith(null), inventoryOf(tokyo, wholeInventory(offer))];
  expect(findingsOf(inventories)).toMatchObject([{ status: 'passed' }]);
});

const failedRead = (operation: string) => ({ Coverage: { [operation]: { complete: false } } });

it.each<[string, ScopedInventory, { isListed?: boolean }]>([
  ['nobody told the owner', oregonWith(null), {}],
  ['AWS told a blank owner', oregonWith(' '), {}],
  ['the Organization’s accounts were not listed', oregonWith(stranger), { isListed: false }],
  ['the details were not read', oregonWith(null, failedRead('DescribeVpcEndpointServices')), {}],
  [
    'some details were not read, for all that is known of this',
    oregonWith(tokyo.accountId, failedRead('DescribeVpcEndpointServices')),
    {},
  ],
])('unknown: %s', (_, inventory, world) => {
  expect(findingsOf([inventory], world)).toMatchObject([{ status: 'not-evaluated' }]);
});

it('stands on what was told, though other details were not', () => {
  const partly = oregonWith(stranger, failedRead('DescribeVpcEndpointServices'));
  expect(findingsOf([partly])).toMatchObject([{ status: 'failed' }]);
});

it('tells an endpoint once, however many peerings lead to it', () => {
  const peerings = ['pcx-1', 'pcx-2'].map((VpcPeeringConnectionId) =>
    peeringRecord({ VpcPeeringConnectionId }),
  );
  expect(findingsOf([oregonWith(stranger, { VpcPeeringConnections: peerings })])).toMatchObject([
    { pathIds: ['vpc-oregon/-/vpce-1'] },
  ]);
});

describe('the endpoint’s state', () => {
  it.each(['available', 'pendingAcceptance', 'pending', 'rejected', 'partial', 'hibernating'])(
    '%s may lead there',
    (State) => {
      expect(findingsOf([oregonWith(stranger, { endpoint: { State } })])).toMatchObject([
        { status: 'failed' },
      ]);
    },
  );
  it.each(['deleting', 'Deleted', 'failed', 'expired'])('%s leads nowhere', (State) => {
    expect(findingsOf([oregonWith(stranger, { endpoint: { State } })])).toEqual([]);
  });
});

it.each<[string, string, Partial<VpcEndpoint>]>([
  ['Amazon’s service', 'amazon', {}],
  ['a Gateway Load Balancer, which is no service path', stranger, { VpcEndpointType: 'GatewayLoadBalancer' }],
  ['a resource', stranger, { VpcEndpointType: 'Resource' }],
])('is not concerned with %s', (_, owner, endpoint) => {
  expect(findingsOf([oregonWith(owner, { endpoint })])).toEqual([]);
});
