import type { Fix } from '../../fixes.ts';

/** Whose a fix is: the account, and what its owner tags say. */
export const ownerOf = ({ fixOwner, fixOwnerName, ownerTags }: Fix): string => {
  const account = fixOwner === null ? 'an owner who is not known' : `account ${fixOwnerName ?? fixOwner}`;
  const tags = Object.entries(ownerTags).map(([key, value]) => `${key} ${value}`);
  const id = fixOwnerName === null ? [] : [fixOwner ?? ''];
  const told = [...id, ...tags].join(', ');
  return told === '' ? account : `${account} (${told})`;
};
