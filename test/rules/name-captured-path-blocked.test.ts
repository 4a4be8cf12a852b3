import { expect, it } from 'vitest';
import type { Config } from '#model/config.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import { nameCapturedPathBlocked } from '#rules/name-captured-path-blocked.ts';
import * as bedrock from '#test/builders/bedrock.ts';
import { dhcpOf } from '#test/builders/names.ts';
import { accounts, oregon, tokyo } from '#test/builders/network.ts';
import { group, httpsFrom, routeTo, viaPeering } from '#test/builders/reachable.ts';
import { findingsOfRule } from '#test/builders/rules.ts';

const { bedrockWorld, failed, tokyoRoutes } = bedrock;

const asked: Partial<Config> = { publishedStatuses: ['passed', 'warning', 'failed'] };
const own = 'vpc-oregon/-/vpce-1';

const statuses = (inventories: ScopedInventory[]) =>
  Object.fromEntries(
    findingsOfRule(nameCapturedPathBlocked, inventories, { config: asked }).map(({ subject, status }) => [
      subject.id,
      status,
    ]),
  );
const findingOf = (inventories: ScopedInventory[], id: string) =>
  findingsOfRule(nameCapturedPathBlocked, inventories, { config: asked }).find(
    ({ subject }) => subject.id === id,
  );

/** Tokyo gets in, and no client of the endpoint's own VPC. */
const fromTokyo = { SecurityGroups: [group('sg-endpoint', httpsFrom('10.1.0.0/16'))] };
const fromAll = { SecurityGroups: [group('sg-endpoint', httpsFrom('10.0.0.0/8'))] };

it('passes where every subnet gets there', () => {
  expect(statuses(bedrockWorld({ oregon: fromAll }))).toEqual({
    [bedrock.subject]: 'passed',
    [own]: 'passed',
  });
});

it('fails where private DNS takes the name from the endpoint’s own VPC, and its group lets nobody in', () => {
  expect(findingOf(bedrockWorld({ oregon: fromTokyo }), own)).toMatchObject({
    status: 'failed',
    severity: 'medium',
    accountId: '222222222222',
    evidence: expect.stringMatching(
      /^"bedrock-runtime\.us-west-2\.amazonaws\.com" resolves to vpce-1 in vpc-oregon, and clients cannot get there: subnet-x \(10\.2\.0\.0\/24\): no address gets through, stopped by endpoint-security-groups; subnet-y/,
    ),
    remediation: expect.stringContaining('sg-endpoint, in account 222222222222'),
    fixOwner: '222222222222',
  });
});

it('fails where one subnet of a usable path does not get there', () => {
  expect(
    findingOf(bedrockWorld({ oregon: { ...fromAll, ...bedrock.oneSubnetBack } }), bedrock.subject),
  ).toMatchObject({
    status: 'failed',
    accountId: '111111111111',
    evidence: expect.stringContaining(
      'subnet-b (10.1.1.0/24): no address gets through, stopped by return-route.',
    ),
    remediation: expect.stringMatching(/^Open return-route to vpce-1 for subnet-b,/),
    fixOwner: '222222222222',
  });
});

it('tells the addresses that do get there', () => {
  expect(findingOf(bedrockWorld({ oregon: bedrock.fewAddressesBack }), bedrock.subject)?.evidence).toContain(
    'subnet-a (10.1.0.0/24): only 10.1.0.0/25 gets through, stopped by return-route',
  );
});

it('fails where the endpoint is not up', () => {
  const failedState = { VpcEndpoints: [bedrock.bedrockEndpoint({ State: 'failed' })] };
  expect(statuses(bedrockWorld({ oregon: failedState }))).toEqual({ [bedrock.subject]: 'failed' });
});

it.each<[string, bedrock.Changes]>([
  ['no private name', { tokyo: { HostedZones: [] }, oregon: bedrock.noWayBack }],
  [
    'a name that leads elsewhere',
    { tokyo: { HostedZones: [bedrock.leadingZone('other.example.com')] }, oregon: bedrock.noWayBack },
  ],
  ['name servers of its own', { tokyo: { DhcpOptions: [dhcpOf('10.1.0.2')] }, oregon: bedrock.noWayBack }],
  [
    'no usual name, only the endpoint’s own',
    {
      oregon: {
        ...bedrock.noWayBack,
        ServiceDetails: [{ ServiceName: 'com.amazonaws.us-west-2.bedrock-runtime', Owner: 'amazon' }],
      },
    },
  ],
  ['no subnet', { tokyo: { Subnets: [] } }],
  [
    'a way that is not modelled',
    { tokyo: tokyoRoutes(routeTo('10.2.0.0/16', { TransitGatewayId: 'tgw-1' })) },
  ],
])('does not concern a VPC with %s', (_, changes) => {
  expect(statuses(bedrockWorld(changes))).not.toHaveProperty(bedrock.subject);
});

it.each<[string, bedrock.Changes]>([
  ['what the name resolves to', { tokyo: failed('ListHostedZonesByVPC'), oregon: bedrock.noWayBack }],
  ['whether all get there', { oregon: { ...fromAll, ...failed('DescribeSecurityGroups') } }],
  ['whether a subnet gets there', { tokyo: failed('DescribeNetworkAcls') }],
  ['what else there is', { oregon: { ...bedrock.noWayBack, ...failed('DescribeSecurityGroups') } }],
])('is not evaluated where it was not read %s', (_, changes) => {
  expect(statuses(bedrockWorld(changes))).toMatchObject({ [bedrock.subject]: 'not-evaluated' });
});

it('a subnet that leaves by what is not modelled is neither open nor stopped', () => {
  const routes = tokyoRoutes(
    routeTo('10.2.0.0/24', viaPeering),
    routeTo('10.2.1.0/24', { NetworkInterfaceId: 'eni-fw' }),
  );
  expect(statuses(bedrockWorld({ tokyo: routes }))).not.toHaveProperty(bedrock.subject);
});

it('is not evaluated without the DNS attributes of the client’s VPC, whoever left them out', () => {
  const Vpcs = [{ VpcId: 'vpc-tokyo', OwnerId: tokyo.accountId, CidrBlock: '10.1.0.0/16' }];
  const world = bedrockWorld({ tokyo: { Vpcs }, oregon: { ...fromAll, ...bedrock.noWayBack } });
  expect(findingOf(world, bedrock.subject)).toMatchObject({ status: 'not-evaluated' });
});

it('says nothing of a stranger’s VPC, whose names nobody of ours can read', () => {
  const [, ours] = bedrockWorld({ oregon: { ...fromAll, ...bedrock.noWayBack } });
  const world = ours === undefined ? [] : [ours];
  const known = accounts.filter(({ Id }) => Id === oregon.accountId);
  const found = findingsOfRule(nameCapturedPathBlocked, world, { accounts: known, config: asked });
  expect(found.map(({ subject }) => subject.id)).toEqual([own]);
});

it('says nothing of a VPC that is gone, though a dead peering still names it', () => {
  const world = bedrockWorld({ tokyo: { Vpcs: [] }, oregon: { ...fromAll, ...bedrock.noWayBack } });
  expect(findingOf(world, bedrock.subject)).toBeUndefined();
});
