import type { ManagedPrefixList } from '#model/records.ts';
import { type Cidr, type Family, parseCidr } from './addresses/cidr.ts';
import { quoted } from './quoted.ts';
import { type Gap, unclear, unread } from './reading.ts';

/** The entries of a managed prefix list. */
export type PrefixList = {
  id: string;
  /** The family of its entries; null when nobody told. */
  family: Family | null;
  cidrs: readonly Cidr[];
  /** Why the list may hold more than `cidrs`; null when those are all. */
  gap: Gap | null;
};

const familyOf = (list: ManagedPrefixList): Family | null => {
  const word = list.AddressFamily?.toLowerCase();
  return word === 'ipv4' || word === 'ipv6' ? word : null;
};

/** A list nobody read: it may hold anything. */
export const unreadPrefixList = (id: string, gap: Gap): PrefixList => ({ id, family: null, cidrs: [], gap });

const gapOf = (list: ManagedPrefixList, place: string): Gap | null => {
  if (list.Entries === undefined) {
    return unread(`GetManagedPrefixListEntries of ${list.PrefixListId} in ${place}`);
  }
  const junk = list.Entries.find(({ Cidr }) => Cidr === undefined || parseCidr(Cidr) === null);
  if (junk === undefined) return null;
  const entry =
    junk.Cidr === undefined ? 'an entry without a CIDR' : `entry ${quoted(junk.Cidr)}, which is no CIDR`;
  return unclear(`Prefix list ${list.PrefixListId} has ${entry}`);
};

/** A list as EC2 DescribeManagedPrefixLists and GetManagedPrefixListEntries told it to the scope at `place`. */
export const compilePrefixList = (list: ManagedPrefixList, place: string): PrefixList => ({
  id: list.PrefixListId,
  family: familyOf(list),
  cidrs: (list.Entries ?? []).flatMap(({ Cidr }) => (Cidr === undefined ? [] : (parseCidr(Cidr) ?? []))),
  gap: gapOf(list, place),
});

/** May the list hold addresses of `family` that nobody read? */
export const mayHoldMore = (list: PrefixList, family: Family): boolean =>
  list.gap !== null && (list.family === null || list.family === family);
