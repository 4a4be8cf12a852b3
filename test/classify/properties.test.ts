import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPaths } from '#classify/find-paths.ts';
import { type Inventory, inventorySchema, type ScopedInventory } from '#model/inventory.ts';
import { connectionPathSchema } from '#model/path.ts';
import { peeringSchema } from '#model/result.ts';
import { joinInventories } from '#network/join.ts';
import { publishedPeerings } from '#network/published-peerings.ts';
import { connectionPath } from '#rules/connection-path.ts';
import { accounts, configOf, inventoryOf, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';

/** Words that decide something, and junk; few IDs, so that records meet. */
const oneOf = (...words: string[]) =>
  fc.option(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...words) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    { nil: undefined },
  );
const idOf = (...words: string[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...words) }, fc.string({ unit: 'binary' }));

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
const record = <T extends Record<string, fc.Arbitrary<unknown>>>(fields: T) =>
  fc.record(fields).map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>);

const side = record({
  OwnerId: oneOf(...owners),
  VpcId: oneOf(...vpcIds),
  Region: oneOf(...regions),
  CidrBlock: oneOf('10.0.0.0/16'),
  CidrBlockSet: fc.array(record({ CidrBlock: oneOf('10.1.0.0/16') }), { maxLength: 2 }),
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
  ServiceConfigurations: fc.array(record({ ServiceId: idOf('vpce-svc-1'), ServiceName: oneOf(...names) }), {
    maxLength: 2,
  }),
}).map((value) => inventorySchema.parse(value));

const inventories: fc.Arbitrary<ScopedInventory[]> = fc.uniqueArray(
  fc.record({
    scope: fc.record({ accountId: fc.constantFrom(...owners), region: fc.constantFrom(...regions) }),
    inventory,
  }),
  { maxLength: 5, selector: ({ scope }) => `${scope.accountId}/${scope.region}` },
);

const config = configOf();

const analyse = (scoped: readonly ScopedInventory[]) => {
  const network = joinInventories({ accounts, inventories: scoped });
  const paths = findPaths(network, config);
  return {
    network,
    paths,
    peerings: publishedPeerings(network),
    findings: connectionPath.evaluate({ network, paths, config }),
  };
};

const shuffled = (scoped: ScopedInventory[]): fc.Arbitrary<ScopedInventory[]> =>
  fc.shuffledSubarray(scoped, { minLength: scoped.length }).chain((order) =>
    fc.tuple(
      ...order.map(({ scope, inventory: told }) =>
        fc
          .tuple(
            fc.shuffledSubarray(told.VpcEndpoints ?? [], { minLength: told.VpcEndpoints?.length ?? 0 }),
            fc.shuffledSubarray(told.VpcPeeringConnections ?? [], {
              minLength: told.VpcPeeringConnections?.length ?? 0,
            }),
            fc.shuffledSubarray(told.ServiceDetails ?? [], { minLength: told.ServiceDetails?.length ?? 0 }),
          )
          .map(([VpcEndpoints, VpcPeeringConnections, ServiceDetails]) =>
            inventoryOf(scope, { ...told, VpcEndpoints, VpcPeeringConnections, ServiceDetails }),
          ),
      ),
    ),
  );

describe('whatever AWS says', () => {
  it('nothing throws, and every result is of the published form', () => {
    fc.assert(
      fc.property(inventories, (scoped) => {
        const { paths, peerings } = analyse(scoped);
        for (const path of paths) connectionPathSchema.parse(path);
        for (const peering of peerings) peeringSchema.parse(peering);
      }),
    );
  });

  it('every endpoint has exactly one path inside its own VPC, and every peering is told once', () => {
    fc.assert(
      fc.property(inventories, (scoped) => {
        const { paths, peerings } = analyse(scoped);
        const seen = new Set(
          scoped.flatMap(({ inventory: told }) => (told.VpcEndpoints ?? []).map((e) => e.VpcEndpointId)),
        );
        const own = paths
          .filter(({ peeringId }) => peeringId === null)
          .map(({ endpoint }) => endpoint.vpcEndpointId);
        expect(own.toSorted()).toEqual([...seen].toSorted());
        const pcx = new Set(
          scoped.flatMap(({ inventory: told }) =>
            (told.VpcPeeringConnections ?? []).map((p) => p.VpcPeeringConnectionId),
          ),
        );
        expect(peerings.map(({ id }) => id)).toEqual([...pcx].toSorted());
      }),
    );
  });

  it('the order it came in changes nothing', () => {
    fc.assert(
      fc.property(
        inventories.chain((scoped) => fc.tuple(fc.constant(scoped), shuffled(scoped))),
        ([scoped, other]) => {
          const [a, b] = [analyse(scoped), analyse(other)];
          expect(b.paths).toEqual(a.paths);
          expect(b.peerings).toEqual(a.peerings);
          expect(b.findings).toEqual(a.findings);
          expect([...b.network.vpcs]).toEqual([...a.network.vpcs]);
        },
      ),
    );
  });

  it('is left as it was', () => {
    fc.assert(
      fc.property(inventories, (scoped) => {
        const before = JSON.stringify(scoped);
        analyse(scoped);
        expect(JSON.stringify(scoped)).toBe(before);
      }),
    );
  });
});

it('a peering seen from both sides is the peering seen from one', () => {
  const peering = fc
    .record({
      RequesterVpcInfo: side,
      AccepterVpcInfo: side,
      Status: record({ Code: oneOf('active', 'deleted') }),
    })
    .map((fields) => peeringRecord(fields));
  const seenFrom = (scopes: (typeof tokyo)[], view: ReturnType<typeof peeringRecord>) =>
    publishedPeerings(
      joinInventories({
        accounts,
        inventories: scopes.map((scope) => inventoryOf(scope, { VpcPeeringConnections: [view] })),
      }),
    );
  fc.assert(
    fc.property(peering, (view) => {
      const both = seenFrom([tokyo, oregon], view);
      expect(seenFrom([tokyo], view)).toEqual(both);
      expect(seenFrom([oregon], view)).toEqual(both);
    }),
  );
});
