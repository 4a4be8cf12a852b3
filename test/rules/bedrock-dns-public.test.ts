import { expect, it } from 'vitest';
import type { Config } from '#model/config.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import { bedrockDnsPublic } from '#rules/bedrock-dns-public.ts';
import * as bedrock from '#test/builders/bedrock.ts';
import { dhcpOf, hostName, ownName, vpcOf, zoneOf } from '#test/builders/names.ts';
import { accounts, oregon, tokyo } from '#test/builders/network.ts';
import { routeTo, viaPeering } from '#test/builders/reachable.ts';
import { findingsOfRule } from '#test/builders/rules.ts';

const { bedrockWorld, failed, tokyoRoutes } = bedrock;

const asked: Partial<Config> = { publishedStatuses: ['passed', 'warning', 'failed'] };
const findings = (inventories: ScopedInventory[], listed = accounts) =>
  findingsOfRule(bedrockDnsPublic, inventories, { config: asked, accounts: listed });

const noName: Inventory = { HostedZones: [] };
const toOregon = routeTo('10.2.0.0/16', viaPeering);

it('fails where the name is public, and tells the record that would mend it', () => {
  expect(findings(bedrockWorld({ tokyo: noName }))).toMatchObject([
    {
      status: 'failed',
      severity: 'low',
      subject: { id: bedrock.subject },
      evidence: `In vpc-tokyo "${hostName}" resolves to the public address, not to vpce-1: SDKs with their defaults do not use this path. No subnet has a route to an internet or NAT gateway, so such calls fail.`,
      remediation: `In account 111111111111 make a private hosted zone ${hostName}, associate it with vpc-tokyo (ap-northeast-1), and in it an A alias record ${hostName} -> ${ownName} (zone ZVPCE).`,
      fixOwner: '111111111111',
    },
  ]);
});

it.each<[string, Inventory]>([
  ['an internet gateway', tokyoRoutes(toOregon, routeTo('0.0.0.0/0', { GatewayId: 'igw-1' }))],
  ['a NAT gateway', tokyoRoutes(toOregon, routeTo('0.0.0.0/0', { NatGatewayId: 'nat-1' }))],
  [
    'an internet gateway from one subnet of its own table',
    {
      RouteTables: [
        ...(tokyoRoutes(toOregon).RouteTables ?? []),
        {
          RouteTableId: 'rtb-public',
          VpcId: 'vpc-tokyo',
          Associations: [{ SubnetId: 'subnet-b' }],
          Routes: [toOregon, routeTo('0.0.0.0/0', { GatewayId: 'igw-1' })],
        },
      ],
    },
  ],
])('is medium where calls leave by %s', (_, routes) => {
  expect(findings(bedrockWorld({ tokyo: { ...noName, ...routes } }))).toMatchObject([
    {
      status: 'failed',
      severity: 'medium',
      evidence: expect.stringMatching(/leave by (igw|nat)-1 \(subnet-[ab], rtb-/),
    },
  ]);
});

it.each<[string, Inventory]>([
  ['a private NAT gateway', tokyoRoutes(toOregon, routeTo('10.0.0.0/8', { NatGatewayId: 'nat-1' }))],
  [
    'a NAT gateway that is gone',
    tokyoRoutes(toOregon, routeTo('0.0.0.0/0', { NatGatewayId: 'nat-1', State: 'blackhole' })),
  ],
  ['a virtual private gateway', tokyoRoutes(toOregon, routeTo('0.0.0.0/0', { GatewayId: 'vgw-1' }))],
  [
    'a table that no subnet uses',
    {
      RouteTables: [
        ...(tokyoRoutes(toOregon).RouteTables ?? []),
        {
          RouteTableId: 'rtb-idle',
          VpcId: 'vpc-tokyo',
          Routes: [routeTo('0.0.0.0/0', { GatewayId: 'igw-1' })],
        },
      ],
    },
  ],
])('is low with %s', (_, routes) => {
  expect(findings(bedrockWorld({ tokyo: { ...noName, ...routes } }))).toMatchObject([{ severity: 'low' }]);
});

it('fails where a zone takes the name and has no record, and names the zone', () => {
  expect(findings(bedrockWorld({ tokyo: { HostedZones: [zoneOf('amazonaws.com.', [])] } }))).toMatchObject([
    {
      status: 'failed',
      severity: 'low',
      evidence: expect.stringContaining('has no address'),
      remediation: expect.stringMatching(/^In hosted zone Z1 add an A alias record /),
    },
  ]);
});

it.each([
  ['enableDnsSupport', { EnableDnsSupport: { Value: false } }, 'has no address'],
  ['enableDnsHostnames', { EnableDnsHostnames: { Value: false } }, 'resolves to the public address'],
])('fails where %s is off, zone or no zone, and says so', (attribute, off, evidence) => {
  const Vpcs = [{ ...vpcOf('vpc-tokyo', tokyo, off), CidrBlock: '10.1.0.0/16' }];
  expect(findings(bedrockWorld({ tokyo: { Vpcs } }))).toMatchObject([
    {
      status: 'failed',
      severity: 'low',
      evidence: expect.stringContaining(evidence),
      remediation: expect.stringMatching(new RegExp(`^Turn ${attribute} on in vpc-tokyo\\. In account`)),
    },
  ]);
});

it.each<[string, bedrock.Changes]>([
  ['the endpoint', {}],
  ['something else of the VPC’s own', { tokyo: { HostedZones: [bedrock.leadingZone('proxy.example.com')] } }],
])('passes where the name resolves to %s', (_, changes) => {
  expect(findings(bedrockWorld(changes))).toMatchObject([{ status: 'passed' }]);
});

it.each<[string, bedrock.Changes]>([
  ['is blocked', { tokyo: noName, oregon: bedrock.noWayBack }],
  ['is partial', { tokyo: noName, oregon: bedrock.fewAddressesBack }],
  ['is asked for elsewhere', { tokyo: { DhcpOptions: [dhcpOf('10.1.0.2')] } }],
  [
    'is of another service',
    {
      tokyo: noName,
      oregon: { VpcEndpoints: [bedrock.bedrockEndpoint({ ServiceName: 'com.amazonaws.us-west-2.kms' })] },
    },
  ],
])('does not concern a path that %s', (_, changes) => {
  expect(findings(bedrockWorld(changes))).toEqual([]);
});

/** A zone that AWS lists for Tokyo's VPC, and whose records nobody asked its owner for. */
const closedZone = (OwningAccount: string): Inventory => {
  const { ResourceRecordSets: _, ...zone } = bedrock.leadingZone();
  return { HostedZones: [{ ...zone, Owner: { OwningAccount } }] };
};

/** A Profile of Tokyo's VPC that holds this. */
const profileWith = (ResourceArn: string, OwnerId: string): Inventory => ({
  HostedZones: [],
  ProfileAssociations: [{ Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-tokyo', Status: 'COMPLETE' }],
  ProfileResourceAssociations: [{ Id: 'rpr-1', ProfileId: 'rp-1', ResourceArn, OwnerId, Status: 'COMPLETE' }],
});
const zoneArn = 'arn:aws:route53:::hostedzone/Z1';
const endpointArn = (accountId: string) => `arn:aws:ec2:us-west-2:${accountId}:vpc-endpoint/vpce-9`;

it.each<[string, Inventory, string[]]>([
  ['a zone of an account left out', closedZone('333333333333'), ['not-evaluated']],
  ['such a zone of a Profile', profileWith(zoneArn, '333333333333'), ['not-evaluated']],
  [
    'such an endpoint of a Profile',
    profileWith(endpointArn('333333333333'), tokyo.accountId),
    ['not-evaluated'],
  ],
  ['a zone of a stranger', closedZone('999999999999'), []],
  ['a zone of a stranger, in a Profile', profileWith(zoneArn, '999999999999'), []],
  ['an endpoint that is gone, in a Profile', profileWith(endpointArn(oregon.accountId), tokyo.accountId), []],
])('where the name rests on %s that this run did not read: %#', (_, side, statuses) => {
  const found = findings(bedrockWorld({ tokyo: side }), [...accounts, { Id: '333333333333' }]);
  expect(found.map(({ status }) => status)).toEqual(statuses);
});

it.each<[string, bedrock.Changes]>([
  ['what the name resolves to', { tokyo: failed('ListHostedZonesByVPC') }],
  ['whether the path works', { tokyo: noName, oregon: failed('DescribeSecurityGroups') }],
  ['what the host name is', { tokyo: noName, oregon: failed('DescribeVpcEndpointServices') }],
  ['where subnets lead', { tokyo: { ...noName, ...failed('DescribeRouteTables') } }],
])('is not evaluated where it was not read %s', (_, changes) => {
  expect(findings(bedrockWorld(changes))).toMatchObject([{ status: 'not-evaluated' }]);
});

it('gives the endpoint’s addresses where AWS told it no name', () => {
  const nameless = { VpcEndpoints: [bedrock.bedrockEndpoint({ DnsEntries: [] })] };
  expect(findings(bedrockWorld({ tokyo: noName, oregon: nameless }))[0]?.remediation).toContain(
    `an A record ${hostName} with the addresses of vpce-1`,
  );
});
