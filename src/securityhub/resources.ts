import type { Partition, Resource } from '@aws-sdk/client-securityhub';
import type { Finding, SubjectPart } from '#model/finding.ts';
import { type Operation, operations } from '#model/inventory.ts';
import { compareText, regionPattern } from '#model/scope.ts';
import { boundedText, firstText } from './bounded-text.ts';
import { limits } from './limits.ts';

type Kind = { type: string; arn: string };

/** What each listing lists: Security Hub's resource type and the ARN's. Endpoints have no type of their own. */
const kinds: Partial<Record<Operation, Kind>> = {
  [operations.VpcEndpoints]: { type: 'Other', arn: 'vpc-endpoint' },
  [operations.VpcPeeringConnections]: { type: 'AwsEc2VpcPeeringConnection', arn: 'vpc-peering-connection' },
  [operations.ServiceConfigurations]: { type: 'AwsEc2VpcEndpointService', arn: 'vpc-endpoint-service' },
  [operations.Vpcs]: { type: 'AwsEc2Vpc', arn: 'vpc' },
  [operations.Subnets]: { type: 'AwsEc2Subnet', arn: 'subnet' },
  [operations.RouteTables]: { type: 'AwsEc2RouteTable', arn: 'route-table' },
  [operations.NetworkAcls]: { type: 'AwsEc2NetworkAcl', arn: 'network-acl' },
  [operations.NetworkInterfaces]: { type: 'AwsEc2NetworkInterface', arn: 'network-interface' },
  [operations.SecurityGroups]: { type: 'AwsEc2SecurityGroup', arn: 'security-group' },
};
const kindByOperation: ReadonlyMap<string, Kind> = new Map(Object.entries(kinds));

/** What the field takes; newer partitions are told by the ARNs alone. */
const partitions: readonly Partition[] = ['aws', 'aws-cn', 'aws-us-gov'];

type Place = { partition: string; region: string };

/** `name` is the resource's own ID, told as a detail where the type has none to tell. */
const resource = (place: Place, told: { type: string; id: string; name: string }): Resource => ({
  Type: told.type,
  Id: firstText(limits.resourceId, told.id),
  Partition: partitions.find((known) => known === place.partition),
  Region: place.region,
  ...(told.type === 'Other' ? { Details: { Other: { Id: firstText(limits.otherValue, told.name) } } } : {}),
});

/** Where an ARN's resource is: not always where the finding is kept. */
const regionOf = (arn: string | null): string | null => {
  const region = arn?.split(':')[3] ?? '';
  return regionPattern.test(region) ? region : null;
};

/** The tags that say who owns the subject; Security Hub takes no blank ones. */
const toTags = (ownerTags: Finding['ownerTags']): Pick<Resource, 'Tags'> => {
  const tags = Object.entries(ownerTags)
    .map(([key, value]) => [boundedText(key, limits.tagKey), boundedText(value, limits.tagValue)] as const)
    .filter(([key, value]) => key !== '' && value !== '');
  return tags.length === 0 ? {} : { Tags: Object.fromEntries(tags) };
};

const subjectResource = ({ subject, region, ownerTags }: Finding, partition: string): Resource => ({
  ...resource(
    { partition, region: regionOf(subject.arn) ?? region },
    {
      type: boundedText(subject.type, limits.resourceType) || 'Other',
      id: subject.arn ?? subject.id,
      name: subject.id,
    },
  ),
  ...toTags(ownerTags),
});

const partResource = ({ accountId, region, operation, id }: SubjectPart, partition: string): Resource => {
  const kind = kindByOperation.get(operation);
  return resource(
    { partition, region },
    {
      type: kind?.type ?? 'Other',
      id: kind === undefined ? id : `arn:${partition}:ec2:${region}:${accountId}:${kind.arn}/${id}`,
      name: id,
    },
  );
};

/** The subject first, then the parts it is made of, each once and sorted by Id: 1 to 32 resources. */
export const toResources = (finding: Finding, partition: string): Resource[] => {
  const subject = subjectResource(finding, partition);
  const parts = finding.dependsOn.parts
    .filter(({ id }) => id !== finding.subject.id)
    .map((part) => partResource(part, partition));
  const byId = new Map(parts.map((part) => [part.Id ?? '', part] as const));
  byId.delete(subject.Id ?? '');
  const rest = [...byId].sort(([a], [b]) => compareText(a, b)).map(([, part]) => part);
  return [subject, ...rest].slice(0, limits.resources);
};
