import { describe, expect, it } from 'vitest';
import { operations } from '#model/inventory.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { endpointNotAvailable } from '#rules/endpoint-not-available.ts';
import { detailOf, failedRead, findingsOfEndpoint } from '#test/builders/endpoint-rules.ts';
import { bedrockRuntime, oregon } from '#test/builders/network.ts';

const provider = '999999999999';
const offered = { ServiceDetails: [detailOf({ Owner: provider })] };

const find = (endpoint: Partial<VpcEndpoint>, inventory = {}) =>
  findingsOfEndpoint(endpointNotAvailable, endpoint, { inventory });

it.each([
  ['available', 'passed', 'informational'],
  ['Available', 'passed', 'informational'],
  ['pending', 'warning', 'low'],
  ['pendingAcceptance', 'failed', 'medium'],
  ['PENDINGACCEPTANCE', 'failed', 'medium'],
  ['rejected', 'failed', 'medium'],
  ['Expired', 'failed', 'medium'],
  ['failed', 'failed', 'medium'],
  ['partial', 'failed', 'medium'],
  ['Partial', 'failed', 'medium'],
  ['quarantined', 'not-evaluated', 'medium'],
  ['constructor', 'not-evaluated', 'medium'],
  [' ', 'not-evaluated', 'medium'],
])('state %j is %s, %s', (State, status, severity) => {
  expect(find({ State })).toMatchObject([{ status, severity, ...oregon, subject: { id: 'vpce-1' } }]);
});

it.each(['deleting', 'Deleted'])('%s is on its way out, and no finding', (State) => {
  expect(find({ State })).toEqual([]);
});

describe('who has to act', () => {
  it.each([
    ['pendingAcceptance', provider],
    ['rejected', provider],
    ['expired', oregon.accountId],
    ['failed', oregon.accountId],
    ['partial', oregon.accountId],
  ])('when it is %s is %s', (State, fixOwner) => {
    expect(find({ State }, offered)).toMatchObject([{ fixOwner }]);
  });

  it('is named in the remediation', () => {
    const [finding] = find({ State: 'pendingAcceptance' }, offered);
    expect(finding?.remediation).toContain('Accept vpce-1 on the side of its service (account 999999999999)');
  });

  it.each(['amazon', 'aws-marketplace', undefined])('is nobody known when the owner is %s', (Owner) => {
    const details = {
      ServiceDetails: [{ ServiceName: bedrockRuntime, ...(Owner === undefined ? {} : { Owner }) }],
    };
    expect(find({ State: 'pendingAcceptance' }, details)).toMatchObject([
      { fixOwner: null, remediation: expect.stringContaining('AWS did not tell who') },
    ]);
  });
});

describe('when DescribeVpcEndpointServices failed', () => {
  const Coverage = failedRead(operations.ServiceDetails);
  it.each([
    ['available', 'passed'],
    ['failed', 'failed'],
    ['partial', 'failed'],
    ['pendingAcceptance', 'not-evaluated'],
    ['rejected', 'not-evaluated'],
    ['expired', 'not-evaluated'],
  ])('%s is %s', (State, status) => {
    expect(find({ State }, { Coverage })).toMatchObject([{ status }]);
  });
});

it('quotes what AWS says went wrong', () => {
  const [finding] = find({
    State: 'failed',
    FailureReason: 'no room\u001b[31m',
    LastError: { Code: 'InsufficientCapacity', Message: 'in "usw2-az4"' },
  });
  expect(finding?.evidence).toContain('FailureReason: "no room\\u001b[31m".');
  expect(finding?.evidence).toContain('LastError: "InsufficientCapacity: in \\"usw2-az4\\"".');
});

it('concerns every type of endpoint', () => {
  const { ServiceName: _, ...lattice } = {
    ServiceName: '',
    VpcEndpointType: 'ServiceNetwork',
    ServiceNetworkArn: 'arn:sn',
  };
  expect(find({ ...lattice, ServiceName: '', State: 'failed' })).toMatchObject([
    { status: 'failed', title: 'Endpoint vpce-1 to arn:sn is not available' },
  ]);
});

it('says who alone can change what an AWS service manages', () => {
  expect(find({ State: 'failed', RequesterManaged: true })).toMatchObject([
    { status: 'failed', remediation: expect.stringContaining('An AWS service manages the endpoint') },
  ]);
});
