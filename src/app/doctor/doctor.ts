import pMap from 'p-map';
import type { Config } from '#model/config.ts';
import type { DoctorReport } from '#model/doctor.ts';
import { compareText } from '#model/scope.ts';
import type { Opened } from '../connect.ts';
import { inRoles } from '../in-roles.ts';
import type { Clock, Selection } from '../ports.ts';
import type { Roles } from '../roles.ts';
import { tool } from '../tool.ts';
import { toChecks } from './checks.ts';
import { type Examination, examineAccount } from './examine-account.ts';
import { findAccounts } from './find-accounts.ts';
import { type Observation, observe } from './observe.ts';
import { policiesOf } from './policies.ts';
import { toRemedies } from './remedies.ts';
import { trustOf } from './trust.ts';

/** Accounts looked at at once. */
const accountsAtOnce = 10;

export type DoctorOptions = {
  opened: Pick<Opened, 'aws' | 'caller' | 'homeRegion' | 'apiCalls'>;
  config: Config;
  /** Whether the organization's accounts are looked at, through the roles, and not the caller's alone. */
  isOrganization: boolean;
  roles: Roles;
  externalId: string | null;
  /** The AWS profile that was asked for. */
  profile: string | null;
  selection: Selection;
  clock: Clock;
};

const notTried: DoctorReport['notTried'] = [
  {
    action: 'securityhub:BatchImportFindings',
    because: 'it writes, so only publishing shows whether it is allowed',
  },
];

/** Regions that were asked for and that no account has: a scan would refuse them. Silent where Regions are unknown. */
const missingRegions = (
  { accountId }: { accountId: string },
  asked: readonly string[],
  examinations: readonly Examination[],
): Observation[] => {
  if (examinations.some(({ enabled }) => enabled === null)) return [];
  const enabled = new Set(examinations.flatMap(({ enabled: regions }) => regions ?? []));
  return asked
    .filter((region) => !enabled.has(region))
    .map((region) => ({
      ...observe({ name: 'region', subject: region }, { accountId, region }, { ok: true, value: null }),
      status: 'fail',
      cause: 'region-disabled',
    }));
};

/**
 * Says who asks, what may be read and where Security Hub is on, and how to mend what is wrong. It only reads: each
 * action is tried by its cheapest question. What is asked wrongly is an InputError.
 */
export const doctor = async (options: DoctorOptions): Promise<DoctorReport> => {
  const { opened, config, isOrganization, roles, externalId, profile, selection, clock } = options;
  const { caller, homeRegion } = opened;
  const checkedAt = clock().toISOString();
  const found = await findAccounts(opened, { isOrganization, selection, scope: config.scope });
  const callerAccountId = caller.accountId;
  const examining = {
    ...inRoles(opened.aws, { roles, externalId, callerAccountId, region: homeRegion }),
    callerAccountId,
    homeRegion,
    roles,
    config,
    regions: selection.regions,
  };
  const examinations = await pMap(found.accounts, (account) => examineAccount(examining, account), {
    concurrency: accountsAtOnce,
  });
  const observations = [
    ...found.observations,
    ...missingRegions(caller, selection.regions ?? [], examinations),
    ...examinations.flatMap((one) => one.observations),
  ];
  const { organization } = found;
  const { remedies, remedyOf } = toRemedies(observations, {
    caller,
    homeRegion,
    profile,
    roles,
    organization,
    policies: policiesOf({ partition: caller.partition, roles }),
    trust: trustOf(caller, { organizationId: organization.id, externalId }),
  });
  return {
    schemaVersion: 1,
    tool,
    checkedAt,
    caller: { ...caller, homeRegion },
    organization,
    roleName: isOrganization ? roles.read : null,
    publishRoleName: isOrganization ? roles.publish : null,
    accounts: examinations
      .map(({ account }) => account)
      .sort((a, b) => compareText(a.accountId, b.accountId)),
    checks: toChecks(observations, remedyOf),
    remedies,
    notTried,
    apiCalls: opened.apiCalls(),
    ok: observations.every(({ status }) => status === 'pass'),
  };
};
