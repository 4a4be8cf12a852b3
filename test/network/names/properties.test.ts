import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPaths } from '#classify/find-paths.ts';
import { type Inventory, inventorySchema } from '#model/inventory.ts';
import { oneOf, record } from '#test/builders/arbitrary-inventory.ts';
import { bedrockEndpoint, hostName, oregonInventory, ownName, tokyoInventory } from '#test/builders/names.ts';
import { configOf, networkOf, oregon, tokyo } from '#test/builders/network.ts';

const domains = ['.', 'com.', 'amazonaws.com', `${hostName}.`, '*.amazonaws.com.', '\\052.com.', '..', ''];
const statuses = ['COMPLETE', 'CREATING', 'DELETED', 'FAILED'];
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });

const recordSets = few(
  record({
    Name: oneOf(...domains).map((name) => name ?? 'x'),
    Type: oneOf('A', 'AAAA', 'CNAME', 'NS', 'SOA', 'TXT'),
    AliasTarget: fc.option(record({ DNSName: oneOf(ownName, hostName), HostedZoneId: oneOf('Z1', 'Z2') }), {
      nil: undefined,
    }),
    ResourceRecords: fc.option(few(record({ Value: oneOf('10.2.0.5', '::1', ownName, hostName, '[') })), {
      nil: undefined,
    }),
  }),
);

/** Records about names, from ordinary to absurd, every field perhaps absent. */
const named: fc.Arbitrary<Inventory> = record({
  Vpcs: few(
    record({
      VpcId: fc.constantFrom('vpc-tokyo', 'vpc-oregon'),
      DhcpOptionsId: oneOf('dopt-1', 'default'),
      EnableDnsSupport: fc.option(record({ Value: fc.boolean() }), { nil: undefined }),
      EnableDnsHostnames: fc.option(record({ Value: fc.boolean() }), { nil: undefined }),
    }),
  ),
  DhcpOptions: few(
    record({
      DhcpOptionsId: fc.constantFrom('dopt-1', 'dopt-2'),
      DhcpConfigurations: few(
        record({
          Key: oneOf('domain-name-servers', 'domain-name'),
          Values: few(record({ Value: oneOf('AmazonProvidedDNS', '10.0.0.2') })),
        }),
      ),
    }),
  ),
  HostedZones: few(
    record({
      HostedZoneId: fc.constantFrom('Z1', 'Z2'),
      Name: oneOf(...domains).map((name) => name ?? 'x'),
      Owner: fc.option(record({ OwningService: oneOf('vpce.amazonaws.com') }), { nil: undefined }),
      VPCs: few(record({ VPCId: oneOf('vpc-tokyo', 'vpc-oregon') })),
      ResourceRecordSets: fc.option(recordSets, { nil: undefined }),
    }),
  ),
  ResolverRuleAssociations: few(
    record({
      Id: fc.constantFrom('a', 'b'),
      ResolverRuleId: oneOf('r1', 'r2'),
      VPCId: oneOf('vpc-tokyo'),
      Status: oneOf(...statuses),
    }),
  ),
  ResolverRules: few(
    record({
      Id: fc.constantFrom('r1', 'r2'),
      DomainName: oneOf(...domains),
      RuleType: oneOf('FORWARD', 'SYSTEM', 'RECURSIVE', 'DELEGATE'),
    }),
  ),
  ProfileAssociations: few(
    record({
      Id: fc.constantFrom('p'),
      ProfileId: oneOf('rp'),
      ResourceId: oneOf('vpc-tokyo'),
      Status: oneOf(...statuses),
    }),
  ),
  ProfileResourceAssociations: few(
    record({
      Id: fc.constantFrom('q'),
      ProfileId: oneOf('rp'),
      ResourceArn: oneOf(
        'arn:aws:route53:::hostedzone/Z2',
        'arn:a:ec2:r:1:vpc-endpoint/vpce-1',
        'arn:x:resolver-rule/r1',
      ),
      Status: oneOf(...statuses),
      ResourceRecordSets: fc.option(recordSets, { nil: undefined }),
    }),
  ),
}).map((value) => inventorySchema.parse(value));

/** Each list perhaps the ordinary one, so that the absurd is met one at a time too. */
const mixed = (ordinary: Inventory): fc.Arbitrary<Inventory> =>
  fc.tuple(named, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 })).map(([odd, chosen]) => ({
    ...ordinary,
    ...Object.fromEntries(Object.entries(odd).filter((_, index) => chosen[index] === true)),
  }));

const told = (inTokyo: Inventory, inOregon: Inventory) =>
  findPaths(
    networkOf({ scope: oregon, inventory: inOregon }, { scope: tokyo, inventory: inTokyo }),
    configOf(),
  ).map(({ id, dns, hops }) => ({ id, dns, hop: hops.at(-1) }));

const reversed = (inventory: Inventory): Inventory =>
  Object.fromEntries(
    Object.entries(inventory).map(([key, value]) => [key, Array.isArray(value) ? value.toReversed() : value]),
  );

const statusOf = {
  endpoint: 'pass',
  elsewhere: 'fail',
  public: 'fail',
  nxdomain: 'fail',
  unknown: 'unknown',
};

it('junk never throws, and the order of records decides nothing', () => {
  fc.assert(
    fc.property(
      mixed(tokyoInventory()),
      mixed(oregonInventory({ VpcEndpoints: [bedrockEndpoint] })),
      (a, b) => {
        const paths = told(a, b);
        expect(told(reversed(a), reversed(b))).toEqual(paths);
        for (const { dns, hop } of paths)
          expect(hop).toMatchObject({ name: 'name', status: statusOf[dns.resolves] });
      },
    ),
    { numRuns: 1000 },
  );
});

it('what is not told of the endpoint’s own VPC changes nothing over the peering', () => {
  fc.assert(
    fc.property(mixed(tokyoInventory()), (a) => {
      const over = (b: Inventory) => told(a, b).filter(({ id }) => id === 'vpc-tokyo/pcx-1/vpce-1');
      const { HostedZones: _, DhcpOptions: __, ResolverRules: ___, ...less } = oregonInventory();
      expect(over(less)).toEqual(over(oregonInventory()));
    }),
    { numRuns: 300 },
  );
});
