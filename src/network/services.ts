import type { ConnectionPath } from '#model/path.ts';
import type { ServiceDetail } from '#model/records.ts';
import { compareText, scopeKey } from '#model/scope.ts';
import { serviceRegionOf } from '#model/service-region.ts';
import { groupBy, leastText } from './collections.ts';
import { endpointTypeOf } from './endpoint-type.ts';
import type { Network, NetworkEndpoint } from './network.ts';
import { portsOf } from './ports.ts';
import { isBedrock, serviceNameKind, servicePart } from './service-name.ts';
import { told } from './told.ts';

/** The service behind an endpoint, with what else its name and details tell. */
export type Service = ConnectionPath['service'] & {
  /** The service's part of an AWS service's name, `ecr.api`; null when the service is not known to be AWS's. */
  part: string | null;
  /** The host name clients use, `bedrock-runtime.us-west-2.amazonaws.com`; null when AWS did not tell it. */
  hostName: string | null;
};

type Owner = Pick<Service, 'owner' | 'ownerSource'>;

/** By service name: the account that offers it. */
const indexProviders = ({ held }: Network): ReadonlyMap<string, string> => {
  const providers = new Map<string, string>();
  for (const { scope, inventory } of held) {
    for (const { ServiceName } of inventory.ServiceConfigurations ?? []) {
      const name = told(ServiceName);
      if (name !== null) providers.set(name, scope.accountId);
    }
  }
  return providers;
};

const detailKey = (scope: string, name: string): string => `${scope} ${name}`;

/** What each scope was told of a service, by scope and service name. */
const indexDetails = ({ held }: Network) =>
  groupBy(
    held.flatMap(({ scope, inventory: { ServiceDetails = [] } }) =>
      ServiceDetails.map((detail) => ({ scope: scopeKey(scope), detail })),
    ),
    ({ scope, detail }) => detailKey(scope, detail.ServiceName),
  );

const ownerOf = (
  name: string,
  details: readonly ServiceDetail[],
  providers: ReadonlyMap<string, string>,
): Owner => {
  const detailed = leastText(details.map((detail) => told(detail.Owner)));
  if (detailed !== null) return { owner: detailed.toLowerCase(), ownerSource: 'service-details' };
  const provider = providers.get(name);
  if (provider !== undefined) return { owner: provider, ownerSource: 'service-configuration' };
  const kind = serviceNameKind(name);
  if (kind === 'aws-service') return { owner: 'amazon', ownerSource: 'service-name' };
  return { owner: null, ownerSource: kind === 'endpoint-service' ? 'service-name' : 'unknown' };
};

/** The parts of a description that tell names. */
type Described = {
  PrivateDnsName?: string | undefined;
  PrivateDnsNames?: readonly { PrivateDnsName?: string | undefined }[] | undefined;
};

/** A wildcard says nothing that a client could ask for. */
const shortest = (names: readonly (string | undefined)[]): string | null =>
  names
    .flatMap((name) => told(name) ?? [])
    .filter((name) => !name.includes('*'))
    .sort((a, b) => a.length - b.length || compareText(a, b))[0] ?? null;

/**
 * The name that clients use: the one that AWS tells alone, since the whole list holds names that only clients ask for
 * that are told to, and which may be shorter (`monitoring.us-west-2.api.aws`). Where that is a wildcard, the shortest of
 * the list: of S3's, `s3.us-west-2.amazonaws.com` before `s3-accesspoint.us-west-2.amazonaws.com`.
 */
export const hostNameOf = (details: readonly Described[]): string | null =>
  shortest(details.map(({ PrivateDnsName }) => PrivateDnsName)) ??
  shortest(details.flatMap(({ PrivateDnsNames = [] }) => PrivateDnsNames.map((one) => one.PrivateDnsName)));

/** What an AWS service's name tells. */
const partFacts = (part: string | null): Pick<Service, 'part' | 'family'> => ({
  part,
  family: part !== null && isBedrock(part) ? 'bedrock' : null,
});

/** TCP ports as configured: by service name, its part, resource configuration ARN or service network ARN. */
export type ServicePorts = Readonly<Record<string, number[]>>;

/** As configured, else what is known of AWS services; anybody else's ports cannot be known. */
const servicePortsOf = (
  { record }: NetworkEndpoint,
  { name, part }: { name: string | null; part: string | null },
  configured: ServicePorts,
): number[] | null => {
  const keys = [name, part, record.ResourceConfigurationArn, record.ServiceNetworkArn];
  const key = keys.find((text) => text !== null && text !== undefined && Object.hasOwn(configured, text));
  const ports = configured[key ?? ''] ?? (part === null ? null : portsOf(part));
  return ports === null ? null : [...new Set(ports)].sort((a, b) => a - b);
};

const hasService = (endpoint: NetworkEndpoint): boolean => {
  const type = endpointTypeOf(endpoint.record);
  return type !== 'Resource' && type !== 'ServiceNetwork' && type !== 'Tunnel';
};

/**
 * Looks up the service of an endpoint. Its Region is `ServiceRegion`, which AWS leaves out where it is the
 * endpoint's own. Its owner is who AWS says in the endpoint's own scope, else the scanned account that offers the
 * service, else what the name says: an AWS service, or an endpoint service whose owner nobody told (null).
 */
export const createServiceLookup = (
  network: Network,
  configured: ServicePorts,
): ((endpoint: NetworkEndpoint) => Service) => {
  const details = indexDetails(network);
  const providers = indexProviders(network);
  return (endpoint) => {
    const name = hasService(endpoint) ? told(endpoint.record.ServiceName) : null;
    const region = serviceRegionOf(endpoint.record, endpoint.scope.region);
    if (name === null) {
      const ports = servicePortsOf(endpoint, { name, part: null }, configured);
      return { name, region, owner: null, ownerSource: 'unknown', ...partFacts(null), ports, hostName: null };
    }
    const known = (details.get(detailKey(scopeKey(endpoint.scope), name)) ?? []).map(({ detail }) => detail);
    const owner = ownerOf(name, known, providers);
    const part = owner.owner === 'amazon' ? servicePart(name, region) : null;
    const ports = servicePortsOf(endpoint, { name, part }, configured);
    return { name, region, ...owner, ...partFacts(part), ports, hostName: hostNameOf(known) };
  };
};
