import fc from 'fast-check';
import type { Inventory, InventoryKey } from '#model/inventory.ts';
import type { IpPermission, NetworkAclEntry, Route } from '#model/records.ts';
import type { Topology } from './brute-force.ts';

/*
 * Small random networks: 128 addresses, 10.0.0.0/25 or fd00::/121. The consumer's VPC has the first 16 and 8 more in
 * a second block, the endpoint's the 16 from 32. Prefixes, states, ports and missing facts are drawn from short
 * menus, so that they meet often.
 */
type Family = Topology['family'];
export type ToyCidr = { at: number; bits: number };

const total = 7;

const cidrText = (family: Family, { at, bits }: ToyCidr): string => {
  if (bits < 0) return family === 'ipv4' ? '0.0.0.0/0' : '::/0';
  const base = (at >> (total - bits)) << (total - bits);
  return family === 'ipv4' ? `10.0.0.${base}/${25 + bits}` : `fd00::${base.toString(16)}/${121 + bits}`;
};

const addressText = (family: Family, at: number): string =>
  family === 'ipv4' ? `10.0.0.${at}` : `fd00::${at.toString(16)}`;

/** Mostly about the two VPCs, sometimes about everything. */
const cidr: fc.Arbitrary<ToyCidr> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ at: fc.integer({ min: 0, max: 23 }), bits: fc.integer({ min: 2, max: 7 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ at: fc.integer({ min: 32, max: 47 }), bits: fc.integer({ min: 2, max: 7 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ at: 0, bits: -1 }) },
  { weight: 1, arbitrary: fc.constant({ at: 0, bits: 0 }) },
);

const wide = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ at: 0, bits: -1 }) },
  { weight: 2, arbitrary: cidr },
);

const targets: Partial<Route>[] = [
  { VpcPeeringConnectionId: 'pcx-1' },
  { VpcPeeringConnectionId: 'pcx-2' },
  { GatewayId: 'igw-1' },
  { EgressOnlyInternetGatewayId: 'eigw-1' },
  { TransitGatewayId: 'tgw-1' },
  { GatewayId: 'local' },
];

const destination = (family: Family) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: cidr.map(
        (block): Partial<Route> =>
          family === 'ipv4'
            ? { DestinationCidrBlock: cidrText(family, block) }
            : { DestinationIpv6CidrBlock: cidrText(family, block) },
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('pl-1', 'pl-1', 'pl-2', 'pl-2', 'pl-2', 'pl-unread')
        .map((id): Partial<Route> => ({ DestinationPrefixListId: id })),
    },
  );

const state = fc.oneof(
  { weight: 8, arbitrary: fc.constant('active') },
  { weight: 1, arbitrary: fc.constantFrom('blackhole', 'filtered', 'pending') },
);

const route = (family: Family): fc.Arbitrary<Route> =>
  fc
    .tuple(
      destination(family),
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(targets[0] ?? {}) },
        { weight: 3, arbitrary: fc.constantFrom(...targets) },
      ),
      state,
      fc.boolean(),
    )
    .map(([where, target, State, isPropagated]) => ({
      ...where,
      ...target,
      State,
      Origin:
        isPropagated && target.TransitGatewayId !== undefined ? 'EnableVgwRoutePropagation' : 'CreateRoute',
    }));

/** The first half of the routes a useful table has: where the other side is. */
const usefulRoutes = (family: Family, away: ToyCidr, own: ToyCidr[]): Route[] => {
  const field = family === 'ipv4' ? 'DestinationCidrBlock' : 'DestinationIpv6CidrBlock';
  return [
    {
      [field]: cidrText(family, away),
      VpcPeeringConnectionId: 'pcx-1',
      State: 'active',
      Origin: 'CreateRoute',
    },
    ...own.map((block) => ({
      [field]: cidrText(family, block),
      GatewayId: 'local',
      State: 'active',
      Origin: 'CreateRouteTable',
    })),
  ];
};

const portRanges = [
  { From: 443, To: 443 },
  { From: 32_768, To: 60_999 },
  { From: 1024, To: 65_535 },
  { From: 40_000, To: 50_000 },
  { From: 0, To: 65_535 },
  { From: 80, To: 80 },
];

const aclEntry = (family: Family): fc.Arbitrary<Omit<NetworkAclEntry, 'RuleNumber'>> =>
  fc
    .tuple(
      wide,
      fc.boolean(),
      fc.constantFrom('-1', '6', '6', '17'),
      fc.constantFrom(...portRanges),
      fc.integer({ min: 0, max: 3 }),
    )
    .map(([block, Egress, Protocol, PortRange, action]) => ({
      Egress,
      Protocol,
      ...(Protocol === '-1' ? {} : { PortRange }),
      RuleAction: action === 0 ? 'deny' : 'allow',
      ...(family === 'ipv4'
        ? { CidrBlock: cidrText(family, block) }
        : { Ipv6CidrBlock: cidrText(family, block) }),
    }));

const allowAll = (family: Family): NetworkAclEntry[] =>
  [true, false].map((Egress) => ({
    RuleNumber: 1000,
    Egress,
    Protocol: '-1',
    RuleAction: 'allow',
    ...(family === 'ipv4' ? { CidrBlock: '0.0.0.0/0' } : { Ipv6CidrBlock: '::/0' }),
  }));

const acl = (family: Family) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(allowAll(family)) },
    { weight: 3, arbitrary: mixedAcl(family) },
  );

const mixedAcl = (family: Family) =>
  fc
    .tuple(fc.array(aclEntry(family), { maxLength: 4 }), fc.integer({ min: 0, max: 3 }))
    .map(([entries, ends]): NetworkAclEntry[] => [
      ...entries.map((entry, index) => ({ ...entry, RuleNumber: 100 + index })),
      ...(ends === 0 ? [] : allowAll(family)),
    ]);

const permission = (family: Family) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(openToAll(family)) },
    { weight: 2, arbitrary: mixedPermission(family) },
  );

const openToAll = (family: Family): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  ...(family === 'ipv4' ? { IpRanges: [{ CidrIp: '0.0.0.0/0' }] } : { Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
});

const mixedPermission = (family: Family): fc.Arbitrary<IpPermission> =>
  fc
    .tuple(
      fc.constantFrom('tcp', 'tcp', '-1', 'udp'),
      fc.constantFrom(...portRanges),
      fc.array(wide, { maxLength: 2 }),
      fc.option(fc.constantFrom('pl-1', 'pl-2', 'pl-1', 'pl-2', 'pl-unread'), { nil: undefined, freq: 3 }),
      fc.option(
        fc.record({
          GroupId: fc.constantFrom('sg-a', 'sg-b'),
          VpcPeeringConnectionId: fc.constantFrom('pcx-1', 'pcx-2'),
          PeeringStatus: fc.constantFrom('active', 'deleted'),
        }),
        { nil: undefined, freq: 4 },
      ),
    )
    .map(([IpProtocol, { From, To }, blocks, list, pair]) => ({
      IpProtocol,
      ...(IpProtocol === '-1' ? {} : { FromPort: From, ToPort: To }),
      IpRanges: family === 'ipv4' ? blocks.map((block) => ({ CidrIp: cidrText(family, block) })) : [],
      Ipv6Ranges: family === 'ipv6' ? blocks.map((block) => ({ CidrIpv6: cidrText(family, block) })) : [],
      PrefixListIds: list === undefined ? [] : [{ PrefixListId: list }],
      UserIdGroupPairs: pair === undefined ? [] : [pair],
    }));

const consumerVpc = [
  { at: 0, bits: 3 },
  { at: 16, bits: 4 },
];
const providerVpc = [{ at: 32, bits: 3 }];

const side = (family: Family, own: ToyCidr[], away: ToyCidr) =>
  fc.record({
    routes: fc.tuple(fc.array(route(family), { maxLength: 4 }), fc.boolean()),
    mainRoutes: fc.array(route(family), { maxLength: 3 }),
    isFirstExplicit: fc.boolean(),
    hasMain: fc.integer({ min: 0, max: 7 }),
    acls: fc.tuple(acl(family), acl(family)),
    isSecondAclMissing: fc.integer({ min: 0, max: 9 }),
    useful: fc.constant(usefulRoutes(family, away, own)),
  });

type ToySubnet = { id: string; block: ToyCidr };
const consumerSubnets: ToySubnet[] = [
  { id: 'subnet-c1', block: { at: 0, bits: 4 } },
  { id: 'subnet-c2', block: { at: 16, bits: 5 } },
];
const providerSubnets: ToySubnet[] = [
  { id: 'subnet-p1', block: { at: 32, bits: 4 } },
  { id: 'subnet-p2', block: { at: 40, bits: 4 } },
];

type Drawn = {
  routes: [Route[], boolean];
  mainRoutes: Route[];
  isFirstExplicit: boolean;
  hasMain: number;
  acls: [NetworkAclEntry[], NetworkAclEntry[]];
  isSecondAclMissing: number;
  useful: Route[];
};

/** The tables, ACLs and subnets of one VPC, or of one side of it. */
const sideInventory = (family: Family, vpcId: string, subnets: ToySubnet[], drawn: Drawn): Inventory => {
  const [first, second] = subnets.map(({ id }) => id);
  const [routes, isUseful] = drawn.routes;
  return {
    Subnets: subnets.map(({ id, block }) => ({
      SubnetId: id,
      VpcId: vpcId,
      ...(family === 'ipv4'
        ? { CidrBlock: cidrText(family, block) }
        : { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: cidrText(family, block) }] }),
    })),
    RouteTables: [
      {
        RouteTableId: `rtb-${first}`,
        VpcId: vpcId,
        Routes: [...routes, ...(isUseful ? drawn.useful : [])],
        Associations: drawn.isFirstExplicit ? [{ Main: false, SubnetId: first }] : [],
      },
      ...(drawn.hasMain === 0
        ? []
        : [
            {
              RouteTableId: `rtb-main-${first}`,
              VpcId: vpcId,
              Routes: [...drawn.mainRoutes, ...drawn.useful],
              Associations: [{ Main: true }],
            },
          ]),
    ],
    NetworkAcls: drawn.acls.slice(0, drawn.isSecondAclMissing === 0 ? 1 : 2).map((Entries, index) => ({
      NetworkAclId: `acl-${index}-${first}`,
      VpcId: vpcId,
      Entries,
      Associations: [{ SubnetId: index === 0 ? first : second }],
    })),
  };
};

const vpcRecord = (family: Family, vpcId: string, OwnerId: string, blocks: ToyCidr[]) => {
  const texts = blocks.map((block) => cidrText(family, block));
  return {
    VpcId: vpcId,
    OwnerId,
    ...(family === 'ipv4'
      ? { CidrBlock: texts[0], CidrBlockAssociationSet: texts.map((CidrBlock) => ({ CidrBlock })) }
      : { Ipv6CidrBlockAssociationSet: texts.map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })) }),
  };
};

const toyInterfaces = [
  { id: 'eni-1', at: 33, subnetId: 'subnet-p1' },
  { id: 'eni-2', at: 41, subnetId: 'subnet-p2' },
  { id: 'eni-3', at: 42, subnetId: 'subnet-p2' },
];

const endpointSide = (family: Family) =>
  fc.record({
    count: fc.integer({ min: 1, max: 3 }),
    isUnread: fc.integer({ min: 0, max: 20 }),
    groupIds: fc.constantFrom<string[]>(
      ['sg-1'],
      ['sg-1'],
      ['sg-1'],
      ['sg-1', 'sg-2'],
      ['sg-1', 'sg-2'],
      ['sg-1', 'sg-missing'],
    ),
    groups: fc.tuple(
      fc.array(permission(family), { minLength: 1, maxLength: 3 }),
      fc.array(permission(family), { maxLength: 2 }),
    ),
    lists: fc.tuple(fc.array(cidr, { maxLength: 3 }), fc.array(cidr, { maxLength: 3 })),
  });

type DrawnEndpoint = {
  count: number;
  isUnread: number;
  groupIds: string[];
  groups: [IpPermission[], IpPermission[]];
  lists: [ToyCidr[], ToyCidr[]];
};

const listsOf = (family: Family, lists: [ToyCidr[], ToyCidr[]]): Inventory['ManagedPrefixLists'] => [
  ...lists.map((blocks, index) => ({
    PrefixListId: `pl-${index + 1}`,
    Entries: blocks.map((block) => ({ Cidr: cidrText(family, block) })),
  })),
  { PrefixListId: 'pl-unread' },
];

const endpointInventory = (family: Family, vpcId: string, drawn: DrawnEndpoint): Inventory => {
  const interfaces = toyInterfaces.slice(0, drawn.count);
  return {
    VpcEndpoints: [
      {
        VpcEndpointId: 'vpce-1',
        VpcEndpointType: 'Interface',
        VpcId: vpcId,
        State: 'available',
        OwnerId: '222222222222',
        NetworkInterfaceIds: interfaces.map(({ id }) => id),
        SubnetIds: [...new Set(interfaces.map(({ subnetId }) => subnetId))],
        Groups: drawn.groupIds.map((GroupId) => ({ GroupId })),
        IpAddressType: family,
      },
    ],
    NetworkInterfaces: interfaces
      .filter((_, index) => drawn.isUnread !== index)
      .map(({ id, at, subnetId }) => ({
        NetworkInterfaceId: id,
        VpcId: vpcId,
        SubnetId: subnetId,
        Groups: drawn.groupIds.map((GroupId) => ({ GroupId })),
        ...(family === 'ipv4'
          ? { PrivateIpAddress: addressText(family, at) }
          : { Ipv6Addresses: [{ Ipv6Address: addressText(family, at) }] }),
      })),
    SecurityGroups: drawn.groups.map((IpPermissions, index) => ({
      GroupId: `sg-${index + 1}`,
      IpPermissions,
    })),
    ManagedPrefixLists: listsOf(family, drawn.lists),
  };
};

/** The keys that may be missing; without the endpoint itself there is no path. */
export const droppable: InventoryKey[] = [
  'Vpcs',
  'Subnets',
  'RouteTables',
  'NetworkAcls',
  'NetworkInterfaces',
  'SecurityGroups',
  'ManagedPrefixLists',
];

export const without = (inventory: Inventory, keys: readonly InventoryKey[]): Inventory =>
  Object.fromEntries(Object.entries(inventory).filter(([key]) => !keys.some((gone) => gone === key)));

/** Mostly nothing, else one or two keys. */
export const droppedKeys = fc.oneof(
  { weight: 6, arbitrary: fc.constant<InventoryKey[]>([]) },
  { weight: 2, arbitrary: fc.subarray(droppable, { minLength: 1, maxLength: 2 }) },
);

const overPeering = (family: Family): fc.Arbitrary<Topology> =>
  fc
    .record({
      consumer: side(family, consumerVpc, providerVpc[0] ?? { at: 0, bits: 0 }),
      consumerLists: fc.tuple(fc.array(cidr, { maxLength: 3 }), fc.array(cidr, { maxLength: 3 })),
      provider: side(family, providerVpc, { at: 0, bits: 2 }),
      endpoint: endpointSide(family),
      isOneRegion: fc.boolean(),
      status: fc.oneof(
        { weight: 12, arbitrary: fc.constant('active') },
        { weight: 1, arbitrary: fc.constant('pending-acceptance') },
      ),
      dropped: fc.tuple(droppedKeys, droppedKeys),
    })
    .map(({ consumer, consumerLists, provider, endpoint, isOneRegion, status, dropped }) => ({
      family,
      consumer: {
        vpcId: 'vpc-c',
        region: 'eu-west-1',
        inventory: without(
          {
            ...sideInventory(family, 'vpc-c', consumerSubnets, consumer),
            Vpcs: [vpcRecord(family, 'vpc-c', '111111111111', consumerVpc)],
            ManagedPrefixLists: listsOf(family, consumerLists),
          },
          dropped[0],
        ),
      },
      provider: {
        vpcId: 'vpc-p',
        region: isOneRegion ? 'eu-west-1' : 'us-west-2',
        inventory: without(
          {
            ...sideInventory(family, 'vpc-p', providerSubnets, provider),
            ...endpointInventory(family, 'vpc-p', endpoint),
            Vpcs: [vpcRecord(family, 'vpc-p', '222222222222', providerVpc)],
          },
          dropped[1],
        ),
      },
      peering: {
        id: 'pcx-1',
        status,
        consumerCidr: cidrText(family, { at: 0, bits: 2 }),
        providerCidr: cidrText(family, { at: 32, bits: 3 }),
      },
      endpointId: 'vpce-1',
    }));

const inOneVpc = (family: Family): fc.Arbitrary<Topology> =>
  fc
    .record({
      first: side(family, [...consumerVpc, ...providerVpc], { at: 64, bits: 2 }),
      second: side(family, [...consumerVpc, ...providerVpc], { at: 64, bits: 2 }),
      endpoint: endpointSide(family),
      dropped: droppedKeys,
    })
    .map(({ first, second, endpoint, dropped }) => {
      const a = sideInventory(family, 'vpc-p', consumerSubnets, first);
      const b = sideInventory(family, 'vpc-p', providerSubnets, { ...second, hasMain: 0 });
      const whole: Inventory = {
        ...endpointInventory(family, 'vpc-p', endpoint),
        Subnets: [...(a.Subnets ?? []), ...(b.Subnets ?? [])],
        RouteTables: [...(a.RouteTables ?? []), ...(b.RouteTables ?? [])],
        NetworkAcls: [...(a.NetworkAcls ?? []), ...(b.NetworkAcls ?? [])],
        Vpcs: [vpcRecord(family, 'vpc-p', '222222222222', [...consumerVpc, ...providerVpc])],
      };
      const place = { vpcId: 'vpc-p', region: 'us-west-2', inventory: without(whole, dropped) };
      return { family, consumer: place, provider: place, peering: null, endpointId: 'vpce-1' };
    });

/** A path to an interface endpoint, over a peering or inside its VPC, in one address family. */
export const arbitraryTopology = (family: Family): fc.Arbitrary<Topology> =>
  fc.oneof({ weight: 3, arbitrary: overPeering(family) }, { weight: 1, arbitrary: inOneVpc(family) });
