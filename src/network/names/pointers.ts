import type { Inventory } from '#model/inventory.ts';
import type { HostedZone, ProfileResourceAssociation, ResourceRecordSet } from '#model/records.ts';
import type { Scope } from '#model/scope.ts';
import { groupBy } from '../collections.ts';
import type { Network } from '../network.ts';
import { oncePer } from '../once-per.ts';
import { told } from '../told.ts';
import { toDomain } from './domain.ts';
import { isGone } from './profile-parts.ts';
import { createTargets, type Target } from './targets.ts';

/** What gives VPCs an endpoint under a name: a record of a private hosted zone, or a resource of a Route 53 Profile. */
export type Pointer = {
  kind: 'record' | 'profile-resource';
  /** The scope that read it, in which its VPCs are. */
  scope: Scope;
  /** The same in every run: zone and record name, `Z1/bedrock.example.com`, or the association's ID. */
  id: string;
  /** The zone's ID, or the Profile's. */
  holder: string;
  vpcIds: readonly string[];
  /** The account that can change it; null when it was not told. */
  changedBy: string | null;
  vpcEndpointId: string;
  /** Where the endpoint is, as an ARN tells it; a DNS name tells no account. */
  place: { accountId: string | null; region: string | null };
  /** The name or ARN it gives. */
  target: string;
};

/** The Region and the endpoint that AWS's own name for an endpoint tells: `vpce-1-abcd.kms.us-east-1.vpce.amazonaws.com`. */
const readOwnName = (name: string): { vpcEndpointId: string; region: string } | null => {
  const labels = toDomain(name).split('.');
  const end = labels.lastIndexOf('vpce');
  const region = labels[end - 1];
  const ids = labels
    .slice(0, Math.max(end - 1, 0))
    .map((label) => /^(vpce-(?!svc-)[0-9a-z]+)-/.exec(label)?.[1]);
  const vpcEndpointId = ids.find((id) => id !== undefined);
  return vpcEndpointId === undefined || region === undefined ? null : { vpcEndpointId, region };
};

/** Of an endpoint: its Region, account and ID. */
export const endpointArn = /^arn:[^:]*:ec2:([^:]+):(\d{12}):vpc-endpoint\/(vpce-[^/]+)$/;

type Found = Pick<Pointer, 'vpcEndpointId' | 'place' | 'target'>;

const ofTarget = (target: Target): Found[] => {
  if (target.kind === 'address') return [];
  const read = readOwnName(target.name);
  const vpcEndpointId = target.kind === 'endpoint' ? target.vpcEndpointId : read?.vpcEndpointId;
  if (vpcEndpointId === undefined) return [];
  return [{ vpcEndpointId, place: { accountId: null, region: read?.region ?? null }, target: target.name }];
};

const ofArn = (arn: string): Found[] => {
  const [, region, accountId, vpcEndpointId] = endpointArn.exec(arn) ?? [];
  if (region === undefined || accountId === undefined || vpcEndpointId === undefined) return [];
  return [{ vpcEndpointId, place: { accountId, region }, target: arn }];
};

type Served = Pick<Pointer, 'scope' | 'vpcIds' | 'changedBy'>;
type TargetsOf = (set: ResourceRecordSet) => Target[];

const ofRecords = (
  served: Served,
  { zoneId, records }: { zoneId: string; records: HostedZone['ResourceRecordSets'] },
  targetsOf: TargetsOf,
): Pointer[] =>
  (records ?? []).flatMap((set) =>
    targetsOf(set)
      .flatMap(ofTarget)
      .map(
        (found): Pointer => ({
          kind: 'record',
          ...served,
          id: `${zoneId}/${toDomain(set.Name)}`,
          holder: zoneId,
          ...found,
        }),
      ),
  );

const ofResource = (
  served: Served,
  { Id, ProfileId = '', ResourceArn = '', ResourceRecordSets }: ProfileResourceAssociation,
  targetsOf: TargetsOf,
): Pointer[] => {
  const zoneId = /:hostedzone\/([^/]+)$/.exec(ResourceArn)?.[1];
  if (zoneId !== undefined) return ofRecords(served, { zoneId, records: ResourceRecordSets }, targetsOf);
  return ofArn(ResourceArn).map(
    (found): Pointer => ({
      kind: 'profile-resource',
      ...served,
      id: Id,
      holder: ProfileId,
      ...found,
    }),
  );
};

const inScope = (scope: Scope, inventory: Inventory, targetsOf: TargetsOf): Pointer[] => {
  const { HostedZones = [], ProfileAssociations = [], ProfileResourceAssociations = [] } = inventory;
  const held = ProfileAssociations.filter(({ Status }) => !isGone(Status));
  const vpcsOf = groupBy(held, ({ ProfileId }) => ProfileId ?? '');
  const zones = HostedZones.flatMap(({ HostedZoneId: zoneId, Owner, VPCs = [], ResourceRecordSets }) => {
    const vpcIds = VPCs.flatMap(({ VPCId }) => VPCId ?? []);
    const served = { scope, vpcIds, changedBy: told(Owner?.OwningAccount) };
    return ofRecords(served, { zoneId, records: ResourceRecordSets }, targetsOf);
  });
  const resources = ProfileResourceAssociations.filter(({ Status }) => !isGone(Status)).flatMap(
    (resource) => {
      const vpcIds = (vpcsOf.get(resource.ProfileId ?? '') ?? []).flatMap(
        ({ ResourceId }) => ResourceId ?? [],
      );
      return ofResource({ scope, vpcIds, changedBy: told(resource.OwnerId) }, resource, targetsOf);
    },
  );
  return [...zones, ...resources].filter(({ vpcIds }) => vpcIds.length > 0);
};

/**
 * Everything that gives the VPCs of the scopes an endpoint under a name of their own. Records that give an address are
 * not among it: the same address may be in many VPCs.
 */
export const pointersOf = oncePer((network: Network): readonly Pointer[] => {
  const targetsOf = createTargets(network);
  return network.held.flatMap(({ scope, inventory }) => inScope(scope, inventory, targetsOf));
});

/** Key of a VPC and an endpoint. */
export const pairKey = (vpcId: string | null, vpcEndpointId: string): string => `${vpcId} ${vpcEndpointId}`;

/** What leads a VPC's clients to an endpoint, by both. */
export const pointersByPair = oncePer((network: Network) =>
  groupBy(
    pointersOf(network).flatMap((pointer) =>
      [...new Set(pointer.vpcIds)].map((vpcId) => ({ key: pairKey(vpcId, pointer.vpcEndpointId), pointer })),
    ),
    ({ key }) => key,
  ),
);
