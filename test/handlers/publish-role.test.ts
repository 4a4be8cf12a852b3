import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { defaultRoles } from '#app/roles.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { apply, withoutPeering } from '#cli/demo/changes.ts';
import type { Reply } from '#handlers/reply.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';
import { withoutRole } from '#test/builders/without-role.ts';

/* An account that lacks the role that publishes: told once, and whatever its Security Hub holds stays as it is. */

const snapshot = await readSnapshot(organizationDir);
const tokyo = { accountId: '222222222222', region: 'ap-northeast-1' };
const peeringOfTokyo = 'pcx-0bc40578df0564d85';

type Handler = (event: unknown, context: object) => Promise<Reply>;
let handler: Handler;
let sandbox: Sandbox;
let isMissing: boolean;
beforeAll(async () => {
  for (const [name, value] of Object.entries({
    AWS_LAMBDA_FUNCTION_NAME: 'vpc-path-auditor',
    AWS_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    POWERTOOLS_TRACE_ENABLED: 'false',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
    VPC_PATH_AUDITOR_ROLE_NAME: defaultRoles.read,
    VPC_PATH_AUDITOR_PUBLISH_ROLE_NAME: defaultRoles.publish,
  })) {
    vi.stubEnv(name, value);
  }
  ({ handler } = (await import('#handlers/audit.ts')) as unknown as { handler: Handler });
});
beforeEach(async () => {
  sandbox = createSandbox({ snapshot });
  isMissing = false;
  const arn = `::${tokyo.accountId}:role/${defaultRoles.publish}`;
  const server = await serveSandbox(withoutRole(sandbox, (roleArn) => isMissing && roleArn.endsWith(arn)));
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  return () => server.close();
});
afterAll(() => vi.unstubAllEnvs());

const night = (): Promise<Reply> =>
  handler({}, { functionName: 'x', awsRequestId: 'request', getRemainingTimeInMillis: () => 900_000 });

const heldBy = (accountId: string) =>
  sandbox.findings().filter(({ AwsAccountId }) => AwsAccountId === accountId);
const archived = (accountId: string): number =>
  heldBy(accountId).filter(({ RecordState }) => RecordState === 'ARCHIVED').length;

it('is told once, with the role’s name, and the account is read and its findings left alone', async () => {
  await night();
  const before = heldBy(tokyo.accountId);
  isMissing = true;
  apply(sandbox, snapshot, withoutPeering(peeringOfTokyo));
  const { publish, coverage, exitReasons, findings } = await night();
  expect(publish?.failed).toEqual([
    {
      ...tokyo,
      findingId: null,
      cause: 'access-denied',
      by: 'role-missing',
      code: 'AccessDenied',
      message: expect.stringContaining(`arn:aws:iam::${tokyo.accountId}:role/${defaultRoles.publish}`),
    },
  ]);
  expect({ complete: coverage.complete, exitReasons }).toEqual({
    complete: true,
    exitReasons: ['publishing-failed'],
  });
  expect(heldBy(tokyo.accountId)).toEqual(before);
  expect(archived(tokyo.accountId)).toBe(0);
  expect(findings.some(({ accountId }) => accountId === tokyo.accountId)).toBe(true);
});

it('is made good the night after the role is there', async () => {
  isMissing = true;
  await night();
  expect(heldBy(tokyo.accountId)).toEqual([]);
  isMissing = false;
  await night();
  const made = heldBy(tokyo.accountId).length;
  expect(made).toBeGreaterThan(5);
  isMissing = true;
  apply(sandbox, snapshot, withoutPeering(peeringOfTokyo));
  await night();
  isMissing = false;
  const { publish } = await night();
  expect(publish?.failed).toEqual([]);
  expect(archived(tokyo.accountId)).toBeGreaterThan(0);
});

it('stops nobody else’s from being published', async () => {
  isMissing = true;
  const { publish } = await night();
  expect(publish?.created).toBe(sandbox.findings().length);
  expect(heldBy('111111111111').length + heldBy('333333333333').length).toBe(publish?.created);
  expect(publish?.created).toBeGreaterThan(5);
});

it.each([
  ['with a ledger', 's3://store'],
  ['without one', ''],
])('in the account that keeps all findings, %s: told once, and nothing there changes', async (_, store) => {
  const config = { publishing: { mode: 'central', central: tokyo } };
  const dir = await snapshotDir({ 'config.json': config });
  vi.stubEnv('VPC_PATH_AUDITOR_CONFIG', `${dir}/config.json`);
  vi.stubEnv('VPC_PATH_AUDITOR_STORE', store);
  onTestFinished(() => {
    vi.stubEnv('VPC_PATH_AUDITOR_CONFIG', undefined);
    vi.stubEnv('VPC_PATH_AUDITOR_STORE', undefined);
  });
  await night();
  const before = sandbox.findings();
  expect(new Set(before.map(({ AwsAccountId }) => AwsAccountId))).toEqual(new Set([tokyo.accountId]));
  isMissing = true;
  apply(sandbox, snapshot, withoutPeering(peeringOfTokyo));
  const { publish } = await night();
  expect(publish?.failed).toEqual([
    expect.objectContaining({ ...tokyo, findingId: null, by: 'role-missing' }),
  ]);
  expect(sandbox.findings()).toEqual(before);
  isMissing = false;
  expect((await night()).publish).toMatchObject({ failed: [], archived: expect.any(Number) });
  expect(archived(tokyo.accountId)).toBeGreaterThan(0);
});
