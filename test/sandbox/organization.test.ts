import { BlockList } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { findPaths } from '#classify/find-paths.ts';
import { configSchema } from '#model/config.ts';
import { operations } from '#model/inventory.ts';
import { scopeKey } from '#model/scope.ts';
import { pathClasses } from '#model/words.ts';
import { joinInventories } from '#network/join.ts';

const dir = fileURLToPath(new URL('../../src/sandbox/organization', import.meta.url));
const { organization, inventories } = await readSnapshot(dir);
const scoped = inventories.map(({ scope, inventory }) => [scopeKey(scope), inventory] as const);

const isWithin = (address: string, cidr: string): boolean => {
  const [network = '', length] = cidr.split('/');
  const list = new BlockList();
  list.addSubnet(network, Number(length));
  return list.check(address.split('/')[0] ?? '');
};

/** What is named and not there. */
const missing = (named: readonly (string | undefined)[], known: readonly string[]): string[] =>
  named.filter((id) => id !== undefined && !known.includes(id)).map(String);

const network = joinInventories({ accounts: organization.Accounts, inventories });
const paths = findPaths(network, configSchema.parse({}));

describe('the demo organization', () => {
  it('has three accounts in three Regions, the hub first, each read completely', () => {
    expect(organization.Accounts.map(({ Name }) => Name)).toEqual([
      'network-hub',
      'tokyo-workloads',
      'data-platform',
    ]);
    expect(scoped.map(([key]) => key)).toEqual(
      ['111111111111', '222222222222', '333333333333'].flatMap((account) =>
        ['ap-northeast-1', 'us-east-1', 'us-west-2'].map((region) => `${account}/${region}`),
      ),
    );
    const keys = Object.keys(operations).sort();
    for (const [, inventory] of scoped) expect(Object.keys(inventory).sort()).toEqual(keys);
  });

  it('holds every path class', () => {
    expect(new Set(paths.map((path) => path.class))).toEqual(new Set(pathClasses));
  });

  it('has two open ways and one blocked to Bedrock over a peering, one of them without a name', () => {
    const bedrock = paths.filter((path) => path.class === 'peering-routed-bedrock');
    const summary = bedrock.map(({ consumer, endpoint, verdict, firstFailedHop, dns }) => ({
      from: `${consumer.accountName} ${consumer.region}`,
      to: endpoint.region,
      verdict,
      firstFailedHop,
      name: dns.resolves,
    }));
    const open = { to: 'us-west-2', verdict: 'usable', firstFailedHop: null };
    expect(summary).toHaveLength(3);
    expect(summary).toContainEqual({ ...open, from: 'tokyo-workloads ap-northeast-1', name: 'endpoint' });
    expect(summary).toContainEqual({ ...open, from: 'network-hub us-east-1', name: 'public' });
    expect(summary).toContainEqual({
      from: 'data-platform us-east-1',
      to: 'us-west-2',
      verdict: 'blocked',
      firstFailedHop: 'peering-state',
      name: 'public',
    });
  });

  it('shows a peering of every kind that trips others', () => {
    const known = new Set(organization.Accounts.map(({ Id }) => Id));
    const told = [...network.peerings.values()].map(({ status, requester, accepter, seenFrom }) => ({
      status,
      isOutside: [requester, accepter].some(({ accountId }) => !known.has(accountId ?? '')),
      hasCidrs: requester.cidrs.length + accepter.cidrs.length > 0,
      sides: seenFrom.length,
    }));
    expect(told).toHaveLength(6);
    expect(told).toContainEqual({ status: 'active', isOutside: false, hasCidrs: true, sides: 2 });
    expect(told).toContainEqual({ status: 'active', isOutside: true, hasCidrs: true, sides: 1 });
    expect(told.filter(({ status }) => status === 'deleted')).toHaveLength(1);
    expect(told.filter(({ status }) => status === 'pending-acceptance')).toHaveLength(1);
  });
});

describe.each(scoped)('the references of %s', (key, inventory) => {
  const {
    VpcEndpoints = [],
    VpcPeeringConnections = [],
    Vpcs = [],
    Subnets = [],
    RouteTables = [],
    NetworkAcls = [],
    NetworkInterfaces = [],
    SecurityGroups = [],
    ServiceDetails = [],
    CrossRegionServices = [],
    ManagedPrefixLists = [],
    HostedZones = [],
  } = inventory;
  const vpcs = Vpcs.map(({ VpcId }) => VpcId);
  const subnets = Subnets.map(({ SubnetId }) => SubnetId);
  const tables = RouteTables.map(({ RouteTableId }) => RouteTableId);
  const groups = SecurityGroups.map(({ GroupId }) => GroupId);
  const interfaces = NetworkInterfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId);
  const lists = ManagedPrefixLists.map(({ PrefixListId }) => PrefixListId);
  const peerings = VpcPeeringConnections.map(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId);
  const endpoints = VpcEndpoints.map(({ VpcEndpointId }) => VpcEndpointId);
  const routes = RouteTables.flatMap(({ Routes = [] }) => Routes);
  const permissions = SecurityGroups.flatMap(({ IpPermissions = [] }) => IpPermissions);

  it('name only what is in the scope', () => {
    const inVpcs = [
      VpcEndpoints,
      Subnets,
      RouteTables,
      NetworkAcls,
      NetworkInterfaces,
      SecurityGroups,
    ].flat();
    expect(
      missing(
        inVpcs.map(({ VpcId }) => VpcId),
        vpcs,
      ),
    ).toEqual([]);
    expect(
      missing(
        VpcEndpoints.flatMap(({ SubnetIds = [] }) => SubnetIds),
        subnets,
      ),
    ).toEqual([]);
    expect(
      missing(
        VpcEndpoints.flatMap(({ RouteTableIds = [] }) => RouteTableIds),
        tables,
      ),
    ).toEqual([]);
    expect(
      missing(
        VpcEndpoints.flatMap((it) => it.NetworkInterfaceIds ?? []),
        interfaces,
      ),
    ).toEqual([]);
    expect(
      missing(
        NetworkInterfaces.map(({ SubnetId }) => SubnetId),
        subnets,
      ),
    ).toEqual([]);
    const carried = [...VpcEndpoints, ...NetworkInterfaces].flatMap(({ Groups = [] }) => Groups);
    expect(
      missing(
        carried.map(({ GroupId }) => GroupId),
        groups,
      ),
    ).toEqual([]);
    const associations = [...RouteTables, ...NetworkAcls].flatMap((it) => it.Associations ?? []);
    expect(
      missing(
        associations.map(({ SubnetId }) => SubnetId),
        subnets,
      ),
    ).toEqual([]);
    expect(
      missing(
        routes.map((route) => route.VpcPeeringConnectionId),
        peerings,
      ),
    ).toEqual([]);
    // Internet gateways are not listed: one is there where it has a table of its own.
    const edges = associations.flatMap(({ GatewayId }) => (typeof GatewayId === 'string' ? [GatewayId] : []));
    expect(
      missing(
        routes.map((route) => route.GatewayId),
        ['local', ...endpoints, ...edges],
      ),
    ).toEqual([]);
    const named = permissions.flatMap(({ PrefixListIds = [] }) => PrefixListIds.map((it) => it.PrefixListId));
    expect(missing([...named, ...routes.map((route) => route.DestinationPrefixListId)], lists)).toEqual([]);
    const zoned = HostedZones.flatMap((zone) => zone.VPCs ?? []);
    expect(
      missing(
        zoned.map(({ VPCId }) => VPCId),
        vpcs,
      ),
    ).toEqual([]);
  });

  it('put every subnet inside its VPC and every address inside its subnet', () => {
    for (const { CidrBlock = '', VpcId } of Subnets) {
      const vpc = Vpcs.find((it) => it.VpcId === VpcId);
      expect(isWithin(CidrBlock, vpc?.CidrBlock ?? '')).toBe(true);
    }
    for (const { PrivateIpAddress = '', SubnetId, AvailabilityZone } of NetworkInterfaces) {
      const subnet = Subnets.find((it) => it.SubnetId === SubnetId);
      expect(isWithin(PrivateIpAddress, subnet?.CidrBlock ?? '')).toBe(true);
      expect(AvailabilityZone).toBe(subnet?.AvailabilityZone);
    }
    const addresses = NetworkInterfaces.map(({ PrivateIpAddress }) => PrivateIpAddress);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('give every VPC one main table and one NACL that holds all its subnets', () => {
    for (const vpcId of vpcs) {
      const main = RouteTables.filter(
        (it) => it.VpcId === vpcId && it.Associations?.some(({ Main }) => Main === true),
      );
      expect(main).toHaveLength(1);
      const own = Subnets.filter((it) => it.VpcId === vpcId).map(({ SubnetId }) => SubnetId);
      const acls = NetworkAcls.filter((it) => it.VpcId === vpcId);
      const held = acls.flatMap((it) => (it.Associations ?? []).map(({ SubnetId }) => SubnetId));
      expect(held).toHaveLength(own.length);
      expect(new Set(held)).toEqual(new Set(own));
    }
  });

  it('describe every service an endpoint names, in the Region it names', () => {
    const region = key.slice(key.indexOf('/') + 1);
    const described = ServiceDetails.map((it) => `${it.ServiceName} ${it.ServiceRegion}`);
    const named = VpcEndpoints.flatMap(({ ServiceName, ServiceRegion = region }) =>
      ServiceName === undefined ? [] : [`${ServiceName} ${ServiceRegion}`],
    );
    expect(missing(named, described)).toEqual([]);
  });

  it('list what AWS offers from the other Region of every peering, never Bedrock', () => {
    const region = key.slice(key.indexOf('/') + 1);
    const others = VpcPeeringConnections.flatMap(({ RequesterVpcInfo, AccepterVpcInfo }) =>
      [RequesterVpcInfo?.Region, AccepterVpcInfo?.Region].filter((it) => it !== region),
    );
    expect(
      missing(
        others,
        CrossRegionServices.map(({ ServiceRegion }) => ServiceRegion),
      ),
    ).toEqual([]);
    expect(CrossRegionServices.flatMap(({ ServiceNames }) => ServiceNames).join(' ')).not.toContain(
      'bedrock',
    );
  });
});

/** The endpoint's account, ID and Region, and the name of its service. */
const connected = (owner = '', id = '', region = '', name = ''): string =>
  [owner, id, region, name].join(' ');

it('shows every connection to an endpoint service from both its ends, but for one from outside', () => {
  const providers = inventories.flatMap(({ scope: { region }, inventory }) =>
    (inventory.VpcEndpointConnections ?? []).map(({ ServiceId, ...told }) => {
      const service = inventory.ServiceConfigurations?.find((it) => it.ServiceId === ServiceId);
      expect(service?.SupportedRegions?.map(({ Region }) => Region)).toContain(told.VpcEndpointRegion);
      const { VpcEndpointOwner, VpcEndpointId, VpcEndpointRegion = region } = told;
      return connected(VpcEndpointOwner, VpcEndpointId, VpcEndpointRegion, service?.ServiceName);
    }),
  );
  const offered = new Set(
    inventories.flatMap(({ inventory }) => inventory.ServiceConfigurations?.map((it) => it.ServiceName)),
  );
  const consumers = inventories.flatMap(({ scope: { region }, inventory }) =>
    (inventory.VpcEndpoints ?? [])
      .filter(({ ServiceName }) => ServiceName !== undefined && offered.has(ServiceName))
      .map((it) => connected(it.OwnerId, it.VpcEndpointId, region, it.ServiceName)),
  );
  expect(consumers).toHaveLength(3);
  expect(missing(consumers, providers)).toEqual([]);
  const [stranger, ...others] = missing(providers, consumers);
  expect(others).toEqual([]);
  expect(organization.Accounts.map(({ Id }) => Id)).not.toContain(stranger?.split(' ')[0]);
});

const rootOf = (account: string): string => `arn:aws:iam::${account}:root`;

it('lets everyone have one endpoint service, and one account from outside the other', () => {
  const allowed = inventories.flatMap(({ inventory }) =>
    (inventory.ServiceConfigurations ?? []).map(({ AllowedPrincipals = [] }) =>
      AllowedPrincipals.map(({ Principal }) => Principal),
    ),
  );
  expect(allowed).toEqual([['*'], ['111111111111', '222222222222', '444444444444'].map(rootOf)]);
});

it('the Tokyo zone leads to the Oregon endpoint', () => {
  const tokyo = scoped.find(([key]) => key === '222222222222/ap-northeast-1')?.[1];
  const oregon = scoped.find(([key]) => key === '111111111111/us-west-2')?.[1];
  const alias = tokyo?.HostedZones?.[0]?.ResourceRecordSets?.find(({ Type }) => Type === 'A')?.AliasTarget;
  const bedrock = oregon?.VpcEndpoints?.find(({ ServiceName }) => ServiceName?.endsWith('.bedrock-runtime'));
  expect(bedrock?.DnsEntries?.map(({ DnsName }) => `${DnsName}.`)).toContain(alias?.DNSName);
});

it('tells Tokyo the endpoint for Bedrock’s name, and Virginia the public address', () => {
  const bedrock = paths.filter((path) => path.class === 'peering-routed-bedrock');
  const told = Object.fromEntries(bedrock.map(({ consumer, dns }) => [consumer.region, dns.resolves]));
  expect(told).toEqual({ 'ap-northeast-1': 'endpoint', 'us-east-1': 'public' });
});
