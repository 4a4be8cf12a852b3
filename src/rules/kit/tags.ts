import { completeList } from '#model/inventory.ts';
import { printable } from '#model/printable.ts';
import { inventoryOf } from '#network/inventory-of.ts';
import type { Network } from '#network/network.ts';
import { told } from '#network/told.ts';
import type { Subject, TaggedResource } from '../rule.ts';

/** Characters of a tag's value that a finding keeps. */
const maxValue = 256;

/** The value of a tag, which may be blank; null when the resource has none of that key that was read. */
export const tagValue = ({ tags }: TaggedResource, key: string): string | null =>
  tags?.find(({ Key }) => Key === key)?.Value ?? null;

/** A VPC's tags, as its owner's scope told them; none where that scope was read whole and has no such VPC. */
export const vpcTags = (network: Network, vpcId: string): TaggedResource['tags'] => {
  const { record = null, home = null } = network.vpcs.get(vpcId) ?? {};
  if (record !== null) return record.Tags ?? [];
  const inventory = inventoryOf(network, home);
  return completeList(inventory, 'Vpcs') === null ? null : [];
};

/** The resources of the finding's own account: the others' owners have no say in it. */
export const isOwn = ({ accountId }: TaggedResource, { owner }: Subject): boolean =>
  accountId === owner.accountId;

/** The tags of these keys that the owner's resources have, by key, blank ones aside; the subject's own before those around it. */
export const ownTags = (about: Subject, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const own = about.resources.filter((one) => isOwn(one, about));
      const values = own.map((one) => told(tagValue(one, key) ?? ''));
      const value = values.find((text) => text !== null) ?? null;
      return value === null ? [] : [[key, printable(value.slice(0, maxValue))] as const];
    }),
  );
