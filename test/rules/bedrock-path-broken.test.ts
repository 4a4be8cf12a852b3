import { expect, it } from 'vitest';
import type { Config } from '#model/config.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import { bedrockPathBroken } from '#rules/bedrock-path-broken.ts';
import * as bedrock from '#test/builders/bedrock.ts';
import { ownName, record, zoneOf } from '#test/builders/names.ts';
import { endpointRecord, peeringRecord } from '#test/builders/network.ts';
import { group, routeTo, viaPeering } from '#test/builders/reachable.ts';
import { findingsOfRule } from '#test/builders/rules.ts';

const { bedrockWorld, failed, tokyoRoutes } = bedrock;

const asked: Partial<Config> = { publishedStatuses: ['passed', 'warning', 'failed'] };
const findings = (inventories: ScopedInventory[], config: Partial<Config> = asked) =>
  findingsOfRule(bedrockPathBroken, inventories, { config });

/** Tokyo has neither a route over the peering nor a name for the endpoint. */
const nobody: Inventory = { ...tokyoRoutes(), HostedZones: [] };
const closedGroup: Inventory = { SecurityGroups: [group('sg-endpoint')] };

it('fails with the first closed hop, the change that opens it, and whose it is', () => {
  expect(findings(bedrockWorld({ oregon: bedrock.noWayBack }))).toMatchObject([
    {
      status: 'failed',
      severity: 'medium',
      accountId: '111111111111',
      subject: { id: bedrock.subject },
      evidence:
        'No client reaches the endpoint. First closed hop: return-route at rtb-oregon. No route holds the client\'s address. The path is meant: "bedrock-runtime.us-west-2.amazonaws.com" leads to the endpoint in vpc-tokyo.',
      remediation: 'Route 10.1.0.0/24 to pcx-1 in rtb-oregon, in account 222222222222 (us-west-2).',
      fixOwner: '222222222222',
    },
  ]);
});

it.each<[string, bedrock.Changes, string, string | null]>([
  [
    'the peering',
    { tokyo: peering('pending-acceptance'), oregon: peering('pending-acceptance') },
    'peering-state',
    '222222222222',
  ],
  [
    'a dead peering',
    { tokyo: peering('expired'), oregon: peering('expired') },
    'peering-state',
    '111111111111',
  ],
  [
    'the endpoint',
    { oregon: { VpcEndpoints: [bedrock.bedrockEndpoint({ State: 'failed' })] } },
    'endpoint-state',
    '222222222222',
  ],
  ['the way there', { tokyo: tokyoRoutes() }, 'consumer-route', '111111111111'],
  ['the endpoint’s group', { oregon: closedGroup }, 'endpoint-security-groups', '222222222222'],
])('names %s', (_, changes, hop, fixOwner) => {
  const evidence = expect.stringContaining(`First closed hop: ${hop}`);
  expect(findings(bedrockWorld(changes))).toMatchObject([{ status: 'failed', evidence, fixOwner }]);
});

function peering(Code: string): Inventory {
  return { VpcPeeringConnections: [peeringRecord({ Status: { Code } })] };
}

it('fails where it works for some addresses only', () => {
  expect(findings(bedrockWorld({ oregon: bedrock.fewAddressesBack }))).toMatchObject([
    { status: 'failed', evidence: expect.stringMatching(/^Some addresses reach the endpoint/) },
  ]);
});

it.each<[string, bedrock.Changes]>([
  ['works', {}],
  ['works for one subnet', { oregon: bedrock.oneSubnetBack }],
])('passes a path that %s', (_, changes) => {
  expect(findings(bedrockWorld(changes))).toMatchObject([{ status: 'passed' }]);
  expect(findings(bedrockWorld(changes), {})).toEqual([]);
});

const other = 'bedrock.corp.example.com';
it.each<[string, Inventory, Partial<Config>, RegExp]>([
  [
    'a route to the endpoint’s subnets',
    { ...nobody, ...tokyoRoutes(routeTo('10.2.1.0/24', viaPeering)) },
    {},
    /rtb-tokyo routes 10\.2\.1\.0\/24/,
  ],
  [
    'a route that is a blackhole',
    { ...nobody, ...tokyoRoutes(routeTo('10.2.0.0/24', { ...viaPeering, State: 'blackhole' })) },
    {},
    /rtb-tokyo routes/,
  ],
  [
    'a route by prefix list',
    {
      ...nobody,
      ...tokyoRoutes({ DestinationPrefixListId: 'pl-1', State: 'active', ...viaPeering }),
      ManagedPrefixLists: [
        { PrefixListId: 'pl-1', AddressFamily: 'IPv4', Entries: [{ Cidr: '10.2.0.0/24' }] },
      ],
    },
    {},
    /rtb-tokyo routes pl-1/,
  ],
  [
    'a name of its own',
    { ...nobody, HostedZones: [zoneOf(other, [record(other, 'CNAME', [ownName])])] },
    {},
    /"Z1\/bedrock\.corp\.example\.com" gives vpc-tokyo/,
  ],
  [
    'the usual name',
    { ...nobody, HostedZones: [bedrock.leadingZone()] },
    {},
    /amazonaws\.com" leads to the endpoint/,
  ],
  [
    'a Profile’s resource',
    {
      ...nobody,
      ProfileAssociations: [
        { Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-tokyo', Status: 'COMPLETE' },
      ],
      ProfileResourceAssociations: [
        {
          Id: 'rpra-1',
          ProfileId: 'rp-1',
          ResourceArn: 'arn:aws:ec2:us-west-2:222222222222:vpc-endpoint/vpce-1',
          Status: 'UPDATING',
        },
      ],
    },
    {},
    /"rpra-1" gives vpc-tokyo/,
  ],
  [
    'the configuration',
    nobody,
    {
      expectedPaths: [
        { vpcId: 'vpc-tokyo', service: 'bedrock-runtime', serviceRegion: 'us-west-2', reason: 'chat' },
      ],
    },
    /it is expected: chat/,
  ],
])('is meant by %s', (_, tokyo, config, evidence) => {
  expect(findings(bedrockWorld({ tokyo, oregon: closedGroup }), config)).toMatchObject([
    { status: 'failed', evidence: expect.stringMatching(evidence) },
  ]);
});

it.each<[string, Inventory]>([
  ['nobody meant', nobody],
  ['has routes to other subnets alone', { ...nobody, ...tokyoRoutes(routeTo('10.2.9.0/24', viaPeering)) }],
  [
    'has routes over another peering',
    { ...nobody, ...tokyoRoutes(routeTo('10.2.0.0/16', { VpcPeeringConnectionId: 'pcx-2' })) },
  ],
  [
    'leaves by what is not modelled',
    { ...nobody, ...tokyoRoutes(routeTo('10.2.0.0/16', { TransitGatewayId: 'tgw-1' })) },
  ],
])('does not concern a path that %s', (_, tokyo) => {
  expect(findings(bedrockWorld({ tokyo }))).toEqual([]);
});

it.each(['0.0.0.0/0', '10.2.0.0/16'])(
  'does not concern a path that %s leads to among others',
  (destination) => {
    const tokyo = { ...nobody, ...tokyoRoutes(routeTo(destination, viaPeering)) };
    expect(findings(bedrockWorld({ tokyo, oregon: closedGroup }))).toEqual([]);
  },
);

it('does not concern other services', () => {
  const kms = endpointRecord({ ...bedrock.bedrockEndpoint(), ServiceName: 'com.amazonaws.us-west-2.kms' });
  expect(findings(bedrockWorld({ oregon: { ...closedGroup, VpcEndpoints: [kms] } }))).toEqual([]);
});

it.each<[string, bedrock.Changes]>([
  ['whether it works', { oregon: failed('DescribeSecurityGroups') }],
  ['whether it is meant, by a name', { tokyo: { ...nobody, ...failed('ListHostedZonesByVPC') } }],
  ['whether it is meant, by a Profile', { tokyo: { ...nobody, ...failed('ListProfileAssociations') } }],
  [
    'whether it is meant, by a route',
    { tokyo: { ...nobody, ...failed('DescribeRouteTables') }, oregon: closedGroup },
  ],
])('is not evaluated where it was not read %s', (_, changes) => {
  expect(findings(bedrockWorld(changes))).toMatchObject([{ status: 'not-evaluated' }]);
});
