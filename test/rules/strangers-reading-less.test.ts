import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import { type InventoryKey, operations, type ScopedInventory } from '#model/inventory.ts';
import { endpointServiceOpen } from '#rules/endpoint-service-open.ts';
import { endpointServiceOutsideConsumer } from '#rules/endpoint-service-outside-consumer.ts';
import { endpointServiceOwnerUntrusted } from '#rules/endpoint-service-owner-untrusted.ts';
import { peeringHalfRouted } from '#rules/peering-half-routed.ts';
import { peeringOwnerUntrusted } from '#rules/peering-owner-untrusted.ts';
import { peeringWiderThanNeeded } from '#rules/peering-wider-than-needed.ts';
import { evaluateRules } from '#rules/registry.ts';
import { endpointRecord, inventoryOf, oregon, peeringRecord, tokyo } from '#test/builders/network.ts';
import { connection, offeredService } from '#test/builders/offered-service.ts';
import {
  mainTable,
  oregonInventory,
  routeTo,
  subnet,
  tokyoInventory,
  viaPeering,
} from '#test/builders/reachable.ts';
import { ruleInput, wholeInventory } from '#test/builders/rules.ts';

const rules = [
  endpointServiceOpen,
  endpointServiceOutsideConsumer,
  endpointServiceOwnerUntrusted,
  peeringHalfRouted,
  peeringOwnerUntrusted,
  peeringWiderThanNeeded,
];
const config: Partial<Config> = {
  publishedStatuses: ['passed', 'warning', 'failed'],
  trustedAccounts: ['888888888888'],
  rules: { 'peering-wider-than-needed': { enabled: true } },
};

const someone = fc.constantFrom('111111111111', '222222222222', '888888888888', '999999999999');
const serviceName = 'com.amazonaws.vpce.us-west-2.vpce-svc-1';

/** What there is, all of it read. */
const world = fc.record({
  service: fc.record({
    AcceptanceRequired: fc.boolean(),
    AllowedPrincipals: fc.array(
      fc.oneof(
        fc.constant({ Principal: '*' }),
        someone.map((id) => ({ Principal: `arn:aws:iam::${id}:root` })),
      ),
      { maxLength: 2 },
    ),
  }),
  connections: fc.array(
    fc.record({
      VpcEndpointId: fc.constantFrom('vpce-7', 'vpce-8'),
      VpcEndpointOwner: someone,
      VpcEndpointState: fc.constantFrom('available', 'rejected', 'pendingAcceptance'),
    }),
    { maxLength: 2 },
  ),
  offeredInTokyo: fc.boolean(),
  isEndpointServices: fc.boolean(),
  owner: fc.option(fc.oneof(someone, fc.constant('aws-marketplace'))),
  accepter: fc.constantFrom('222222222222', '222222222222', '999999999999'),
  status: fc.constantFrom('active', 'active', 'pending-acceptance', 'deleted'),
  hasDatabases: fc.boolean(),
  there: fc.boolean(),
  back: fc.boolean(),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const routes = (isThere: boolean, cidr: string) => (isThere ? [routeTo(cidr, viaPeering)] : []);

const inventoriesOf = (told: World): ScopedInventory[] => {
  const base = peeringRecord();
  const peering = peeringRecord({
    AccepterVpcInfo: { ...base.AccepterVpcInfo, OwnerId: told.accepter },
    Status: { Code: told.status },
  });
  const shown = { VpcPeeringConnections: [peering] };
  const offered = { ServiceConfigurations: [offeredService(told.service)] };
  const { VpcEndpoints = [], Subnets = [], ...inOregon } = oregonInventory();
  const details = told.owner === null ? [] : [{ ServiceName: serviceName, Owner: told.owner }];
  const endpoints = VpcEndpoints.map((record) =>
    told.isEndpointServices ? endpointRecord({ ...record, ServiceName: serviceName }) : record,
  );
  return [
    inventoryOf(
      tokyo,
      wholeInventory({
        ...tokyoInventory(),
        ...shown,
        ...(told.offeredInTokyo ? offered : {}),
        RouteTables: [mainTable('rtb-tokyo', 'vpc-tokyo', routes(told.there, '10.2.0.0/16'))],
      }),
    ),
    inventoryOf(
      oregon,
      wholeInventory({
        ...inOregon,
        ...shown,
        ...(told.offeredInTokyo ? {} : offered),
        VpcEndpoints: endpoints,
        VpcEndpointConnections: told.connections.map((one) => connection(one)),
        ServiceDetails: details,
        Subnets: [
          ...Subnets,
          ...(told.hasDatabases ? [subnet('subnet-db', 'vpc-oregon', '10.2.9.0/24')] : []),
        ],
        RouteTables: [mainTable('rtb-oregon', 'vpc-oregon', routes(told.back, '10.1.0.0/16'))],
      }),
    ),
  ];
};

const keys = Object.keys(operations) as InventoryKey[];

/** Keys that each scope was not read of; a scope of which null was read is not there. */
const failing = fc.tuple(...[0, 1].map(() => fc.option(fc.subarray(keys, { maxLength: 3 }), { freq: 8 })));

const readLess = (inventories: ScopedInventory[], unread: readonly (InventoryKey[] | null)[]) =>
  inventories.flatMap(({ scope, inventory }, index) => {
    const without = unread[index];
    if (without === null || without === undefined) return [];
    const left = Object.entries(inventory).filter(([key]) => !without.some((one) => one === key));
    return [inventoryOf(scope, Object.fromEntries(left))];
  });

const found = (inventories: ScopedInventory[]): ReadonlyMap<string, Finding> =>
  new Map(evaluateRules(ruleInput(inventories, { config }), rules).map((finding) => [finding.id, finding]));

it('a run that reads less says of a subject what one that reads all says, or nothing', () => {
  fc.assert(
    fc.property(world, failing, (told, unread) => {
      const whole = inventoriesOf(told);
      const all = found(whole);
      for (const [id, { status, severity, title, dependsOn }] of found(readLess(whole, unread))) {
        if (status === 'not-evaluated') continue;
        const { [id]: known = null } = Object.fromEntries(all);
        expect({ id, status, severity, title, dependsOn }).toEqual({
          id,
          status: known?.status,
          severity: known?.severity,
          title: known?.title,
          dependsOn: known?.dependsOn,
        });
      }
    }),
    { numRuns: 500 },
  );
});

it('the order of what was read decides nothing', () => {
  fc.assert(
    fc.property(world, (told) => {
      const whole = inventoriesOf(told);
      expect(found(whole.toReversed())).toEqual(found(whole));
    }),
    { numRuns: 100 },
  );
});

it('each rule finds something to say in some of these', () => {
  const said = new Set<string>();
  fc.assert(
    fc.property(world, (told) => {
      for (const { rule, status } of found(inventoriesOf(told)).values()) said.add(`${rule} ${status}`);
    }),
    { numRuns: 300 },
  );
  for (const { id } of rules) {
    expect(said).toContain(`${id} passed`);
    expect([...said].some((one) => one === `${id} failed` || one === `${id} warning`)).toBe(true);
  }
});
