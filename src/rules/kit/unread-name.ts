import type { ConnectionPath } from '#model/path.ts';
import { missingRead } from '#network/names/missing-reads.ts';
import type { Network } from '#network/network.ts';

/** Is it a read that is missing which leaves open where the service's name leads in the client's VPC? */
export const isNameUnread = ({ dns, consumer }: ConnectionPath, network: Network): boolean => {
  const vpc = network.vpcs.get(consumer.vpcId ?? '');
  return dns.resolves === 'unknown' && (vpc === undefined || missingRead(network, vpc) !== null);
};
