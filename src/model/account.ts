import * as z from 'zod/mini';
import { accountIdPattern } from './scope.ts';

/** An account as Organizations ListAccounts tells it, less the e-mail address, which is never kept. */
export const account = z.looseObject({
  Id: z.string().check(z.regex(accountIdPattern, 'an account ID is 12 digits')),
  Name: z.optional(z.string()),
  /** ACTIVE, SUSPENDED, PENDING_CLOSURE (still works) or CLOSED. */
  State: z.optional(z.string()),
  /** From the organization down to where it is, `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`; its own ID may follow. */
  Paths: z.optional(z.array(z.string())),
  /** Where no path was told, those of the units that the configuration names. No part of a snapshot. */
  OrganizationalUnitIds: z.optional(z.array(z.string())),
  /** The root or organizational unit it is in. ListAccounts does not tell it; a snapshot may. */
  ParentId: z.optional(z.string()),
});
export type Account = z.infer<typeof account>;

/** Accounts being closed still work; one whose state was not told is tried. */
export const isAlive = ({ State }: Account): boolean =>
  State === undefined || State === 'ACTIVE' || State === 'PENDING_CLOSURE';

/** The form of `Paths` in Organizations' API reference: organization, root, units from the top. */
const path =
  /^o-[0-9a-z]{10,32}\/(?<parents>r-[0-9a-z]{4,32}(?:\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})*)(?:\/\d{12})?\/?$/;

const parentsIn = (text: string): string[] | null => path.exec(text)?.groups?.['parents']?.split('/') ?? null;

/**
 * The root and all units that the account lies in or below, or as many as the configuration names; null when nobody
 * told, or not all of it is plain.
 */
export const organizationalUnitIdsOf = ({ Paths = [], ...account }: Account): readonly string[] | null => {
  const told = Paths.map(parentsIn);
  if (told.length === 0 || told.includes(null)) return account.OrganizationalUnitIds ?? null;
  return [...new Set(told.flatMap((ids) => ids ?? []))];
};
