import { RegionInfo } from 'aws-cdk-lib/region-info';
import { z } from 'zod';
import { describeIssue } from '#app/describe-issue.ts';
import { defaultRoles } from '#app/roles.ts';
import { accountIdPattern, regionPattern } from '#model/scope.ts';
import { ownRoleNames } from './names.ts';
import { hasOneDay, isInRange } from './schedule-expression.ts';

/** What `-c key=value` gives is text: an empty one is none, and a list is told with commas. */
const orNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? null : value), schema.nullable()).default(null);
const list = <T extends z.ZodType>(item: T) =>
  z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value),
      z.array(item),
    )
    .default([]);
const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to);
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
  error: 'not true or false',
});

const cronField = '[\\dA-Z,*?/#-]+';
const schedulePattern = new RegExp(
  `^(?:rate\\([1-9]\\d* (?:hour|day)s?\\)|cron\\(${cronField}(?: ${cronField}){5}\\))$`,
);

/** Scheduler takes IANA's names alone, as they are written; Intl takes offsets too, and any case. */
const isTimeZone = (name: string): boolean => {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return /^[A-Z]/.test(name) && (timeZone === name || timeZone.toLowerCase() !== name.toLowerCase());
  } catch {
    return false;
  }
};

/** A misspelt one would be found by the deployment, and late. */
const isRegion = (name: string): boolean => RegionInfo.regions.some((region) => region.name === name);

/** The hours between two runs, of a rate; null for a cron expression. */
const hoursBetween = (schedule: string): number | null => {
  const [, count, unit] = /^rate\((\d+) (hour|day)s?\)$/.exec(schedule) ?? [];
  return count === undefined ? null : Number(count) * (unit === 'day' ? 24 : 1);
};

/** What CloudWatch Logs takes: PutRetentionPolicy, `retentionInDays`. */
const logRetentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653];

/** IAM does not tell names apart by their case. */
const isOwnRole = (name: string): boolean => ownRoleNames.includes(name.toLowerCase());

const memberRole = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, 'not the name of a role, which has no path')
  .refine((name) => !isOwnRole(name), 'is the name of a role of this stack');

const principalArn = z
  .string()
  .regex(/^arn:aws[\w-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/*-]+$/, 'not the ARN of a role or a user');

/** Trust is given to the one account's root, under conditions. */
const areOf = (accountId: string, arns: readonly string[]): boolean =>
  arns.every((arn) => arn.split(':')[4] === accountId);

const shape = {
  /** The account that audits: a delegated administrator of Organizations, and of Security Hub at best. */
  accountId: z.string().regex(accountIdPattern, 'an account ID is 12 digits'),
  region: z
    .string()
    .regex(regionPattern, 'not a Region such as us-west-2')
    .refine(isRegion, 'not a Region that the CDK knows'),
  organizationId: z
    .string()
    .regex(/^o-[\da-z]{10,32}$/, 'not the ID of an organization such as o-a1b2c3d4e5'),
  /** Which function the schedule invokes: `orchestrate` where one function has not the time for all accounts. */
  engine: z.enum(['audit', 'orchestrate']).default('audit'),
  /** EventBridge Scheduler's expression. */
  schedule: z
    .string()
    .regex(schedulePattern, 'not rate(n days) or cron(minutes hours day-of-month month day-of-week year)')
    .refine(hasOneDay, 'has to have ? as day-of-month or as day-of-week, and not both')
    .refine(isInRange, 'has a minute, hour, day, month or year that there is not')
    .default('cron(0 3 * * ? *)'),
  timeZone: z.string().refine(isTimeZone, 'not a time zone such as Asia/Tokyo').default('UTC'),
  /** A run begins this much later at most. */
  flexibleMinutes: whole(1, 1440).default(60),
  /** False for dry runs: what would be published is told, and not sent. */
  publish: flag.default(false),
  /** The roles in every other account: the one that reads it, and the one that publishes there. */
  memberRoleName: memberRole.default(defaultRoles.read),
  memberPublishRoleName: memberRole.default(defaultRoles.publish),
  externalId: orNull(z.string().regex(/^[\w+=,.@:/-]{2,1224}$/, 'not an external ID')),
  /** Organizational units that get the roles by a service-managed StackSet; none for no StackSet. */
  memberUnits: list(
    z
      .string()
      .regex(
        /^(?:r-[\da-z]{4,32}|ou-[\da-z]{4,32}-[\da-z]{8,32})$/,
        'not an organizational unit such as ou-ab12-34567890',
      ),
  ),
  /** SELF where the account is the organization's management account. */
  stackSetCallAs: z.enum(['DELEGATED_ADMIN', 'SELF']).default('DELEGATED_ADMIN'),
  /** Is there a role that brings its account's Security Hub into step? */
  memberPublish: flag.default(true),
  /** Saved questions to Security Hub, which has to be on in this account and Region. */
  insights: flag.default(true),
  /** Who else may assume the member roles, to scan from a laptop; `*` stands for any text. */
  laptopPrincipals: list(principalArn),
  /** Who may assume the role that reads the bucket; none leaves it to the account's own policies. */
  readerPrincipals: list(principalArn),
  /** A customer managed key for the bucket. */
  kmsKeyArn: orNull(
    z.string().regex(/^arn:aws[\w-]*:kms:[a-z\d-]+:\d{12}:key\/[\da-zA-Z-]+$/, 'not the ARN of a KMS key'),
  ),
  /** What a run leaves in the bucket is deleted after so many days. */
  runRetentionDays: whole(1, 3650).default(90),
  logRetentionDays: z.coerce
    .number()
    .refine((days) => logRetentions.includes(days), `not one of ${logRetentions.join(', ')}`)
    .default(90),
  /** Of the functions that read and judge. */
  memoryMegabytes: whole(512, 10_240).default(2048),
  /** Kept for the workers, and taken from the account's others; null keeps nothing. Fewer than 100 would fail batches. */
  workerConcurrency: orNull(whole(100, 10_000)),
  /** Where alarms go; null for a topic of this stack's own. */
  alarmTopicArn: orNull(
    z.string().regex(/^arn:aws[\w-]*:sns:[a-z\d-]+:\d{12}:[\w-]{1,256}$/, 'not the ARN of an SNS topic'),
  ),
  /** Subscribed to that topic of its own. */
  alarmEmail: orNull(z.email('not an e-mail address')),
  /** An alarm says so when the last result is older. CloudWatch looks back a week at most. */
  maximumAgeHours: whole(1, 168).default(30),
};

/** The keys of the context that are ours. */
export const settingNames: readonly string[] = Object.keys(shape);

const settingsSchema = z
  .strictObject(shape)
  .refine(({ alarmTopicArn, alarmEmail }) => alarmTopicArn === null || alarmEmail === null, {
    path: ['alarmEmail'],
    error: 'is for a topic of its own, and alarmTopicArn names another',
  })
  .refine(({ memberRoleName, memberPublishRoleName }) => memberRoleName !== memberPublishRoleName, {
    path: ['memberPublishRoleName'],
    error: 'is the name of the role that reads, too',
  })
  .refine(({ region, kmsKeyArn }) => kmsKeyArn === null || kmsKeyArn.split(':')[3] === region, {
    path: ['kmsKeyArn'],
    error: 'is not a key of the Region',
  })
  // CloudWatch sends no alarm to another Region.
  .refine(({ region, alarmTopicArn }) => alarmTopicArn === null || alarmTopicArn.split(':')[3] === region, {
    path: ['alarmTopicArn'],
    error: 'is not a topic of the Region',
  })
  .refine(({ schedule, maximumAgeHours }) => (hoursBetween(schedule) ?? 0) < maximumAgeHours, {
    path: ['maximumAgeHours'],
    error: 'is not more than the schedule leaves between two runs: its alarm would never be silent',
  })
  .refine(({ accountId, laptopPrincipals }) => areOf(accountId, laptopPrincipals), {
    path: ['laptopPrincipals'],
    error: 'are of another account than accountId',
  })
  .refine(({ accountId, readerPrincipals }) => areOf(accountId, readerPrincipals), {
    path: ['readerPrincipals'],
    error: 'are of another account than accountId',
  });
export type Settings = z.infer<typeof settingsSchema>;

/** A context value is wrong, or missing. One line, which names it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Keys of ours are plain words; those of the CDK hold `:`, `-` or `/`. */
const isOurs = (key: string): boolean => /^\w+$/.test(key);

/** The settings of the CDK's context: `cdk.json`, `cdk.context.json` and `-c key=value`. Throws a SettingsError. */
export const readSettings = (context: Readonly<Record<string, unknown>>): Settings => {
  const ours = Object.fromEntries(Object.entries(context).filter(([key]) => isOurs(key)));
  const parsed = settingsSchema.safeParse(ours);
  if (!parsed.success) throw new SettingsError(`context ${describeIssue(parsed.error)}`);
  return parsed.data;
};
