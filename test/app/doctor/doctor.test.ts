import { describe, expect, it } from 'vitest';
import { actionsOf } from '#app/actions.ts';
import { InputError } from '#app/input-error.ts';
import { defaultRoles } from '#app/roles.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import type { Inventory } from '#model/inventory.ts';
import type { FaultRule } from '#sandbox/faults/plan.ts';
import { requestHandlerOf } from '#sandbox/request-handler.ts';
import { createSandbox, type SandboxOptions } from '#sandbox/sandbox.ts';
import { answering, examined, jsonError, problemsOf } from '#test/builders/doctor.ts';
import { recordCalls } from '#test/builders/recorded-calls.ts';
import { snapshotOf } from '#test/builders/sandbox-snapshot.ts';
import type { Told } from '#test/builders/scripted-handler.ts';
import { withoutRole } from '#test/builders/without-role.ts';

const snapshot = await readSnapshot(organizationDir);
const hub = '111111111111';
const tokyo = '222222222222';
const data = '333333333333';
const home = 'us-west-2';

const sandboxOf = (options: Partial<SandboxOptions> = {}) => createSandbox({ snapshot, ...options });
const withFaults = (...rules: FaultRule[]) => sandboxOf({ faults: { seed: 1, rules } });
const organization = { isOrganization: true };

describe('a healthy organization', () => {
  it('all is well in the caller’s account alone, by a call an action and one a Region for Security Hub', async () => {
    const sandbox = sandboxOf();
    const report = await examined(sandbox.requestHandler);
    expect(report).toMatchObject({ ok: true, remedies: [], roleName: null, publishRoleName: null });
    expect(report.organization).toEqual({
      id: 'o-sandbox0001',
      managementAccountId: hub,
      standing: 'management',
      accountsAlive: 3,
    });
    const regions = ['ap-northeast-1', 'us-east-1', home];
    expect(report.accounts).toEqual([{ accountId: hub, name: 'network-hub', regions, triedIn: [home] }]);
    const { 'securityhub:GetFindings': findings, ...others } = sandbox.calls();
    expect(findings).toBe(3);
    expect(Object.values(others).every((calls) => calls === 1)).toBe(true);
    expect(report.apiCalls).toBe(Object.keys(others).length + 3);
  });

  it('all is well in every account, through the role', async () => {
    const report = await examined(sandboxOf().requestHandler, organization);
    expect(report.ok).toBe(true);
    expect(report.accounts.map(({ accountId }) => accountId)).toEqual([hub, tokyo, data]);
    const { read, publish } = defaultRoles;
    expect(report).toMatchObject({ roleName: read, publishRoleName: publish });
    const places = [tokyo, data].map((accountId) => ({ accountId, region: home }));
    expect(report.checks.filter(({ name }) => name === 'role')).toEqual([
      expect.objectContaining({ status: 'pass', subject: publish, places }),
      expect.objectContaining({ status: 'pass', subject: read, places }),
    ]);
  });

  it('tries the actions in the name of the role that reads, and Security Hub in that of the one that publishes', async () => {
    const { sandbox, actions } = recordCalls(sandboxOf());
    await examined(requestHandlerOf(sandbox.respond, 30_000), organization);
    expect(actions(defaultRoles.publish)).toEqual(['securityhub:GetFindings']);
    expect(actions(defaultRoles.read)).toEqual([...actionsOf.read]);
  });

  it('asks one role that is both once an account', async () => {
    const sandbox = sandboxOf();
    const roles = { read: 'auditor', publish: 'auditor' };
    const report = await examined(sandbox.requestHandler, { ...organization, roles });
    expect(report.checks.filter(({ name }) => name === 'role')).toHaveLength(1);
    expect(sandbox.calls()).toMatchObject({ 'sts:AssumeRole': 2 });
  });

  it('does not ask for the role that publishes where nothing is published to', async () => {
    const sandbox = sandboxOf();
    const config = { publishing: { mode: 'central', central: { accountId: data, region: home } } };
    const report = await examined(sandbox.requestHandler, { ...organization, config });
    expect(report.checks.filter(({ subject }) => subject === defaultRoles.publish)).toEqual([
      expect.objectContaining({ places: [{ accountId: data, region: home }] }),
    ]);
  });

  it('tries the actions in each Region that is asked for', async () => {
    const sandbox = sandboxOf();
    const selection = { accounts: null, regions: [home, 'us-east-1'] };
    const report = await examined(sandbox.requestHandler, { selection });
    expect(report.ok).toBe(true);
    expect(report.accounts[0]).toMatchObject({ regions: ['us-east-1', home], triedIn: ['us-east-1', home] });
    expect(sandbox.calls()).toMatchObject({ 'ec2:DescribeVpcs': 2, 'securityhub:GetFindings': 2 });
  });

  it('looks where the configuration says, and for Security Hub in the one place that it names', async () => {
    const sandbox = sandboxOf();
    const config = {
      scope: { excludedAccounts: [data], excludedRegions: [home] },
      publishing: { mode: 'central', central: { accountId: hub, region: 'us-east-1' } },
    };
    const report = await examined(sandbox.requestHandler, { ...organization, config });
    expect(report.accounts.map(({ accountId, triedIn }) => [accountId, triedIn])).toEqual([
      [hub, ['ap-northeast-1']],
      [tokyo, ['ap-northeast-1']],
    ]);
    expect(sandbox.calls()['securityhub:GetFindings']).toBe(1);
  });

  it('never writes, and says what only a write would show', async () => {
    const sandbox = sandboxOf();
    const { notTried } = await examined(sandbox.requestHandler, organization);
    expect(notTried.map(({ action }) => action)).toEqual(['securityhub:BatchImportFindings']);
    const reading = /:(Describe|List|Get|AssumeRole)/;
    expect(Object.keys(sandbox.calls()).filter((action) => !reading.test(action))).toEqual([]);
  });
});

describe('what is wrong, and the command that mends it', () => {
  const roleName = 'vpc-path-auditor-read';
  const cases: [
    name: string,
    rules: FaultRule[],
    problem: object,
    remedy: { id: string; accounts: string[]; commands: RegExp[] },
  ][] = [
    [
      'one account lacks the roles',
      [{ fault: 'access-denied', operation: 'sts:AssumeRole', account: data }],
      { name: 'role', subject: roleName, by: 'role-missing', places: [{ accountId: data, region: home }] },
      {
        id: 'role:read',
        accounts: [data],
        commands: [
          /^aws iam create-role --role-name vpc-path-auditor-read --assume-role-policy-document '.*arn:aws:iam::111111111111:root/,
          /^aws iam put-role-policy --role-name vpc-path-auditor-read --policy-name vpc-path-auditor-read /,
          /^aws iam update-assume-role-policy --role-name vpc-path-auditor-read /,
        ],
      },
    ],
    [
      'two accounts lack the roles',
      [{ fault: 'access-denied', operation: 'sts:AssumeRole' }],
      { name: 'role', subject: roleName, by: 'role-missing' },
      {
        id: 'role:read',
        accounts: [tokyo, data],
        commands: [
          /^aws cloudformation create-stack-set --stack-set-name vpc-path-auditor-read-role .*--template-body '.*AWS::IAM::Role/,
          /^aws cloudformation create-stack-instances .*Accounts=222222222222,333333333333,/,
        ],
      },
    ],
    [
      'an action is missing in the caller’s account',
      [{ fault: 'access-denied', operation: 'ec2:DescribeDhcpOptions', account: hub }],
      { name: 'action', subject: 'ec2:DescribeDhcpOptions', cause: 'access-denied', by: 'policy' },
      {
        id: 'own-policy:read',
        accounts: [hub],
        commands: [/^aws iam put-user-policy .*"ec2:DescribeDhcpOptions"/],
      },
    ],
    [
      'an action is missing in two others',
      [{ fault: 'access-denied', operation: 'route53:ListHostedZonesByVPC', account: '*' }],
      { name: 'action', subject: 'route53:ListHostedZonesByVPC', by: 'policy' },
      {
        id: 'role-policy:read',
        accounts: [tokyo, data],
        commands: [
          /^aws iam put-role-policy --role-name vpc-path-auditor-read .*"route53:ListHostedZonesByVPC"/,
        ],
      },
    ],
    [
      'Security Hub’s findings may not be read',
      [{ fault: 'access-denied', operation: 'securityhub:GetFindings', account: tokyo }],
      { name: 'security-hub', cause: 'access-denied' },
      {
        id: 'role-policy:publish',
        accounts: [tokyo],
        commands: [/^aws iam put-role-policy .*vpc-path-auditor-publish.*"securityhub:BatchImportFindings"/],
      },
    ],
    [
      'a service control policy denies a Region',
      [{ fault: 'scp-denied', operation: '*', account: tokyo, region: 'us-east-1' }],
      { name: 'security-hub', by: 'scp', places: [{ accountId: tokyo, region: 'us-east-1' }] },
      {
        id: 'service-control-policy',
        accounts: [tokyo],
        commands: [
          /^aws organizations list-policies-for-target --target-id 222222222222 --filter SERVICE_CONTROL_POLICY$/,
        ],
      },
    ],
    [
      'the accounts may not be listed by the management account',
      [{ fault: 'access-denied', operation: 'organizations:ListAccounts' }],
      { name: 'organization', subject: 'o-sandbox0001', cause: 'access-denied' },
      {
        id: 'own-policy:hub',
        accounts: [hub],
        commands: [/"organizations:ListAccounts"/],
      },
    ],
    [
      'a session has expired',
      [{ fault: 'expired-token', operation: 'ec2:DescribeSubnets', account: tokyo }],
      { name: 'action', subject: 'ec2:DescribeSubnets', cause: 'expired-credentials' },
      { id: 'sign-in', accounts: [tokyo], commands: [/^aws sso login --profile 'o'\\''ps'$/] },
    ],
    [
      'nobody knows',
      [{ fault: 'internal-error', operation: 'ec2:DescribeSubnets', account: tokyo }],
      { name: 'action', subject: 'ec2:DescribeSubnets', status: 'unknown' },
      { id: 'unknown', accounts: [tokyo], commands: [] },
    ],
  ];
  it.each(cases)('%s', async (_, rules, problem, { commands, ...remedy }) => {
    const report = await examined(withFaults(...rules).requestHandler, { ...organization, profile: "o'ps" });
    expect(report.ok).toBe(false);
    expect(problemsOf(report)).toContainEqual(
      expect.objectContaining({ status: 'fail', ...problem, remedy: remedy.id }),
    );
    const told = report.remedies.find(({ id }) => id === remedy.id);
    expect(told).toMatchObject(remedy);
    expect(told?.commands).toEqual(commands.map((command) => expect.stringMatching(command)));
  });

  it('the role that publishes is missing in one account: that one cause, and all else is looked at', async () => {
    const { read, publish } = defaultRoles;
    const sandbox = withoutRole(sandboxOf(), (arn) => arn.endsWith(`::${data}:role/${publish}`));
    const report = await examined(sandbox.requestHandler, organization);
    expect(problemsOf(report)).toEqual([
      expect.objectContaining({
        name: 'role',
        subject: publish,
        by: 'role-missing',
        places: [{ accountId: data, region: home }],
        remedy: 'role:publish',
      }),
    ]);
    expect(report.remedies[0]?.commands).toEqual([
      expect.stringMatching(/^aws iam create-role --role-name vpc-path-auditor-publish /),
      expect.stringMatching(/^aws iam put-role-policy .*"securityhub:BatchImportFindings"/),
      expect.stringMatching(/^aws iam update-assume-role-policy --role-name vpc-path-auditor-publish /),
    ]);
    const reading = report.checks.find(({ subject }) => subject === read);
    expect(reading).toMatchObject({ status: 'pass', places: [{ accountId: tokyo }, { accountId: data }] });
    expect(report.accounts.find(({ accountId }) => accountId === data)?.triedIn).toEqual([home]);
  });

  it('every problem has its remedy, and every remedy a problem', async () => {
    const rules = cases.flatMap(([, [rule]]) => rule ?? []);
    const report = await examined(withFaults(...rules).requestHandler, organization);
    const wanted = problemsOf(report).map(({ remedy }) => remedy);
    expect(new Set(wanted)).toEqual(new Set(report.remedies.map(({ id }) => id)));
  });
});

describe('an organization', () => {
  const management = '999999999999';
  const member = (listing: Told) =>
    answering(sandboxOf().requestHandler, ({ action }) => {
      if (action.endsWith('.ListAccounts')) return listing;
      if (!action.endsWith('.DescribeOrganization')) return undefined;
      const Organization = { Id: 'o-abcdefghij', MasterAccountId: management };
      return { body: JSON.stringify({ Organization }) };
    });
  const notAllowed = jsonError(
    'AccessDeniedException',
    "You don't have permissions to access this resource.",
  );

  it('that a member may not list: delegate it, or run in the management account', async () => {
    const report = await examined(member(notAllowed), organization);
    expect(report.organization).toEqual({
      id: 'o-abcdefghij',
      managementAccountId: management,
      standing: 'member',
      accountsAlive: null,
    });
    expect(problemsOf(report)).toEqual([
      expect.objectContaining({ name: 'organization', cause: 'access-denied', remedy: 'delegate' }),
    ]);
    const [remedy] = report.remedies;
    expect(remedy?.what).toContain(`run this program in the management account ${management}`);
    expect(remedy?.commands).toEqual([
      'aws cloudformation activate-organizations-access',
      'aws organizations register-delegated-administrator --account-id 111111111111 --service-principal member.org.stacksets.cloudformation.amazonaws.com',
    ]);
  });

  it('that nobody asked for need not be listed', async () => {
    const report = await examined(member(notAllowed));
    expect(report).toMatchObject({ ok: true, organization: { standing: 'member', accountsAlive: null } });
  });

  it('that a delegated administrator may list', async () => {
    const listing = {
      body: JSON.stringify({ Accounts: [{ Id: hub, State: 'ACTIVE' }, { Id: management }] }),
    };
    const report = await examined(member(listing));
    expect(report.organization).toMatchObject({ standing: 'delegated-administrator', accountsAlive: 2 });
  });

  it('that is none: this account alone, and no fault', async () => {
    const none = answering(sandboxOf().requestHandler, ({ action }) =>
      action.startsWith('AWSOrganizations')
        ? jsonError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.')
        : undefined,
    );
    const report = await examined(none, organization);
    expect(report).toMatchObject({
      ok: true,
      organization: { id: null, managementAccountId: null, standing: 'none' },
      accounts: [{ accountId: hub }],
    });
  });
});

it('Security Hub off: the Regions, and the command for each', async () => {
  const securityHubOff = [home, 'us-east-1'].map((region) => ({ accountId: hub, region }));
  const report = await examined(sandboxOf({ securityHubOff }).requestHandler);
  expect(problemsOf(report)).toEqual([
    expect.objectContaining({
      name: 'security-hub',
      status: 'fail',
      cause: 'not-enabled',
      places: [
        { accountId: hub, region: 'us-east-1' },
        { accountId: hub, region: home },
      ],
    }),
  ]);
  expect(report.remedies).toEqual([
    expect.objectContaining({
      accounts: [hub],
      commands: [
        'aws securityhub enable-security-hub --region us-east-1',
        'aws securityhub enable-security-hub --region us-west-2',
      ],
    }),
  ]);
});

it('a list that was not captured is an action that is not allowed', async () => {
  const { VpcEndpoints: _, ...rest }: Inventory =
    snapshot.inventories.find(({ scope }) => scope.accountId === hub && scope.region === home)?.inventory ??
    {};
  const sandbox = sandboxOf();
  sandbox.replaceInventory({ accountId: hub, region: home }, rest);
  expect(problemsOf(await examined(sandbox.requestHandler))).toEqual([
    expect.objectContaining({ subject: 'ec2:DescribeVpcEndpoints', by: 'policy' }),
  ]);
});

it('the caller itself may not assume the role, in the words of AWS', async () => {
  const message = `User: arn:aws:iam::${hub}:user/sandbox is not authorized to perform: sts:AssumeRole on resource: x because no identity-based policy allows the sts:AssumeRole action`;
  const refusing = answering(sandboxOf().requestHandler, ({ action }) =>
    action === 'AssumeRole'
      ? {
          status: 403,
          body: `<ErrorResponse><Error><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`,
        }
      : undefined,
  );
  const report = await examined(refusing, organization);
  expect(problemsOf(report)).toEqual([
    expect.objectContaining({ subject: 'vpc-path-auditor-publish', by: 'policy', remedy: 'own-policy:hub' }),
    expect.objectContaining({ subject: 'vpc-path-auditor-read', by: 'policy', remedy: 'own-policy:hub' }),
  ]);
  expect(report.remedies[0]?.commands).toEqual([
    expect.stringMatching(
      /^aws iam put-user-policy .*"arn:aws:iam::\*:role\/vpc-path-auditor-read","arn:aws:iam::\*:role\/vpc-path-auditor-publish"/,
    ),
  ]);
});

it('a Region that no account has enabled', async () => {
  const selection = { accounts: null, regions: [home, 'eu-central-2'] };
  const report = await examined(sandboxOf().requestHandler, { selection });
  expect(problemsOf(report)).toEqual([
    expect.objectContaining({ name: 'region', subject: 'eu-central-2', cause: 'region-disabled' }),
  ]);
  expect(report.remedies.flatMap(({ commands }) => commands)).toEqual([
    'aws account enable-region --region-name eu-central-2',
  ]);
});

it('an account that nobody has is refused as a scan refuses it', async () => {
  const selection = { accounts: ['999999999999'], regions: null };
  await expect(examined(sandboxOf().requestHandler, { ...organization, selection })).rejects.toThrow(
    InputError,
  );
});

it('asks about what is there, and about nothing where there is nothing', async () => {
  const empty: Inventory = { ...snapshotOf().inventories[0]?.inventory, Vpcs: [], ManagedPrefixLists: [] };
  const report = await examined(createSandbox({ snapshot: snapshotOf(empty) }).requestHandler);
  const passed = report.checks.filter(({ status }) => status === 'pass').map(({ subject }) => subject);
  expect(passed).toEqual(
    expect.arrayContaining(['ec2:DescribeVpcAttribute', 'ec2:GetManagedPrefixListEntries']),
  );
});
