import { actionsOf, configActions, freeActions, type Grant, grants, storeActions } from '#app/actions.ts';
import { policiesOf, reachOf } from '#app/doctor/policies.ts';
import { defaultRoles } from '#app/roles.ts';
import { reads } from '#collect/reads.ts';

const place = { partition: 'aws', roles: defaultRoles };

const intros: Record<Grant, string> = {
  read: `For whoever reads an account: the role \`${defaultRoles.read}\` in every account that is audited, and the caller in its own.`,
  publish: `For whoever brings an account’s Security Hub into step: the role \`${defaultRoles.publish}\` in every account that findings are kept in, and the caller in its own. Leave it out where nothing is published.`,
  hub: 'For the caller alone, when it audits the other accounts of its organization.',
};

const others: Readonly<Record<string, string>> = {
  'ec2:DescribeRegions': 'the Regions that an account has enabled',
  'organizations:DescribeOrganization': '`doctor`: what the caller’s account is in the organization',
  'organizations:ListAccounts': 'the accounts to read, and whose a finding is',
  'organizations:ListAccountsForParent':
    'the accounts of the organizational units that the configuration names',
  'organizations:ListOrganizationalUnitsForParent': 'the units below them',
  'securityhub:BatchImportFindings': 'findings that are new, changed, refreshed or archived',
  'securityhub:GetFindings': 'the findings that are held, to compare',
  'sts:AssumeRole': 'the roles, in every other account',
};

const usesOf = (action: string): string => {
  const keys = reads.filter(({ actions }) => actions.includes(action)).map(({ key }) => `\`${key}\``);
  return [...keys, ...(others[action] === undefined ? [] : [others[action]])].join(', ');
};

const named = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const table = (grant: Grant): string[] => [
  '| action | for | resource | why no less |',
  '| --- | --- | --- | --- |',
  ...actionsOf[grant].map((action) => {
    const { resources, because } = reachOf(action);
    return `| \`${action}\` | ${usesOf(action)} | ${named(resources(place))} | ${because} |`;
  }),
];

const section = (grant: Grant): string[] => [
  `## ${grant}`,
  '',
  intros[grant],
  '',
  ...table(grant),
  '',
  '```json',
  JSON.stringify(policiesOf(place)[grant], null, 2),
  '```',
  '',
];

/** docs/permissions.md: every IAM action that the program calls, and on what it is granted. */
export const permissionsPage = (): string =>
  [
    '# Permissions',
    '',
    'Written by `npm run generate` from what the code declares; do not edit. A test runs whole audits and compares.',
    '',
    'Everything is read, but for findings. `doctor --print-policy` prints these policies as JSON, in the partition of',
    '`--regions` or of the environment, and asks AWS nothing; `doctor` tries every action by its cheapest question and',
    'prints the command that grants what is missing.',
    '',
    ...grants.flatMap(section),
    '## Besides',
    '',
    `- ${named(freeActions)} is called, and needs no permission.`,
    `- A deployment whose configuration is an SSM parameter (${named(configActions)}) grants this on that one.`,
    `- A deployment that keeps a store (${named(storeActions)}) grants these on its own bucket.`,
    '',
  ].join('\n');
