import { completeList, type Inventory } from '#model/inventory.ts';
import type { HostedZone, ProfileResourceAssociation } from '#model/records.ts';
import { inventoryOf } from '../inventory-of.ts';
import type { Network, NetworkVpc } from '../network.ts';
import { enclosing, toDomain } from './domain.ts';
import { endpointArn } from './pointers.ts';
import { isGone } from './profile-parts.ts';

type Asked = { network: Network; vpcId: string; name: string };

const isMember = ({ accounts }: Network, accountId: string | undefined): boolean =>
  accountId !== undefined && accounts.has(accountId);

const isZoneLeftOut = (
  { Name, VPCs = [], Owner, ResourceRecordSets }: HostedZone,
  { network, vpcId, name }: Asked,
): boolean =>
  ResourceRecordSets === undefined &&
  VPCs.some(({ VPCId }) => VPCId === vpcId) &&
  enclosing(toDomain(name)).includes(toDomain(Name)) &&
  isMember(network, Owner?.OwningAccount);

/** Of a Profile's zone not even the name is known without its records. */
const isResourceLeftOut = (
  { ResourceArn = '', OwnerId, ResourceRecordSets }: ProfileResourceAssociation,
  { network }: Asked,
): boolean => {
  if (ResourceArn.includes(':hostedzone/')) {
    return ResourceRecordSets === undefined && isMember(network, OwnerId);
  }
  const [, region = '', accountId = '', vpcEndpointId = ''] = endpointArn.exec(ResourceArn) ?? [];
  const inventory = inventoryOf(network, { accountId, region });
  return (
    isMember(network, accountId) &&
    !network.endpoints.has(vpcEndpointId) &&
    completeList(inventory, 'VpcEndpoints') === null
  );
};

const resourcesIn = (
  { ProfileAssociations = [], ProfileResourceAssociations = [] }: Inventory,
  vpcId: string,
): ProfileResourceAssociation[] => {
  const held = ProfileAssociations.filter(
    ({ ResourceId, Status }) => ResourceId === vpcId && !isGone(Status),
  );
  const profiles = new Set(held.map(({ ProfileId }) => ProfileId));
  return ProfileResourceAssociations.filter(
    ({ ProfileId, Status }) => profiles.has(ProfileId) && !isGone(Status),
  );
};

/**
 * Was an account of the Organization left out that has what may answer for the name in the VPC: a hosted zone's records,
 * or an endpoint of a Profile? The VPC's own lists are whole all the same, and a run that asks that account would know.
 */
export const isAnswerLeftOut = (network: Network, { vpcId, home }: NetworkVpc, name: string): boolean => {
  const inventory = inventoryOf(network, home);
  if (inventory === undefined) return false;
  const asked = { network, vpcId, name };
  return (
    (inventory.HostedZones ?? []).some((zone) => isZoneLeftOut(zone, asked)) ||
    resourcesIn(inventory, vpcId).some((resource) => isResourceLeftOut(resource, asked))
  );
};
