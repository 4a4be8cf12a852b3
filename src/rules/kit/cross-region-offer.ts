import { completeList, operations } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import { inventoryOf } from '#network/inventory-of.ts';
import type { Network } from '#network/network.ts';
import { quoted } from '#network/quoted.ts';

/** Whether AWS offers a path's service to the client's own Region as a cross-Region endpoint, and the fact that says so. */
export type Offer = { answer: 'offered' | 'not-offered' | 'unknown'; because: string };

const asked = 'DescribeVpcEndpointServices with ServiceRegions';

/**
 * Asked live, in the client's own account and Region, because the list grows:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html
 * Null where the service is in the client's Region, or one of the two is not known: there is nothing to ask.
 */
export const crossRegionOffer = (
  network: Network,
  { consumer: { accountId, region }, service }: ConnectionPath,
): Offer | null => {
  if (region === null || service.region === null || service.name === null || region === service.region) {
    return null;
  }
  const place = `${accountId ?? 'unknown account'}/${region}`;
  const inventory = accountId === null ? undefined : inventoryOf(network, { accountId, region });
  const answers = (inventory?.CrossRegionServices ?? []).filter(
    ({ ServiceRegion }) => ServiceRegion === service.region,
  );
  const what = `${quoted(service.name)} of ${service.region} to ${region} as a cross-Region endpoint`;
  if (answers.some(({ ServiceNames }) => ServiceNames.includes(service.name ?? ''))) {
    return { answer: 'offered', because: `AWS offers ${what} (${asked} in ${place}).` };
  }
  if (answers.length === 0 || completeList(inventory, 'CrossRegionServices') === null) {
    const read = `${operations.CrossRegionServices} in ${place}, for ${service.region}`;
    return { answer: 'unknown', because: `Whether AWS offers ${what} was not read (${read}).` };
  }
  return { answer: 'not-offered', because: `AWS does not offer ${what} (${asked} in ${place}).` };
};
