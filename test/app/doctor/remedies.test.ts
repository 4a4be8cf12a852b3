import { describe, expect, it } from 'vitest';
import type { Observation } from '#app/doctor/observe.ts';
import { policiesOf } from '#app/doctor/policies.ts';
import { type Means, toRemedies } from '#app/doctor/remedies.ts';
import { trustOf } from '#app/doctor/trust.ts';

const own = '111111111111';
const management = '999999999999';
const roles = { read: 'auditor', publish: 'publisher' };

const meansOf = (
  arn: string,
  standing: Means['organization']['standing'] = 'delegated-administrator',
): Means => {
  const caller = { accountId: own, arn, partition: 'aws' };
  return {
    caller,
    homeRegion: 'us-west-2',
    profile: null,
    roles,
    organization: { id: 'o-abcdefghij', managementAccountId: management, standing, accountsAlive: 4 },
    policies: policiesOf({ partition: 'aws', roles }),
    trust: trustOf(caller, { organizationId: 'o-abcdefghij', externalId: null }),
  };
};
const asRole = meansOf(`arn:aws:sts::${own}:assumed-role/hub/session`);

const problem = (accountId: string, told: Partial<Observation>): Observation => ({
  name: 'action',
  subject: 'ec2:DescribeVpcs',
  status: 'fail',
  cause: 'access-denied',
  by: 'policy',
  code: null,
  message: null,
  place: { accountId, region: 'us-west-2' },
  ...told,
});
const roleless = (accountId: string, subject = roles.read) =>
  problem(accountId, { name: 'role', by: 'role-missing', subject });

const told = (means: Means, ...problems: Observation[]) => toRemedies(problems, means).remedies;

describe('a role that is missing', () => {
  it('in the management account is made there, since no StackSet reaches it', () => {
    const remedies = told(asRole, roleless('222222222222'), roleless('333333333333'), roleless(management));
    expect(remedies.map(({ id, accounts }) => [id, accounts])).toEqual([
      ['role:read', ['222222222222', '333333333333']],
      ['role:read:management-account', [management]],
    ]);
    expect(remedies[0]?.commands).toEqual([
      expect.stringMatching(/^aws cloudformation create-stack-set .*--call-as DELEGATED_ADMIN/),
      expect.stringMatching(/^aws cloudformation create-stack-instances .*--call-as DELEGATED_ADMIN/),
    ]);
    expect(remedies[1]?.commands[0]).toMatch(/^aws iam create-role --role-name auditor /);
  });
});

it('the two roles are made apart, each with its own policy and by a StackSet of its own', () => {
  const accounts = ['222222222222', '333333333333'];
  const remedies = told(
    asRole,
    ...accounts.flatMap((id) => [roleless(id), roleless(id, roles.publish)]),
    roleless('444444444444', roles.publish),
  );
  expect(remedies.map((remedy) => [remedy.id, remedy.accounts])).toEqual([
    ['role:publish', [...accounts, '444444444444']],
    ['role:read', accounts],
  ]);
  const [publish = '', read = ''] = remedies.map(({ commands: [create = ''] }) => create);
  expect(publish).toMatch(/--stack-set-name vpc-path-auditor-publish-role .*"RoleName":"publisher"/);
  expect(read).toMatch(/--stack-set-name vpc-path-auditor-read-role .*"RoleName":"auditor"/);
  expect([/"ec2:/.test(publish), /"securityhub:/.test(publish)]).toEqual([false, true]);
  expect([/"ec2:/.test(read), /"securityhub:/.test(read)]).toEqual([true, false]);
});

it('a role that is both gets both policies, and its path goes where IAM wants it', () => {
  const both = { read: 'audit/all', publish: 'audit/all' };
  const [remedy] = told({ ...asRole, roles: both }, roleless('222222222222', both.read));
  expect(remedy?.commands).toEqual([
    expect.stringMatching(/^aws iam create-role --path \/audit\/ --role-name all /),
    expect.stringMatching(/^aws iam put-role-policy --role-name all .*-read /),
    expect.stringMatching(/^aws iam put-role-policy --role-name all .*-publish /),
    expect.stringMatching(/^aws iam update-assume-role-policy --role-name all /),
  ]);
});

describe('an action that the caller’s own policies lack', () => {
  it.each([
    [`arn:aws:sts::${own}:assumed-role/hub/session`, [/^aws iam put-role-policy --role-name hub /]],
    [`arn:aws:iam::${own}:user/a/anna`, [/^aws iam put-user-policy --user-name anna /]],
    // A permission set's role is changed in IAM Identity Center alone; nothing is granted to the root user.
    [`arn:aws:sts::${own}:assumed-role/AWSReservedSSO_Audit_0123456789abcdef/anna`, []],
    [`arn:aws:iam::${own}:root`, []],
  ])('%s', (arn, commands) => {
    const [remedy] = told(meansOf(arn), problem(own, {}));
    expect(remedy?.id).toBe('own-policy:read');
    expect(remedy?.commands).toEqual(commands.map((command) => expect.stringMatching(command)));
    expect(remedy?.what.includes('`doctor --print-policy`')).toBe(commands.length === 0);
  });
});

it.each(['an explicit deny in an identity-based policy', 'no permissions boundary allows it'])(
  'what %s denies, no policy mends',
  (message) =>
    expect(told(asRole, problem('222222222222', { message }))).toEqual([
      expect.objectContaining({ id: 'explicit-deny', commands: [], what: expect.stringContaining(message) }),
    ]),
);

it('a Region that turns out to be off is enabled', () =>
  expect(told(asRole, problem(own, { cause: 'region-disabled', by: null, subject: null }))).toEqual([
    expect.objectContaining({ commands: ['aws account enable-region --region-name us-west-2'] }),
  ]));

/** Security Hub is. */
const off = (accountId: string, region: string) =>
  problem(accountId, {
    name: 'security-hub',
    cause: 'not-enabled',
    by: null,
    place: { accountId, region },
  });

it('accounts with the same Regions off share their commands, others do not', () => {
  const remedies = told(
    asRole,
    ...['222222222222', '333333333333'].flatMap((id) => [off(id, 'us-west-2'), off(id, 'us-east-1')]),
    off('444444444444', 'us-east-1'),
  );
  expect(remedies.map(({ accounts, commands }) => [accounts, commands.length])).toEqual([
    [['444444444444'], 1],
    [['222222222222', '333333333333'], 2],
  ]);
});

it('what passed needs nothing', () =>
  expect(told(asRole, problem(own, { status: 'pass', cause: null, by: null }))).toEqual([]));
