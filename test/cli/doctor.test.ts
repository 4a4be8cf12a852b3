import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { doctorReportSchema } from '#model/doctor.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { bareEnvironment, runCli, sandboxEnvironment } from '#test/builders/run-cli.ts';

/* The program in a process of its own, against the sandbox over HTTP. */

let sandbox: Sandbox;
let server: Awaited<ReturnType<typeof serveSandbox>>;
beforeAll(async () => {
  sandbox = createSandbox({
    snapshot: await readSnapshot(organizationDir),
    securityHubOff: [{ accountId: '333333333333', region: 'us-east-1' }],
  });
  server = await serveSandbox(sandbox);
});
afterAll(() => server.close());

const doctor = (args: string[], env: Record<string, string> = {}) =>
  runCli(['doctor', ...args], { env: { ...sandboxEnvironment(server.url), ...env } });

it('all is well in this account: exit 0, the result on stdout, who asks on stderr', async () => {
  const { code, stdout, stderr } = await doctor([]);
  expect(code).toBe(0);
  expect(stderr).toBe('as arn:aws:iam::111111111111:user/sandbox: this account alone; nothing is changed\n');
  expect(stdout).toMatch(
    /^CHECK +RESULT +WHAT\ncredentials +pass +arn:aws:iam::111111111111:user\/sandbox, /,
  );
  expect(stdout).toMatch(/^All is well\. \d+ calls to AWS; nothing was changed\.$/m);
  expect(stdout).not.toMatch(/fail|unknown/);
});

it('something is missing: exit 3, and the command that mends it', async () => {
  const { code, stdout } = await doctor(['--organization']);
  expect(code).toBe(3);
  expect(stdout).toMatch(/^Security Hub {2}fail +333333333333 in us-east-1 \(not-enabled/m);
  expect(stdout).toContain('\n      aws securityhub enable-security-hub --region us-east-1\n');
  expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
});

it('as JSON it keeps the published contract', async () => {
  const { code, stdout } = await doctor([
    '--role-name',
    'audit',
    '--format',
    'json',
    '--accounts',
    '333333333333',
  ]);
  expect(code).toBe(3);
  const report = doctorReportSchema.parse(JSON.parse(stdout));
  expect(report).toMatchObject({
    roleName: 'audit',
    publishRoleName: 'audit',
    accounts: [{ accountId: '333333333333' }],
    ok: false,
  });
  const schema = new URL('../../docs/schema/doctor-report.schema.json', import.meta.url);
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(await readFile(schema, 'utf8')));
  validate(report);
  expect(validate.errors).toBeNull();
  expect(validate({ ...report, surprise: 1 })).toBe(false);
});

it('only a Region that is asked for: all is well there', async () => {
  const { code, stdout } = await doctor(['--organization', '--regions', 'us-west-2', '--format', 'json']);
  expect(code).toBe(0);
  const { accounts } = doctorReportSchema.parse(JSON.parse(stdout));
  expect(accounts.every(({ triedIn }) => triedIn.join() === 'us-west-2')).toBe(true);
});

const printed = async (args: string[], env: Record<string, string> = {}) => {
  const { code, stdout, stderr } = await runCli(['doctor', '--print-policy', ...args], {
    env: { ...bareEnvironment, ...env },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};

describe('--print-policy', () => {
  it('needs no AWS, nobody and no Region', async () => {
    const policies = await printed([]);
    expect(Object.keys(policies)).toEqual(['read', 'publish', 'hub']);
    expect(JSON.stringify(policies.hub)).toContain('"arn:aws:iam::*:role/vpc-path-auditor-read"');
    expect(policies.read.Version).toBe('2012-10-17');
  });
  it.each([
    [['--regions', 'cn-north-1'], {}],
    [[], { AWS_REGION: 'cn-northwest-1' }],
    [[], { AWS_DEFAULT_REGION: 'cn-north-1' }],
  ])('knows the partition by %j %j', async (args, env) => {
    const { hub } = await printed(['--role-name', 'audit', ...args], env);
    expect(JSON.stringify(hub)).toContain('"arn:aws-cn:iam::*:role/audit"');
  });
});

it('names the role that publishes, where it is another, before it asks', async () => {
  const args = ['--role-name', 'audit', '--publish-role-name', 'tell', '--accounts', '333333333333'];
  const { stderr } = await doctor([...args, '--regions', 'us-west-2']);
  expect(stderr).toMatch(
    /: the organization, through the role audit, and tell to publish; nothing is changed$/m,
  );
  const { hub } = await printed(args);
  const names = ['audit', 'tell'].map((name) => `arn:aws:iam::*:role/${name}`);
  expect(JSON.stringify(hub)).toContain(JSON.stringify(names));
});

describe('bad usage: exit 2, one line that says which', () => {
  it.each([
    [['--format', 'table'], /--format <name>' argument 'table' is invalid/],
    [['--accounts', '12'], /"12" is not a 12-digit account ID/],
    [['--regions', 'mars'], /"mars" is not a Region/],
    [['--config', '/nonexistent.json'], /\/nonexistent\.json/],
    [['--snapshot', 'x'], /unknown option '--snapshot'/],
    [['--organization', '--accounts', '999999999999'], /account not in scope: 999999999999/],
    [
      ['--print-policy', '--role-name', '*'],
      /--role-name <name>' argument '\*' is invalid\. It is no name of a role/,
    ],
    [
      ['--print-policy', '--publish-role-name', '*'],
      /--publish-role-name <name>' argument '\*' is invalid\. It is no name of a role/,
    ],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await doctor(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('no valid credentials: exit 4, and the command that renews them', () => {
  it('none at all', async () => {
    const { code, stdout, stderr } = await runCli(['doctor'], {
      env: { ...bareEnvironment, AWS_REGION: 'us-west-2', AWS_ENDPOINT_URL: server.url },
    });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/`aws sso login`/);
  });

  it('expired', async () => {
    sandbox.replaceFaults({ seed: 1, rules: [{ fault: 'expired-token' }] });
    const { code, stdout, stderr } = await doctor([], { AWS_PROFILE: '' });
    sandbox.replaceFaults(null);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/no valid AWS credentials .*`aws sso login/);
  });
});
