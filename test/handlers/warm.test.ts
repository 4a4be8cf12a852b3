import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import type { Reply } from '#handlers/reply.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';

/* Invocations that share one process, as those of a warm function do: nothing of one may show in the next. */

type Handler = (event: unknown, context: object) => Promise<Reply>;
type Emf = Record<string, unknown> & { _aws: { Timestamp: number; CloudWatchMetrics: Directive[] } };
type Directive = { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] };

const snapshot = await readSnapshot(organizationDir);
let handler: Handler;
let sandbox: Sandbox;
let server: Awaited<ReturnType<typeof serveSandbox>>;

beforeAll(async () => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'vpc-path-auditor');
  vi.stubEnv('POWERTOOLS_TRACE_ENABLED', 'false');
  vi.stubEnv('AWS_REGION', 'us-west-2');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  ({ handler } = (await import('#handlers/audit.ts')) as unknown as { handler: Handler });
});
beforeEach(async () => {
  sandbox = createSandbox({ snapshot });
  server = await serveSandbox(sandbox);
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'demo');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'demo');
  vi.stubEnv('VPC_PATH_AUDITOR_ROLE_NAME', 'vpc-path-auditor-read');
  return () => server.close();
});
afterAll(() => vi.unstubAllEnvs());

/** One invocation, and the lines it wrote; Powertools writes to the process's own streams. */
const invoked = async (event: unknown) => {
  let output = '';
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      output += String(text);
      return true;
    }),
  );
  const context = { functionName: 'x', awsRequestId: 'request', getRemainingTimeInMillis: () => 900_000 };
  const settled = await handler(event, context).then(
    (reply) => ({ reply, error: null }),
    (error: Error) => ({ reply: null, error }),
  );
  for (const spy of spies) spy.mockRestore();
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return { ...settled, lines: lines.map((line): object => JSON.parse(line)) };
};

const metricsOf = (lines: readonly object[]): Emf[] => lines.filter((line): line is Emf => '_aws' in line);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const emfProblems = ({ _aws: { Timestamp, CloudWatchMetrics }, ...line }: Emf): string[] =>
  CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) => [
    ...(/^[\w.\-/#:]{1,255}$/.test(Namespace) ? [] : ['Namespace']),
    ...(Number.isInteger(Timestamp) && Timestamp > 1e12 ? [] : ['Timestamp']),
    ...(Metrics.length >= 1 && Metrics.length <= 100 ? [] : ['Metrics']),
    ...Metrics.flatMap(({ Name, Unit }) => [
      ...(Number.isFinite(line[Name]) && Name.length <= 255 ? [] : [Name]),
      ...(['Count', 'Milliseconds'].includes(Unit) ? [] : [Unit]),
    ]),
    ...Dimensions.flatMap((names) => (names.length <= 30 ? names : ['Dimensions', ...names])).filter(
      (name) => typeof line[name] !== 'string' || line[name] === '',
    ),
  ]);

it('writes valid embedded metrics, the same lines each night', async () => {
  const [first, second] = [await invoked({}), await invoked({})];
  const shapes = [first, second].map(({ lines }) =>
    metricsOf(lines).map(({ _aws, ...line }) => [_aws.CloudWatchMetrics, Object.keys(line)]),
  );
  expect(shapes[1]).toEqual(shapes[0]);
  expect(metricsOf(second.lines).flatMap(emfProblems)).toEqual([]);
  expect(metricsOf(second.lines).at(-1)).toMatchObject({
    FindingsCreated: 0,
    FindingsUpdated: 0,
    FindingsArchived: 0,
    FindingsKept: first.reply?.publish?.created,
    FindingsOrphaned: 0,
    FindingsUnpublished: 0,
    FindingsFailed: 0,
  });
});

it('counts the calls of one invocation, not of all', async () => {
  await invoked({});
  sandbox.resetCalls();
  const { lines } = await invoked({});
  const calls = Object.values(sandbox.calls()).reduce((sum, count) => sum + count, 0);
  expect(metricsOf(lines).at(-1)).toMatchObject({ ApiCalls: calls });
});

it('a refused event leaves no metric behind, and the next is answered as if it had not been', async () => {
  const refused = await invoked({ accounts: ['everyone'] });
  expect(refused.error?.message).toBe('the event is refused: accounts[0]: an account ID is 12 digits');
  expect(metricsOf(refused.lines)).toEqual([]);
  expect((await invoked({ publish: false })).reply?.coverage.complete).toBe(true);
});

it.each([
  [
    'AWS is not there',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    /^AWS could not be reached .*\(connect ECONN/,
  ],
  ['nobody signs', { AWS_ACCESS_KEY_ID: undefined }, /^no valid AWS credentials/],
])('when %s the error is one line that says so', async (_, env, message) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const { error } = await invoked({});
  expect(error?.name).toBe('CredentialsError');
  expect(error?.message).toMatch(message);
  expect(error?.message).not.toContain('\n');
});

const accountsOf = (reply: Reply | null) => new Set(reply?.coverage.scopes.map(({ accountId }) => accountId));

it('reads its environment at each invocation; an empty role is no role: this account alone', async () => {
  expect(accountsOf((await invoked({})).reply).size).toBe(3);
  vi.stubEnv('VPC_PATH_AUDITOR_ROLE_NAME', '');
  vi.stubEnv('VPC_PATH_AUDITOR_EXTERNAL_ID', ' ');
  const alone = await invoked({});
  expect(accountsOf(alone.reply)).toEqual(new Set(['111111111111']));
});
