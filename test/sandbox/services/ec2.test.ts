import * as aws from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '#model/inventory.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { fullInventory, member, snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import { clientsOf } from '../clients.ts';

const ec2Of = (inventory: Inventory = fullInventory) =>
  clientsOf(createSandbox({ snapshot: snapshotOf(inventory) }), 'us-west-2').ec2;

const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });
const ids = (list: readonly object[] | undefined, name: string) =>
  list?.map((item) => (item as Record<string, unknown>)[name]);

describe('the records of a snapshot', () => {
  it('come back under the types of the SDK, less what the SDK does not know', async () => {
    const { VpcEndpoints = [] } = await ec2Of().send(
      new aws.DescribeVpcEndpointsCommand({ VpcEndpointIds: ['vpce-0'] }),
    );
    expect(VpcEndpoints).toEqual([
      {
        VpcEndpointId: 'vpce-0',
        VpcEndpointType: 'Interface',
        VpcId: 'vpc-a',
        ServiceName: 'com.amazonaws.us-west-2.bedrock-runtime',
        State: 'available',
        Groups: [{ GroupId: 'sg-a', GroupName: '<odd> & "name"' }],
        DnsEntries: [],
        PrivateDnsEnabled: true,
        CreationTimestamp: new Date('2026-01-02T03:04:05.000Z'),
      },
    ]);
  });

  it('keep numbers and booleans', async () => {
    const { NetworkAcls } = await ec2Of().send(new aws.DescribeNetworkAclsCommand({}));
    expect(NetworkAcls?.[0]?.Entries).toEqual(fullInventory.NetworkAcls?.[0]?.Entries);
  });

  it('fail loudly when one has the wrong type', async () => {
    const ec2 = ec2Of({ VpcEndpoints: [{ VpcEndpointId: 'vpce-1', CreationTimestamp: 'yesterday' }] });
    await expect(ec2.send(new aws.DescribeVpcEndpointsCommand({}))).rejects.toThrow(
      'DescribeVpcEndpoints: wrong type in VpcEndpoints.0.CreationTimestamp',
    );
  });
});

type Ask = (ec2: aws.EC2Client) => Promise<unknown>;
const reads: [operation: string, key: keyof Inventory, ask: Ask][] = [
  ['DescribeVpcEndpoints', 'VpcEndpoints', (ec2) => ec2.send(new aws.DescribeVpcEndpointsCommand({}))],
  [
    'DescribeVpcPeeringConnections',
    'VpcPeeringConnections',
    (ec2) => ec2.send(new aws.DescribeVpcPeeringConnectionsCommand({})),
  ],
  [
    'DescribeVpcEndpointServiceConfigurations',
    'ServiceConfigurations',
    (ec2) => ec2.send(new aws.DescribeVpcEndpointServiceConfigurationsCommand({})),
  ],
  [
    'DescribeVpcEndpointServiceConfigurations',
    'ServiceConfigurations',
    (ec2) => ec2.send(new aws.DescribeVpcEndpointServicePermissionsCommand({ ServiceId: 'vpce-svc-1' })),
  ],
  [
    'DescribeVpcEndpointConnections',
    'VpcEndpointConnections',
    (ec2) => ec2.send(new aws.DescribeVpcEndpointConnectionsCommand({})),
  ],
  ['DescribeVpcs', 'Vpcs', (ec2) => ec2.send(new aws.DescribeVpcsCommand({}))],
  ['DescribeSubnets', 'Subnets', (ec2) => ec2.send(new aws.DescribeSubnetsCommand({}))],
  ['DescribeRouteTables', 'RouteTables', (ec2) => ec2.send(new aws.DescribeRouteTablesCommand({}))],
  ['DescribeNetworkAcls', 'NetworkAcls', (ec2) => ec2.send(new aws.DescribeNetworkAclsCommand({}))],
  [
    'DescribeNetworkInterfaces',
    'NetworkInterfaces',
    (ec2) => ec2.send(new aws.DescribeNetworkInterfacesCommand({ IncludeManagedResources: true })),
  ],
  ['DescribeSecurityGroups', 'SecurityGroups', (ec2) => ec2.send(new aws.DescribeSecurityGroupsCommand({}))],
  [
    'DescribeVpcEndpointServices',
    'ServiceDetails',
    (ec2) => ec2.send(new aws.DescribeVpcEndpointServicesCommand({})),
  ],
  [
    'DescribeVpcEndpointServices:ServiceRegions',
    'CrossRegionServices',
    (ec2) => ec2.send(new aws.DescribeVpcEndpointServicesCommand(offers('us-east-1'))),
  ],
  [
    'DescribeManagedPrefixLists',
    'ManagedPrefixLists',
    (ec2) => ec2.send(new aws.DescribeManagedPrefixListsCommand({})),
  ],
  [
    'DescribeManagedPrefixLists',
    'ManagedPrefixLists',
    (ec2) => ec2.send(new aws.GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-a' })),
  ],
];

const offers = (...ServiceRegions: string[]): aws.DescribeVpcEndpointServicesCommandInput => ({
  ServiceRegions,
  Filters: [
    { Name: 'service-type', Values: ['Interface'] },
    { Name: 'owner', Values: ['amazon'] },
  ],
});

describe.each(reads)('%s (%s)', (operation, key, ask) => {
  it('answers when it was read', async () => {
    await expect(ask(ec2Of())).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it('is refused, not empty, when it was not read', async () => {
    const { [key]: _, ...rest } = fullInventory;
    await expect(ask(ec2Of(rest))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: 'You are not authorized to perform this operation.',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('is refused with the code of Coverage when it was read in part', async () => {
    const Coverage = { [operation]: { complete: false, code: 'InternalError', message: 'half of it' } };
    await expect(ask(ec2Of({ ...fullInventory, Coverage }))).rejects.toMatchObject({
      name: 'InternalError',
      message: 'half of it',
    });
  });
});

it('an empty list is an empty list', async () => {
  const { VpcEndpoints } = await ec2Of({ VpcEndpoints: [] }).send(new aws.DescribeVpcEndpointsCommand({}));
  expect(VpcEndpoints).toEqual([]);
});

it('entries that could not be read are refused with the code of Coverage', async () => {
  const Coverage = { GetManagedPrefixListEntries: { complete: false, code: 'InternalError' } };
  const command = new aws.GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-b' });
  await expect(ec2Of({ ...fullInventory, Coverage }).send(command)).rejects.toMatchObject({
    name: 'InternalError',
  });
});

const permissionsOf = (inventory: Inventory, input: aws.DescribeVpcEndpointServicePermissionsCommandInput) =>
  ec2Of(inventory).send(new aws.DescribeVpcEndpointServicePermissionsCommand(input));

describe('the principals of an endpoint service', () => {
  it('come page by page, as the snapshot keeps them with the service', async () => {
    const question = { ServiceId: 'vpce-svc-1', MaxResults: 5 };
    const first = await permissionsOf(fullInventory, question);
    const second = await permissionsOf(fullInventory, { ...question, NextToken: first.NextToken });
    expect(second.NextToken).toBeUndefined();
    const told = [...(first.AllowedPrincipals ?? []), ...(second.AllowedPrincipals ?? [])];
    expect(told).toEqual(fullInventory.ServiceConfigurations?.[0]?.AllowedPrincipals);
  });

  it('that could not be read are refused with the code of Coverage', async () => {
    const Coverage = { DescribeVpcEndpointServicePermissions: { complete: false, code: 'InternalError' } };
    await expect(
      permissionsOf({ ...fullInventory, Coverage }, { ServiceId: 'vpce-svc-2' }),
    ).rejects.toMatchObject({
      name: 'InternalError',
    });
  });
});

describe('filters', () => {
  it.each<[string, string[], (ec2: aws.EC2Client) => Promise<unknown>]>([
    [
      'vpc-id of endpoints',
      ['vpce-4', 'vpce-5', 'vpce-6'],
      async (ec2) =>
        ids(
          (await ec2.send(new aws.DescribeVpcEndpointsCommand(filter('vpc-id', 'vpc-b')))).VpcEndpoints,
          'VpcEndpointId',
        ),
    ],
    [
      'several values are alternatives',
      ['subnet-a', 'subnet-b'],
      async (ec2) =>
        ids(
          (await ec2.send(new aws.DescribeSubnetsCommand(filter('vpc-id', 'vpc-a', 'vpc-b')))).Subnets,
          'SubnetId',
        ),
    ],
    [
      'an unknown ID matches nothing',
      [],
      async (ec2) =>
        ids(
          (await ec2.send(new aws.DescribeSecurityGroupsCommand(filter('group-id', 'sg-none'))))
            .SecurityGroups,
          'GroupId',
        ),
    ],
    [
      'a list inside a record',
      ['eni-a'],
      async (ec2) =>
        ids(
          (await ec2.send(new aws.DescribeNetworkInterfacesCommand(filter('group-id', 'sg-b'))))
            .NetworkInterfaces,
          'NetworkInterfaceId',
        ),
    ],
    [
      'several filters must all match',
      ['vpce-0'],
      async (ec2) =>
        ids(
          (
            await ec2.send(
              new aws.DescribeVpcEndpointsCommand({
                Filters: [
                  { Name: 'vpc-id', Values: ['vpc-a'] },
                  { Name: 'service-name', Values: ['com.amazonaws.us-west-2.bedrock-runtime'] },
                ],
              }),
            )
          ).VpcEndpoints,
          'VpcEndpointId',
        ),
    ],
    ...(
      [
        ['service-id', 'vpce-svc-2', ['vpce-10']],
        ['vpc-endpoint-id', 'vpce-9', ['vpce-9']],
        ['vpc-endpoint-owner', member, ['vpce-9']],
        ['vpc-endpoint-state', 'pendingAcceptance', ['vpce-10']],
      ] as const
    ).map(([name, value, expected]): [string, string[], (ec2: aws.EC2Client) => Promise<unknown>] => [
      `${name} of endpoint connections`,
      [...expected],
      async (ec2) =>
        ids(
          (await ec2.send(new aws.DescribeVpcEndpointConnectionsCommand(filter(name, value))))
            .VpcEndpointConnections,
          'VpcEndpointId',
        ),
    ]),
    [
      'prefix-list-id',
      ['pl-b'],
      async (ec2) =>
        ids(
          (await ec2.send(new aws.DescribeManagedPrefixListsCommand(filter('prefix-list-id', 'pl-b'))))
            .PrefixLists,
          'PrefixListId',
        ),
    ],
  ])('%s', async (_, expected, ask) => expect(await ask(ec2Of())).toEqual(expected));
});

describe('what the sandbox cannot answer', () => {
  it.each<[string, Ask, string]>([
    ['an operation', (ec2) => ec2.send(new aws.DescribeInstancesCommand({})), 'InvalidAction'],
    [
      'a filter',
      (ec2) => ec2.send(new aws.DescribeVpcsCommand(filter('tag:Name', 'x'))),
      'InvalidParameterValue',
    ],
    [
      'a filter of Object',
      (ec2) => ec2.send(new aws.DescribeVpcsCommand(filter('toString', 'x'))),
      'InvalidParameterValue',
    ],
    [
      'a filter without values',
      (ec2) => ec2.send(new aws.DescribeVpcsCommand(filter('vpc-id'))),
      'InvalidParameterValue',
    ],
    [
      'a wildcard',
      (ec2) => ec2.send(new aws.DescribeVpcsCommand(filter('vpc-id', 'vpc-*'))),
      'InvalidParameterValue',
    ],
    ['a parameter', (ec2) => ec2.send(new aws.DescribeVpcsCommand({ DryRun: true })), 'UnknownParameter'],
    [
      'more values than AWS takes',
      (ec2) =>
        ec2.send(new aws.DescribeVpcsCommand(filter('vpc-id', ...Array.from({ length: 201 }, String)))),
      'FilterLimitExceeded',
    ],
    [
      'an unknown ID',
      (ec2) => ec2.send(new aws.DescribeVpcsCommand({ VpcIds: ['vpc-x'] })),
      'InvalidVpcID.NotFound',
    ],
    [
      'interface IDs with a page size',
      (ec2) =>
        ec2.send(new aws.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ['eni-a'], MaxResults: 5 })),
      'InvalidParameterCombination',
    ],
    [
      'no endpoint service',
      (ec2) => ec2.send(new aws.DescribeVpcEndpointServicePermissionsCommand({ ServiceId: undefined })),
      'MissingParameter',
    ],
    [
      'an unknown endpoint service',
      (ec2) => ec2.send(new aws.DescribeVpcEndpointServicePermissionsCommand({ ServiceId: 'vpce-svc-x' })),
      'InvalidVpcEndpointServiceId.NotFound',
    ],
    [
      'principals that were not read',
      (ec2) => ec2.send(new aws.DescribeVpcEndpointServicePermissionsCommand({ ServiceId: 'vpce-svc-2' })),
      'UnauthorizedOperation',
    ],
    [
      'no prefix list',
      (ec2) => ec2.send(new aws.GetManagedPrefixListEntriesCommand({ PrefixListId: undefined })),
      'MissingParameter',
    ],
    [
      'an unknown prefix list',
      (ec2) => ec2.send(new aws.GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-x' })),
      'InvalidPrefixListID.NotFound',
    ],
    [
      'entries that were not read',
      (ec2) => ec2.send(new aws.GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-b' })),
      'UnauthorizedOperation',
    ],
  ])('%s is an error', async (_, ask, code) => {
    await expect(ask(ec2Of())).rejects.toMatchObject({ name: code });
  });
});

const servicesFor = async (input: aws.DescribeVpcEndpointServicesCommandInput) =>
  (await ec2Of().send(new aws.DescribeVpcEndpointServicesCommand(input))).ServiceNames;

describe('DescribeVpcEndpointServices', () => {
  const [sqs, s3, eastS3] = [
    'com.amazonaws.us-west-2.sqs',
    'com.amazonaws.us-west-2.s3',
    'com.amazonaws.us-east-1.s3',
  ];

  it.each<[string, aws.DescribeVpcEndpointServicesCommandInput, string[]]>([
    ['its own Region by default', {}, [sqs, s3]],
    ['by name', { ServiceNames: [s3] }, [s3]],
    ['by name in another Region', { ServiceNames: [eastS3], ServiceRegions: ['us-east-1'] }, [eastS3]],
    [
      'by owner and type',
      { Filters: [...filter('owner', 'amazon').Filters, ...filter('service-type', 'Gateway').Filters] },
      [s3],
    ],
    ['what another Region offers', offers('us-east-1'), ['com.amazonaws.iam', eastS3]],
  ])('%s', async (_, input, expected) => expect(await servicesFor(input)).toEqual(expected));

  it.each<[string, aws.DescribeVpcEndpointServicesCommandInput, string]>([
    ['one unknown name of two', { ServiceNames: [sqs, 'com.amazonaws.x'] }, 'InvalidServiceName'],
    ['a name of another Region', { ServiceNames: [eastS3] }, 'InvalidServiceName'],
    ['a Region that was not captured', offers('eu-west-1'), 'UnauthorizedOperation'],
    ['one of two Regions not captured', offers('us-east-1', 'eu-west-1'), 'UnauthorizedOperation'],
    ['another question than was captured', { ServiceRegions: ['us-east-1'] }, 'InvalidParameterValue'],
  ])('%s fails the whole call', async (_, input, code) => {
    await expect(servicesFor(input)).rejects.toMatchObject({ name: code });
  });

  it('says of an unknown name what AWS says', async () => {
    await expect(servicesFor({ ServiceNames: ['com.amazonaws.us-west-2.bedrock-runtime'] })).rejects.toThrow(
      "The Vpc Endpoint Service 'com.amazonaws.us-west-2.bedrock-runtime' does not exist",
    );
  });
});
