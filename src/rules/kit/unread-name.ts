import type { ConnectionPath } from '#model/path.ts';
import { isAnswerLeftOut } from '#network/names/left-out.ts';
import { missingRead } from '#network/names/missing-reads.ts';
import type { Network } from '#network/network.ts';

/** Is it a read that is missing which leaves open where the service's name leads in the client's VPC? */
export const isNameUnread = ({ dns, consumer }: ConnectionPath, network: Network): boolean => {
  if (dns.resolves !== 'unknown') return false;
  const vpc = network.vpcs.get(consumer.vpcId ?? '');
  if (vpc === undefined || missingRead(network, vpc) !== null) return true;
  return dns.name !== null && isAnswerLeftOut(network, vpc, dns.name);
};
