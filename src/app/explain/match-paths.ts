import type { ConnectionPath } from '#model/path.ts';
import type { VpcEndpoint } from '#model/records.ts';
import { serviceRegionOf } from '#model/service-region.ts';
import type { Network } from '#network/network.ts';
import { servicePart } from '#network/service-name.ts';
import type { AskedService } from './resolve-service.ts';

/** Does an endpoint, read in `region`, lead to the service in `serviceRegion`? */
export const leadsTo = (
  record: VpcEndpoint,
  region: string,
  { asked, serviceRegion }: { asked: AskedService; serviceRegion: string },
): boolean => {
  if (asked.kind === 'resource') return record.ResourceConfigurationArn === asked.name;
  if (asked.kind === 'service-network') return record.ServiceNetworkArn === asked.name;
  if (serviceRegionOf(record, region) !== serviceRegion || record.ServiceName === undefined) return false;
  if (record.ServiceName.toLowerCase() === asked.name.toLowerCase()) return true;
  return asked.part !== null && servicePart(record.ServiceName, serviceRegion) === asked.part;
};

/** The paths of a VPC to the service. */
export const pathsTo = (
  paths: readonly ConnectionPath[],
  network: Network,
  wanted: { vpcId: string; asked: AskedService; serviceRegion: string },
): ConnectionPath[] =>
  paths.filter(({ consumer, endpoint }) => {
    const found = network.endpoints.get(endpoint.vpcEndpointId);
    return (
      consumer.vpcId === wanted.vpcId &&
      found !== undefined &&
      leadsTo(found.record, found.scope.region, wanted)
    );
  });
