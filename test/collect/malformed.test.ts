import { expect, it } from 'vitest';
import { createAws } from '#aws/clients.ts';
import { collectScope } from '#collect/collect-scope.ts';
import { createOffers } from '#collect/offers.ts';
import { createZones } from '#collect/zones.ts';
import { ec2List, scriptedHandler, type Told, testCredentials } from '#test/builders/scripted-handler.ts';

const empty: Record<string, Told> = {
  DescribeVpcPeeringConnections: ec2List('vpcPeeringConnectionSet'),
  DescribeVpcEndpointServiceConfigurations: ec2List('serviceConfigurationSet'),
};
const vpce = '<vpcEndpointId>vpce-1</vpcEndpointId>';

/** A scope whose DescribeVpcEndpoints gives these pages, and which has nothing else. */
const collectWith = async (...pages: Told[]) => {
  const left = [...pages];
  const handler = scriptedHandler(({ action }) => empty[action] ?? left.shift() ?? ec2List('vpcEndpointSet'));
  const aws = createAws({ requestHandler: handler, credentials: testCredentials });
  const scope = { accountId: '111122223333', region: 'us-west-2' };
  const zones = createZones(new Set([scope.accountId]));
  return {
    inventory: await collectScope({ aws, scope, offers: createOffers(), zones }),
    asked: handler.asked,
  };
};

it.each<[string, Told[], string]>([
  ['an empty 200', [{ body: '' }], 'DescribeVpcEndpoints: the answer has no list'],
  [
    'a 200 without its list',
    [{ body: '<R><requestId>1</requestId></R>' }],
    'DescribeVpcEndpoints: the answer has no list',
  ],
  [
    'a second page without its list',
    [ec2List('vpcEndpointSet', [vpce], 'next'), { body: '<R/>' }],
    'DescribeVpcEndpoints: the answer has no list',
  ],
  [
    'a token that comes again',
    [ec2List('vpcEndpointSet', [vpce], 'next'), ec2List('vpcEndpointSet', [vpce], 'next')],
    'DescribeVpcEndpoints: the same token came twice',
  ],
  [
    'a record without its ID',
    [ec2List('vpcEndpointSet', [vpce, '<state>available</state>'])],
    'DescribeVpcEndpoints: VpcEndpoints[1].VpcEndpointId: Invalid input: expected string, received undefined',
  ],
  [
    'a record with a blank ID',
    [ec2List('vpcEndpointSet', ['<vpcEndpointId></vpcEndpointId>'])],
    'DescribeVpcEndpoints: VpcEndpoints[0].VpcEndpointId: Too small: expected string to have >=1 characters',
  ],
  [
    'a page of HTML',
    [{ body: '<html><body>Sign in</body></html>' }],
    'DescribeVpcEndpoints: the answer has no list',
  ],
  ['text', [{ body: 'Bad gateway' }], '@aws-sdk XML parse error: unexpected content.'],
])('%s fails the read as malformed, and leaves no part of the list', async (_, pages, message) => {
  const { inventory } = await collectWith(...pages);
  expect(inventory).not.toHaveProperty('VpcEndpoints');
  expect(inventory.Coverage?.['DescribeVpcEndpoints']).toEqual({
    complete: false,
    cause: 'malformed-response',
    message,
  });
  expect(inventory.VpcPeeringConnections).toEqual([]);
});

it('follows pages, asks for the largest, and keeps the fields it does not know and times as text', async () => {
  const later = `${vpce.replace('1', '0')}<creationTimestamp>2026-01-02T03:04:05Z</creationTimestamp><ipAddressType>ipv4</ipAddressType>`;
  const { inventory, asked } = await collectWith(
    ec2List('vpcEndpointSet', [vpce], 'next'),
    ec2List('vpcEndpointSet', [later]),
  );
  expect(inventory.VpcEndpoints).toEqual([
    { VpcEndpointId: 'vpce-0', CreationTimestamp: '2026-01-02T03:04:05.000Z', IpAddressType: 'ipv4' },
    { VpcEndpointId: 'vpce-1' },
  ]);
  const pages = asked
    .filter(({ action }) => action === 'DescribeVpcEndpoints')
    .map(({ fields }) => Object.fromEntries(fields));
  expect(pages).toMatchObject([{ MaxResults: '1000' }, { MaxResults: '1000', NextToken: 'next' }]);
});
