import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Account } from '#model/account.ts';
import type { Finding } from '#model/finding.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import { connectionPath } from '#rules/connection-path.ts';
import { bedrockRuntime, endpointRecord, inventoryOf, peeringRecord } from '#test/builders/network.ts';
import { findingsOfRule } from '#test/builders/rules.ts';

const accounts: Account[] = ['111111111111', '222222222222', '333333333333'].map((Id) => ({ Id, Name: Id }));
const scopes: Scope[] = accounts.flatMap(({ Id }) =>
  ['us-west-2', 'ap-northeast-1'].map((region) => ({ accountId: Id, region })),
);

const vpc = fc.nat(scopes.length - 1);
/** A VPC in each scope, named by the scope's place; what joins them and what they hold. */
const world = fc.record({
  peerings: fc.array(fc.record({ a: vpc, b: vpc, tellsRegion: fc.boolean(), tellsOwner: fc.boolean() }), {
    maxLength: 5,
  }),
  endpoints: fc.array(
    fc.record({ at: vpc, type: fc.constantFrom('Interface', 'Gateway', 'Resource', 'GatewayLoadBalancer') }),
    { minLength: 1, maxLength: 5 },
  ),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const sideOf = (at: number, { tellsRegion, tellsOwner }: World['peerings'][number]) => ({
  VpcId: `vpc-${at}`,
  ...(tellsOwner ? { OwnerId: scopes[at]?.accountId } : {}),
  ...(tellsRegion ? { Region: scopes[at]?.region } : {}),
});

/** What a scope answers: its own endpoints, and the peerings of which it has a side. */
const inventoriesOf = ({ peerings, endpoints }: World): ScopedInventory[] =>
  scopes.map((scope, index) => {
    return inventoryOf(scope, {
      VpcEndpoints: endpoints.flatMap(({ at, type }, id) =>
        at === index
          ? [
              endpointRecord({
                VpcEndpointId: `vpce-${id}`,
                VpcId: `vpc-${at}`,
                VpcEndpointType: type,
                OwnerId: scope.accountId,
                ServiceName: bedrockRuntime,
              }),
            ]
          : [],
      ),
      VpcPeeringConnections: peerings.flatMap((peering, id) =>
        peering.a === index || peering.b === index
          ? [
              peeringRecord({
                VpcPeeringConnectionId: `pcx-${id}`,
                RequesterVpcInfo: sideOf(peering.a, peering),
                AccepterVpcInfo: sideOf(peering.b, peering),
              }),
            ]
          : [],
      ),
      Vpcs: [{ VpcId: `vpc-${index}`, OwnerId: scope.accountId }],
    });
  });

/** The findings that would be published, by subject. */
const published = (organization: Account[], inventories: ScopedInventory[]): ReadonlyMap<string, Finding> => {
  const findings = findingsOfRule(connectionPath, inventories, { accounts: organization });
  return new Map(
    findings.filter(({ status }) => status === 'passed').map((finding) => [finding.subject.id, finding]),
  );
};

const withoutVpcs = ({ scope, inventory }: ScopedInventory): ScopedInventory => {
  const { Vpcs: _, ...rest } = inventory;
  return inventoryOf(scope, rest);
};

it('a run that reads less publishes the same findings or fewer, never one of another Id or evidence', () => {
  fc.assert(
    fc.property(
      world,
      fc.subarray(accounts),
      fc.subarray(scopes.map((_, index) => index)),
      fc.subarray(scopes.map((_, index) => index)),
      (told, organization, scanned, blind) => {
        const whole = inventoriesOf(told);
        const all = published(organization, whole);
        const part = whole
          .map((read, index) => (blind.includes(index) ? withoutVpcs(read) : read))
          .filter((_, index) => scanned.includes(index));
        for (const [subject, { id, dependsOn }] of published(organization, part)) {
          expect({ id, dependsOn }).toEqual({
            id: all.get(subject)?.id,
            dependsOn: all.get(subject)?.dependsOn,
          });
        }
      },
    ),
    { numRuns: 500 },
  );
});
