import * as z from 'zod/mini';
import { accountIdPattern, regionPattern } from './scope.ts';

export const accountId = z.string().check(z.regex(accountIdPattern, 'an account ID is 12 digits'));
export const region = z.string().check(z.regex(regionPattern, 'not a Region such as us-west-2'));
/** Of an organizational unit, or of the organization's root: Organizations API, `ParentId`. */
export const unit = z
  .string()
  .check(
    z.regex(
      /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
      'not an organizational unit such as ou-ab12-34567890',
    ),
  );

const isApart = (some: readonly string[] | null, others: readonly string[]): boolean =>
  some === null || !some.some((one) => others.includes(one));

/** What is audited, and what is left out on purpose: told as excluded, and no gap. */
export const scopeConfig = z
  .strictObject({
    regions: z
      ._default(z.nullable(z.array(region).check(z.minLength(1))), null)
      .check(z.describe('The Regions to audit; null for all that each account has enabled.')),
    excludedRegions: z._default(z.array(region), []).check(z.describe('Regions left out.')),
    excludedAccounts: z._default(z.array(accountId), []).check(z.describe('Accounts left out.')),
    organizationalUnits: z
      ._default(z.nullable(z.array(unit).check(z.minLength(1))), null)
      .check(
        z.describe(
          'The organizational units to audit, each with all below it; null for the whole organization.',
        ),
      ),
    excludedOrganizationalUnits: z
      ._default(z.array(unit), [])
      .check(z.describe('Left out with all below them, though they lie in a unit that is audited.')),
  })
  .check(
    z.refine(({ regions, excludedRegions }) => isApart(regions, excludedRegions), {
      path: ['excludedRegions'],
      error: 'names a Region that scope.regions selects',
    }),
    z.refine(
      ({ organizationalUnits, excludedOrganizationalUnits }) =>
        isApart(organizationalUnits, excludedOrganizationalUnits),
      {
        path: ['excludedOrganizationalUnits'],
        error: 'names a unit that scope.organizationalUnits selects',
      },
    ),
  );
export type ScopeConfig = z.infer<typeof scopeConfig>;

const roleName = z.string().check(z.regex(/^[\w+=,.@-]{1,64}$/, 'not the name of a role, which has no path'));

/** The roles that are assumed in the organization's other accounts (IAM: CreateRole, STS: AssumeRole). */
export const roleConfig = z.strictObject({
  name: z
    ._default(z.nullable(roleName), null)
    .check(
      z.describe('Who reads an account: a name, the same in every account; null for vpc-path-auditor-read.'),
    ),
  publishName: z
    ._default(z.nullable(roleName), null)
    .check(
      z.describe(
        'Who publishes there. null for the role of role.name or --role-name, where another than vpc-path-auditor-read is named, else for vpc-path-auditor-publish.',
      ),
    ),
  externalId: z
    ._default(
      z.nullable(
        z
          .string()
          .check(
            z.regex(/^[\w+=,.@:/-]{2,1224}$/, 'not an external ID of 2 to 1224 letters, digits or _+=,.@:/-'),
          ),
      ),
      null,
    )
    .check(z.describe("What the roles' trust policies ask for besides; null for none.")),
});
