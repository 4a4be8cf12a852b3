import { completeList, type Inventory } from '#model/inventory.ts';
import type { ServiceDetail } from '#model/records.ts';
import { endpointStateHop } from '../endpoint-state.ts';
import { endpointTypeOf } from '../endpoint-type.ts';
import { inventoryOf } from '../inventory-of.ts';
import type { Network, NetworkEndpoint } from '../network.ts';
import { oncePerRecent } from '../once-per.ts';
import { told } from '../told.ts';
import { toDomain } from './domain.ts';
import { scopesKept } from './scope-index.ts';
import { ownNames } from './targets.ts';

/** The private names of a service, by service name, as one scope was told them. */
const indexDetails = ({ ServiceDetails = [] }: Inventory): ReadonlyMap<string, ServiceDetail[]> =>
  Map.groupBy(ServiceDetails, ({ ServiceName }) => ServiceName);

const namesOf = (details: readonly ServiceDetail[]): string[] =>
  details
    .flatMap(({ PrivateDnsName, PrivateDnsNames = [] }) => [
      PrivateDnsName,
      ...PrivateDnsNames.map((entry) => entry.PrivateDnsName),
    ])
    .flatMap((name) => told(name) ?? []);

export type PrivateNames = {
  /** The names AWS told of the service, or null when it was not asked whole. */
  ofService: (endpoint: NetworkEndpoint) => string[] | null;
  /** The names that the endpoint's private DNS answers in its VPC, wildcards too. */
  captured: (endpoint: NetworkEndpoint) => Captured;
};

/** `maybe`: the endpoint may answer for these names, or for others (`names` null), and the record does not say. */
export type Captured = { names: string[] | null; isSure: boolean };

/** Types without a name in DNS. */
const nameless: ReadonlySet<string | null> = new Set(['Gateway', 'GatewayLoadBalancer', 'Tunnel']);

const nothing: Captured = { names: [], isSure: true };

/**
 * Private DNS answers for the service's names when it is enabled and the endpoint is up; limited to inbound
 * Resolver endpoints it does not answer in the VPC itself.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export const createPrivateNames = (network: Network): PrivateNames => {
  const indexOf = oncePerRecent(scopesKept, indexDetails);

  const detailsOf = ({ scope, record }: NetworkEndpoint): ServiceDetail[] => {
    const inventory = inventoryOf(network, scope);
    return inventory === undefined ? [] : (indexOf(inventory).get(record.ServiceName ?? '') ?? []);
  };

  const ofService = (endpoint: NetworkEndpoint): string[] | null => {
    const names = namesOf(detailsOf(endpoint));
    const whole = completeList(inventoryOf(network, endpoint.scope), 'ServiceDetails') !== null;
    return names.length > 0 || (whole && detailsOf(endpoint).length > 0) ? names : null;
  };

  const captured = (endpoint: NetworkEndpoint): Captured => {
    const { PrivateDnsEnabled, DnsOptions, DnsEntries = [] } = endpoint.record;
    if (PrivateDnsEnabled === false || endpointStateHop(endpoint.record).status === 'fail') return nothing;
    if (nameless.has(endpointTypeOf(endpoint.record))) return nothing;
    if (DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint === true) return nothing;
    const own = new Set(ownNames(endpoint));
    const entries = DnsEntries.flatMap(({ DnsName }) => told(DnsName) ?? []).filter((name) => !own.has(name));
    const names = [...new Set([...entries, ...(ofService(endpoint) ?? [])].map(toDomain))];
    const isSure = PrivateDnsEnabled === true;
    return { names: names.length === 0 && (isSure || ofService(endpoint) === null) ? null : names, isSure };
  };

  return { ofService, captured };
};
