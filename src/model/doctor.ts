import * as z from 'zod/mini';
import { causes, deniers } from './coverage.ts';

/** What is looked at, in the order in which it is told. */
export const checkNames = ['organization', 'role', 'region', 'action', 'security-hub'] as const;
export type CheckName = (typeof checkNames)[number];

export const checkSchema = z.strictObject({
  name: z.enum(checkNames),
  /** What is checked: the role's name, the IAM action, the Region that was asked for; null where the name says it all. */
  subject: z.nullable(z.string()),
  /** `unknown` when nobody answered: it may be well or not. */
  status: z.enum(['pass', 'fail', 'unknown']),
  cause: z.nullable(z.enum(causes)),
  by: z.nullable(z.enum(deniers)),
  code: z.nullable(z.string()),
  /** AWS's own words, of the first place. */
  message: z.nullable(z.string()),
  /** Where it is so, sorted. */
  places: z.array(z.strictObject({ accountId: z.string(), region: z.string() })),
  /** The remedy's id; null when there is nothing to mend. */
  remedy: z.nullable(z.string()),
});
export type Check = z.infer<typeof checkSchema>;

export const remedySchema = z.strictObject({
  id: z.string(),
  /** What to do and in whose name, for a person. */
  what: z.string(),
  /** The accounts that it mends, sorted. */
  accounts: z.array(z.string()),
  /** Shell lines that do it, to be read before they are run; empty where none can. Never run by this program. */
  commands: z.array(z.string()),
});
export type Remedy = z.infer<typeof remedySchema>;

/** What the caller's account is in its organization: `member` may not list the accounts, as AWS said. */
export const standings = ['management', 'delegated-administrator', 'member', 'none', 'unknown'] as const;

/** The contract of `doctor --format json`: arrays sorted, null rather than absent. */
export const doctorReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  checkedAt: z.string(),
  caller: z.strictObject({
    arn: z.string(),
    accountId: z.string(),
    partition: z.string(),
    /** Where it is asked who asks, and which Regions there are. */
    homeRegion: z.string(),
  }),
  organization: z.strictObject({
    id: z.nullable(z.string()),
    managementAccountId: z.nullable(z.string()),
    standing: z.enum(standings),
    /** Accounts that work, also those that are not looked at; null when they could not be listed. */
    accountsAlive: z.nullable(z.int().check(z.minimum(0))),
  }),
  /** The role that reads the other accounts; null when this account alone is looked at. */
  roleName: z.nullable(z.string()),
  /** The one that findings are published through, which may be the same; null likewise. */
  publishRoleName: z.nullable(z.string()),
  accounts: z.array(
    z.strictObject({
      accountId: z.string(),
      name: z.nullable(z.string()),
      /** Enabled and asked for; null when they could not be listed. */
      regions: z.nullable(z.array(z.string())),
      /** Where the actions were tried. */
      triedIn: z.array(z.string()),
    }),
  ),
  checks: z.array(checkSchema),
  remedies: z.array(remedySchema),
  /** What only a write would show. */
  notTried: z.array(z.strictObject({ action: z.string(), because: z.string() })),
  apiCalls: z.int().check(z.minimum(0)),
  ok: z.boolean(),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;
