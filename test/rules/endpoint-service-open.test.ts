import { describe, expect, it } from 'vitest';
import type { Inventory } from '#model/inventory.ts';
import type { ServiceConfiguration } from '#model/records.ts';
import { endpointServiceOpen } from '#rules/endpoint-service-open.ts';
import { inventoryOf, oregon } from '#test/builders/network.ts';
import { offeredService, offering } from '#test/builders/offered-service.ts';
import { findingsOfRule, wholeInventory } from '#test/builders/rules.ts';

const config = { publishedStatuses: ['passed' as const, 'warning' as const, 'failed' as const] };
const everyone = [{ PrincipalType: 'All', Principal: '*' }];
const tokyoRoot = [{ PrincipalType: 'Account', Principal: 'arn:aws:iam::111111111111:root' }];
const open = { AcceptanceRequired: false, AllowedPrincipals: everyone };

const findingsOf = (fields: Partial<ServiceConfiguration>, more?: Inventory) =>
  findingsOfRule(endpointServiceOpen, offering(fields, more), { config });

it('failing: everyone may connect and nobody is asked', () => {
  expect(findingsOf({ ...open, Tags: [{ Key: 'team', Value: 'net' }] })).toEqual([
    {
      id: 'vpc-path-auditor/aws/222222222222/us-west-2/endpoint-service-open/vpce-svc-1',
      rule: 'endpoint-service-open',
      severity: 'high',
      status: 'failed',
      title: 'Endpoint service vpce-svc-1 takes connections from any AWS account unasked',
      ...oregon,
      subject: {
        type: 'AwsEc2VpcEndpointService',
        id: 'vpce-svc-1',
        arn: 'arn:aws:ec2:us-west-2:222222222222:vpc-endpoint-service/vpce-svc-1',
      },
      pathIds: [],
      evidence:
        'Principal * is allowed, and connections are not to be accepted first. Endpoints may connect from: us-west-2 alone.',
      remediation: expect.stringMatching(/^In account 222222222222 .*vpce-svc-1 --acceptance-required\./),
      fixOwner: '222222222222',
      firstSeenAt: null,
      exemption: null,
      ownerTags: {},
      ruleUrl: expect.stringMatching(/#endpoint-service-open$/),
      dependsOn: {
        scopes: [oregon],
        parts: [{ ...oregon, operation: 'DescribeVpcEndpointServiceConfigurations', id: 'vpce-svc-1' }],
      },
    },
  ]);
});

describe('the Regions that may connect', () => {
  it.each<[string, Partial<ServiceConfiguration>, string]>([
    ['are the service’s own where AWS names none', { RemoteAccessEnabled: false }, 'us-west-2 alone'],
    ['are not all named', { RemoteAccessEnabled: true }, 'us-west-2 and others, which AWS did not name'],
    [
      'are those AWS names, sorted',
      {
        RemoteAccessEnabled: true,
        SupportedRegions: [
          { Region: 'us-west-2', ServiceState: 'Available' },
          { Region: 'ap-northeast-1', ServiceState: 'Pending' },
          { Region: 'eu-west-1', ServiceState: 'Deleted' },
          {},
        ],
      },
      'ap-northeast-1, us-west-2',
    ],
    [
      'are told in part where there are many',
      { SupportedRegions: Array.from({ length: 12 }, (_, n) => ({ Region: `eu-west-${n + 10}` })) },
      'eu-west-19 and 2 more',
    ],
  ])('%s', (_, fields, told) => {
    expect(findingsOf({ ...open, ...fields })).toMatchObject([
      { status: 'failed', evidence: expect.stringMatching(new RegExp(`${told}\\.$`)) },
    ]);
  });
});

it.each<[string, Partial<ServiceConfiguration>]>([
  ['everyone may ask, and is asked back', { ...open, AcceptanceRequired: true }],
  ['only some may connect', { ...open, AllowedPrincipals: tokyoRoot }],
  ['nobody else may connect', { ...open, AllowedPrincipals: [] }],
])('passing: %s', (_, fields) => {
  expect(findingsOf(fields)).toMatchObject([{ status: 'passed', severity: 'informational' }]);
});

const denied = (operation: string) => ({
  Coverage: { [operation]: { complete: false, cause: 'access-denied' as const } },
});
const { AllowedPrincipals: _, ...unread } = offeredService({ AcceptanceRequired: false });
const { AcceptanceRequired: __, ...silent } = offeredService({ AllowedPrincipals: everyone });

it.each<[string, Inventory]>([
  ['the principals were not read', { ServiceConfigurations: [unread] }],
  ['AWS did not tell about acceptance', { ServiceConfigurations: [silent] }],
  [
    'the services were read in part, for all that is known of this one',
    { ...denied('DescribeVpcEndpointServiceConfigurations'), ServiceConfigurations: [offeredService()] },
  ],
  [
    'some service’s principals were denied',
    { ...denied('DescribeVpcEndpointServicePermissions'), ServiceConfigurations: [unread] },
  ],
])('unknown: %s', (_case, inventory) => {
  const read = [inventoryOf(oregon, wholeInventory(inventory))];
  expect(findingsOfRule(endpointServiceOpen, read, { config })).toMatchObject([{ status: 'not-evaluated' }]);
});

it('stands on the record alone: another service’s failed read takes nothing from it', () => {
  const partly = denied('DescribeVpcEndpointServiceConfigurations');
  expect(findingsOf(open, partly)).toMatchObject([{ status: 'failed' }]);
});

it('needs no principals where each connection is accepted', () => {
  const read = { ServiceConfigurations: [{ ...unread, AcceptanceRequired: true }] };
  const inventories = [inventoryOf(oregon, wholeInventory(read))];
  expect(findingsOfRule(endpointServiceOpen, inventories, { config })).toMatchObject([{ status: 'passed' }]);
});

it.each(['Deleting', 'deleted', 'Failed'])('is not concerned with a service that is %s', (ServiceState) => {
  expect(findingsOf({ ...open, ServiceState })).toEqual([]);
});

const idsOf = (list: ServiceConfiguration[]) =>
  findingsOf({}, { ServiceConfigurations: list }).map(({ subject }) => subject.id);

it('tells each service once, whatever the order', () => {
  const services = ['vpce-svc-2', 'vpce-svc-1'].map((ServiceId) => offeredService({ ...open, ServiceId }));
  expect(idsOf(services)).toEqual(['vpce-svc-1', 'vpce-svc-2']);
  expect(idsOf(services.toReversed())).toEqual(idsOf(services));
});
