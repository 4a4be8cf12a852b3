import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Option } from '#model/explanation.ts';
import { explanationSchema } from '#model/explanation.ts';
import type { Inventory, InventoryKey, ScopedInventory } from '#model/inventory.ts';
import { operations } from '#model/inventory.ts';
import { applySteps } from '#test/builders/apply-steps.ts';
import { ask, sides } from '#test/builders/explain.ts';
import { peeringRecord } from '#test/builders/network.ts';
import { group, httpsFrom, mainTable, routeTo } from '#test/builders/reachable.ts';

/** Ways to break the path from Tokyo to Oregon, each on one side. */
type Break = { side: 'tokyo' | 'oregon' | 'both'; change: (inventory: Inventory) => Inventory };

const local = (cidr: string) => routeTo(cidr, { GatewayId: 'local', Origin: 'CreateRouteTable' });
const deny = (Egress: boolean, From: number, To: number) => ({
  RuleNumber: 50,
  Egress,
  Protocol: '6',
  PortRange: { From, To },
  CidrBlock: '0.0.0.0/0',
  RuleAction: 'deny',
});
const denying =
  (...entry: Parameters<typeof deny>) =>
  (inventory: Inventory): Inventory => ({
    ...inventory,
    NetworkAcls: inventory.NetworkAcls?.map((acl) => ({
      ...acl,
      Entries: [deny(...entry), ...(acl.Entries ?? [])],
    })),
  });
const routes =
  (id: string, vpc: string, own: string, ...others: ReturnType<typeof routeTo>[]) =>
  (inventory: Inventory): Inventory => ({
    ...inventory,
    RouteTables: [mainTable(id, vpc, [local(own), ...others])],
  });

const breaks: Record<string, Break> = {
  'no route there': { side: 'tokyo', change: routes('rtb-tokyo', 'vpc-tokyo', '10.1.0.0/16') },
  'a route to the internet': {
    side: 'tokyo',
    change: routes('rtb-tokyo', 'vpc-tokyo', '10.1.0.0/16', routeTo('0.0.0.0/0', { GatewayId: 'igw-1' })),
  },
  'a blackhole as narrow as the subnet': {
    side: 'tokyo',
    change: routes(
      'rtb-tokyo',
      'vpc-tokyo',
      '10.1.0.0/16',
      routeTo('10.2.0.0/24', { State: 'blackhole', VpcPeeringConnectionId: 'pcx-0' }),
    ),
  },
  'a narrower route elsewhere': {
    side: 'tokyo',
    change: routes(
      'rtb-tokyo',
      'vpc-tokyo',
      '10.1.0.0/16',
      routeTo('10.2.0.0/28', { GatewayId: 'igw-1' }),
      routeTo('10.2.1.0/28', { GatewayId: 'igw-1' }),
    ),
  },
  'no route back': { side: 'oregon', change: routes('rtb-oregon', 'vpc-oregon', '10.2.0.0/16') },
  'no request out': { side: 'tokyo', change: denying(true, 443, 443) },
  'no reply in': { side: 'tokyo', change: denying(false, 1024, 65_535) },
  'no request in': { side: 'oregon', change: denying(false, 443, 443) },
  'no reply out': { side: 'oregon', change: denying(true, 30_000, 65_535) },
  'a closed group': {
    side: 'oregon',
    change: (inventory) => ({ ...inventory, SecurityGroups: [group('sg-endpoint')] }),
  },
  'a half open group': {
    side: 'oregon',
    change: (inventory) => ({
      ...inventory,
      SecurityGroups: [group('sg-endpoint', httpsFrom('10.1.0.0/25'))],
    }),
  },
  'a peering that waits': {
    side: 'both',
    change: (inventory) => ({
      ...inventory,
      VpcPeeringConnections: [peeringRecord({ Status: { Code: 'pending-acceptance' } })],
    }),
  },
  'no endpoint': {
    side: 'oregon',
    change: (inventory) => ({ ...inventory, VpcEndpoints: [], NetworkInterfaces: [] }),
  },
};

const broken = (names: readonly string[]): ScopedInventory[] => {
  const [tokyo, oregon] = sides();
  if (tokyo === undefined || oregon === undefined) throw new Error('two sides');
  const after = (side: 'tokyo' | 'oregon', inventory: Inventory): Inventory =>
    names.reduce((left, name) => {
      const one = breaks[name];
      return one !== undefined && (one.side === side || one.side === 'both') ? one.change(left) : left;
    }, inventory);
  return [
    { ...tokyo, inventory: after('tokyo', tokyo.inventory) },
    { ...oregon, inventory: after('oregon', oregon.inventory) },
  ];
};

const steps = (options: readonly Option[]): Option['steps'] =>
  options.find(({ answer, kind }) => answer === 'yes' && kind === 'peering')?.steps ?? [];

describe('who takes the steps gets there', () => {
  it.each(Object.keys(breaks))('after %s', async (name) => {
    const inventories = broken([name]);
    const before = await ask({ inventories });
    expect(before.answer).toBe('no');
    const after = await ask({ inventories: applySteps(inventories, steps(before.options)) });
    expect(after.headline).toMatch(/^Yes, by an existing path: over pcx-1/);
  });

  it('after any of them together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(Object.keys(breaks), { minLength: 1 }), async (names) => {
        const inventories = broken(names);
        const before = await ask({ inventories });
        const after = await ask({ inventories: applySteps(inventories, steps(before.options)) });
        expect(after.answer).toBe('yes');
      }),
      { numRuns: 60 },
    );
  });

  it('to an endpoint of its own across Regions too', async () => {
    const none = { VpcPeeringConnections: [] };
    const inventories = sides({ tokyo: none, oregon: none });
    const question = { service: 'kms', inventories };
    const { options } = await ask(question);
    const way = options.find(({ answer }) => answer === 'yes');
    const after = await ask({ ...question, inventories: applySteps(inventories, way?.steps ?? []) });
    expect(after.headline).toBe('Yes, by an existing path: through its endpoint vpce-new.');
  });
});

const droppable = (Object.keys(operations) as InventoryKey[]).filter(
  (key) => key in (sides()[0]?.inventory ?? {}),
);
const questions = fc.record({
  service: fc.constantFrom('bedrock-runtime', 'kms', 'com.amazonaws.us-west-2.sts'),
  vpc: fc.constantFrom('vpc-tokyo', 'vpc-oregon'),
  names: fc.subarray(Object.keys(breaks)),
});

/** The same, every list the other way round. */
const turned = ({ scope, inventory }: ScopedInventory): ScopedInventory => ({
  scope,
  inventory: Object.fromEntries(
    Object.entries(inventory).map(([key, list]) => [key, Array.isArray(list) ? list.toReversed() : list]),
  ),
});

describe('whatever is broken', () => {
  it('a usable path is a yes, and the answer has its form', async () => {
    await fc.assert(
      fc.asyncProperty(questions, async ({ names, ...question }) => {
        const explanation = explanationSchema.parse(await ask({ ...question, inventories: broken(names) }));
        const usable = explanation.options.filter(({ path }) => path?.verdict === 'usable');
        expect(usable.every(({ answer }) => answer === 'yes')).toBe(true);
        expect(usable.length > 0).toBe(explanation.answer === 'yes');
        expect(explanation.headline.startsWith('Yes')).toBe(explanation.answer === 'yes');
        const others = explanation.options.filter(({ path }) => path !== null && path.verdict !== 'usable');
        expect(others.filter(({ answer }) => answer === 'yes')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('the order of what was read decides nothing', async () => {
    await fc.assert(
      fc.asyncProperty(questions, async ({ names, ...question }) => {
        const inventories = broken(names);
        const straight = await ask({ ...question, inventories });
        expect(await ask({ ...question, inventories: inventories.map(turned).toReversed() })).toEqual(
          straight,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('knowing less never makes a no, nor a yes, of what it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        questions,
        fc.subarray(droppable, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(0, 1),
        async ({ names, ...question }, keys, side) => {
          const inventories = broken(names);
          const more = await ask({ ...question, inventories });
          const less = inventories.map(({ scope, inventory }, index) => ({
            scope,
            inventory:
              index === side
                ? Object.fromEntries(
                    Object.entries(inventory).filter(([key]) => !keys.some((gone) => gone === key)),
                  )
                : inventory,
          }));
          const answer = await ask({ ...question, inventories: less }).then(
            (explanation) => explanation.answer,
            // The VPC is not named by anything that is left.
            () => 'unknown',
          );
          expect([more.answer, 'unknown']).toContain(answer);
        },
      ),
      { numRuns: 120 },
    );
  });
});
