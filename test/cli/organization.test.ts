import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { scanResultSchema } from '#model/result.ts';
import { createSandbox, type SandboxOptions } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { accountIds, emptyOrganization } from '#test/builders/organization-run.ts';
import { type CliOptions, runCli, sandboxEnvironment } from '#test/builders/run-cli.ts';

/* The program in a process of its own, over an organization: what is in scope, what is told, and the exit codes. */

const regions = ['eu-north-1', 'us-west-2'];
const [hub, second, third] = accountIds(3) as [string, string, string];
const snapshot = emptyOrganization([hub, second, third], regions);
const dir = await mkdtemp(join(tmpdir(), 'organization-'));

const served = async (options: Partial<SandboxOptions> = {}) => {
  const server = await serveSandbox(createSandbox({ snapshot, ...options }));
  onTestFinished(() => server.close());
  return (args: string[], onOutput?: CliOptions['onOutput']) =>
    runCli(args, {
      env: sandboxEnvironment(server.url),
      cwd: dir,
      ...(onOutput === undefined ? {} : { onOutput }),
    });
};

const configFile = async (name: string, config: object): Promise<string> => {
  const file = join(dir, name);
  await writeFile(file, JSON.stringify(config));
  return file;
};

const scan = ['scan', '--organization', '--format', 'json'];
const rules = [{ fault: 'scp-denied' as const, region: 'eu-north-1', operation: 'ec2:*' }];

it('a Region that an SCP denies everywhere: exit 3 and one line, until it is excluded', async () => {
  const cli = await served({ faults: { seed: 1, rules } });
  const first = await cli(scan);
  expect(first.code).toBe(3);
  expect(first.stderr.match(/SCP/g)).toHaveLength(1);
  const [, excluded = ''] = /put (\{.*\}) into the configuration/.exec(first.stderr) ?? [];
  const config = await configFile('excluded.json', JSON.parse(excluded));
  const second = await cli([...scan, '--config', config]);
  expect(second).toMatchObject({ code: 0 });
  expect(second.stderr).not.toMatch(/SCP/);
  const { coverage } = scanResultSchema.parse(JSON.parse(second.stdout));
  expect(coverage.scopes.filter(({ status }) => status === 'excluded')).toEqual([
    { accountId: '*', region: 'eu-north-1', status: 'excluded', because: 'scope.excludedRegions', reads: [] },
  ]);
});

it('a role that may not be assumed: exit 3, one finding and one line for the account', async () => {
  const cli = await served({
    faults: { seed: 1, rules: [{ fault: 'access-denied', account: second, operation: 'sts:AssumeRole' }] },
  });
  const run = await cli(['scan', '--organization']);
  expect(run.code).toBe(3);
  expect(run.stdout.split('\n').filter((line) => line.includes(second))).toEqual([
    expect.stringMatching(
      new RegExp(
        `^medium warning +${hub} us-west-2 +coverage-gap: Part of account ${second} could not be read:`,
      ),
    ),
    expect.stringMatching(/^ {2}\d{12} us-west-2: AssumeRole, /),
  ]);
  expect(run.stdout).toMatch(/could not be read:\s+access-denied:role-missing\n/);
  expect(run.stdout).toMatch(/\(access-denied by\s+role-missing, AccessDenied\)\n/);
  expect(run.stderr).toMatch(/read 5 scopes, \d+ calls, 1 account with nothing read somewhere\n/);
});

it('an account that is closed is told as such, and is no gap', async () => {
  const Accounts = [
    { Id: hub, State: 'ACTIVE' },
    { Id: second, State: 'SUSPENDED' },
  ];
  const cli = await served({ snapshot: emptyOrganization(Accounts, ['us-west-2']) });
  const run = await cli(['scan', '--organization']);
  expect(run).toMatchObject({ code: 0 });
  expect(run.stderr).toContain(`left out (SUSPENDED): ${second}\n`);
  expect(run.stdout).toContain('\nLeft out on purpose: 1 account, 0 Regions\n');
});

it('credentials that have expired: exit 4, and the command that renews them', async () => {
  const cli = await served({ faults: { seed: 1, rules: [{ fault: 'expired-token', operation: 'sts:*' }] } });
  const run = await cli(scan);
  expect(run).toMatchObject({ code: 4, stdout: '' });
  expect(run.stderr).toMatch(/^error: no valid AWS credentials .*aws sso login/);
});

it('findings that could not be published: exit 5, though something could not be read either', async () => {
  const cli = await served({
    faults: {
      seed: 1,
      rules: [...rules, { fault: 'access-denied', operation: 'securityhub:*', region: 'us-west-2' }],
    },
  });
  const run = await cli([...scan, '--publish']);
  expect(run.code).toBe(5);
  expect(scanResultSchema.parse(JSON.parse(run.stdout)).exitReasons).toEqual([
    'coverage-incomplete',
    'publishing-failed',
  ]);
});

it.each<[string, object, string[], RegExp]>([
  [
    'an account both excluded and asked for',
    { scope: { excludedAccounts: [second] } },
    ['--accounts', second],
    /^as arn:.*\nerror: \d{12} is asked for and left out \(scope\.excludedAccounts\)\n$/,
  ],
  [
    'a malformed account',
    { scope: { excludedAccounts: ['prod'] } },
    [],
    /^error: .*bad-\d\.json: scope\.excludedAccounts\[0\]: an account ID is 12 digits\n$/,
  ],
  [
    'an unknown unit',
    { scope: { organizationalUnits: ['ou-abcd-99999999'] } },
    [],
    /^as arn:.*\nerror: scope\.organizationalUnits: the organization has no unit ou-abcd-99999999\n$/,
  ],
])('%s: one clear line, exit 2', async (_, config, args, message) => {
  const cli = await served();
  const file = await configFile(`bad-${args.length}.json`, config);
  const run = await cli([...scan, '--config', file, ...args]);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(message);
});
