import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';

/** The account's own VPCs among those that DescribeVpcs showed; a deleted peering still names one that is gone. */
export const ownVpcs = ({ Vpcs = [] }: Inventory, { accountId }: Scope): string[] =>
  Vpcs.filter(({ OwnerId = accountId }) => OwnerId === accountId).map(({ VpcId }) => VpcId);
