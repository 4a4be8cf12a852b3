import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { dhcpOf, hostName, nothingSpecial, ownName, record, vpcOf, zonalName, zoneOf } from './names.ts';
import { bedrockRuntime, endpointRecord, inventoryOf, oregon, tokyo } from './network.ts';
import * as reach from './reachable.ts';
import { wholeInventory } from './rules.ts';

/*
 * Tokyo's way to Oregon's Bedrock, everything read and working: routes, groups and a hosted zone for its name. AWS offers
 * S3 alone from Oregon to Tokyo. Tests change what a side read.
 */
export const subject = 'vpc-tokyo/pcx-1/vpce-1';

/** The zone by which Tokyo's VPC finds Oregon's endpoint. */
export const leadingZone = (target = ownName) => zoneOf(`${hostName}.`, [record(hostName, 'A', target)]);

export const offered = (...ServiceNames: string[]) => [{ ServiceRegion: oregon.region, ServiceNames }];

export const bedrockEndpoint = (fields: Partial<VpcEndpoint> = {}): VpcEndpoint =>
  endpointRecord({
    NetworkInterfaceIds: ['eni-1', 'eni-2'],
    SubnetIds: ['subnet-x', 'subnet-y'],
    Groups: [{ GroupId: 'sg-endpoint' }],
    IpAddressType: 'ipv4',
    PrivateDnsEnabled: true,
    DnsEntries: [
      { DnsName: zonalName, HostedZoneId: 'ZVPCE' },
      { DnsName: ownName, HostedZoneId: 'ZVPCE' },
      { DnsName: hostName },
    ],
    ...fields,
  });

export const tokyoSide = (changes: Inventory = {}): Inventory =>
  wholeInventory({
    ...nothingSpecial('vpc-tokyo', tokyo),
    ...reach.tokyoInventory(),
    Vpcs: [{ ...vpcOf('vpc-tokyo', tokyo), CidrBlock: '10.1.0.0/16' }],
    DhcpOptions: [dhcpOf('AmazonProvidedDNS')],
    CrossRegionServices: offered('com.amazonaws.us-west-2.s3'),
    HostedZones: [leadingZone()],
    ...changes,
  });

export const oregonSide = (changes: Inventory = {}): Inventory =>
  wholeInventory({
    ...nothingSpecial('vpc-oregon', oregon),
    ...reach.oregonInventory(),
    VpcEndpoints: [bedrockEndpoint()],
    Vpcs: [{ ...vpcOf('vpc-oregon', oregon), CidrBlock: '10.2.0.0/16' }],
    ServiceDetails: [{ ServiceName: bedrockRuntime, Owner: 'amazon', PrivateDnsName: hostName }],
    ...changes,
  });

export type Changes = { tokyo?: Inventory; oregon?: Inventory };

export const bedrockWorld = (changes: Changes = {}): ScopedInventory[] => [
  inventoryOf(tokyo, tokyoSide(changes.tokyo)),
  inventoryOf(oregon, oregonSide(changes.oregon)),
];

/** A read of a scope that failed. */
export const failed = (operation: string): Inventory => ({
  Coverage: { [operation]: { complete: false, cause: 'throttled' } },
});

/** Oregon's one table, with the peering as the way back to these blocks alone. */
const wayBackTo = (...cidrs: string[]): Inventory => ({
  RouteTables: [
    reach.mainTable('rtb-oregon', 'vpc-oregon', [
      reach.routeTo('10.2.0.0/16', { GatewayId: 'local', Origin: 'CreateRouteTable' }),
      ...cidrs.map((cidr) => reach.routeTo(cidr, reach.viaPeering)),
    ]),
  ],
});
/** The path is blocked at its last hop. */
export const noWayBack = wayBackTo();
/** One of Tokyo's two subnets works. */
export const oneSubnetBack = wayBackTo('10.1.0.0/24');
/** Some addresses work, and no subnet. */
export const fewAddressesBack = wayBackTo('10.1.0.0/25');

/** Tokyo's one table, with these routes to other places. */
export const tokyoRoutes = (...routes: ReturnType<typeof reach.routeTo>[]): Inventory => ({
  RouteTables: [
    reach.mainTable('rtb-tokyo', 'vpc-tokyo', [
      reach.routeTo('10.1.0.0/16', { GatewayId: 'local', Origin: 'CreateRouteTable' }),
      ...routes,
    ]),
  ],
});
