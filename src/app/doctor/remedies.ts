import type { Failure } from '#model/coverage.ts';
import type { DoctorReport, Remedy } from '#model/doctor.ts';
import { remedyOf } from '#model/remedy.ts';
import { compareText } from '#model/scope.ts';
import type { Grant } from '../actions.ts';
import type { Caller } from '../ports.ts';
import type { Roles } from '../roles.ts';
import * as commands from './commands.ts';
import type { Observation } from './observe.ts';
import type { PolicyDocument } from './policies.ts';
import { principalOf, type TrustDocument } from './trust.ts';

/** What a command that mends is made of. */
export type Means = {
  caller: Caller;
  homeRegion: string;
  profile: string | null;
  /** The roles that are assumed, or would be. */
  roles: Roles;
  organization: DoctorReport['organization'];
  policies: Record<Grant, PolicyDocument>;
  trust: TrustDocument;
};

type Mending = Pick<Remedy, 'what' | 'commands'>;

/** A way to mend: problems that share the id are mended together. */
type Way = { id: string; mend: (means: Means, problems: readonly Observation[]) => Mending };

const accountsOf = (problems: readonly Observation[]): string[] =>
  [...new Set(problems.map(({ place }) => place.accountId))].sort(compareText);

const regionsOf = (problems: readonly Observation[]): string[] =>
  [...new Set(problems.map(({ place }) => place.region))].sort(compareText);

const withCredentials = (accounts: readonly string[]): string =>
  accounts.length === 1
    ? `with credentials of account ${accounts.join('')}`
    : 'with credentials of each account';

const grantOwn = (...grants: Grant[]): Way => ({
  id: `own-policy:${grants.join('+')}`,
  mend: ({ caller, policies }) => {
    const lines = commands.putOwnPolicies(
      principalOf(caller),
      grants.map((grant) => [grant, policies[grant]]),
    );
    const how =
      lines.length === 0
        ? 'whoever manages it has to add what `doctor --print-policy` prints'
        : 'add the policy';
    return { what: `the policies of ${caller.arn} do not allow it: ${how}.`, commands: lines };
  },
});

/** What a role of the other accounts is for. */
type Purpose = keyof Roles;

const grantRole = (grant: Purpose): Way => ({
  id: `role-policy:${grant}`,
  mend: ({ roles, policies }, problems) => ({
    what: `the policies of the role ${roles[grant]} do not allow it: add the policy, ${withCredentials(accountsOf(problems))}.`,
    commands: commands.putRolePolicies(roles[grant], [[grant, policies[grant]]]),
  }),
});

/** A role with the policies of all that it is for. */
const partsOf = (purpose: Purpose, { roles, trust, policies }: Means): commands.RoleParts => ({
  purpose,
  roleName: roles[purpose],
  trust,
  policies: (['read', 'publish'] as const)
    .filter((grant) => roles[grant] === roles[purpose])
    .map((grant) => [grant, policies[grant]]),
});

const createRole = (purpose: Purpose): Way => ({
  id: `role:${purpose}`,
  mend: (means, problems) => {
    const accounts = accountsOf(problems);
    const parts = partsOf(purpose, means);
    const missing = `the role ${parts.roleName} is missing, or does not trust ${means.caller.arn}`;
    if (accounts.length > 1) {
      const { homeRegion: region, organization } = means;
      const isDelegate = organization.standing === 'delegated-administrator';
      return {
        what: `${missing}: create it in these accounts by a StackSet (where it is there already, mend its trust policy instead).`,
        commands: commands.createRoleStackSet(parts, { accounts, region, isDelegate }),
      };
    }
    return {
      what: `${missing}: create it, ${withCredentials(accounts)}. The last line is for a role that is there already: it replaces its trust policy, so look at that first.`,
      commands: commands.createRole(parts),
    };
  },
});

/** A StackSet of the organization does not reach the management account. */
const createRoleInManagement = (purpose: Purpose): Way => ({
  ...createRole(purpose),
  id: `role:${purpose}:management-account`,
});

const delegate: Way = {
  id: 'delegate',
  mend: ({ caller, organization: { managementAccountId } }) => {
    const management = managementAccountId === null ? '' : ` ${managementAccountId}`;
    return {
      what: `only the management account and delegated administrators may list the accounts: run this program in the management account${management}, or make account ${caller.accountId} a delegated administrator, with credentials of the management account.`,
      commands: commands.registerDelegate(caller.accountId),
    };
  },
};

const liftScp: Way = {
  id: 'service-control-policy',
  mend: (_, problems) => ({
    what: `a service control policy denies it in ${regionsOf(problems).join(', ')}. Exempt the role from it, or leave the Region out (scope.excludedRegions in the configuration). Which policies an account has is told, with credentials of the management account, by the following; its organizational units may have more.`,
    commands: accountsOf(problems).map(commands.listPolicies),
  }),
};

const signIn: Way = {
  id: 'sign-in',
  mend: ({ profile }) => ({
    what: remedyOf({ cause: 'expired-credentials' }),
    commands: [commands.signIn(profile)],
  }),
};

/** Accounts with the same Regions off are mended by the same commands. */
const enableSecurityHub = (regions: readonly string[]): Way => ({
  id: `security-hub:${regions.join(',')}`,
  mend: (_, problems) => ({
    what: `Security Hub is off: nothing can be published there. Enable it, ${withCredentials(accountsOf(problems))}, or leave the Region out.`,
    commands: commands.enableSecurityHub(regions),
  }),
});

const enableRegion = (region: string): Way => ({
  id: `region:${region}`,
  mend: (_, problems) => ({
    what: `${region} is not enabled. Enable it, ${withCredentials(accountsOf(problems))}, or do not ask for it.`,
    commands: [commands.enableRegion(region)],
  }),
});

const other = (failure: Pick<Failure, 'cause'>): Way => ({
  id: failure.cause,
  mend: () => ({ what: remedyOf(failure), commands: [] }),
});

/** What denies although a policy of the role or the user allows. */
const stronger = /explicit deny|permissions boundary|session policy|endpoint policy|resource control policy/i;

const liftDeny: Way = {
  id: 'explicit-deny',
  mend: (_, problems) => ({
    what: `no policy that is added would help, because something stronger denies it: ${problems[0]?.message ?? ''}`,
    commands: [],
  }),
};

/** AWS's words to an account that may not list, whatever its policies say. */
const isForeign = ({ message }: Observation): boolean => !/not authorized to perform/i.test(message ?? '');

const wayForDenied = (problem: Observation, { caller, roles, organization }: Means): Way => {
  const { name, by, place } = problem;
  const isOwn = place.accountId === caller.accountId;
  if (by === 'scp') return liftScp;
  if (by === 'policy' && stronger.test(problem.message ?? '')) return liftDeny;
  if (name === 'organization') {
    return organization.standing !== 'management' && isForeign(problem) ? delegate : grantOwn('hub');
  }
  if (name === 'role') {
    if (by !== 'role-missing') return grantOwn('hub');
    const purpose = problem.subject === roles.read ? 'read' : 'publish';
    const isManagement = place.accountId === organization.managementAccountId;
    return isManagement ? createRoleInManagement(purpose) : createRole(purpose);
  }
  const grant = name === 'security-hub' ? 'publish' : 'read';
  return isOwn ? grantOwn(grant) : grantRole(grant);
};

const wayFor = (
  problem: Observation,
  means: Means,
  offRegions: (accountId: string) => string[],
): Way | null => {
  const { status, name, cause, place } = problem;
  if (status === 'pass' || cause === null) return null;
  if (cause === 'access-denied') return wayForDenied(problem, means);
  if (cause === 'expired-credentials') return signIn;
  if (cause === 'region-disabled') return enableRegion(problem.subject ?? place.region);
  if (cause === 'not-enabled' && name === 'security-hub')
    return enableSecurityHub(offRegions(place.accountId));
  return other({ cause });
};

/** How to mend what was observed: the remedies, and which of them goes with an observation. */
export const toRemedies = (
  observations: readonly Observation[],
  means: Means,
): { remedies: Remedy[]; remedyOf: (observation: Observation) => string | null } => {
  const off = Map.groupBy(
    observations.filter(({ name, cause }) => name === 'security-hub' && cause === 'not-enabled'),
    ({ place }) => place.accountId,
  );
  const offRegions = (accountId: string): string[] => regionsOf(off.get(accountId) ?? []);
  const ways = new Map(
    observations.flatMap((one) => {
      const way = wayFor(one, means, offRegions);
      return way === null ? [] : [[one, way] as const];
    }),
  );
  const remedies = [...Map.groupBy(ways, ([, { id }]) => id)].flatMap(([id, same]) => {
    const problems = same.map(([problem]) => problem);
    return same
      .slice(0, 1)
      .map(([, { mend }]) => ({ id, accounts: accountsOf(problems), ...mend(means, problems) }));
  });
  return {
    remedies: remedies.sort((a, b) => compareText(a.id, b.id)),
    remedyOf: (observation) => ways.get(observation)?.id ?? null,
  };
};
