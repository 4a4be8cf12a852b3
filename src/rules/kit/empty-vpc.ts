import { factsOf } from '#network/facts.ts';
import type { Network } from '#network/network.ts';

/** Is it known that a VPC has no subnet, and so no client whom anything could hurt? */
export const isEmptyVpc = (network: Network, vpcId: string | null): boolean => {
  const vpc = network.vpcs.get(vpcId ?? '');
  const subnets = vpc === undefined ? null : factsOf(network)(vpc).subnets;
  return subnets?.isKnown === true && subnets.value.length === 0;
};
