import { completeList, type InventoryKey, operations } from '#model/inventory.ts';
import { scopeKey } from '#model/scope.ts';
import { inventoryOf } from '../inventory-of.ts';
import type { Network, NetworkVpc } from '../network.ts';

/** What decides how names resolve in a VPC. */
const keys: readonly InventoryKey[] = [
  'VpcEndpoints',
  'Vpcs',
  'DhcpOptions',
  'HostedZones',
  'ResolverRuleAssociations',
  'ResolverRules',
  'ProfileAssociations',
  'ProfileResourceAssociations',
];

/**
 * The first thing that was not read and could change what a name resolves to in the VPC, in words; null when all
 * is known. Any list may hold a more specific domain, so each is needed whole, from the VPC owner's scope.
 */
export const missingRead = (network: Network, vpc: NetworkVpc): string | null => {
  const { home, record, accountId, region } = vpc;
  if (home === null) {
    const place = `account ${accountId ?? 'unknown'}, ${region ?? 'unknown Region'}`;
    return `The scope of ${vpc.vpcId}'s owner (${place}) was not scanned.`;
  }
  const scope = scopeKey(home);
  const inventory = inventoryOf(network, home);
  const unread = keys.find((key) => completeList(inventory, key) === null);
  if (unread !== undefined) return `${operations[unread]} was not read in ${scope}.`;
  if (record === null) return `${operations.Vpcs} in ${scope} did not tell of ${vpc.vpcId}.`;
  const isTold = [record.EnableDnsSupport, record.EnableDnsHostnames].every((it) => it?.Value !== undefined);
  return isTold ? null : `DescribeVpcAttribute of ${vpc.vpcId} was not read in ${scope}.`;
};
