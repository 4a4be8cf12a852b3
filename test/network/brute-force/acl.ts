import type { Inventory } from '#model/inventory.ts';
import type { NetworkAcl } from '#model/records.ts';
import { holds } from './bits.ts';
import { dunno, no, type Say, yes } from './shapes.ts';

const aclAllows = (acl: NetworkAcl, egress: boolean, bits: string, port: number): boolean => {
  const entries = (acl.Entries ?? [])
    .filter((entry) => entry.Egress === egress)
    .sort((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0));
  for (const entry of entries) {
    if (!holds(entry.CidrBlock ?? entry.Ipv6CidrBlock ?? '', bits)) continue;
    if (entry.Protocol === '-1') return entry.RuleAction === 'allow';
    if (entry.Protocol !== '6') continue;
    const { From = 0, To = 0 } = entry.PortRange ?? {};
    if (From <= port && port <= To) return entry.RuleAction === 'allow';
  }
  return false;
};

/** Enough client ports to tell the arbitrary port ranges apart. */
const clientPorts = [32_768, 36_000, 40_000, 45_000, 50_000, 55_000, 60_999];

type AclCase = { inventory: Inventory; bits: string; request: 'in' | 'out'; port: number | null };

/** What the subnet's ACL does to requests to or from the address, and to their replies. */
export const judgeAcl = (subnetId: string, { inventory, bits, request, port }: AclCase): Say => {
  const acl = inventory.NetworkAcls?.find(({ Associations = [] }) =>
    Associations.some(({ SubnetId }) => SubnetId === subnetId),
  );
  if (acl === undefined) return dunno('not-read');
  const isOut = request === 'out';
  const anyPort = [1, 80, 443, ...clientPorts, 65_535];
  const isDenied =
    port === null
      ? !anyPort.some((any) => aclAllows(acl, isOut, bits, any))
      : !aclAllows(acl, isOut, bits, port);
  const back = clientPorts.filter((client) => aclAllows(acl, !isOut, bits, client)).length;
  if (isDenied || back === 0) return no;
  if (port === null) return dunno('not-read');
  return back === clientPorts.length ? yes : dunno('depends-on-client');
};
