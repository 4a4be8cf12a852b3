import type { NetworkInterface } from '#model/records.ts';
import { scopeKey } from '#model/scope.ts';
import type { Network, NetworkEndpoint } from '../network.ts';
import { byId } from './scope-index.ts';

/** An address in one spelling: IPv6 has many. Text that is none stays as it is. */
export const toAddress = (text: string): string => {
  const bare = text.trim().toLowerCase();
  return bare.includes(':') && URL.canParse(`http://[${bare}]`) ? new URL(`http://[${bare}]`).hostname : bare;
};

const addressesOf = (record: NetworkInterface): string[] =>
  [
    record.PrivateIpAddress ?? [],
    (record.PrivateIpAddresses ?? []).flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
    (record.Ipv6Addresses ?? []).flatMap(({ Ipv6Address }) => Ipv6Address ?? []),
  ]
    .flat()
    .map(toAddress);

/** An endpoint's addresses, or null when not each of its interfaces was read. */
export const createAddresses = ({ inventories }: Network) => {
  const known = new Map<string, ReadonlyMap<string, NetworkInterface>>();
  const interfacesOf = (scope: string) => {
    const held = known.get(scope);
    if (held !== undefined) return held;
    const records = inventories.get(scope)?.NetworkInterfaces ?? [];
    const index = byId(records, ({ NetworkInterfaceId }) => NetworkInterfaceId);
    known.set(scope, index);
    return index;
  };
  return ({ scope, record }: NetworkEndpoint): ReadonlySet<string> | null => {
    const ids = record.NetworkInterfaceIds ?? [];
    const found = ids.flatMap((id) => interfacesOf(scopeKey(scope)).get(id) ?? []);
    return ids.length === 0 || found.length < ids.length ? null : new Set(found.flatMap(addressesOf));
  };
};
