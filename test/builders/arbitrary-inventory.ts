import * as fc from 'fast-check';
import { type Inventory, inventorySchema, type ScopedInventory } from '#model/inventory.ts';

/** Words that decide something, and junk; few IDs, so that records meet. */
export const oneOf = (...words: string[]) =>
  fc.option(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...words) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    { nil: undefined },
  );
const idOf = (...words: string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...words.filter((word) => word !== '')) },
    fc.string({ unit: 'binary', minLength: 1 }),
  );

const vpcIds = ['vpc-1', 'vpc-2', 'vpc-3', '__proto__', ''];
const owners = ['111111111111', '222222222222', '333333333333'];
const regions = ['us-west-2', 'ap-northeast-1'];
const names = [
  'com.amazonaws.us-west-2.bedrock-runtime',
  'com.amazonaws.us-west-2.kms',
  'com.amazonaws.iam',
  'com.amazonaws.vpce.us-west-2.vpce-svc-1',
  'acme',
];

/** What zod leaves of absent fields: nothing. */
export const record = (
  fields: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(fields).map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>);

/** One side of a peering. */
export const side = record({
  OwnerId: oneOf(...owners),
  VpcId: oneOf(...vpcIds),
  Region: oneOf(...regions),
  CidrBlock: oneOf('10.0.0.0/16'),
  CidrBlockSet: fc.array(record({ CidrBlock: oneOf('10.1.0.0/16') }), { maxLength: 2 }),
});

/** Whom an endpoint service lets in. */
const principal = record({
  PrincipalType: oneOf('All', 'Account', 'Role', 'OrganizationUnit', 'Service'),
  Principal: oneOf(
    '*',
    ...[...owners, '999999999999'].map((owner) => `arn:aws:iam::${owner}:root`),
    'arn:aws:iam::111111111111:role/admin',
    'arn:aws:organizations::111111111111:ou/o-abcdefghij/ou-ab12-11111111',
  ),
});

const inventory: fc.Arbitrary<Inventory> = record({
  VpcEndpoints: fc.array(
    record({
      VpcEndpointId: idOf('vpce-1', 'vpce-2', 'vpce-3'),
      VpcEndpointType: oneOf(
        'Interface',
        'interface',
        'Gateway',
        'Resource',
        'ServiceNetwork',
        'GatewayLoadBalancer',
        'Tunnel',
      ),
      VpcId: oneOf(...vpcIds),
      ServiceName: oneOf(...names),
      ServiceRegion: oneOf(...regions),
      State: oneOf('available', 'Available', 'pendingAcceptance'),
      OwnerId: oneOf(...owners),
      ResourceConfigurationArn: oneOf('arn'),
      Surprise: fc.jsonValue(),
    }),
    { maxLength: 4 },
  ),
  VpcPeeringConnections: fc.array(
    record({
      VpcPeeringConnectionId: idOf('pcx-1', 'pcx-2', 'pcx-3'),
      RequesterVpcInfo: fc.option(side, { nil: undefined }),
      AccepterVpcInfo: fc.option(side, { nil: undefined }),
      Status: fc.option(record({ Code: oneOf('active', 'deleted', 'pending-acceptance') }), {
        nil: undefined,
      }),
    }),
    { maxLength: 4 },
  ),
  Vpcs: fc.array(
    record({ VpcId: idOf(...vpcIds), OwnerId: oneOf(...owners), CidrBlock: oneOf('10.0.0.0/16') }),
    { maxLength: 3 },
  ),
  ServiceDetails: fc.array(
    record({
      ServiceName: idOf(...names),
      Owner: oneOf('amazon', 'aws-marketplace', ...owners),
      PrivateDnsName: oneOf('kms.aws'),
    }),
    { maxLength: 3 },
  ),
  ServiceConfigurations: fc.array(
    record({
      ServiceId: idOf('vpce-svc-1', 'vpce-svc-2'),
      ServiceName: oneOf(...names),
      AcceptanceRequired: fc.option(fc.boolean(), { nil: undefined }),
      RemoteAccessEnabled: fc.option(fc.boolean(), { nil: undefined }),
      SupportedRegions: fc.option(fc.array(record({ Region: oneOf(...regions) }), { maxLength: 2 }), {
        nil: undefined,
      }),
      AllowedPrincipals: fc.option(fc.array(principal, { maxLength: 2 }), { nil: undefined }),
    }),
    { maxLength: 2 },
  ),
  VpcEndpointConnections: fc.array(
    record({
      VpcEndpointId: idOf('vpce-1', 'vpce-2', 'vpce-3'),
      ServiceId: oneOf('vpce-svc-1', 'vpce-svc-2'),
      VpcEndpointOwner: oneOf(...owners, '999999999999'),
      VpcEndpointState: oneOf('available', 'Available', 'pendingAcceptance', 'rejected', 'deleted'),
      VpcEndpointRegion: oneOf(...regions),
    }),
    { maxLength: 3 },
  ),
}).map((value) => inventorySchema.parse(value));

/** What several scopes said, from ordinary to absurd, every field perhaps absent. */
export const inventories: fc.Arbitrary<ScopedInventory[]> = fc.uniqueArray(
  fc.record({
    scope: fc.record({ accountId: fc.constantFrom(...owners), region: fc.constantFrom(...regions) }),
    inventory,
  }),
  { maxLength: 5, selector: ({ scope }) => `${scope.accountId}/${scope.region}` },
);
