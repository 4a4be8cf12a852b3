import type { ResourceRecordSet } from '#model/records.ts';
import type { Network, NetworkEndpoint } from '../network.ts';
import { told } from '../told.ts';
import { enclosing, toDomain, withoutWildcard } from './domain.ts';

/** Where a record leads: an endpoint that was read, addresses, or another name. */
export type Target =
  | { kind: 'endpoint'; vpcEndpointId: string; name: string }
  | { kind: 'address'; address: string }
  | { kind: 'name'; name: string; inZone: string | null };

/** An endpoint's own names: those AWS made for it alone, zonal ones too. Its private names are not its own. */
export const ownNames = ({ vpcEndpointId, record }: NetworkEndpoint): string[] =>
  (record.DnsEntries ?? [])
    .flatMap(({ DnsName }) => told(DnsName) ?? [])
    .filter((name) => {
      const rest = withoutWildcard(toDomain(name)).split(vpcEndpointId.toLowerCase());
      return rest[0] === '' && /^[-.]/.test(rest[1] ?? '');
    });

/** By own name, without a wildcard: the endpoint. */
const indexNames = ({ endpoints }: Network): ReadonlyMap<string, string> =>
  new Map(
    [...endpoints.values()].flatMap((endpoint) =>
      ownNames(endpoint).map((name) => [withoutWildcard(toDomain(name)), endpoint.vpcEndpointId] as const),
    ),
  );

/** Finds where a record leads. */
export const createTargets = (network: Network) => {
  const names = indexNames(network);

  /** Names below an endpoint's own are its too: a bucket's, or with `dualstack` before it. */
  const endpointNamed = (name: string): string | null =>
    enclosing(toDomain(name)).flatMap((domain) => names.get(domain) ?? [])[0] ?? null;

  const named = (name: string, inZone: string | null): Target => {
    const vpcEndpointId = endpointNamed(name);
    return vpcEndpointId === null
      ? { kind: 'name', name: toDomain(name), inZone }
      : { kind: 'endpoint', vpcEndpointId, name: toDomain(name) };
  };

  return ({ Type, AliasTarget, ResourceRecords = [] }: ResourceRecordSet): Target[] => {
    if (AliasTarget !== undefined)
      return [named(AliasTarget.DNSName ?? '', AliasTarget.HostedZoneId ?? null)];
    const values = ResourceRecords.flatMap(({ Value }) => told(Value) ?? []);
    return values.map((value) =>
      Type?.toUpperCase() === 'CNAME' ? named(value, null) : { kind: 'address', address: value.trim() },
    );
  };
};
