import type { Grant } from '../actions.ts';
import type { Roles } from '../roles.ts';
import type { PolicyDocument } from './policies.ts';
import { shellLine } from './shell.ts';
import type { Principal, TrustDocument } from './trust.ts';

/* The AWS CLI's words for what mends. Each answers shell lines, which are shown and never run. */

/** The name under which a role's own policy is kept. */
export const policyName = (grant: Grant): string => `vpc-path-auditor-${grant}`;

type Policies = readonly (readonly [Grant, PolicyDocument])[];

type Value = string | object;

/** `aws OPERATION --option value...`; an object is told as JSON. */
const aws = (operation: string, options: Readonly<Record<string, Value>> = {}): string =>
  shellLine(
    'aws',
    ...operation.split(' '),
    ...Object.entries(options).flatMap(([name, value]) => [
      `--${name}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );

const putPolicies = (kind: 'role' | 'user', name: string, policies: Policies): string[] =>
  policies.map(([grant, document]) =>
    aws(`iam put-${kind}-policy`, {
      [`${kind}-name`]: name,
      'policy-name': policyName(grant),
      'policy-document': document,
    }),
  );

/** A role's name may be told with its path before it, as in its ARN. */
const splitName = (roleName: string): { name: string; path: string | null } => {
  const end = roleName.lastIndexOf('/');
  return { name: roleName.slice(end + 1), path: end === -1 ? null : `/${roleName.slice(0, end)}/` };
};

export const putRolePolicies = (roleName: string, policies: Policies): string[] =>
  putPolicies('role', splitName(roleName).name, policies);

/** A policy of IAM Identity Center's own roles is its permission set's; the root user and federated users have none. */
const isOfIdentityCenter = ({ name }: Principal): boolean => name.startsWith('AWSReservedSSO_');

/** Policies for the caller itself; none where its kind takes none by a command. */
export const putOwnPolicies = (principal: Principal, policies: Policies): string[] => {
  if (principal.kind === 'user') return putPolicies('user', principal.name, policies);
  if (principal.kind !== 'role' || isOfIdentityCenter(principal)) return [];
  return putRolePolicies(principal.name, policies);
};

export type RoleParts = { purpose: keyof Roles; roleName: string; trust: TrustDocument; policies: Policies };

/** The last line is for a role that is there already, whose trust policy it replaces. */
export const createRole = ({ roleName, trust, policies }: RoleParts): string[] => {
  const { name, path } = splitName(roleName);
  const where = path === null ? {} : { path };
  return [
    aws('iam create-role', { ...where, 'role-name': name, 'assume-role-policy-document': trust }),
    ...putRolePolicies(roleName, policies),
    aws('iam update-assume-role-policy', { 'role-name': name, 'policy-document': trust }),
  ];
};

/** The role as a CloudFormation template. */
const templateOf = ({ roleName, trust, policies }: RoleParts): object => {
  const { name, path } = splitName(roleName);
  const Properties = {
    ...(path === null ? {} : { Path: path }),
    RoleName: name,
    AssumeRolePolicyDocument: trust,
    Policies: policies.map(([grant, document]) => ({
      PolicyName: policyName(grant),
      PolicyDocument: document,
    })),
  };
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: { Role: { Type: 'AWS::IAM::Role', Properties } },
  };
};

/** The same role in several accounts of the organization, as a StackSet of the management account or its delegate. */
export const createRoleStackSet = (
  parts: RoleParts,
  { accounts, region, isDelegate }: { accounts: readonly string[]; region: string; isDelegate: boolean },
): string[] => {
  const stackSet = {
    'stack-set-name': `vpc-path-auditor-${parts.purpose}-role`,
    ...(isDelegate ? { 'call-as': 'DELEGATED_ADMIN' } : {}),
  };
  const create = aws('cloudformation create-stack-set', {
    ...stackSet,
    'permission-model': 'SERVICE_MANAGED',
    'auto-deployment': 'Enabled=false',
    capabilities: 'CAPABILITY_NAMED_IAM',
    'template-body': templateOf(parts),
  });
  const deploy = aws('cloudformation create-stack-instances', { ...stackSet, regions: region });
  // The one word that the shell is to look into.
  const root = "$(aws organizations list-roots --query 'Roots[0].Id' --output text)";
  const targets = `OrganizationalUnitIds=${root},Accounts=${accounts.join(',')},AccountFilterType=INTERSECTION`;
  return [create, `${deploy} --deployment-targets "${targets}"`];
};

/** A delegated administrator of any service may list the accounts; of StackSets, it can also create the role. */
export const registerDelegate = (accountId: string): string[] => [
  aws('cloudformation activate-organizations-access'),
  aws('organizations register-delegated-administrator', {
    'account-id': accountId,
    'service-principal': 'member.org.stacksets.cloudformation.amazonaws.com',
  }),
];

export const enableSecurityHub = (regions: readonly string[]): string[] =>
  regions.map((region) => aws('securityhub enable-security-hub', { region }));

export const enableRegion = (region: string): string =>
  aws('account enable-region', { 'region-name': region });

/** The service control policies of an account itself; its organizational units may have others. */
export const listPolicies = (accountId: string): string =>
  aws('organizations list-policies-for-target', {
    'target-id': accountId,
    filter: 'SERVICE_CONTROL_POLICY',
  });

export const signIn = (profile: string | null): string =>
  aws('sso login', profile === null ? {} : { profile });
