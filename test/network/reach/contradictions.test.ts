import { describe, expect, it } from 'vitest';
import * as build from '#test/builders/reachable.ts';

const tokyoRoutes = (...routes: Parameters<typeof build.mainTable>[2]): build.Sides => ({
  tokyo: { RouteTables: [build.mainTable('rtb-tokyo', 'vpc-tokyo', routes)] },
});

const interfaces = (...records: ReturnType<typeof build.networkInterface>[]): build.Sides => ({
  oregon: { NetworkInterfaces: records },
});

const hub = (NetworkInterfaceId: string, address: string) =>
  build.networkInterface(NetworkInterfaceId, 'subnet-x', address);
describe('an inventory that contradicts itself is told as what it is', () => {
  it.each<[string, build.Sides, string]>([
    [
      'an interface outside its subnet',
      interfaces(hub('eni-1', '10.9.0.1'), hub('eni-2', '10.2.0.11')),
      'eni-1 has 10.9.0.1, which is outside its subnet subnet-x',
    ],
    [
      'an address that is none',
      interfaces(hub('eni-1', 'junk'), hub('eni-2', '10.2.0.11')),
      'eni-1 has the address "junk", which is no ipv4 address',
    ],
    [
      'an interface in another VPC',
      interfaces({ ...hub('eni-1', '10.2.0.10'), VpcId: 'vpc-else' }, hub('eni-2', '10.2.0.11')),
      'eni-1 is in vpc-else, its endpoint in vpc-oregon',
    ],
    [
      'an interface without an address',
      interfaces({ NetworkInterfaceId: 'eni-1', SubnetId: 'subnet-x' }, hub('eni-2', '10.2.0.11')),
      'Not read: the addresses of eni-1',
    ],
    [
      'a subnet without a CIDR',
      { tokyo: { Subnets: [build.subnet('subnet-a', 'vpc-tokyo', 'junk')] } },
      'subnet-a has the block "junk", which is no ipv4 CIDR',
    ],
    [
      'VPCs that overlap',
      {
        tokyo: {
          Subnets: [build.subnet('subnet-a', 'vpc-tokyo', '10.2.0.0/24')],
          RouteTables: [
            build.mainTable('rtb-tokyo', 'vpc-tokyo', [build.routeTo('10.2.0.0/16', { GatewayId: 'local' })]),
          ],
        },
      },
      'the addresses of the two VPCs overlap',
    ],
    [
      'two main tables',
      {
        tokyo: {
          RouteTables: [build.mainTable('rtb-1', 'vpc-tokyo', []), build.mainTable('rtb-2', 'vpc-tokyo', [])],
        },
      },
      'vpc-tokyo has rtb-1 and rtb-2, and can have one',
    ],
    [
      'a route to a peering that is not there',
      tokyoRoutes(build.routeTo('10.2.0.0/16', { VpcPeeringConnectionId: 'pcx-9' })),
      'pcx-9, another peering, which no scanned scope shows',
    ],
  ])('%s', (_, changes, detail) => {
    const path = build.pathOf(changes);
    expect(path.verdict).not.toBe('usable');
    expect(path.hops.map((hop) => hop.detail).join('\n')).toContain(detail);
  });

  it.each<[string, build.Sides, string]>([
    [
      'no subnet',
      { tokyo: { Subnets: [] } },
      'No subnet of vpc-tokyo has addresses of a family that the endpoint has',
    ],
    [
      'no interface',
      {
        oregon: {
          VpcEndpoints: [
            {
              ...build.oregonInventory().VpcEndpoints?.[0],
              VpcEndpointId: 'vpce-1',
              NetworkInterfaceIds: [],
            },
          ],
        },
      },
      'vpce-1 has no network interface',
    ],
  ])('%s is blocked, there being no pair', (_, changes, detail) => {
    const path = build.pathOf(changes);
    expect(path.verdict).toBe('blocked');
    expect(path.hops.map((hop) => hop.detail)).toContain(detail);
  });
});
