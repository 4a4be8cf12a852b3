import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import { type InventoryKey, operations, type ScopedInventory } from '#model/inventory.ts';
import type { CrossRegionServices, HostedZone, SecurityGroup } from '#model/records.ts';
import { bedrockDnsPublic } from '#rules/bedrock-dns-public.ts';
import { bedrockOverPeering } from '#rules/bedrock-over-peering.ts';
import { bedrockPathBroken } from '#rules/bedrock-path-broken.ts';
import { crossRegionEndpointAvailable } from '#rules/cross-region-endpoint-available.ts';
import { nameCapturedPathBlocked } from '#rules/name-captured-path-blocked.ts';
import { privateNameStale } from '#rules/private-name-stale.ts';
import { evaluateRules } from '#rules/registry.ts';
import type { Rule } from '#rules/rule.ts';
import { serviceRegionNotAllowed } from '#rules/service-region-not-allowed.ts';
import * as bedrock from '#test/builders/bedrock.ts';
import { bedrockRuntime, configOf, inventoryOf, oregon, tokyo } from '#test/builders/network.ts';
import { group, httpsFrom, routeTo, viaPeering } from '#test/builders/reachable.ts';
import { ruleInput, wholeInventory } from '#test/builders/rules.ts';

const rules: Rule[] = [
  bedrockDnsPublic,
  bedrockOverPeering,
  bedrockPathBroken,
  crossRegionEndpointAvailable,
  nameCapturedPathBlocked,
  privateNameStale,
  serviceRegionNotAllowed,
];

const config: Partial<Config> = {
  publishedStatuses: ['passed', 'warning', 'failed'],
  allowedRegions: [{ accounts: null, organizationalUnits: null, from: oregon.region, to: [oregon.region] }],
};

const gone = 'vpce-0dead-zzzz9999.bedrock-runtime.us-west-2.vpce.amazonaws.com';

const oneOf = <T>(values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** What the two sides may look like, all of it read. */
const inTokyo = fc.record(
  {
    HostedZones: oneOf<HostedZone[]>([[], [bedrock.leadingZone()], [bedrock.leadingZone(gone)]]),
    CrossRegionServices: oneOf<CrossRegionServices[]>([
      [],
      bedrock.offered(),
      bedrock.offered(bedrockRuntime),
    ]),
    RouteTables: fc.constantFrom(
      ...[
        [],
        [routeTo('10.2.0.0/16', { TransitGatewayId: 'tgw-1' })],
        [routeTo('10.2.0.0/16', viaPeering), routeTo('0.0.0.0/0', { NatGatewayId: 'nat-1' })],
      ].map((routes) => bedrock.tokyoRoutes(...routes).RouteTables ?? []),
    ),
  },
  { requiredKeys: [] },
);
const inOregon = fc.record(
  {
    RouteTables: fc.constantFrom(
      ...[bedrock.noWayBack, bedrock.fewAddressesBack, bedrock.oneSubnetBack].map(
        (it) => it.RouteTables ?? [],
      ),
    ),
    SecurityGroups: oneOf<SecurityGroup[]>([
      [group('sg-endpoint')],
      [group('sg-endpoint', httpsFrom('10.0.0.0/8'))],
    ]),
    VpcEndpoints: fc
      .constantFrom('deleted', 'available', 'partial')
      .map((State) => [bedrock.bedrockEndpoint({ State })]),
  },
  { requiredKeys: [] },
);

const farScopes: ScopedInventory[] = [
  inventoryOf({ ...tokyo, region: oregon.region }, wholeInventory({})),
  inventoryOf({ ...oregon, region: tokyo.region }, wholeInventory({})),
];

const keys = Object.keys(operations) as InventoryKey[];
/** For each of four scopes: not scanned, or without some of its reads. */
const blind = fc.array(
  fc.oneof(fc.constant('all' as const), fc.subarray(keys, { maxLength: 3 }), fc.constant([])),
  {
    minLength: 4,
    maxLength: 4,
  },
);

const without = ({ scope, inventory }: ScopedInventory, unread: readonly InventoryKey[]): ScopedInventory => {
  const left = Object.entries(inventory).filter(([key]) => !unread.some((it) => it === key));
  return inventoryOf(scope, Object.fromEntries(left));
};

const told = (inventories: ScopedInventory[]): Map<string, Omit<Finding, 'pathIds'>> =>
  new Map(
    evaluateRules(ruleInput(inventories, { config: configOf(config) }), rules)
      .filter(({ status }) => status !== 'not-evaluated')
      .map((finding) => [finding.id, finding]),
  );

it('who reads less says the same or less, and nothing else', () => {
  fc.assert(
    fc.property(inTokyo, inOregon, blind, (tokyoSide, oregonSide, unread) => {
      const whole = [...bedrock.bedrockWorld({ tokyo: tokyoSide, oregon: oregonSide }), ...farScopes];
      const part = whole.flatMap((read, index) => {
        const left = unread[index] ?? [];
        return left === 'all' ? [] : [without(read, left)];
      });
      const all = told(whole);
      for (const [id, finding] of told(part)) expect(finding).toEqual(all.get(id));
    }),
    { numRuns: 300 },
  );
});

it('the order of what was read changes nothing', () => {
  fc.assert(
    fc.property(inTokyo, inOregon, (tokyoSide, oregonSide) => {
      const world = [...bedrock.bedrockWorld({ tokyo: tokyoSide, oregon: oregonSide }), ...farScopes];
      const turned = world
        .toReversed()
        .map(({ scope, inventory }) =>
          inventoryOf(
            scope,
            Object.fromEntries(
              Object.entries(inventory).map(([key, list]) => [
                key,
                Array.isArray(list) ? list.toReversed() : list,
              ]),
            ),
          ),
        );
      expect([...told(turned)]).toEqual([...told(world)]);
    }),
    { numRuns: 50 },
  );
});
