import * as fc from 'fast-check';
import type { Inventory } from '#model/inventory.ts';
import type { NetworkAclEntry, Route } from '#model/records.ts';
import { cidrText, type Family, type ToyCidr } from './cidrs.ts';
import { route, usefulRoutes } from './routes.ts';
import { acl } from './rules.ts';

export const consumerVpc = [
  { at: 0, bits: 3 },
  { at: 16, bits: 4 },
];
export const providerVpc = [{ at: 32, bits: 3 }];

export const side = (family: Family, own: ToyCidr[], away: ToyCidr) =>
  fc.record({
    routes: fc.tuple(fc.array(route(family), { maxLength: 4 }), fc.boolean()),
    mainRoutes: fc.array(route(family), { maxLength: 3 }),
    isFirstExplicit: fc.boolean(),
    hasMain: fc.integer({ min: 0, max: 7 }),
    acls: fc.tuple(acl(family), acl(family)),
    isSecondAclMissing: fc.integer({ min: 0, max: 9 }),
    useful: fc.constant(usefulRoutes(family, away, own)),
  });

type ToySubnet = { id: string; block: ToyCidr };
export const consumerSubnets: ToySubnet[] = [
  { id: 'subnet-c1', block: { at: 0, bits: 4 } },
  { id: 'subnet-c2', block: { at: 16, bits: 5 } },
];
export const providerSubnets: ToySubnet[] = [
  { id: 'subnet-p1', block: { at: 32, bits: 4 } },
  { id: 'subnet-p2', block: { at: 40, bits: 4 } },
];

type Drawn = {
  routes: [Route[], boolean];
  mainRoutes: Route[];
  isFirstExplicit: boolean;
  hasMain: number;
  acls: [NetworkAclEntry[], NetworkAclEntry[]];
  isSecondAclMissing: number;
  useful: Route[];
};

/** The tables, ACLs and subnets of one VPC, or of one side of it. */
export const sideInventory = (
  family: Family,
  vpcId: string,
  subnets: ToySubnet[],
  drawn: Drawn,
): Inventory => {
  const [first, second] = subnets.map(({ id }) => id);
  const [routes, isUseful] = drawn.routes;
  return {
    Subnets: subnets.map(({ id, block }) => ({
      SubnetId: id,
      VpcId: vpcId,
      ...(family === 'ipv4'
        ? { CidrBlock: cidrText(family, block) }
        : { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: cidrText(family, block) }] }),
    })),
    RouteTables: [
      {
        RouteTableId: `rtb-${first}`,
        VpcId: vpcId,
        Routes: [...routes, ...(isUseful ? drawn.useful : [])],
        Associations: drawn.isFirstExplicit ? [{ Main: false, SubnetId: first }] : [],
      },
      ...(drawn.hasMain === 0
        ? []
        : [
            {
              RouteTableId: `rtb-main-${first}`,
              VpcId: vpcId,
              Routes: [...drawn.mainRoutes, ...drawn.useful],
              Associations: [{ Main: true }],
            },
          ]),
    ],
    NetworkAcls: drawn.acls.slice(0, drawn.isSecondAclMissing === 0 ? 1 : 2).map((Entries, index) => ({
      NetworkAclId: `acl-${index}-${first}`,
      VpcId: vpcId,
      Entries,
      Associations: [{ SubnetId: index === 0 ? first : second }],
    })),
  };
};

export const vpcRecord = (family: Family, vpcId: string, OwnerId: string, blocks: ToyCidr[]) => {
  const texts = blocks.map((block) => cidrText(family, block));
  return {
    VpcId: vpcId,
    OwnerId,
    ...(family === 'ipv4'
      ? { CidrBlock: texts[0], CidrBlockAssociationSet: texts.map((CidrBlock) => ({ CidrBlock })) }
      : { Ipv6CidrBlockAssociationSet: texts.map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })) }),
  };
};
