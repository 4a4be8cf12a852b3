import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { explanationSchema } from '#model/explanation.ts';
import { type ScanResult, scanResultSchema } from '#model/result.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { runCli, sandboxEnvironment } from '#test/builders/run-cli.ts';

/* The program in a process of its own, against the sandbox over HTTP. */

let sandbox: Sandbox;
let server: Awaited<ReturnType<typeof serveSandbox>>;
const dir = await mkdtemp(join(tmpdir(), 'live-'));

beforeAll(async () => {
  sandbox = createSandbox({ snapshot: await readSnapshot(organizationDir) });
  server = await serveSandbox(sandbox);
});
afterAll(() => server.close());

const cli = (args: string[], env: Record<string, string> = {}) =>
  runCli(args, { env: { ...sandboxEnvironment(server.url), ...env }, cwd: dir });

const scanned = async (args: string[]): Promise<ScanResult> => {
  const { stdout, stderr, code } = await cli(['scan', '--format', 'json', ...args]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return scanResultSchema.parse(JSON.parse(stdout));
};

it('scans the caller alone unless asked for the organization', async () => {
  const result = await scanned([]);
  expect(new Set(result.coverage.scopes.map(({ accountId }) => accountId))).toEqual(
    new Set(['111111111111']),
  );
  expect(result.callerArn).toMatch(/^arn:aws:.*111111111111/);
});

it('live and from its own capture, the organization looks the same', async () => {
  const live = await scanned(['--organization']);
  const out = join(dir, 'capture');
  expect(await cli(['capture', '--organization', '--out', out])).toMatchObject({ code: 0, stdout: '' });
  const replayed = await scanned(['--snapshot', out]);
  expect({ ...replayed, startedAt: '', finishedAt: '', input: '', callerArn: '' }).toEqual({
    ...live,
    startedAt: '',
    finishedAt: '',
    input: '',
    callerArn: '',
  });
  expect(live.coverage.complete).toBe(true);
  expect(live.coverage.scopes).toHaveLength(9);

  const files = (await readdir(out, { recursive: true })).filter((name) => name.endsWith('.json'));
  expect(files).toHaveLength(10);
  for (const file of files) {
    expect((await stat(join(out, file))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(out, file), 'utf8')).not.toMatch(/@/);
  }
});

it.each(['bedrock-runtime', 'sqs'])(
  'explain answers of %s the same live and from a capture',
  async (service) => {
    const out = join(dir, `explain-${service}`);
    expect((await cli(['capture', '--organization', '--out', out])).code).toBe(0);
    const question = [
      '--vpc',
      'vpc-03f720224cfacb1ea',
      '--service',
      service,
      '--service-region',
      'us-west-2',
    ];
    const answersOf = async (args: string[]) => {
      const { stdout, code } = await cli(['explain', ...question, '--format', 'json', ...args]);
      const { options } = explanationSchema.parse(JSON.parse(stdout));
      return { code, answers: options.map(({ kind, answer }) => [kind, answer]) };
    };
    expect(await answersOf(['--snapshot', out])).toEqual(await answersOf(['--organization']));
  },
);

it('a redacted capture gives the same classes and verdicts, and no original identifier', async () => {
  const out = join(dir, 'redacted');
  expect((await cli(['capture', '--organization', '--redact', '--out', out])).code).toBe(0);
  const [plain, redacted] = [await scanned(['--organization']), await scanned(['--snapshot', out])];
  expect(redacted.summary).toEqual(plain.summary);
  const text = JSON.stringify(redacted);
  for (const path of plain.paths) {
    expect(text).not.toContain(path.endpoint.vpcEndpointId);
    expect(text).not.toContain(path.consumer.accountId);
  }
});

it('publishes, and a second run changes nothing', async () => {
  const first = await scanned(['--organization', '--publish']);
  expect(first.publish).toMatchObject({ updated: 0, archived: 0, failed: [] });
  expect(first.publish?.created).toBeGreaterThan(5);
  expect(first.publish?.created).toBe(sandbox.findings().length);
  const sent = first.findings.filter(({ firstSeenAt }) => firstSeenAt !== null);
  expect(sent).toHaveLength(sandbox.findings().length);
  const notSent = first.findings.filter(({ firstSeenAt }) => firstSeenAt === null);
  expect(new Set(notSent.map(({ status }) => status))).toEqual(new Set(['not-evaluated']));

  const second = await scanned(['--organization', '--publish']);
  expect(second.publish).toMatchObject({ created: 0, updated: 0, archived: 0, kept: first.publish?.created });
  expect(second.findings.map(({ firstSeenAt }) => firstSeenAt)).toEqual(
    first.findings.map(({ firstSeenAt }) => firstSeenAt),
  );
});

it('this account alone does not touch the findings of others', async () => {
  const before = sandbox.findings().filter(({ AwsAccountId }) => AwsAccountId !== '111111111111');
  const result = await scanned(['--publish']);
  expect(result.publish).toMatchObject({ archived: 0, failed: [] });
  expect(sandbox.findings().filter(({ AwsAccountId }) => AwsAccountId !== '111111111111')).toEqual(before);
});

it('what could not be read exits 3 and is told; --allow-incomplete accepts it', async () => {
  const scope = { accountId: '111111111111', region: 'us-west-2' };
  const inventory = sandbox.inventory(scope) ?? {};
  const denied = { complete: false, code: 'UnauthorizedOperation', message: 'You are not authorized' };
  sandbox.replaceInventory(scope, { ...inventory, Coverage: { DescribeVpcEndpoints: denied } });
  const run = await cli(['scan', '--format', 'json', '--publish', '--organization']);
  const lenient = await cli(['scan', '--allow-incomplete']);
  sandbox.replaceInventory(scope, inventory);

  expect({ code: run.code, lenient: lenient.code }).toEqual({ code: 3, lenient: 0 });
  const result = scanResultSchema.parse(JSON.parse(run.stdout));
  expect(result.exitReasons).toEqual(['coverage-incomplete']);
  expect(result.publish?.archived).toBe(0);
  const told = result.coverage.scopes.find(({ status }) => status === 'partial');
  expect(told).toMatchObject(scope);
  expect(told?.reads).toContainEqual(
    expect.objectContaining({ operation: 'DescribeVpcEndpoints', cause: 'access-denied' }),
  );
});

it('Security Hub off where there is something to say is told, and no failure', async () => {
  const off = createSandbox({
    snapshot: await readSnapshot(organizationDir),
    securityHubOff: [{ accountId: '111111111111', region: 'us-west-2' }],
  });
  const other = await serveSandbox(off);
  const run = await cli(['scan', '--format', 'json', '--publish'], { AWS_ENDPOINT_URL: other.url });
  await other.close();
  expect(run.code).toBe(0);
  const { publish } = scanResultSchema.parse(JSON.parse(run.stdout));
  expect(publish?.unpublished).toEqual([
    expect.objectContaining({ region: 'us-west-2', cause: 'not-enabled' }),
  ]);
  expect(publish?.created).toBeGreaterThan(0);
});

it('publishes of a snapshot only what the caller may', async () => {
  const publish = ['scan', '--snapshot', organizationDir, '--publish'];
  const refused = await cli(publish);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(
    /cannot publish for \(222222222222, 333333333333\): add --organization, or --accounts 111111111111/,
  );
  expect(await cli([...publish, '--accounts', '111111111111'])).toMatchObject({ code: 0 });
  expect(await cli([...publish, '--organization'])).toMatchObject({ code: 0 });
});

it('writes the last format to the file and the others to stdout', async () => {
  const file = join(dir, 'result.json');
  const run = await cli(['scan', '--format', 'table', '--format', 'json', '-o', file]);
  expect(run.stdout).toMatch(/^CLASS/);
  expect(scanResultSchema.parse(JSON.parse(await readFile(file, 'utf8'))).input).toBe('live');
});
