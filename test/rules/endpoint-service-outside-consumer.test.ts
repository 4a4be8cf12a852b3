import { describe, expect, it } from 'vitest';
import type { Inventory } from '#model/inventory.ts';
import type { ServiceConfiguration } from '#model/records.ts';
import { endpointServiceOutsideConsumer } from '#rules/endpoint-service-outside-consumer.ts';
import { connection, offering } from '#test/builders/offered-service.ts';
import { findingsOfRule } from '#test/builders/rules.ts';

const publishedStatuses = ['passed' as const, 'warning' as const, 'failed' as const];
type World = { isListed?: boolean; trustedAccounts?: string[] };

const findingsOf = (
  fields: Partial<ServiceConfiguration>,
  more: Inventory = {},
  { isListed = true, trustedAccounts = [] }: World = {},
) =>
  findingsOfRule(endpointServiceOutsideConsumer, offering(fields, more), {
    isListed,
    config: { publishedStatuses, trustedAccounts },
  });

const allowing = (...principals: string[]): Partial<ServiceConfiguration> => ({
  AllowedPrincipals: principals.map((Principal) => ({ Principal })),
});
const stranger = '999999999999';

it('failing: a stranger is allowed, and connected', () => {
  const connections = { VpcEndpointConnections: [connection({ VpcEndpointOwner: stranger })] };
  expect(findingsOf(allowing(`arn:aws:iam::${stranger}:root`), connections)).toMatchObject([
    {
      id: 'vpc-path-auditor/aws/222222222222/us-west-2/endpoint-service-outside-consumer/vpce-svc-1',
      status: 'failed',
      severity: 'high',
      title: 'Endpoint service vpce-svc-1 serves accounts outside the Organization',
      subject: { type: 'AwsEc2VpcEndpointService', id: 'vpce-svc-1' },
      evidence:
        'Allowed principals outside the Organization and not trusted: "arn:aws:iam::999999999999:root". Connections outside the Organization and not trusted: vpce-9 of 999999999999 in us-west-2.',
      remediation: expect.stringContaining('--service-id vpce-svc-1 --remove-allowed-principals'),
      fixOwner: '222222222222',
    },
  ]);
});

describe('an allowed principal', () => {
  it.each<[string, string, string, World]>([
    ['failed', 'a stranger’s role', `arn:aws:iam::${stranger}:role/x`, {}],
    ['failed', 'a stranger in another partition', `arn:aws-cn:iam::${stranger}:user/x`, {}],
    ['failed', 'another organization', `arn:aws:organizations::${stranger}:organization/o-1`, {}],
    [
      'failed',
      'an organization of which one account is trusted',
      `arn:aws:organizations::${stranger}:ou/o-1/ou-ab12-1`,
      { trustedAccounts: [stranger] },
    ],
    [
      'passed',
      'the account of a trusted one',
      `arn:aws:iam::${stranger}:root`,
      { trustedAccounts: [stranger] },
    ],
    ['passed', 'an account of the Organization', 'arn:aws:iam::111111111111:root', {}],
    ['passed', 'the Organization', 'arn:aws:organizations::111111111111:organization/o-1', {}],
    ['passed', 'a unit of the Organization', 'arn:aws:organizations::111111111111:ou/o-1/ou-ab12-1', {}],
    ['passed', 'everyone, which is another rule’s', '*', {}],
    [
      'not-evaluated',
      'an account where nobody listed them',
      `arn:aws:iam::${stranger}:root`,
      { isListed: false },
    ],
    [
      'not-evaluated',
      'an organization where nobody listed the accounts, though its manager is trusted',
      `arn:aws:organizations::${stranger}:organization/o-1`,
      { isListed: false, trustedAccounts: [stranger] },
    ],
    ['not-evaluated', 'an AWS service', 'vpce.amazonaws.com', {}],
    ['not-evaluated', 'a user that is gone', 'AIDA1234567890EXAMPLE', {}],
    ['not-evaluated', 'an ARN of another service', `arn:aws:s3::${stranger}:x`, {}],
    ['not-evaluated', 'text with an ARN in it', `x arn:aws:iam::${stranger}:root`, {}],
    ['not-evaluated', 'nothing', '', {}],
  ])('%s: %s', (status, _, principal, world) => {
    expect(findingsOf(allowing(principal), {}, world)).toMatchObject([{ status }]);
  });
});

describe('a connection', () => {
  it.each([
    ['failed', 'available'],
    ['failed', 'Available'],
    ['failed', 'pending'],
    ['failed', 'partial'],
    ['passed', 'pendingAcceptance'],
    ['passed', 'PendingAcceptance'],
    ['passed', 'rejected'],
    ['passed', 'deleting'],
    ['passed', 'deleted'],
    ['passed', 'failed'],
    ['passed', 'expired'],
    ['not-evaluated', 'hibernating'],
    ['not-evaluated', ''],
  ])('%s: a stranger’s that is %j', (status, VpcEndpointState) => {
    const connections = [connection({ VpcEndpointOwner: stranger, VpcEndpointState })];
    expect(findingsOf({}, { VpcEndpointConnections: connections })).toMatchObject([{ status }]);
  });

  const { VpcEndpointOwner: _, ...ownerless } = connection();
  const { ServiceId: __, ...serviceless } = connection({ VpcEndpointOwner: stranger });
  it.each<[string, string, NonNullable<Inventory['VpcEndpointConnections']>[number], World]>([
    ['passed', 'of the Organization', connection(), {}],
    [
      'passed',
      'of a trusted account',
      connection({ VpcEndpointOwner: stranger }),
      { trustedAccounts: [stranger] },
    ],
    ['passed', 'of another service', connection({ VpcEndpointOwner: stranger, ServiceId: 'vpce-svc-2' }), {}],
    ['not-evaluated', 'of nobody knows whom', ownerless, {}],
    ['not-evaluated', 'of a stranger to nobody knows which service', serviceless, {}],
    [
      'not-evaluated',
      'where nobody listed accounts',
      connection({ VpcEndpointOwner: stranger }),
      { isListed: false },
    ],
  ])('%s: %s', (status, _case, record, world) => {
    expect(findingsOf({}, { VpcEndpointConnections: [record] }, world)).toMatchObject([{ status }]);
  });

  it('is told with the Region it comes from', () => {
    const remote = connection({ VpcEndpointOwner: stranger, VpcEndpointRegion: 'eu-west-1' });
    const [finding] = findingsOf({}, { VpcEndpointConnections: [remote] });
    expect(finding?.evidence).toContain('vpce-9 of 999999999999 in eu-west-1.');
  });
});

it('lists a few of many, whatever their order', () => {
  const many = Array.from({ length: 40 }, (_, n) => `arn:aws:iam::9${String(n).padStart(11, '0')}:root`);
  const [finding] = findingsOf(allowing(...many));
  expect(finding?.evidence).toMatch(/:root" and 35 more\.$/);
  expect(findingsOf(allowing(...many.toReversed()))).toEqual([finding]);
});

it('quotes what somebody wrote', () => {
  const [finding] = findingsOf(allowing(`arn:aws:iam::${stranger}:role/\u001b[31m${'x'.repeat(500)}`));
  expect(finding?.status).toBe('failed');
  expect(finding?.evidence).toContain('\\u001b');
  expect(finding?.evidence.length).toBeLessThan(300);
});

const failed = (operation: string) => ({ Coverage: { [operation]: { complete: false } } });

describe('unknown', () => {
  const { AllowedPrincipals: _, ...unread } = { AllowedPrincipals: [], ServiceId: 'vpce-svc-1' };
  it.each<[string, Inventory]>([
    ['who is allowed was not read', { ServiceConfigurations: [unread] }],
    ['the connections were not read', failed('DescribeVpcEndpointConnections')],
    ['some service’s permissions were not read', failed('DescribeVpcEndpointServicePermissions')],
    ['the services were read in part', failed('DescribeVpcEndpointServiceConfigurations')],
  ])('%s', (_case, more) => {
    expect(findingsOf({}, more)).toMatchObject([{ status: 'not-evaluated' }]);
  });

  it('but a stranger who was seen is told all the same', () => {
    const connections = [connection({ VpcEndpointOwner: stranger })];
    const read = { ...failed('DescribeVpcEndpointServicePermissions'), ServiceConfigurations: [unread] };
    expect(findingsOf({}, { ...read, VpcEndpointConnections: connections })).toMatchObject([
      { status: 'failed' },
    ]);
  });
});
