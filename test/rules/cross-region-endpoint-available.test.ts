import { expect, it } from 'vitest';
import type { Config } from '#model/config.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import { crossRegionEndpointAvailable } from '#rules/cross-region-endpoint-available.ts';
import * as bedrock from '#test/builders/bedrock.ts';
import { accounts, bedrockRuntime, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';
import { routeTo } from '#test/builders/reachable.ts';
import { findingsOfRule } from '#test/builders/rules.ts';

const { bedrockWorld, failed, offered } = bedrock;

const asked: Partial<Config> = { publishedStatuses: ['passed', 'warning', 'failed'] };
const findings = (inventories: ScopedInventory[], config: Partial<Config> = asked) =>
  findingsOfRule(crossRegionEndpointAvailable, inventories, { config });

const kms = 'com.amazonaws.us-west-2.kms';
const toKms = { VpcEndpoints: [bedrock.bedrockEndpoint({ ServiceName: kms })] };

it.each<[string, bedrock.Changes, string]>([
  ['Bedrock', { tokyo: { CrossRegionServices: offered(bedrockRuntime) } }, bedrockRuntime],
  ['another AWS service', { tokyo: { CrossRegionServices: offered(kms) }, oregon: toKms }, kms],
])('warns where AWS offers %s to the client’s Region', (_, changes, name) => {
  expect(findings(bedrockWorld(changes), {})).toMatchObject([
    {
      status: 'warning',
      severity: 'low',
      ...tokyo,
      subject: { id: bedrock.subject },
      title: `Cross-Region endpoint could replace a peering: vpc-tokyo (111111111111, ap-northeast-1) to ${name} in us-west-2 through vpce-1`,
      evidence: `AWS offers "${name}" of us-west-2 to ap-northeast-1 as a cross-Region endpoint (DescribeVpcEndpointServices with ServiceRegions in 111111111111/ap-northeast-1). Now vpc-tokyo has a way there over peering pcx-1: usable.`,
      remediation: expect.stringMatching(
        /^In account 111111111111, Region ap-northeast-1, create .* with service Region us-west-2/,
      ),
      fixOwner: tokyo.accountId,
    },
  ]);
});

it.each([
  ['AWS does not offer it', {}],
  [
    'AWS offers another one of the same name’s beginning',
    { tokyo: { CrossRegionServices: offered(`${bedrockRuntime}-fips`) } },
  ],
  ['AWS offers nothing', { tokyo: { CrossRegionServices: offered() } }],
])('passes where %s', (_, changes) => {
  expect(findings(bedrockWorld(changes))).toMatchObject([{ status: 'passed' }]);
});

it('what another Region offers is no offer of this one', () => {
  const CrossRegionServices = [{ ServiceRegion: 'us-east-1', ServiceNames: [bedrockRuntime] }, ...offered()];
  expect(findings(bedrockWorld({ tokyo: { CrossRegionServices } }))).toMatchObject([{ status: 'passed' }]);
});

it.each<[string, ScopedInventory[]]>([
  ['the read failed', bedrockWorld({ tokyo: failed('DescribeVpcEndpointServices:ServiceRegions') })],
  ['AWS was not asked of that Region', bedrockWorld({ tokyo: { CrossRegionServices: [] } })],
  ['the client’s scope was not read', bedrockWorld().slice(1)],
])('is not evaluated where %s', (_, inventories) => {
  expect(findings(inventories)).toMatchObject([{ status: 'not-evaluated' }]);
});

it('cannot be told of a client outside the Organization', () => {
  const [, hub] = bedrockWorld();
  const found = findingsOfRule(crossRegionEndpointAvailable, hub === undefined ? [] : [hub], {
    accounts: accounts.slice(1),
  });
  expect(found).toMatchObject([{ status: 'not-evaluated', ...oregon }]);
});

it('does not concern a peering of one Region, nor a path without a peering', () => {
  const near = { ...peeringRecord().RequesterVpcInfo, Region: oregon.region };
  const VpcPeeringConnections = [peeringRecord({ RequesterVpcInfo: near })];
  const CrossRegionServices = [{ ServiceRegion: oregon.region, ServiceNames: [bedrockRuntime] }];
  const [, hub] = bedrockWorld({ oregon: { VpcPeeringConnections, CrossRegionServices } });
  expect(findings(hub === undefined ? [] : [hub])).toEqual([]);
});

it('warns of what works for some, too', () => {
  const changes = {
    tokyo: { CrossRegionServices: offered(bedrockRuntime) },
    oregon: bedrock.fewAddressesBack,
  };
  expect(findings(bedrockWorld(changes))).toMatchObject([
    { status: 'warning', evidence: expect.stringContaining('over peering pcx-1: partial.') },
  ]);
});

it.each<[string, bedrock.Changes]>([
  ['is closed', { oregon: bedrock.noWayBack }],
  ['is not taken', { tokyo: bedrock.tokyoRoutes(routeTo('10.2.0.0/16', { TransitGatewayId: 'tgw-1' })) }],
])('does not concern a peering that %s', (_, { tokyo: inTokyo = {}, ...changes }) => {
  const CrossRegionServices = offered(bedrockRuntime);
  expect(findings(bedrockWorld({ ...changes, tokyo: { ...inTokyo, CrossRegionServices } }))).toEqual([]);
});
