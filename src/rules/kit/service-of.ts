import type { Config } from '#model/config.ts';
import { completeList } from '#model/inventory.ts';
import type { ServiceDetail } from '#model/records.ts';
import { scopeKey } from '#model/scope.ts';
import { serviceRegionOf } from '#model/service-region.ts';
import { groupBy, leastRecord } from '#network/collections.ts';
import { endpointTypeOf } from '#network/endpoint-type.ts';
import type { Network, NetworkEndpoint } from '#network/network.ts';
import { oncePer } from '#network/once-per.ts';
import { createServiceLookup, type Service } from '#network/services.ts';
import type { RuleInput } from '../rule.ts';

const lookups = oncePer((network: Network) =>
  oncePer(({ servicePorts }: Config) => createServiceLookup(network, servicePorts)),
);

/** The service behind an endpoint. */
export const serviceOf = (
  { network, config }: Pick<RuleInput, 'network' | 'config'>,
  endpoint: NetworkEndpoint,
): Service => lookups(network)(config)(endpoint);

/** The account that offers the service, as AWS told the endpoint's own scope; null when it is no account's, or nobody told. */
export const providerOf = ({ owner, ownerSource }: Service): string | null =>
  ownerSource === 'service-details' && owner !== null && /^\d{12}$/.test(owner) ? owner : null;

const detailsByName = oncePer(({ held }: Network) => {
  const described = held.flatMap(({ scope, inventory }) =>
    (completeList(inventory, 'ServiceDetails') ?? []).map((detail) => ({ scope: scopeKey(scope), detail })),
  );
  return groupBy(described, ({ scope, detail }) => `${scope} ${detail.ServiceName}`);
});

const isOfType = ({ ServiceType = [] }: ServiceDetail, { record }: NetworkEndpoint): boolean =>
  ServiceType.length === 0 ||
  ServiceType.some(
    (told) => endpointTypeOf({ ...record, VpcEndpointType: told.ServiceType }) === endpointTypeOf(record),
  );

/**
 * What AWS tells the endpoint's own scope of its service, in the service's Region and as that type of endpoint: S3 is
 * described once as Gateway and once as Interface. Null when the read failed, or the account may not see the service.
 */
export const serviceDetailOf = (network: Network, endpoint: NetworkEndpoint): ServiceDetail | null => {
  const { scope, record } = endpoint;
  const region = serviceRegionOf(record, scope.region);
  const found = (detailsByName(network).get(`${scopeKey(scope)} ${record.ServiceName ?? ''}`) ?? [])
    .map(({ detail }) => detail)
    .filter((detail) => serviceRegionOf(detail, scope.region) === region && isOfType(detail, endpoint));
  return found.length === 0 ? null : found.reduce(leastRecord);
};
