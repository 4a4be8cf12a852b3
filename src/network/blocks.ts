import type { Subnet, Vpc } from '#model/records.ts';
import { type Family, parseCidr } from './addresses/cidr.ts';
import { told } from './told.ts';

type Association = { State?: string | undefined } | undefined;

/** A block that is on its way in or out carries no traffic for certain; one whose state is not told is taken as in use. */
const isAssociated = (state: Association): boolean =>
  (state?.State ?? 'associated').toLowerCase() === 'associated';

const ipv6Blocks = ({ Ipv6CidrBlockAssociationSet = [] }: Subnet | Vpc): (string | undefined)[] =>
  Ipv6CidrBlockAssociationSet.filter(({ Ipv6CidrBlockState }) => isAssociated(Ipv6CidrBlockState)).map(
    ({ Ipv6CidrBlock }) => Ipv6CidrBlock,
  );

const distinct = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.flatMap((text) => told(text) ?? [])),
];

/** The CIDR texts of a subnet in the field of a family, junk included. */
export const subnetBlocks = (subnet: Subnet, family: Family): string[] =>
  distinct(family === 'ipv4' ? [subnet.CidrBlock] : ipv6Blocks(subnet));

const ipv4Blocks = ({ CidrBlock, CidrBlockAssociationSet = [] }: Vpc): (string | undefined)[] => [
  CidrBlock,
  ...CidrBlockAssociationSet.filter(({ CidrBlockState }) => isAssociated(CidrBlockState)).map(
    (association) => association.CidrBlock,
  ),
];

/** The CIDR texts of a VPC, its secondary blocks included. */
export const vpcBlocks = (vpc: Vpc, family: Family): string[] =>
  distinct(family === 'ipv4' ? ipv4Blocks(vpc) : ipv6Blocks(vpc));

/** The texts that are CIDRs of the family, and those that are not. */
export const parseBlocks = (texts: readonly string[], family: Family) => {
  const parsed = texts.map((text) => ({ text, cidr: parseCidr(text) }));
  return {
    cidrs: parsed.flatMap(({ cidr }) => (cidr?.family === family ? [cidr] : [])),
    junk: parsed.flatMap(({ text, cidr }) => (cidr?.family === family ? [] : [text])),
  };
};
