import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { explanationSchema } from '#model/explanation.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { bareEnvironment, runCli, sandboxEnvironment } from '#test/builders/run-cli.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';

/* The program in a process of its own, live against the sandbox and from the demo's snapshot. */

let sandbox: Sandbox;
let server: Awaited<ReturnType<typeof serveSandbox>>;
const dir = await snapshotDir();
beforeAll(async () => {
  sandbox = createSandbox({ snapshot: await readSnapshot(organizationDir) });
  server = await serveSandbox(sandbox);
});
afterAll(() => server.close());

const question = [
  '--vpc',
  'vpc-03f720224cfacb1ea',
  '--service',
  'bedrock-runtime',
  '--service-region',
  'us-west-2',
];
const explain = (args: readonly string[], env: Record<string, string> = sandboxEnvironment(server.url)) =>
  runCli(['explain', ...args], { env, cwd: dir });
const offline = (args: readonly string[]) =>
  explain([...question, '--snapshot', organizationDir, ...args], bareEnvironment);

it('live, over the organization: the answer first, and what was read on stderr', async () => {
  const run = await explain([...question, '--organization']);
  expect(run).toMatchObject({ code: 0 });
  expect(run.stdout).toMatch(
    /^Yes, by an existing path: over pcx-0bc40578df0564d85 to vpce-0b3ce53fe73b5e848\.\n\n/,
  );
  expect(run.stderr).toMatch(/^as arn:aws:.*: the organization, through the role vpc-path-auditor-read\n/);
  expect(run.stderr).toMatch(/\nread 2 scopes, \d+ calls\n$/);
});

it('the same from the snapshot, without AWS', async () => {
  const [live, from] = [await explain([...question, '--organization']), await offline([])];
  expect(from).toEqual({ code: 0, stdout: live.stdout, stderr: '' });
});

it('as JSON has the form of its schema, to a file with -o', async () => {
  const file = join(dir, 'answer.json');
  expect(await offline(['--format', 'json', '-o', file])).toEqual({ code: 0, stdout: '', stderr: '' });
  const answer = JSON.parse(await readFile(file, 'utf8'));
  const schema = new URL('../../docs/schema/explanation.schema.json', import.meta.url);
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(await readFile(schema, 'utf8')));
  expect([validate(answer), validate.errors]).toEqual([true, null]);
  expect(validate({ ...answer, options: [{ kind: 'magic' }] })).toBe(false);
  expect(explanationSchema.parse(answer)).toMatchObject({
    answer: 'yes',
    question: {
      vpcId: 'vpc-03f720224cfacb1ea',
      accountId: '222222222222',
      region: 'ap-northeast-1',
      serviceName: 'com.amazonaws.us-west-2.bedrock-runtime',
      serviceRegion: 'us-west-2',
    },
  });
});

it('exits 3 when what the answer rests on was not read; --allow-incomplete accepts it', async () => {
  const scope = { accountId: '111111111111', region: 'us-west-2' };
  const inventory = sandbox.inventory(scope) ?? {};
  const refused = { complete: false, code: 'UnauthorizedOperation', message: 'You are not authorized' };
  sandbox.replaceInventory(scope, { ...inventory, Coverage: { DescribeSecurityGroups: refused } });
  onTestFinished(() => sandbox.replaceInventory(scope, inventory));
  const strict = await explain([...question, '--organization']);
  expect(strict).toMatchObject({ code: 3 });
  expect(strict.stdout).toMatch(
    /^Not known, over pcx-0bc40578df0564d85 to vpce-0b3ce53fe73b5e848: something that decides it was not read\.\n/,
  );
  expect(strict.stdout).toMatch(/111111111111 us-west-2: .*DescribeSecurityGroups \(access-denied/);
  expect((await explain([...question, '--organization', '--allow-incomplete'])).code).toBe(0);
});

it.each([
  [
    ['--vpc', 'vpc-03f720224cfacb1eb'],
    /^as arn:.*\nerror: vpc: vpc-03f720224cfacb1eb was not found .*nearest: vpc-03f720224cfacb1ea/,
  ],
  [['--service', 'bedrock-runtme'], /\nerror: service: .*nearest: bedrock-runtime\n$/],
  [
    ['--service-region', 'us-west-9'],
    /\nerror: service Region: us-west-9 is none .*nearest: us-west-2, us-east-1\n$/,
  ],
  [['--service-region', 'Oregon'], /^error: option .*It is not a Region such as us-west-2/],
  [['--vpc', ''], /^error: option .*must not be empty/],
  [['--format', 'yaml'], /^error: option .*Allowed choices are text, json/],
  [['--accounts', '111111111111'], /^error: unknown option '--accounts'/],
])('refuses %j in one line, exit 2', async (args, message) => {
  const run = await explain([...question, '--organization', ...args]);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(message);
});

it('takes no flag of AWS for a snapshot', async () => {
  const run = await offline(['--organization']);
  expect(run).toMatchObject({ code: 2, stdout: '' });
});

it('without credentials exits 4 and says what renews them', async () => {
  const { AWS_ACCESS_KEY_ID: _id, AWS_SECRET_ACCESS_KEY: _key, ...env } = sandboxEnvironment(server.url);
  const run = await explain(question, env);
  expect(run).toMatchObject({ code: 4, stdout: '' });
  expect(run.stderr).toMatch(/^error: no valid AWS credentials .*aws sso login/);
});

it('writes nothing of what a snapshot says to the terminal raw', async () => {
  const hostile = 'vpce-\u001b[31m\u202e0b3c\n';
  const text = JSON.stringify(await readSnapshot(organizationDir)).replaceAll(
    'vpce-0b3ce53fe73b5e848',
    JSON.stringify(hostile).slice(1, -1),
  );
  const { organization, inventories } = JSON.parse(text);
  const files = Object.fromEntries(
    inventories.map(
      ({ scope, inventory }: { scope: { accountId: string; region: string }; inventory: object }) => [
        `${scope.accountId}/${scope.region}.json`,
        inventory,
      ],
    ),
  );
  const hurt = await snapshotDir({ 'organization.json': organization, ...files });
  const run = await explain([...question, '--snapshot', hurt], bareEnvironment);
  expect(run.code).toBe(0);
  expect(run.stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(run.stdout).toMatch(
    /^Yes, by an existing path: over pcx-0bc40578df0564d85 to vpce- \[31m 0b3c \.\n/,
  );
});
