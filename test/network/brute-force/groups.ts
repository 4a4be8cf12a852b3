import type { Inventory } from '#model/inventory.ts';
import type { SecurityGroup } from '#model/records.ts';
import { holds } from './bits.ts';
import { entriesOf } from './entries.ts';
import { dunno, no, type Say, yes } from './shapes.ts';

type GroupCase = {
  inventory: Inventory;
  peeringId: string | null;
  isOneRegion: boolean;
  port: number | null;
};

const matches = (
  { IpProtocol, FromPort = 0, ToPort = 0 }: NonNullable<SecurityGroup['IpPermissions']>[number],
  port: number | null,
): boolean =>
  IpProtocol === '-1' || (IpProtocol === 'tcp' && (port === null || (FromPort <= port && port <= ToPort)));

export const judgeGroups = (
  groupIds: string[],
  bits: string,
  { inventory, peeringId, isOneRegion, port }: GroupCase,
): Say => {
  if (inventory.SecurityGroups === undefined) return dunno('not-read');
  let isGap = false;
  const members = new Set<string>();
  for (const groupId of groupIds) {
    const group = inventory.SecurityGroups.find(({ GroupId }) => GroupId === groupId);
    if (group === undefined) isGap = true;
    for (const permission of group?.IpPermissions ?? []) {
      if (!matches(permission, port)) continue;
      const cidrs = [
        ...(permission.IpRanges ?? []).map(({ CidrIp }) => CidrIp ?? ''),
        ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6 ?? ''),
      ];
      for (const { PrefixListId } of permission.PrefixListIds ?? []) {
        const entries = entriesOf(inventory, PrefixListId ?? '');
        if (entries === null) isGap = true;
        cidrs.push(...(entries ?? []));
      }
      if (cidrs.some((cidr) => holds(cidr, bits))) return port === null ? dunno('not-read') : yes;
      for (const pair of permission.UserIdGroupPairs ?? []) {
        const isActive = pair.VpcPeeringConnectionId === peeringId && pair.PeeringStatus === 'active';
        const isInside = peeringId === null && pair.VpcPeeringConnectionId === undefined;
        if (isInside || (peeringId !== null && isActive && isOneRegion)) members.add(pair.GroupId ?? '');
      }
    }
  }
  if (members.size > 0) {
    return port === null
      ? dunno('not-read')
      : { is: 'pass', provided: `the client carries security group ${[...members].sort().join(' or ')}` };
  }
  return isGap ? dunno('not-read') : no;
};
