import type { Inventory } from '#model/inventory.ts';
import type { NetworkInterface } from '#model/records.ts';
import { inventoryOf } from '../inventory-of.ts';
import type { Network, NetworkEndpoint } from '../network.ts';
import { oncePer } from '../once-per.ts';
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
export const createAddresses = (network: Network) => {
  const index = oncePer(
    ({ NetworkInterfaces = [] }: Inventory): ReadonlyMap<string, NetworkInterface> =>
      byId(NetworkInterfaces, ({ NetworkInterfaceId }) => NetworkInterfaceId),
  );
  return ({ scope, record }: NetworkEndpoint): ReadonlySet<string> | null => {
    const ids = record.NetworkInterfaceIds ?? [];
    const interfaces = index(inventoryOf(network, scope) ?? {});
    const found = ids.flatMap((id) => interfaces.get(id) ?? []);
    return ids.length === 0 || found.length < ids.length ? null : new Set(found.flatMap(addressesOf));
  };
};
