import { expect, it } from 'vitest';
import type { Inventory } from '#model/inventory.ts';
import type { NetworkAcl, RouteTable } from '#model/records.ts';
import * as build from '#test/builders/reachable.ts';

/** Records of a VPC that nobody asks about: more than are looked through. */
const numbers = Array.from({ length: 20 }, (_, index) => index);
const others = {
  Subnets: numbers.map((n) => build.subnet(`subnet-other-${n}`, 'vpc-other', `10.9.${n}.0/24`)),
  RouteTables: numbers.map((n) => build.mainTable(`rtb-other-${n}`, `vpc-other-${n}`, [])),
  NetworkAcls: numbers.map((n) => build.openAcl(`acl-other-${n}`, 'vpc-other', [`subnet-other-${n}`])),
  NetworkInterfaces: numbers.map((n) =>
    build.networkInterface(`eni-other-${n}`, `subnet-other-${n}`, `10.9.${n}.10`),
  ),
  SecurityGroups: numbers.map((n) => build.group(`sg-other-${n}`)),
};

const among = (inventory: Inventory): Inventory => ({
  ...inventory,
  Subnets: [...others.Subnets, ...(inventory.Subnets ?? [])],
  RouteTables: [...others.RouteTables, ...(inventory.RouteTables ?? [])],
  NetworkAcls: [...others.NetworkAcls, ...(inventory.NetworkAcls ?? [])],
  NetworkInterfaces: [...others.NetworkInterfaces, ...(inventory.NetworkInterfaces ?? [])],
  SecurityGroups: [...others.SecurityGroups, ...(inventory.SecurityGroups ?? [])],
});

const { Subnets = [], RouteTables = [] } = build.tokyoInventory();

const ofSubnetA = (RouteTableId: string): RouteTable => ({
  RouteTableId,
  VpcId: 'vpc-tokyo',
  Routes: [],
  Associations: [{ SubnetId: 'subnet-a' }, { SubnetId: 'subnet-a' }],
});

const ofOregon = (id: string): NetworkAcl => build.openAcl(id, 'vpc-oregon', ['subnet-x', 'subnet-y']);

it.each<[string, build.Sides]>([
  ['a path that works', {}],
  ['a table that a subnet names', { tokyo: { RouteTables: [ofSubnetA('rtb-a'), ...RouteTables] } }],
  [
    'two tables that name one subnet',
    { tokyo: { RouteTables: [ofSubnetA('rtb-a'), ofSubnetA('rtb-b'), ...RouteTables] } },
  ],
  ['no main table', { tokyo: { RouteTables: [] } }],
  ['no network ACL', { oregon: { NetworkAcls: [] } }],
  ['two network ACLs', { oregon: { NetworkAcls: [ofOregon('acl-1'), ofOregon('acl-2')] } }],
  ['no group', { oregon: { SecurityGroups: [] } }],
  ['no interface', { oregon: { NetworkInterfaces: [] } }],
  ['no subnet', { tokyo: { Subnets: [] } }],
  ['one subnet told twice', { tokyo: { Subnets: [...Subnets, ...Subnets] } }],
])('a scope that holds much is looked up as one that holds little: %s', (_, { tokyo = {}, oregon = {} }) => {
  const plain = {
    tokyo: { ...build.tokyoInventory(), ...tokyo },
    oregon: { ...build.oregonInventory(), ...oregon },
  };
  const full = { tokyo: among(plain.tokyo), oregon: among(plain.oregon) };
  expect(build.pathOf(full)).toEqual(build.pathOf(plain));
});

it('takes a table, or a network ACL, that names a subnet twice for one', () => {
  const acl = ofOregon('acl-1');
  const twice = { ...acl, Associations: [...(acl.Associations ?? []), ...(acl.Associations ?? [])] };
  const { verdict, hops } = build.pathOf({
    tokyo: { RouteTables: [{ ...ofSubnetA('rtb-a'), Routes: RouteTables[0]?.Routes ?? [] }, ...RouteTables] },
    oregon: { NetworkAcls: [twice] },
  });
  expect(verdict).toBe('usable');
  expect(hops.map(({ status }) => status)).not.toContain('unknown');
});
